"""
Rounds, percentiles and tables.

Whatever is compared is measured in turns, so that a noisy minute of the machine
falls on all alike, and each figure is the median of the rounds.
"""

import math
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from statistics import median

Measurement = Callable[[int], Sequence[float]]
"""Takes the round's number, which seeds what is random; gives the round's figures."""


@dataclass(frozen=True)
class Table:
    """
    A scenario's result; cells are ready to print.
    """

    title: str
    columns: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]

    def __str__(self) -> str:
        rows = [self.columns, *self.rows]
        widths = [max(len(row[n]) for row in rows) for n in range(len(self.columns))]
        ruler = [f"{'-' * widths[0]}", *("-" * (width - 1) + ":" for width in widths[1:])]
        return "\n".join([f"### {self.title}", "", *(_line(row, widths) for row in [self.columns, ruler, *self.rows])])


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
