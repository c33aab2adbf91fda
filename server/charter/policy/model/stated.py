"""
Values that a charter sets, each with the clause that sets it.
"""

from typing import Generic, TypeVar

from msgspec import Struct

from charter.model import Clause, Level

T = TypeVar("T")


class Stated(Struct, Generic[T], frozen=True):
    """
    A value that a charter sets, and where.
    """

    value: T
    clause: Clause


class StatedLevel(Struct, frozen=True):
    """
    The level that a layer gives to a rule.

    Args:
        is_broad: said by a family or a CWE, which wakes no rule whose default is
            `off` or `observe`.
    """

    level: Level
    clause: Clause
    is_broad: bool = False

    def against(self, default: Level) -> Level | None:
        """
        Return what is said of a finding whose own level is *default*; None if nothing.
        """
        sleeps = self.is_broad and default <= Level.OBSERVE < self.level
        return None if sleeps else self.level
