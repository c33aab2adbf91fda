"""
What is remembered between two keystrokes.

Findings are remembered by the text of their unit, never by its place, and
never decisions: a charter edit needs no new look at the code.
"""

from collections import OrderedDict
from dataclasses import dataclass

from charter.engine.examine import Examined
from charter.model import Finding
from charter.syntax.python.facts import Imports
from charter.syntax.python.units import Unit
from charter.text import Document

# Units kept, the least recently used ones dropped first: some twenty files of 10,000 lines.
_CAPACITY = 50_000

UnitKey = tuple[str, str, bool]


@dataclass(frozen=True, slots=True)
class Learned:
    """
    What a worker process found out about a document; can be pickled.

    Args:
        slow: findings of the slow checkers.
    """

    path: str
    text: str
    units: tuple[tuple[UnitKey, Examined], ...]
    slow: tuple[Finding, ...]


class Memo:
    """
    Results of examined units, and of slow checkers by path.
    """

    def __init__(self) -> None:
        self._units: OrderedDict[UnitKey, tuple[Examined, ...]] = OrderedDict()
        self._slow: dict[str, tuple[Finding, ...]] = {}
        self._cut: tuple[Document, list[Unit]] | None = None

    def recall(self, unit: Unit, imports: Imports) -> Examined | None:
        """
        Return what is known of *unit* after *imports*, or None.
        """
        key = key_of(unit)
        for examined in self._units.get(key, ()):
            if examined.holds_after(imports):
                self._units.move_to_end(key)
                return examined
        return None

    def remember(self, key: UnitKey, examined: Examined) -> None:
        # Two variants serve the case that an import is taken away and put back.
        self._units[key] = (examined, *self._units.get(key, ())[:1])
        self._units.move_to_end(key)
        while len(self._units) > _CAPACITY:
            self._units.popitem(last=False)

    def knows(self, unit: Unit) -> bool:
        return key_of(unit) in self._units

    def slow(self, path: str) -> tuple[Finding, ...]:
        """
        Return the last findings of the slow checkers for *path*.
        """
        return self._slow.get(path, ())

    def add(self, learned: Learned) -> None:
        """
        Take over what a worker process learned.
        """
        for key, examined in learned.units:
            self.remember(key, examined)
        self._slow[learned.path] = learned.slow

    def forget(self, path: str) -> None:
        """
        Drop what is known by path, as when a document is closed.
        """
        self._slow.pop(path, None)


def key_of(unit: Unit) -> UnitKey:
    return (unit.text, unit.owner, unit.is_header)
