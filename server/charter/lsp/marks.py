"""
Diagnostics as they go over the wire.
"""

from functools import lru_cache
from typing import NamedTuple

_FORM = '{"range": {"start": {"line": %d, "character": %d}, "end": {"line": %d, "character": %d}}, %s}'


class Place(NamedTuple):
    """
    LSP's Range, in the editor's units.
    """

    line: int
    character: int
    end_line: int
    end_character: int

    def to_json(self) -> dict[str, dict[str, int]]:
        return {
            "start": {"line": self.line, "character": self.character},
            "end": {"line": self.end_line, "character": self.end_character},
        }


class Mark(NamedTuple):
    """
    A diagnostic of which all but the place is JSON already, for that alone changes from keystroke to keystroke.

    Objects of lsprotocol would be built and taken apart again, and the same text
    written anew, for every finding at every keystroke.

    Args:
        rest: its other properties, as members of a JSON object.
    """

    place: Place
    rest: str

    def __str__(self) -> str:
        return _FORM % (*self.place, self.rest)


# A letter that is typed moves nothing on other lines, so that the same is written again and again.
@lru_cache(maxsize=2)
def array(marks: tuple[Mark, ...]) -> str:
    """
    Return *marks* as a JSON array.
    """
    return f"[{', '.join(map(str, marks))}]"
