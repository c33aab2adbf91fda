"""
Who looks at the texts that no earlier run knows: this process, several, or a cluster.

A job is a few texts, and its outcome is one, so that it may be done on a machine
that has neither the files nor the charter: nothing of what is checked is run there.
"""

from collections.abc import Callable
from concurrent.futures import Future
from functools import cache, lru_cache
from threading import Lock
from typing import Protocol

from msgspec import Struct

from charter.engine.observed import Observed, observe
from charter.engine.terms import Terms
from charter.errors import CharterError
from charter.text import Document
from charter.workspace.circumstances import circumstances
from charter.workspace.codec import Codec
from charter.workspace.workers import Workers

CODEC = Codec(Observed)

_TERMS = Codec(Terms)
_SECONDS = 300.0
# Starting a process costs about as much as observing this many files.
_FEW = 24
_PARSING = Lock()


class Job(Struct, frozen=True):
    """
    A text, and what it is looked at for.

    Args:
        circumstances: whoever does the job has the same, or refuses.
        terms: of the charter that will judge.
    """

    circumstances: str
    terms: bytes
    path: str
    language: str
    text: str
    joints: tuple[int, ...]


class Helpers(Protocol):
    """
    What does jobs elsewhere.
    """

    def submit(self, job: Job, /) -> "Future[bytes]": ...
    def close(self) -> None: ...


class Share(Struct, frozen=True):
    """
    Who helps.

    Args:
        helpers: None if this process does all by itself.
        few: with fewer unknown texts at once they are not asked.
    """

    helpers: Helpers | None = None
    few: int = 0


def with_processes(n_jobs: int) -> Share:
    """
    Share the work with *n_jobs* processes of this machine, which start when there is enough to do.
    """
    return Share(_processes(n_jobs), _FEW) if n_jobs > 1 else Share()


def with_cluster(address: str, n_jobs: int, tell: Callable[[str], object]) -> Share:
    """
    Share the work with the cluster at *address*, and what it leaves with processes of this machine.

    Args:
        tell: called with a sentence at the end if the cluster left anything.

    Raises:
        CharterError: it cannot be reached.
    """
    from charter.workspace.cluster import Cluster

    return Share(Cluster(address, observe_elsewhere, _processes(n_jobs), tell))


def job_for(document: Document, terms: Terms) -> Job:
    return Job(circumstances(), _dumped(terms), document.path, document.language, document.text, document.joints)


def observe_elsewhere(job: Job) -> bytes:
    """
    Do *job* on a machine that may have other versions than the one that asks, beside work of others.

    Raises:
        CharterError: what was seen here might not be what is seen there.
    """
    if job.circumstances != circumstances():
        asked, own = ({*lines.split("\n")} for lines in (job.circumstances, circumstances()))
        raise CharterError(f"expected {_listed(asked - own)} on each worker, found {_listed(own - asked)}")
    # Before Python 3.13, threads that parse at the same time make each other fail.
    with _PARSING:
        observed = _observed(job)
    if observed.faults:
        raise CharterError(f"{observed.faults[0].message} on a worker")
    return CODEC.dumped(observed)


def _processes(n_jobs: int) -> Workers[Job, bytes]:
    return Workers(_observe_in_process, n_jobs, _SECONDS)


def _observe_in_process(job: Job) -> bytes:
    return CODEC.dumped(_observed(job))


def _observed(job: Job) -> Observed:
    return observe(Document(job.path, job.text, job.language, joints=job.joints), _loaded(job.terms))


def _listed(lines: set[str]) -> str:
    return ", ".join(sorted(lines)) or "nothing else"


@cache
def _dumped(terms: Terms) -> bytes:
    return _TERMS.dumped(terms)


# The terms of each charter, of which a run has few and a cluster's worker may see many.
@lru_cache(maxsize=8)
def _loaded(terms: bytes) -> Terms:
    return _TERMS.loaded(terms)
