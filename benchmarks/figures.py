"""
Rounds, percentiles and tables.

Whatever is compared is measured in turns, so that a noisy minute of the machine
falls on all alike, and each figure is the median of the rounds.
"""

import math
from collections.abc import Callable, Iterable, Sequence
from statistics import median

from msgspec import Struct

Measurement = Callable[[int], Sequence[float]]
"""Takes the round's number, which seeds what is random; gives the round's figures."""


class Claim(Struct, frozen=True):
    """
    A target, and what was measured: at most so many times the peer's figure, or at most so much.

    Args:
        what: is claimed to be fast.
        ours: our figure.
        limit: of the ratio to the peer's figure; without a peer, of ours.
        theirs: the peer's figure, in the same unit.
        peer: who that is.
        unit: of the figures.
        enough: our figure, if it is no more than that, meets the target whatever the ratio.
    """

    what: str
    ours: float
    limit: float
    theirs: float | None = None
    peer: str = ""
    unit: str = "ms"
    enough: float = -math.inf

    @property
    def ratio(self) -> float | None:
        return None if self.theirs is None else self.ours / self.theirs

    @property
    def is_met(self) -> bool:
        measured = self.ours if self.ratio is None else self.ratio
        return measured <= self.limit or self.ours <= self.enough

    @property
    def row(self) -> tuple[str, ...]:
        """
        The cells of the table of targets: what, target, ours, theirs, ratio, whether it is met.
        """
        of_what = self.unit if self.ratio is None else f"× {self.peer}"  # noqa: RUF001 -- as in the text
        enough = f" or ≤ {self.enough:g} {self.unit}" if self.enough > 0 else ""
        theirs = "" if self.theirs is None else f"{milliseconds(self.theirs)} {self.unit}"
        ratio = "" if self.ratio is None else f"{self.ratio:.2f}"
        return (
            self.what,
            f"≤ {self.limit:g} {of_what}{enough}",
            f"{milliseconds(self.ours)} {self.unit}",
            theirs,
            ratio,
            "yes" if self.is_met else "**no**",
        )


class Table(Struct, frozen=True):
    """
    A scenario's result; cells are ready to print.

    Args:
        claims: the targets that it decides about.
    """

    title: str
    columns: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    claims: tuple[Claim, ...] = ()

    def __str__(self) -> str:
        rows = [self.columns, *self.rows]
        widths = [max(len(row[n]) for row in rows) for n in range(len(self.columns))]
        ruler = [f"{'-' * widths[0]}", *("-" * (width - 1) + ":" for width in widths[1:])]
        return "\n".join([f"### {self.title}", "", *(_line(row, widths) for row in [self.columns, ruler, *self.rows])])


def targets(claims: Iterable[Claim]) -> Table:
    """
    Return the table of targets.
    """
    columns = ("", "target", "charter", "beside", "ratio", "met")
    return Table("Targets", columns, tuple(claim.row for claim in claims))


def in_turns(measurements: Sequence[Measurement], n_rounds: int) -> list[tuple[float, ...]]:
    """
    Return each measurement's figures, as medians over the rounds.
    """
    rounds = [[measure(number) for measure in measurements] for number in range(n_rounds)]
    return [tuple(map(median, zip(*results, strict=True))) for results in zip(*rounds, strict=True)]


def percentile(figures: Iterable[float], percent: float) -> float:
    """
    Return the smallest figure that is not exceeded by *percent* of all.
    """
    ordered = sorted(figures)
    return ordered[max(0, math.ceil(len(ordered) * percent / 100) - 1)]


def milliseconds(figure: float) -> str:
    return f"{figure:.1f}" if figure < 10 else f"{figure:,.0f}"


def _line(cells: Sequence[str], widths: Sequence[int]) -> str:
    first = cells[0].ljust(widths[0])
    rest = [cell.rjust(width) for cell, width in zip(cells[1:], widths[1:], strict=True)]
    return "| " + " | ".join([first, *rest]) + " |"
