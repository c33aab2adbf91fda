"""
What two charters can be compared by: values, and which of two is the stricter.
"""

from collections.abc import Callable, Mapping
from typing import Any

from msgspec import Struct

from charter.model import Clause

# Tells whether the second of two values is at least as strict as the first.
AtLeast = Callable[[Any, Any], bool]

ANY = "any"


def never(_one: object, _other: object) -> bool:
    """
    Of two texts neither is the stricter.
    """
    return False


def less(one: Any, other: Any) -> bool:  # noqa: ANN401 - any two values that have an order
    """
    The lower is the stricter.
    """
    return other <= one


def more(one: Any, other: Any) -> bool:  # noqa: ANN401 - as above
    """
    The higher is the stricter.
    """
    return one <= other


class Value(Struct, frozen=True):
    """
    A single value.

    Args:
        word: as a charter writes it.
    """

    word: str
    value: Any
    clause: Clause | None = None
    at_least: AtLeast = never


class Members(Struct, frozen=True):
    """
    A list whose entries count one by one.

    Args:
        entries: each with its place; None if the list has no bounds.
        is_stricter: an entry more is stricter.
        clause: where the list stands.
    """

    entries: Mapping[str, Clause] | None
    is_stricter: bool
    clause: Clause | None = None

    @property
    def word(self) -> str:
        return ANY if self.entries is None else f"[{', '.join(self.entries)}]"


Fact = Value | Members
Facts = Mapping[str, Fact]
