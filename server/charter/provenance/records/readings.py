"""
What a record of lines says, whichever tool wrote it down.
"""

from datetime import date
from typing import Literal

from msgspec import Struct

from charter.catalogue import Catalogue

# A record that a tool writes has no more; what is read at all is bounded by its reader.
LONGEST_NAME = 250
LAST_LINE = 10_000_000


class Attribution(Struct, frozen=True):
    """
    Lines of a file that somebody wrote.

    Args:
        path: from the root, with forward slashes, as the commit has it.
        first: line, counted from one as git counts; *last* is among them.
        tool: an id of the catalogue, or as written; None if not known, or if a person wrote.
        revision: the full name of the commit whose lines they are; empty where the record is the commit's own.
        place: the line of the record that says so, counted from one.
    """

    path: str
    first: int
    last: int
    kind: Literal["ai", "human", "mixed"]
    tool: str | None = None
    model: str | None = None
    revision: str = ""
    place: int = 1
    day: date | None = None


class Trouble(Struct, frozen=True):
    """
    What is wrong with a record, and in which of its lines, counted from one.
    """

    place: int
    message: str


class Reading(Struct, frozen=True):
    """
    All that a record says, and what of it could not be read.
    """

    attributions: tuple[Attribution, ...] = ()
    troubles: tuple[Trouble, ...] = ()


def known_tool(name: object, catalogue: Catalogue) -> str | None:
    """
    Return the id of the tool that a record calls *name*, or the name itself.
    """
    if not isinstance(name, str) or not 0 < len(name) <= LONGEST_NAME:
        return None
    tool = catalogue.find(name)
    return tool.id if tool else name


def known_model(name: object) -> str | None:
    """
    Return the model that a record names, as written.
    """
    return name if isinstance(name, str) and 0 < len(name) <= LONGEST_NAME and name != "unknown" else None


def lines(first: object, last: object) -> tuple[int, int] | None:
    """
    Return *first* and *last* if they can be lines of a file; in JSON they may be anything.
    """
    if not isinstance(first, int) or not isinstance(last, int) or isinstance(first, bool) or isinstance(last, bool):
        return None
    return (first, last) if 1 <= first <= last <= LAST_LINE else None
