"""
An existing Dask cluster, for those who sweep thousands of repositories.

It is a help and never a judge: what it does not do, for whatever reason, is done
by processes of this machine, and that is said at the end. A cluster trusts its
clients and they trust it, for both unpickle what they are sent; whom to let in
is said by Dask's own configuration, TLS included, and nowhere here.

Source: distributed.dask.org, "Client" and "TLS/SSL".
"""

import logging
import threading
import time
from collections.abc import Callable
from concurrent.futures import Executor, Future
from contextlib import suppress
from functools import partial
from typing import Any, Generic, TypeVar, cast

from charter.errors import CharterError
from charter.workspace.workers import Workers

Job = TypeVar("Job")
Outcome = TypeVar("Outcome")

_CONNECTING = 8.0
_CLOSING = 2.0
# Dask waits for ever for workers that never come back.
_PATIENCE = 120.0


class ClusterError(CharterError):
    """
    A cluster that cannot be asked, or did not answer.
    """


class Cluster(Generic[Job, Outcome]):
    """
    Has jobs done by a cluster.

    Args:
        address: of its scheduler, such as `tls://scheduler.example:8786`.
        work: done to each job; a function of a module that the cluster's workers have installed.
        spare: does what the cluster does not do; closed with it.
        tell: called at the end with a sentence about what the cluster did not do, if there is any.
        patience: after so many seconds without any outcome the cluster is given up.

    Raises:
        ClusterError: it cannot be reached.
    """

    def __init__(
        self,
        address: str,
        work: Callable[[Job], Outcome],
        spare: Workers[Job, Outcome],
        tell: Callable[[str], object],
        patience: float = _PATIENCE,
    ) -> None:
        self._work = work
        self._spare = spare
        self._tell = tell
        self._patience = patience
        self._pending: dict[Future[Outcome], tuple[Job]] = {}
        self._n_returned, self._reason = 0, ""
        self._latest = time.monotonic()
        self._is_lost = False
        self._closed = threading.Event()
        self._client = _connected(address)
        self._executor: Executor = self._client.get_executor(pure=False)
        threading.Thread(target=self._watch, daemon=True).start()

    def submit(self, job: Job) -> "Future[Outcome]":
        """
        Have *job* done; the future raises `WorkerError` if that fails on this machine as well.
        """
        future: Future[Outcome] = Future()
        if self._is_lost:
            self._do_here(job, future)
            return future
        if not self._pending:
            self._latest = time.monotonic()
        self._pending[future] = (job,)
        try:
            self._executor.submit(self._work, job).add_done_callback(partial(self._arrived, future))
        except Exception as error:  # noqa: BLE001 -- whatever Dask raises, the job is done here
            self._returned(future, error)
        return future

    def close(self) -> None:
        """
        Leave the cluster as it was; what was not done is never done.
        """
        self._closed.set()
        self._pending.clear()
        self._spare.close()
        # Of a scheduler that is gone nobody can take leave.
        with suppress(Exception):
            self._client.close(timeout=_CLOSING)
        if self._n_returned:
            self._tell(f"the cluster left {self._n_returned:,} to this machine ({self._reason})")

    def _arrived(self, future: "Future[Outcome]", remote: "Future[Outcome]") -> None:
        """
        Pass on what Dask says, in its own thread.
        """
        self._latest = time.monotonic()
        error = ClusterError("connection lost") if remote.cancelled() else remote.exception()
        if error is not None:
            self._returned(future, error)
        elif self._pending.pop(future, None):
            future.set_result(remote.result())

    def _returned(self, future: "Future[Outcome]", error: BaseException) -> None:
        entry = self._pending.pop(future, None)
        if entry is not None and not self._closed.is_set():
            self._n_returned += 1
            self._reason = self._reason or _said(error)
            self._do_here(entry[0], future)

    def _do_here(self, job: Job, future: "Future[Outcome]") -> None:
        self._spare.submit(job).add_done_callback(partial(_pass_on, future))

    def _watch(self) -> None:
        """
        Give the cluster up when it has said nothing for too long.
        """
        while not self._closed.wait(self._patience / 4):
            if self._pending and time.monotonic() - self._latest > self._patience:
                self._is_lost = True
                for future in [*self._pending]:
                    self._returned(future, ClusterError(f"nothing came back within {self._patience:g} s"))


def _pass_on(future: "Future[Outcome]", done: "Future[Outcome]") -> None:
    if done.cancelled():
        future.cancel()
    elif error := done.exception():
        future.set_exception(error)
    else:
        future.set_result(done.result())


def _said(error: BaseException) -> str:
    """
    Return why a job came back, without the text that it worked on.
    """
    return str(error) if isinstance(error, CharterError) else type(error).__name__


def _connected(address: str) -> Any:  # noqa: ANN401 -- Dask's client, most of which has no types
    """
    Return the client of the scheduler at *address*.

    In a thread of its own: a port at which something else listens may keep Dask's
    own timeout waiting.
    """
    try:
        from distributed import Client
    except ModuleNotFoundError as error:
        message = "not installed; python -m pip install 'charter-ls[cluster]'"
        raise ClusterError(message, place="dask.distributed") from error
    _hush()
    coming: Future[Any] = Future()
    connect = cast("Callable[..., Any]", Client)
    threading.Thread(target=_fulfil, args=(coming, partial(connect, address, timeout=_CONNECTING)), daemon=True).start()
    try:
        return coming.result(_CONNECTING + 1)
    except TimeoutError:
        raise ClusterError(f"no scheduler answered within {_CONNECTING:g} s", place=address) from None
    except Exception as error:
        raise ClusterError(f"no scheduler can be reached: {error}", place=address) from error


def _hush() -> None:
    """
    Let Dask's loggers be silent: what happens is told in this program's own words.
    """
    for name in ("distributed", *logging.root.manager.loggerDict):
        if name.partition(".")[0] == "distributed":
            logging.getLogger(name).setLevel(logging.CRITICAL)


def _fulfil(future: "Future[Any]", call: Callable[[], Any]) -> None:
    try:
        future.set_result(call())
    except Exception as error:  # noqa: BLE001 -- for whoever waits for it
        future.set_exception(error)
