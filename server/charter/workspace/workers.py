"""
Processes that do slow work beside the loop that answers.

Busy threads would let a request wait a third of a second for the interpreter's
lock; processes a millisecond. They are forked where this process has no threads,
and then have loaded all that it has; elsewhere they are spawned, for a fork of a
process with threads hangs. Each job goes to one process over a pipe, so one that
dies takes no other job with it, and one that takes too long is ended alone.
`concurrent.futures` loses every job when one process dies.

They are ended without being asked, so what they put aside for a while lies in a
folder of the process that started them, which clears it away.
"""

import multiprocessing
import os
import pickle
import queue
import shutil
import signal
import sys
import tempfile
import threading
import traceback
import weakref
from collections.abc import Callable, Generator
from concurrent.futures import Future
from contextlib import contextmanager, suppress
from multiprocessing import connection
from multiprocessing.connection import Connection
from multiprocessing.process import BaseProcess
from pathlib import Path
from typing import TYPE_CHECKING, Any, Generic, TypeVar

from msgspec import Struct

from charter.errors import CharterError
from charter.workspace import collector

if TYPE_CHECKING:
    from multiprocessing.context import ForkContext, SpawnContext

Job = TypeVar("Job")
Outcome = TypeVar("Outcome")

_MOST = 4
# What a fork of macOS's own libraries does is undefined, and Windows has none.
_CAN_FORK = sys.platform == "linux"
_SAFE_PATH = "PYTHONSAFEPATH"
_SPAWNING = threading.Lock()
# Seconds, of which a process that was killed takes milliseconds.
_DYING = 1.0


class WorkerError(CharterError):
    """
    A job that gave no result: its process died, took too long, or its work raised.
    """


class Raised(Struct, frozen=True):
    """
    What the work raised, told without the text that it worked on.
    """

    message: str


def default_size() -> int:
    """
    Return how many processes leave a core for the editor: at most four, at least one.
    """
    return min(_MOST, (os.cpu_count() or 1) - 1) or 1


class Workers(Generic[Job, Outcome]):
    """
    A few processes, each started with its first job.

    Args:
        work: done to each job, in another process; a function of a module.
        size: how many processes.
        seconds: how long one job may take.
    """

    def __init__(self, work: Callable[[Job], Outcome], size: int = 0, seconds: float = 60.0) -> None:
        self._work = work
        self._seconds = seconds
        self._jobs: queue.SimpleQueue[tuple[Job, Future[Outcome]] | None] = queue.SimpleQueue()
        self._is_closed = False
        self._are_up = False
        self._hands = [_Hand(work, seconds) for _ in range(size or default_size())]
        self._threads: list[threading.Thread] = []
        self._clear_away: Callable[[], object] = _nothing

    @property
    def are_up(self) -> bool:
        """
        Tell whether a job has been done, so that the next one need not wait for a process to start.
        """
        return self._are_up

    def submit(self, job: Job) -> "Future[Outcome]":
        """
        Have *job* done; the future raises `WorkerError` if that fails.

        A future that is cancelled before its job begins is never begun.
        """
        future: Future[Outcome] = Future()
        if self._is_closed:
            future.cancel()
            return future
        self._start()
        self._jobs.put((job, future))
        return future

    def close(self) -> None:
        """
        End all processes at once; what was not done is never done.
        """
        self._is_closed = True
        for hand in self._hands:
            self._jobs.put(None)
            hand.end()
        self._clear_away()

    def _start(self) -> None:
        if self._threads:
            return
        # Where nothing can be put aside, most work can still be done.
        with suppress(OSError):
            folder = tempfile.mkdtemp(prefix="charter-")
            self._clear_away = weakref.finalize(self, shutil.rmtree, folder, ignore_errors=True)
            for hand in self._hands:
                hand.folder = folder
        if _CAN_FORK and threading.active_count() == 1:
            collector.settle()
            for hand in self._hands:
                hand.start(multiprocessing.get_context("fork"))
        self._threads = [threading.Thread(target=self._serve, args=(hand,), daemon=True) for hand in self._hands]
        for thread in self._threads:
            thread.start()

    def _serve(self, hand: "_Hand[Job, Outcome]") -> None:
        while (entry := self._jobs.get()) is not None:
            job, future = entry
            if self._is_closed or not future.set_running_or_notify_cancel():
                continue
            try:
                outcome = hand.do(job)
                self._are_up = True
                future.set_result(outcome)
            except WorkerError as error:
                future.set_exception(error)
            except Exception as error:  # noqa: BLE001 -- whoever waits must learn of it, whatever it is
                future.set_exception(WorkerError(f"no analysis process could be started ({type(error).__name__})"))


class _Hand(Generic[Job, Outcome]):
    """
    One process at most, replaced when it has died.
    """

    def __init__(self, work: Callable[[Job], Outcome], seconds: float) -> None:
        self._work = work
        self._seconds = seconds
        self._process: BaseProcess | None = None
        self._pipe: Connection[Any, Any] | None = None
        self.folder: str | None = None

    def do(self, job: Job) -> Outcome:
        """
        Return the outcome of *job*.

        Raises:
            WorkerError: there is none; the process is replaced unless the work itself raised.
        """
        pipe, process = self._started()
        answer, is_late = self._answer(pipe, process, job)
        if isinstance(answer, Raised):
            raise WorkerError(answer.message)
        if answer is None:
            self.end()
            raise WorkerError(f"no result within {self._seconds:g} s" if is_late else "the analysis process ended")
        return answer[0]

    def _answer(
        self, pipe: "Connection[Any, Any]", process: BaseProcess, job: Job
    ) -> tuple[tuple[Outcome] | Raised | None, bool]:
        """
        Return what the process says, and whether it said nothing in time.
        """
        try:
            pipe.send(job)
            ready = connection.wait([pipe, process.sentinel], self._seconds)
            return (pipe.recv() if pipe in ready else None), not ready
        except (OSError, EOFError, pickle.UnpicklingError):
            return None, False

    def end(self) -> None:
        process, self._process = self._process, None
        if process is not None:
            process.kill()
            process.join(_DYING)

    def _started(self) -> tuple["Connection[Any, Any]", BaseProcess]:
        if self._pipe and self._process and self._process.is_alive():
            return self._pipe, self._process
        return self.start(multiprocessing.get_context("spawn"))

    def start(self, context: "ForkContext | SpawnContext") -> tuple["Connection[Any, Any]", BaseProcess]:
        pipe, theirs = context.Pipe()
        what = (theirs, self._work, self.folder)
        process = context.Process(target=_work_on, args=what, daemon=True, name="charter-worker")
        with _safe_path():
            process.start()
        theirs.close()
        self._pipe, self._process = pipe, process
        return pipe, process


@contextmanager
def _safe_path() -> Generator[None]:
    """
    Let a Python that is spawned look for no modules in the current folder, which is the one that is checked.

    Only a variable says so, which other programs that we start would hear as well.
    """
    with _SPAWNING:
        before = os.environ.get(_SAFE_PATH)
        os.environ[_SAFE_PATH] = "1"
        try:
            yield
        finally:
            if before is None:
                del os.environ[_SAFE_PATH]
            else:
                os.environ[_SAFE_PATH] = before


def _work_on(pipe: "Connection[Any, Any]", work: Callable[[Any], Any], folder: str | None) -> None:
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    tempfile.tempdir = folder
    threading.Thread(target=_end_with_parent, args=(folder,), daemon=True).start()
    collector.be_patient()
    _serve_one(pipe, work)
    # All that the work loads has been loaded.
    collector.calm()
    while _serve_one(pipe, work):
        pass


def _serve_one(pipe: "Connection[Any, Any]", work: Callable[[Any], Any]) -> bool:
    try:
        pipe.send(_outcome(work, pipe.recv()))
    except (EOFError, OSError):
        return False
    return True


def _outcome(work: Callable[[Job], Outcome], job: Job) -> tuple[Outcome] | Raised:
    try:
        return (work(job),)
    except Exception as error:  # noqa: BLE001 -- the edge of the process: whatever it is, the parent learns of it
        frame = traceback.extract_tb(error.__traceback__)[-1]
        return Raised(f"{type(error).__name__} at {Path(frame.filename).name}:{frame.lineno}")


def _end_with_parent(folder: str | None) -> None:
    """
    End this process once its parent has died, however that came about, and clear away the *folder* of that.
    """
    parent = multiprocessing.parent_process()
    if parent is not None:
        connection.wait([parent.sentinel])
        if folder:
            shutil.rmtree(folder, ignore_errors=True)
        os._exit(1)


def _nothing() -> None:
    """Do nothing: nothing was put aside."""
