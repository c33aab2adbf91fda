"""
Many files, each observed once in its life: from the store, in this process or in several.

This process reads and judges, which is quick, and holds the store; workers only
observe. So a run that finds all in the store starts none, and one process writes.
"""

from collections import deque
from collections.abc import Iterator, Sequence
from concurrent.futures import Future
from dataclasses import dataclass, field, replace
from functools import cache
from itertools import islice
from typing import TypeAlias

from charter import engine
from charter.cli.setting import Setting, resolver
from charter.engine.observed import Observed, judge, observe
from charter.model import Report
from charter.policy import Charter
from charter.text import Document, Notice
from charter.workspace import collector, reading
from charter.workspace.circumstances import key
from charter.workspace.codec import Codec
from charter.workspace.store import Store
from charter.workspace.workers import WorkerError, Workers

CODEC = Codec(Observed)

# Starting a process costs about as much as observing this many files.
_FEW = 24
# Files that are read ahead: enough to keep every process busy, few enough to hold.
_AHEAD = 256
_SECONDS = 300.0

Job: TypeAlias = tuple[Setting, Document]
Outcome: TypeAlias = tuple[bytes, Observed]


@dataclass(frozen=True, slots=True)
class _Task:
    """
    One file on its way.

    Args:
        known: what the store had.
        coming: what a worker will say; without either, this process observes.
    """

    document: Document
    charter: Charter
    known: Observed | None = None
    coming: "Future[Outcome] | None" = None


@dataclass
class Scan:
    """
    One run over many files.

    Args:
        store: None if nothing is remembered.
    """

    setting: Setting
    n_jobs: int
    store: Store[Observed] | None
    _workers: Workers[Job, Outcome] | None = None
    _fresh: dict[bytes, Observed] = field(default_factory=dict[bytes, Observed])

    def reports(self, names: Sequence[str]) -> Iterator[Report]:
        """
        Yield a report for each of *names*, in their order.
        """
        tasks, rest = deque[_Task](), iter(names)
        try:
            while True:
                if len(tasks) <= _AHEAD and (paths := [*islice(rest, _AHEAD)]):
                    tasks += self._begun(paths)
                if not tasks:
                    return
                yield self._done(tasks.popleft())
        finally:
            self._close()

    def _begun(self, paths: list[str]) -> list[_Task]:
        """
        Read *paths*, look them up, and give away what is not known if it is much.
        """
        self._keep()
        tasks = [self._read(path) for path in paths]
        places: dict[bytes, list[int]] = {}
        for idx, task in enumerate(tasks):
            if not task.document.notices:
                places.setdefault(_key(task), []).append(idx)
        known = self.store.find(places) if self.store else {}
        unknown = [idxs for name, idxs in places.items() if name not in known]
        for name, observed in known.items():
            for idx in places[name]:
                tasks[idx] = replace(tasks[idx], known=observed)
        if self._workers or (self.n_jobs > 1 and len(unknown) >= _FEW):
            # Files that say the same are observed once.
            for idxs in unknown:
                coming = self._given_away(tasks[idxs[0]].document)
                for idx in idxs:
                    tasks[idx] = replace(tasks[idx], coming=coming)
        return tasks

    def _read(self, path: str) -> _Task:
        charter = resolver(self.setting).charter_for(path)
        return _Task(reading.load(self.setting.root, path, charter.size_limit), charter)

    def _given_away(self, document: Document) -> "Future[Outcome]":
        if self._workers is None:
            self._workers = Workers(observe_elsewhere, self.n_jobs, _SECONDS)
        return self._workers.submit((self.setting, document))

    def _done(self, task: _Task) -> Report:
        if task.document.notices:
            return engine.check(task.document, task.charter, self.setting.today)
        try:
            observed = task.known or self._observed(task)
        except WorkerError as error:
            return _lost(task, error, self.setting)
        return judge(task.document, observed, task.charter, self.setting.today)

    def _observed(self, task: _Task) -> Observed:
        key, observed = task.coming.result() if task.coming else _outcome(task.document, task.charter)
        self._fresh[key] = observed
        return observed

    def _keep(self) -> None:
        if self.store:
            self.store.keep(self._fresh)
        self._fresh = {}

    def _close(self) -> None:
        if self._workers:
            self._workers.close()
        self._keep()
        if self.store:
            self.store.close()


def observe_elsewhere(job: Job) -> Outcome:
    """
    Observe one document in a worker, by the charter that is in force when it gets there.
    """
    setting, document = job
    _calm()
    return _outcome(document, resolver(setting).charter_for(document.path))


@cache
def _calm() -> None:
    collector.calm()


def _outcome(document: Document, charter: Charter) -> Outcome:
    return key(document, charter.catalogue, CODEC.format), observe(document, charter.catalogue)


def _key(task: _Task) -> bytes:
    return key(task.document, task.charter.catalogue, CODEC.format)


def _lost(task: _Task, error: WorkerError, setting: Setting) -> Report:
    notice = Notice("unreadable", f"Checking this file failed: {error.message}.")
    document = Document(task.document.path, "", task.document.language, (notice,))
    return engine.check(document, task.charter, setting.today)
