"""
Which charters from the network are named, by charters in force anywhere in the tree.
"""

from collections.abc import Iterator

from msgspec import Struct

from charter.cli import checking
from charter.cli.setting import Setting
from charter.policy.language import keys
from charter.policy.language.kinds import Said
from charter.policy.problems import MissingLayer
from charter.policy.reading.file import read
from charter.policy.reading.pins import SCHEME, Pin, pin_of
from charter.workspace.charters import Resolver


class Reference(Struct, frozen=True):
    """
    An entry of `extends` that names one.

    Args:
        source: the charter in which it stands.
    """

    source: str
    said: Said[str]
    pin: Pin


def references(setting: Setting, charters: Resolver) -> Iterator[Reference]:
    """
    Yield all entries that name an address; what is none that may be fetched is left to `charter check`.
    """
    run = checking.of_files(setting, [setting.root])
    folders = {name.rpartition("/")[0] for name in run.files}
    in_force = dict.fromkeys(
        charters.charter_for(f"{folder}/*" if folder else "*") for folder in sorted({"", *folders})
    )
    sources = dict.fromkeys(file for charter in in_force for layer in charter.layers for file in layer.files)
    for source in sources:
        for said in read(charters.text_of(source) or "").fields.value(keys.EXTENDS, ()):
            if said.value.startswith(SCHEME) and (pin := _pin(said.value)):
                yield Reference(source, said, pin)


def _pin(reference: str) -> Pin | None:
    try:
        return pin_of(reference)
    except MissingLayer:
        return None
