"""
Many files, each observed once in its life: from the store, in this process or in several.

This process reads, which is quick, and holds the store; helpers only observe. So
a run that finds all in the store asks none, and one process writes. What is seen
is judged by whoever asked, once or several times.
"""

from collections import deque
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import Future
from datetime import date
from itertools import islice
from pathlib import Path

from msgspec import Struct, field
from msgspec.structs import replace

from charter import engine
from charter.cli.sharing import CODEC, Share, job_for
from charter.engine.observed import Observed, judge, observe
from charter.engine.terms import Terms
from charter.evidence import UNSEEN, Authorship
from charter.model import Report
from charter.policy import Charter
from charter.text import Document, Notice
from charter.workspace import reading
from charter.workspace.circumstances import key
from charter.workspace.store import Store
from charter.workspace.workers import WorkerError

# Files that are read ahead: enough to keep every process busy, few enough to hold.
_AHEAD = 256
# At first only so many, which are enough to be shared: processes need not wait until the rest is read.
_FIRST = 32


class Want(Struct, frozen=True):
    """
    What a file is read and looked at for.

    Args:
        size_limit: bytes; a larger file is not read.
        terms: of those who will judge.
    """

    size_limit: int
    terms: Terms

    @classmethod
    def of(cls, charter: Charter, name: str = "") -> "Want":
        """
        Return what *charter* wants of the file *name*; of no particular one where that is empty.
        """
        return cls(charter.size_limit_at(name), engine.terms_of(charter))


class Seen(Struct, frozen=True):
    """
    A file that was looked at.

    Args:
        observed: None if there was nothing to look at, of which the document's notices tell.
    """

    document: Document
    observed: Observed | None

    def report(self, charter: Charter, today: date, authorship: Authorship = UNSEEN) -> Report:
        """
        Return what *charter*, which neither excludes the file nor finds it too large, says of it.
        """
        if self.observed is None:
            return engine.check(self.document, charter, today)
        return judge(self.document, self.observed, charter, today, authorship)


class _Task(Struct, frozen=True):
    """
    One file on its way.

    Args:
        key: of what is observed in it; empty if it cannot be.
        known: what the store had.
        coming: what a helper will say; without either, this process observes.
    """

    document: Document
    terms: Terms
    key: bytes
    known: Observed | None = None
    coming: "Future[bytes] | None" = None


class Scan(Struct):
    """
    One run over many files.

    Args:
        root: absolute.
        want: what each file, by its name, is looked at for.
        store: None if nothing is remembered; closed at the end.
        share: who helps; let go of at the end.
    """

    root: Path
    want: Callable[[str], Want]
    store: Store[Observed] | None
    share: Share
    _has_shared: bool = False
    _fresh: dict[bytes, Observed] = field(default_factory=dict[bytes, Observed])

    def seen(self, names: Sequence[str]) -> Iterator[Seen]:
        """
        Yield each of *names*, in their order, once it was looked at.
        """
        tasks, rest = deque[_Task](), iter(names)
        try:
            while True:
                n_ahead = _AHEAD if tasks else _FIRST
                if len(tasks) <= _AHEAD and (paths := [*islice(rest, n_ahead)]):
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
        want = self.want(path)
        document = reading.load(self.root, path, want.size_limit)
        return _Task(document, want.terms, b"" if document.notices else key(document, want.terms))

    def _give_away(self, tasks: list[_Task], unknown: list[list[int]]) -> None:
        if self.share.helpers is None or not (self._has_shared or len(unknown) >= self.share.few):
            return
        if not self._has_shared:
            # Before processes are forked, which then have loaded it too.
            engine.prepare()
        self._has_shared = True
        for idxs in unknown:
            task = tasks[idxs[0]]
            coming = self.share.helpers.submit(job_for(task.document, task.terms))
            for idx in idxs:
                tasks[idx] = replace(tasks[idx], coming=coming)

    def _done(self, task: _Task) -> Seen:
        if not task.key:
            return Seen(task.document, None)
        try:
            return Seen(task.document, task.known or self._observed(task))
        except WorkerError as error:
            return _lost(task, error)

    def _observed(self, task: _Task) -> Observed:
        data = task.coming.result() if task.coming else None
        observed = observe(task.document, task.terms) if data is None else CODEC.loaded(data)
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


def _lost(task: _Task, error: WorkerError) -> Seen:
    notice = Notice("unreadable", f"Checking this file failed: {error.message}.")
    return Seen(Document(task.document.path, "", task.document.language, (notice,)), None)
