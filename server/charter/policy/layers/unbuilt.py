"""
Reading what nothing acts on yet: servers for agents, AI in the product, controls.
"""

from collections.abc import Iterator, Sequence
from typing import Any, TypeVar

from charter.policy.language import keys
from charter.policy.language.kinds import Said
from charter.policy.language.records import Fields, Key
from charter.policy.model.disclosing import Server, Unbuilt, UseOf, Uses
from charter.policy.model.stated import Stated
from charter.policy.reading.statement import Statement

T = TypeVar("T")
_NO_FIELDS = Fields()
_RUNTIME: tuple[tuple[UseOf, Key[Fields]], ...] = (
    ("sdks", keys.SDKS),
    ("models", keys.RUNTIME_MODELS),
    ("hosts", keys.HOSTS),
)


def unbuilt(files: Sequence[Statement]) -> Unbuilt:
    """
    Return what *files*, the nearest last, say together.
    """
    return Unbuilt(dict(_uses(files)), dict(_controls(files)))


def _uses(files: Sequence[Statement]) -> Iterator[tuple[UseOf, Uses]]:
    servers = [(file, file.tools.value(keys.MCP_SERVERS, _NO_FIELDS)) for file in files]
    if any(fields.said for _, fields in servers):
        yield "mcp_servers", _use(servers, keys.UNAPPROVED_SERVER, keys.SERVERS)
    for name, key in _RUNTIME:
        said = [(file, file.tools.value(keys.RUNTIME, _NO_FIELDS).value(key, _NO_FIELDS)) for file in files]
        if any(fields.said for _, fields in said):
            yield name, _use(said, keys.UNAPPROVED_USE, keys.APPROVED_USE)


def _use(said: Sequence[tuple[Statement, Fields]], unapproved: Key[Any], approved: Key[Any]) -> Uses:
    naming = next(((file, fields) for file, fields in reversed(said) if fields.get(approved)), None)
    if not naming:
        return Uses(_nearest(said, unapproved))
    file, fields = naming
    entries = fields.said[approved.name]
    return Uses(
        _nearest(said, unapproved),
        tuple(Stated(_used(entry), file.clause(entry)) for entry in entries.value),
        file.clause(entries),
    )


def _used(entry: Said[Any]) -> Any:  # noqa: ANN401 - a server where the key takes servers, else a pattern
    if not isinstance(entry.value, Fields):
        return entry.value
    fields = entry.value
    return Server(fields.value(keys.SERVER_NAME, ""), fields.value(keys.COMMAND, ""), fields.value(keys.URL, ""))


def _controls(files: Sequence[Statement]) -> Iterator[tuple[tuple[str, str], Stated[tuple[str, ...]]]]:
    for file in files:
        for catalogue, controls in file.fields.value(keys.CONTROLS, ()):
            for control, rules in controls.value:
                yield (catalogue, control), Stated(tuple(rule.value for rule in rules.value), file.clause(rules))


def _nearest(said: Sequence[tuple[Statement, Fields]], key: Key[T]) -> Stated[T] | None:
    found = ((file, fields.get(key)) for file, fields in reversed(said))
    return next((Stated(each.value, file.clause(each)) for file, each in found if each), None)
