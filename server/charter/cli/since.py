"""
Judging a change: what was there before it is counted and not listed.

What belongs to the change is said in `workspace.newness`.
"""

from collections.abc import Iterable, Iterator
from functools import cached_property, partial
from pathlib import Path

from msgspec import Struct

from charter import engine
from charter.cli.loosened import loosened_reports
from charter.cli.setting import Setting, resolver
from charter.model import Report
from charter.workspace import reading
from charter.workspace.git import ALL, Change, Git, Lines
from charter.workspace.newness import UNCHANGED, Figures, figures_of, only_new


class Since(Struct, frozen=True, dict=True):
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
            yield only_new(report, self._lines_of(report.path), partial(self._figures_before, report.path))

    def _lines_of(self, path: str) -> Lines:
        """
        Return the changed lines of a file; all of one that git does not know.
        """
        if path not in self.change.lines:
            return UNCHANGED if self._was_tracked(path) else ALL
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

    def _figures_before(self, path: str) -> Figures:
        """
        Return what today's charter finds in the file as it was: the figure of each finding, by fingerprint.
        """
        data = self.git.bytes_at(self.change.commit, self.change.before(path))
        if data is None:
            return {}
        document, charter = reading.document(path, data), resolver(self.setting).charter_for(path)
        return figures_of(engine.check(document, charter, self.setting.today))


def _bytes(path: Path) -> bytes:
    try:
        return path.read_bytes()
    except OSError:
        return b""
