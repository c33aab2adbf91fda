"""
What is known of some items of a list, kept right while the list is cut and filled in the middle.

A document of ten thousand lines has a thousand units, of which a few dozen say
anything: whoever asks for those at each keystroke must not look at all.
"""

from bisect import bisect_left
from collections.abc import Iterable, Iterator

from msgspec import Struct, field


class Marked(Struct):
    """
    The positions of those items that are of some kind, in order.
    """

    _positions: list[int] = field(default_factory=list[int])

    def __iter__(self) -> Iterator[int]:
        return iter(self._positions)

    def __bool__(self) -> bool:
        return bool(self._positions)

    def before(self, position: int) -> list[int]:
        return self._positions[: bisect_left(self._positions, position)]

    def within(self, where: range) -> bool:
        """
        Tell whether any of the items in *where* is of the kind.
        """
        return bisect_left(self._positions, where.start) < bisect_left(self._positions, where.stop)

    def splice(self, old: slice, n_new: int) -> None:
        """
        Follow the list, in which *n_new* items that are not of the kind now stand for those in *old*.
        """
        by = n_new - (old.stop - old.start)
        behind = self._positions[bisect_left(self._positions, old.stop) :]
        moved = [position + by for position in behind] if by else behind
        self._positions[bisect_left(self._positions, old.start) :] = moved

    def mark(self, where: range, positions: Iterable[int]) -> None:
        """
        Know that of the items in *where* those at *positions*, which are in order, are of the kind, and no others.
        """
        first, end = bisect_left(self._positions, where.start), bisect_left(self._positions, where.stop)
        self._positions[first:end] = positions


class Middle(Struct):
    """
    The items between those at both ends of a list with which somebody is done.
    """

    _n_before: int = 0
    _n_behind: int = 0

    def of(self, n_items: int) -> range:
        return range(self._n_before, n_items - self._n_behind)

    def splice(self, n_before: int, n_behind: int) -> None:
        """
        Follow the list, in which only so many items at both ends are what they were.
        """
        self._n_before, self._n_behind = min(self._n_before, n_before), min(self._n_behind, n_behind)

    def finish(self, n_items: int) -> None:
        self._n_before = self._n_behind = n_items

    def begin(self) -> None:
        self._n_before = self._n_behind = 0
