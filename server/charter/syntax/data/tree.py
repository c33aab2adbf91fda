"""
The values of a settings file, and where each stands.
"""

from collections.abc import Iterator, Mapping
from types import MappingProxyType

from msgspec import Struct, field

from charter.text import Span

MAX_DEPTH = 64
MAX_VALUES = 20_000

NOWHERE = Span(0, 0)

Scalar = str | int | float | bool | None


class Value(Struct, frozen=True):
    """
    A scalar, a list or a mapping.

    Args:
        scalar: None also for null, lists and mappings.
        items: of a list.
        entries: of a mapping; of a key that stands twice the last.
    """

    span: Span
    scalar: Scalar = None
    items: tuple["Value", ...] = ()
    entries: Mapping[str, "Entry"] = field(default_factory=lambda: MappingProxyType({}))

    def at(self, *keys: str) -> "Entry | None":
        """
        Return the entry that is reached by *keys*, one below the other.
        """
        entry: Entry | None = None
        value = self
        for key in keys:
            entry = value.entries.get(key)
            if entry is None:
                return None
            value = entry.value
        return entry

    def texts(self) -> Iterator[tuple[str, Span]]:
        """
        Yield the texts of a list, or the value itself if it is one.
        """
        for value in self.items or (self,):
            if isinstance(value.scalar, str):
                yield value.scalar, value.span


class Entry(Struct, frozen=True):
    """
    A key and its value; *span* reaches from the one to the other.
    """

    key: Span
    value: Value

    @property
    def span(self) -> Span:
        return Span(self.key.start, max(self.key.end, self.value.span.end))


class Reading(Struct, frozen=True):
    """
    What a text says.

    Args:
        root: as far as it could be read.
        trouble: what is wrong at *place*; empty if nothing is.
    """

    root: Value
    trouble: str = ""
    place: Span = NOWHERE
