"""
Many files, each observed once in its life: from the store, in this process or in several.

This process reads and judges, which is quick, and holds the store; helpers only
observe. So a run that finds all in the store asks none, and one process writes.
"""

from collections import deque
from collections.abc import Iterator, Sequence
from concurrent.futures import Future
from dataclasses import dataclass, field, replace
from itertools import islice

from charter import engine
from charter.cli.setting import Setting, resolver
from charter.cli.sharing import CODEC, Share, job_for
from charter.engine.observed import Observed, judge, observe
from charter.model import Report
from charter.policy import Charter
from charter.text import Document, Notice
from charter.workspace import reading
from charter.workspace.circumstances import key
from charter.workspace.notebooks import as_filed
from charter.workspace.store import Store
from charter.workspace.workers import WorkerError

# Files that are read ahead: enough to keep every process busy, few enough to hold.
_AHEAD = 256


@dataclass(frozen=True, slots=True)
class _Task:
    """
    One file on its way.

    Args:
        key: of what is observed in it; empty if it cannot be.
        known: what the store had.
        coming: what a helper will say; without either, this process observes.
    """

    document: Document
    charter: Charter
    key: bytes
    known: Observed | None = None
    coming: "Future[str] | None" = None


@dataclass
class Scan:
    """
    One run over many files.

    Args:
        store: None if nothing is remembered.
        share: who helps; let go of at the end.
    """

    setting: Setting
    store: Store[Observed] | None
    share: Share
    _has_shared: bool = False
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
                task = tasks.popleft()
                yield as_filed(task.document, self._done(task))[1]
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
            if task.key:
                places.setdefault(task.key, []).append(idx)
        known = self.store.find(places) if self.store else {}
        for name, observed in known.items():
            for idx in places[name]:
                tasks[idx] = replace(tasks[idx], known=observed)
        # Files that say the same are observed once.
        self._give_away(tasks, [idxs for name, idxs in places.items() if name not in known])
        return tasks

    def _read(self, path: str) -> _Task:
        charter = resolver(self.setting).charter_for(path)
        document = reading.load(self.setting.root, path, charter.size_limit)
        return _Task(
            document, charter, b"" if document.notices else key(document, engine.terms_of(charter), CODEC.format)
        )

    def _give_away(self, tasks: list[_Task], unknown: list[list[int]]) -> None:
        if self.share.helpers is None or not (self._has_shared or len(unknown) >= self.share.few):
            return
        self._has_shared = True
        for idxs in unknown:
            task = tasks[idxs[0]]
            coming = self.share.helpers.submit(job_for(task.document, engine.terms_of(task.charter)))
            for idx in idxs:
                tasks[idx] = replace(tasks[idx], coming=coming)

    def _done(self, task: _Task) -> Report:
        if not task.key:
            return engine.check(task.document, task.charter, self.setting.today)
        try:
            observed = task.known or self._observed(task)
        except WorkerError as error:
            return _lost(task, error, self.setting)
        return judge(task.document, observed, task.charter, self.setting.today)

    def _observed(self, task: _Task) -> Observed:
        text = task.coming.result() if task.coming else None
        observed = observe(task.document, engine.terms_of(task.charter)) if text is None else CODEC.loaded(text)
        self._fresh[task.key] = observed
        return observed

    def _keep(self) -> None:
        if self.store:
            self.store.keep(self._fresh)
        self._fresh = {}

    def _close(self) -> None:
        if self.share.helpers:
            self.share.helpers.close()
        self._keep()
        if self.store:
            self.store.close()


def _lost(task: _Task, error: WorkerError, setting: Setting) -> Report:
    notice = Notice("unreadable", f"Checking this file failed: {error.message}.")
    document = Document(task.document.path, "", task.document.language, (notice,))
    return engine.check(document, task.charter, setting.today)
