"""
What the readers of a line hand on.
"""

from msgspec import Struct
from msgspec.structs import replace

from charter.text import Span


class Claim(Struct, frozen=True):
    """
    Words that say an AI had a hand in it.

    Args:
        span: the words.
        tool: id of the catalogue, a name that it does not know, or None for "an AI".
        model: as written.
    """

    span: Span
    tool: str | None
    model: str | None = None

    def moved(self, by: int) -> "Claim":
        return replace(self, span=self.span.moved(by))
