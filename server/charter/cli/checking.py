"""
Checking many files, in this process or in several, in the order of their paths.
"""

import heapq
from collections.abc import Iterable, Iterator, Sequence
from contextlib import closing
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime
from functools import cache
from operator import attrgetter
from pathlib import Path

from charter import engine
from charter.model import Report
from charter.policy import Charter
from charter.syntax import language_of
from charter.text import Document, Notice
from charter.workspace import reading
from charter.workspace.charters import Resolver
from charter.workspace.files import walk
from charter.workspace.roots import name_of, root_of
from charter.workspace.workers import WorkerError, Workers

# Starting a process costs about as much as checking this many files.
_FEW = 24
_SECONDS = 300.0


@dataclass(frozen=True, slots=True)
class Setting:
    """
    What a run checks against; the same in each of its processes.

    Args:
        root: absolute.
        charter: replaces the charters of the repository.
        today: in UTC.
    """

    root: Path
    charter: Path | None
    today: date


@dataclass(frozen=True)
class Run:
    """
    What will be checked.

    Args:
        files: names from the root, sorted.
        texts: what is at hand already: standard input, and what could not be read, with its notices.
        charters: all that are in force for a part of it, and at the root.
        troubles: sentences about what was looked for and could not be read.
    """

    setting: Setting
    files: tuple[str, ...]
    texts: tuple[Document, ...]
    charters: tuple[Charter, ...]
    troubles: tuple[str, ...] = ()

    @property
    def unread(self) -> tuple[str, ...]:
        """
        The paths of charters that could not be read, or not wholly.
        """
        return tuple(sorted({path for charter in self.charters for path in charter.unread}))

    def reports(self, n_jobs: int) -> Iterator[Report]:
        """
        Yield a report for each file, each text and each other charter with problems, by path.
        """
        aside = [*(_check_text(self.setting, text) for text in self.texts), *self._other_charters()]
        checked = _checked(self.setting, self.files, n_jobs)
        return heapq.merge(checked, sorted(aside, key=attrgetter("path")), key=attrgetter("path"))

    def _other_charters(self) -> Iterator[Report]:
        resolver = _resolver(self.setting)
        seen = {*self.files, *(text.path for text in self.texts if not resolver.excludes(text.path))}
        for charter in self.charters:
            for source in {problem.source for problem in charter.problems} - seen:
                seen.add(source)
                document = reading.load(self.setting.root, source, charter.size_limit)
                yield engine.charter_report(charter, source, document, self.setting.today)


def here(charter: Path | None) -> Setting:
    """
    Return how this process, in its current folder and now, checks.
    """
    return Setting(root_of(Path.cwd()), charter and charter.absolute(), datetime.now(tz=UTC).date())


def of_files(setting: Setting, paths: Iterable[Path], *, heeds_git: bool = True) -> Run:
    """
    Return what there is to check in *paths*, which are files and folders.

    Args:
        heeds_git: pass over what lies in a folder and is ignored by git.
    """
    resolver = _resolver(setting)
    walked = walk(setting.root, paths, resolver.excludes, heeds_git=heeds_git)
    charters = dict.fromkeys(map(resolver.charter_for, ["", *walked.files]))
    return Run(setting, walked.files, walked.unchecked, tuple(charters), walked.troubles)


def of_text(setting: Setting, path: Path, data: bytes) -> Run:
    """
    Return *data* as what there is to check, as if it lay at *path*.
    """
    document = reading.document(name_of(path, setting.root), data)
    resolver = _resolver(setting)
    # It may be a charter, which is then in force as typed.
    resolver.overlay(path, document.text)
    return Run(setting, (), (document,), (resolver.charter_for(document.path),))


def charter_of(setting: Setting, path: Path) -> tuple[str, Charter]:
    """
    Return the name from the root of a file, or of some file in a folder, and its charter.
    """
    name = name_of(path / "*" if path.is_dir() else path, setting.root)
    return name, _resolver(setting).charter_for(name)


def check_file(job: tuple[Setting, str]) -> Report:
    """
    Return the report on one file; runs in any process.
    """
    setting, path = job
    charter = _resolver(setting).charter_for(path)
    document = reading.load(setting.root, path, charter.size_limit)
    return engine.check(document, charter, setting.today)


def _check_text(setting: Setting, text: Document) -> Report:
    # The engine itself says what is excluded.
    notices = tuple(notice for notice in text.notices if notice.kind != "excluded")
    return engine.check(replace(text, notices=notices), _resolver(setting).charter_for(text.path), setting.today)


@cache
def _resolver(setting: Setting) -> Resolver:
    return Resolver(setting.root, charter=setting.charter)


def _checked(setting: Setting, paths: Sequence[str], n_jobs: int) -> Iterator[Report]:
    jobs = [(setting, path) for path in paths]
    if n_jobs == 1 or len(paths) < _FEW:
        return map(check_file, jobs)
    return _in_parallel(jobs, n_jobs)


def _in_parallel(jobs: Sequence[tuple[Setting, str]], n_jobs: int) -> Iterator[Report]:
    workers = Workers(check_file, n_jobs, _SECONDS)
    with closing(workers):
        futures = [workers.submit(job) for job in jobs]
        for job, future in zip(jobs, futures, strict=True):
            try:
                yield future.result()
            except WorkerError as error:
                yield _lost(*job, error)


def _lost(setting: Setting, path: str, error: WorkerError) -> Report:
    notice = Notice("unreadable", f"Checking this file failed: {error.message}.")
    return _check_text(setting, Document(path, "", language_of(path), (notice,)))
