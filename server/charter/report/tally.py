"""
What a run came to: the counts for its last line, and its exit status.
"""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field

from charter.model import Decision, Level, Report

# Each of these leaves a layer unread, which CI must not take for a clean run.
_UNREAD = frozenset(
    f"charter.{name}"
    for name in ("not-yaml", "too-large", "missing-layer", "untrusted-layer", "cycle", "digest-mismatch")
)
_LISTED = (Level.BLOCK, Level.WARN, Level.ADVISE)


@dataclass
class Tally:
    """
    Counts that grow while reports pass by.

    Args:
        findings: how many are in force, by level.
        silenced: how many are recorded but not in force, by what silenced them.
        unchecked: how many files, or parts of files, were not checked.
    """

    n_files: int = 0
    n_flagged: int = 0
    findings: Counter[Level] = field(default_factory=Counter[Level])
    silenced: Counter[str] = field(default_factory=Counter[str])
    unchecked: int = 0
    faults: int = 0
    is_layer_unread: bool = False

    def add(self, report: Report) -> None:
        in_force = [decision for decision in report.decisions if decision.is_in_force]
        self.n_files += 1
        self.n_flagged += any(decision.level in _LISTED for decision in in_force)
        self.findings.update(decision.level for decision in in_force)
        self.silenced.update(decision.suppression.by for decision in report.decisions if decision.suppression)
        self.unchecked += len(report.notices)
        self.faults += len(report.faults)
        self.is_layer_unread |= any(map(_leaves_layer_unread, in_force))

    @property
    def exit_status(self) -> int:
        """
        0, or 1 if something is at block, or 2 if a layer could not be read.
        """
        if self.is_layer_unread:
            return 2
        return 1 if self.findings[Level.BLOCK] else 0


def listed(report: Report) -> Iterable[Decision]:
    """
    Return the decisions that a person is shown: in force, and more than observed.
    """
    return [decision for decision in report.decisions if decision.is_in_force and decision.level in _LISTED]


def summary(tally: Tally) -> str:
    """
    Return one line that leaves nothing out: what was found, silenced and not checked.
    """
    n_listed = sum(tally.findings[level] for level in _LISTED)
    levels = ", ".join(f"{tally.findings[level]} {level.word}" for level in _LISTED if tally.findings[level])
    first = f"{_count(n_listed, 'finding')} in {_count(tally.n_flagged, 'file')}" if n_listed else "no finding"
    parts = [
        f"{first} ({levels})" if levels else first,
        f"{tally.findings[Level.OBSERVE]} observed" if tally.findings[Level.OBSERVE] else "",
        *(f"{n_silenced} {_SILENCED[by]}" for by, n_silenced in sorted(tally.silenced.items(), reverse=True)),
        f"{_count(tally.unchecked, 'part')} not checked" if tally.unchecked else "",
        f"{_count(tally.faults, 'rule')} crashed" if tally.faults else "",
    ]
    return f"{_count(tally.n_files, 'file')}: {'; '.join(filter(None, parts))}"


_SILENCED = {"waiver": "waived", "nosec": "suppressed by nosec", "noqa": "suppressed by noqa"}


def _leaves_layer_unread(decision: Decision) -> bool:
    return decision.finding.rule in _UNREAD and decision.level == Level.BLOCK


def _count(number: int, noun: str) -> str:
    return f"{number} {noun}" if number == 1 else f"{number} {noun}s"
