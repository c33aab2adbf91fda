"""
Names that one part of a charter uses for another: zones and roles.
"""

from collections.abc import Iterable, Iterator, Sequence

from charter.policy.language import keys
from charter.policy.language.kinds import Said
from charter.policy.language.records import Fields
from charter.policy.model.charter import Layer
from charter.policy.model.scopes import DEFAULT_ZONE
from charter.policy.problems import Mistake, Notes, replacement, shown
from charter.policy.reading.statement import Desk, Statement

_NO_FIELDS = Fields()


def note_unknown_names(files: Iterable[Statement], layers: Sequence[Layer], desk: Desk) -> None:
    """
    Note which zones and roles *files* name that none of *layers* has.

    Args:
        layers: those above, and that of the files.
    """
    zones = {DEFAULT_ZONE, *(zone.name for layer in layers for zone in layer.zones)}
    roles = {name for layer in layers for name in layer.roles}
    for file in files:
        notes = desk.on(file.source)
        for said in _zones_named(file):
            if said.value not in zones:
                notes.add(_unknown(said, "zone", zones, notes))
        for said in file.waivers.value(keys.APPROVERS, ()):
            if said.value not in roles:
                notes.add(_unknown(said, "role", roles, notes))


def _zones_named(file: Statement) -> Iterator[Said[str]]:
    for entry in file.tools.value(keys.APPROVED, ()):
        yield from entry.value.value(keys.APPROVED_ZONES, ())
    yield from file.fields.value(keys.DISCLOSURE, _NO_FIELDS).value(keys.REVIEWED_BY, ())


def _unknown(said: Said[str], what: str, known: Iterable[str], notes: Notes) -> Mistake:
    likely = notes.nearest(said.value, sorted(known))
    advice = f"Write '{likely}' instead of {shown(said.value)}." if likely else f"Remove {shown(said.value)}."
    message = f"No {what} of that name is known here or in a higher layer, so it stands for nothing."
    fixes = replacement(said.span, likely) if likely else ()
    return Mistake("charter.wrong-type", said.span, advice, message, fixes)
