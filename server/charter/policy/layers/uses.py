"""
What a layer says of the AI that is used: servers for agents, and SDKs, models and hosts that the product calls.
"""

from collections.abc import Iterator, Mapping, Sequence
from types import MappingProxyType

from charter.policy.language import keys
from charter.policy.language.records import Fields
from charter.policy.model.stated import Stated
from charter.policy.model.uses import Server, UseList, UseOf
from charter.policy.reading.statement import Statement, said_of_use


def use_lists(files: Sequence[Statement]) -> Mapping[UseOf, UseList]:
    """
    Return the lists of *files*, the nearest last; of one kind of use the nearest holds.
    """
    return MappingProxyType({use: each for file in files for use, each in _lists(file)})


def _lists(file: Statement) -> Iterator[tuple[UseOf, UseList]]:
    for use, fields in said_of_use(file.tools):
        said = fields.get(keys.SERVERS) if use == "server" else fields.get(keys.APPROVED_USE)
        if said:
            approved = tuple(
                Stated(_used(entry.value), file.clause(entry)) for entry in said.value if _holds(entry.value)
            )
            yield use, UseList(approved, file.clause(said), is_empty=not said.value)


def _holds(said: Fields | str) -> bool:
    return isinstance(said, str) or not said.is_void


def _used(said: Fields | str) -> Server | str:
    if isinstance(said, str):
        return said
    return Server(said.value(keys.SERVER_NAME, ""), said.value(keys.COMMAND, ""), said.value(keys.URL, ""))
