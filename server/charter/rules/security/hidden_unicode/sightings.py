"""
What the three searches hand on, and how characters are called.
"""

import unicodedata

from msgspec import Struct

from charter.model import Rank
from charter.text import Span


class Sighting(Struct, frozen=True):
    """
    Characters at one place that hide something.

    Args:
        command: what its quick fix does.
        replacements: offsets of single characters, and what should stand there.
    """

    span: Span
    advice: str
    reason: str
    command: str
    replacements: tuple[tuple[int, str], ...]
    severity: Rank = Rank.HIGH
    is_bidi: bool = False


def name_of(character: str) -> str:
    """
    Return how Unicode calls *character*, such as `U+202E RIGHT-TO-LEFT OVERRIDE`.
    """
    name = unicodedata.name(character, "")
    return f"U+{ord(character):04X} {name}".rstrip()
