"""
A register of waivers: exceptions recorded in a file of their own, which code owners can guard.

Only the nouns; `waivers.register` makes them, `waivers.holding` says which of them hold.
"""

from datetime import date

from msgspec import Struct

from charter.globs import Globs
from charter.model import Clause
from charter.text import Span


class Recorded(Struct, frozen=True):
    """
    A waiver of a register.

    Args:
        rules: ids; may be empty where none is known.
        unknown: words among its rules that mean none.
        clause: the whole entry.
        expires_clause: where its last day stands; the entry if it has none.
        paths: its patterns, as written.
        folder: where its paths are anchored, from the root; empty at the root.
        fields: those that it has, by the names that `waivers.require` uses.
        flaw: what of it cannot be read, so that it does not hold; empty if all can.
        removal: what to delete to be rid of it; None where that is not whole lines.
    """

    id: str
    rules: frozenset[str]
    globs: Globs
    clause: Clause
    expires_clause: Clause
    unknown: tuple[str, ...] = ()
    paths: tuple[str, ...] = ()
    folder: str = ""
    reason: str = ""
    approver: str = ""
    requested_by: str = ""
    created: date | None = None
    expires: date | None = None
    fields: frozenset[str] = frozenset()
    flaw: str = ""
    removal: Span | None = None

    def reaches(self, path: str) -> bool:
        """
        Tell whether the waiver is about *path*.
        """
        within = path.removeprefix(f"{self.folder}/") if self.folder else path
        return not (self.folder and within == path) and self.globs.matches(within)


class Register(Struct, frozen=True):
    """
    One file of waivers.
    """

    source: str
    waivers: tuple[Recorded, ...] = ()
