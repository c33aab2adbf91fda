"""
What whoever asks can make use of, so that the rest need not be looked for.
"""

from msgspec import Struct

from charter.runtime import NOTHING, Runtime


class Floor(Struct, frozen=True):
    """
    A figure of a measured rule up to which none matters.
    """

    rule: str
    figure: float


class Interest(Struct, frozen=True):
    """
    What a charter can say something about. What lies outside need not be looked for.

    Args:
        off: checkers of whose findings none matters.
        known: the AI that products call; nothing else is seen of it.
    """

    off: tuple[str, ...] = ()
    floors: tuple[Floor, ...] = ()
    known: Runtime = NOTHING

    def wants(self, checker: str) -> bool:
        return checker not in self.off

    def floor(self, rule: str) -> float:
        return next((floor.figure for floor in self.floors if floor.rule == rule), 0)

    def covers(self, other: "Interest") -> bool:
        """
        Tell whether whoever looked with this interest has seen all that *other* asks for.
        """
        is_as_low = all(floor.figure <= other.floor(floor.rule) for floor in self.floors)
        return is_as_low and self.known == other.known and set(self.off) <= set(other.off)

    def joined(self, other: "Interest") -> "Interest":
        """
        Return the least interest that covers both.
        """
        floors = (Floor(floor.rule, min(floor.figure, other.floor(floor.rule))) for floor in self.floors)
        return Interest(tuple(name for name in self.off if name in other.off), tuple(floors), self.known)


EVERYTHING = Interest()
