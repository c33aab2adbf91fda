"""
How old exceptions are: a register says it itself; of the others, git knows since when their lines are there.
"""

from collections.abc import Iterable, Iterator
from datetime import date
from pathlib import Path

from msgspec.structs import replace

from charter.report.waiver_table import Row
from charter.workspace.git import Git, GitError


def dated(rows: Iterable[Row], root: Path) -> Iterator[Row]:
    """
    Yield *rows* with the days on which they were written; without one where neither they nor git say it.
    """
    git: Git | None = None
    days: dict[str, dict[int, date]] = {}
    for row in rows:
        if row.since is not None or Path(row.source).is_absolute():
            yield row
            continue
        if row.source not in days:
            git = git or _git(root)
            days[row.source] = git.days_of(row.source) if git else {}
        yield replace(row, since=days[row.source].get(row.line))


def _git(root: Path) -> Git | None:
    try:
        return Git.at(root)
    except GitError:
        return None
