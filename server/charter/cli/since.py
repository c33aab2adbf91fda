"""
Judging a change: what was there before it is counted and not listed.

A finding belongs to the change if one of its lines does, or if the file did not
have it before, or not with so bad a figure: a function may become too complex
far below the line that is marked.
"""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from functools import cached_property
from pathlib import Path

from charter import engine
from charter.cli.loosened import loosened_reports
from charter.cli.setting import Setting, resolver
from charter.engine import BOOK
from charter.model import Decision, Level, Report, Suppression
from charter.text import Span
from charter.workspace import reading
from charter.workspace.git import ALL, Change, Git, Lines

_BEFORE = Suppression("external", "unchanged", Span(0, 0))
_UNCHANGED = Lines(())


@dataclass(frozen=True)
class Since:
    """
    What has changed, and so is judged.

    Args:
        trouble: a sentence about what could not be compared as it was meant; may be empty.
    """

    setting: Setting
    git: Git
    change: Change
    trouble: str = ""

    @classmethod
    def of(cls, setting: Setting, revision: str) -> "Since":
        """
        Return what has changed since the current branch left *revision*.

        From now on what is known of files is known under their new names, too.

        Raises:
            CharterError: there is no git, no repository, or no such revision.
        """
        git = Git.at(setting.root)
        commit = git.commit(revision)
        fork = git.fork(commit)
        change = git.change_since(fork or commit)
        resolver(setting).follow(change.renames)
        trouble = "" if fork else f"{revision} and HEAD have no commit in common here, so {revision} itself is compared"
        return cls(setting, git, change, trouble)

    def reports(self, reports: Iterable[Report]) -> Iterator[Report]:
        """
        Yield first what the change loosens, then *reports*, in which what was there before is marked.
        """
        yield from loosened_reports(self.setting, self.git, self.change)
        for report in reports:
            yield replace(report, decisions=tuple(self._marked(report)))

    def _marked(self, report: Report) -> Iterator[Decision]:
        lines = self._lines_of(report.path)
        if lines is ALL:
            yield from report.decisions
            return
        if lines is _UNCHANGED:
            yield from (_as_before(decision) for decision in report.decisions)
            return
        before = self._figures_before(report.path)
        changed = {id(each) for each in report.decisions if _touches(lines, report, each)}
        # One more of a kind in the same place changes the names of those below it.
        moved = Counter(_kind(each) for each in report.decisions if id(each) in changed and each.fingerprint in before)
        for decision in report.decisions:
            is_old = id(decision) not in changed and _was_there(decision, before)
            if not is_old and id(decision) not in changed and moved[_kind(decision)]:
                moved[_kind(decision)] -= 1
                is_old = decision.finding.figure is None
            yield _as_before(decision) if is_old else decision

    def _lines_of(self, path: str) -> Lines:
        """
        Return the changed lines of a file; all of one that git does not know.
        """
        if path not in self.change.lines:
            return _UNCHANGED if self._was_tracked(path) else ALL
        lines = self.change.lines[path]
        # Git ends lines at line feeds only, so that its numbers may not be ours.
        return ALL if b"\r" in _bytes(self.setting.root / path).replace(b"\r\n", b"") else lines

    def _was_tracked(self, path: str) -> bool:
        """
        Tell whether the commit had the file, or a submodule in which it lies.
        """
        if Path(path).is_absolute():
            return False
        parts = path.split("/")
        return any("/".join(parts[:n]) in self._names_before for n in range(1, len(parts) + 1))

    @cached_property
    def _names_before(self) -> frozenset[str]:
        return frozenset(self.git.names_at(self.change.commit))

    def _figures_before(self, path: str) -> Mapping[str, float | None]:
        """
        Return what today's charter finds in the file as it was: the figure of each finding, by fingerprint.
        """
        data = self.git.bytes_at(self.change.commit, self.change.before(path))
        if data is None:
            return {}
        document, charter = reading.document(path, data), resolver(self.setting).charter_for(path)
        report = engine.check(document, charter, self.setting.today)
        return {decision.fingerprint: decision.finding.figure for decision in report.decisions}


def _touches(lines: Lines, report: Report, decision: Decision) -> bool:
    spans = (decision.finding.span, decision.finding.extent)
    touched = (report.lines.lines(span) for span in spans)
    return any(lines.touch(each.start + 1, each.stop) for each in touched)


def _was_there(decision: Decision, before: Mapping[str, float | None]) -> bool:
    if decision.fingerprint not in before:
        return False
    limit, was, now = BOOK[decision.finding.rule].limit, before[decision.fingerprint], decision.finding.figure
    return limit is None or was is None or now is None or not limit.is_breached(now, was)


def _as_before(decision: Decision) -> Decision:
    is_listed = decision.is_in_force and decision.level > Level.OBSERVE
    return replace(decision, suppression=_BEFORE) if is_listed else decision


def _kind(decision: Decision) -> tuple[str, str]:
    return decision.finding.rule, decision.finding.symbol


def _bytes(path: Path) -> bytes:
    try:
        return path.read_bytes()
    except OSError:
        return b""
