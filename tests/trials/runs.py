"""
Long runs: the same work on many things, in two processes, within a time; and what comes of it.
"""

import logging
import sys
import time
from concurrent.futures import ProcessPoolExecutor
from functools import partial
from itertools import islice

from msgspec import Struct
from msgspec.structs import asdict

from charter.workspace import collector

_N_PROCESSES = 2
_N_SHOWN = 40


class Outcome(Struct, frozen=True, kw_only=True):
    """
    Figures of one thing, or the sums of many; each trial adds its own.

    Args:
        differences: what should not be; each says where.
    """

    differences: tuple[str, ...] = ()

    def __add__(self, other):
        own, others = asdict(self), asdict(other)
        return type(self)(**{name: own[name] + others[name] for name in own})

    def __str__(self):
        figures = {name: figure for name, figure in asdict(self).items() if isinstance(figure, int)}
        lines = [f"{name.removeprefix('n_'):<12} {figure:>12,}\n" for name, figure in figures.items()]
        shown = [f"  {difference}\n" for difference in self.differences[:_N_SHOWN]]
        return "".join([*lines, f"{'differences':<12} {len(self.differences):>12,}\n", *shown])

    @property
    def is_good(self):
        """
        Something was compared, and nothing differed.
        """
        return any(asdict(self).values()) and not self.differences


def total(work, things, minutes, nothing):
    """
    Return the sum of the outcomes of *work* on as many of *things* as there is time for.

    Args:
        minutes: after which no more is begun.
        nothing: the outcome of nothing.
    """
    until = time.monotonic() + minutes * 60
    with ProcessPoolExecutor(_N_PROCESSES, initializer=_prepare) as pool:
        outcomes = pool.map(partial(_in_time, work, until, nothing), things, chunksize=4)
        outcome, n_done = nothing, 0
        while some := list(islice(outcomes, 20)):
            outcome, n_done = sum(some, outcome), n_done + len(some)
            sys.stderr.write(f"{n_done:,} of {len(things):,}, {len(outcome.differences):,} differences\r")
        return outcome


def _in_time(work, until, nothing, thing):
    return work(thing) if time.monotonic() < until else nothing


def _prepare():
    # Bandit logs what it stumbles over.
    logging.disable()
    collector.calm()
