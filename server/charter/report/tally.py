"""
What a run came to: the counts for its last line, and its exit status.
"""

from collections import Counter
from collections.abc import Iterable, Sequence

from msgspec import Struct, field

from charter.model import Decision, Level, Report
from charter.report.untrusted import path
from charter.text import Notice

_LISTED = (Level.BLOCK, Level.WARN, Level.ADVISE)


class Tally(Struct):
    """
    Counts that grow while reports pass by.

    Args:
        unread: paths of charters that are not in force, or not wholly, which CI
            must not take for a clean run.
        flagged: paths of the files in which something is listed.
        findings: how many are in force, by level.
        silenced: how many are recorded but not in force, by what silenced them.
        n_ignored: files and folders that were passed over because git ignores them.
        noun: what the reports are on.
        unchecked: how many files, or parts of files, were not checked.
    """

    unread: Sequence[str] = ()
    n_ignored: int = 0
    noun: str = "file"
    n_files: int = 0
    flagged: set[str] = field(default_factory=set[str])
    findings: Counter[Level] = field(default_factory=Counter[Level])
    silenced: Counter[str] = field(default_factory=Counter[str])
    unchecked: int = 0
    faults: int = 0

    def add(self, report: Report) -> None:
        in_force = [decision for decision in report.decisions if decision.is_in_force]
        self.n_files += not report.is_of_change
        if any(decision.level in _LISTED for decision in in_force):
            self.flagged.add(report.path)
        self.findings.update(decision.level for decision in in_force)
        self.silenced.update(decision.suppression.by for decision in report.decisions if decision.suppression)
        self.unchecked += len(report.notices)
        self.faults += len(report.faults)

    @property
    def exit_status(self) -> int:
        """
        0, or 1 if something is at block, or 2 if a layer could not be read.
        """
        if self.unread:
            return 2
        return 1 if self.findings[Level.BLOCK] else 0


def listed(report: Report) -> Iterable[Decision]:
    """
    Return the decisions that a person is shown: in force, and more than observed.
    """
    return [decision for decision in report.decisions if decision.is_in_force and decision.level in _LISTED]


def untold(report: Report) -> Iterable[Notice]:
    """
    Return the notices that no finding repeats which is listed, or was there before the change that is judged.
    """
    told = {
        decision.finding.reason
        for decision in report.decisions
        if decision.finding.rule == "charter.unchecked" and (decision.level in _LISTED or not decision.is_in_force)
    }
    return [notice for notice in report.notices if notice.message not in told]


def summary(tally: Tally) -> str:
    """
    Return one line that leaves nothing out: what was found, silenced and not checked.
    """
    n_listed = sum(tally.findings[level] for level in _LISTED)
    levels = ", ".join(f"{tally.findings[level]} {level.word}" for level in _LISTED if tally.findings[level])
    first = f"{_count(n_listed, 'finding')} in {_count(len(tally.flagged), tally.noun)}" if n_listed else "no finding"
    parts = [
        f"{first} ({levels})" if levels else first,
        f"{tally.findings[Level.OBSERVE]} observed" if tally.findings[Level.OBSERVE] else "",
        *(f"{n_silenced} {_SILENCED[by]}" for by, n_silenced in sorted(tally.silenced.items(), reverse=True)),
        f"{_count(tally.unchecked, 'part')} not checked" if tally.unchecked else "",
        f"{_count(tally.faults, 'rule')} crashed" if tally.faults else "",
        f"{tally.n_ignored} passed over, ignored by git" if tally.n_ignored else "",
        f"not wholly in force: {', '.join(map(path, tally.unread))}" if tally.unread else "",
    ]
    return f"{_count(tally.n_files, tally.noun)}: {'; '.join(filter(None, parts))}"


_SILENCED = {
    "waiver": "waived",
    "nosec": "suppressed by nosec",
    "noqa": "suppressed by noqa",
    "known": "known",
    "unchanged": "there before the change",
}


def _count(number: int, noun: str) -> str:
    return f"{number} {noun}" if number == 1 else f"{number} {noun}s"
