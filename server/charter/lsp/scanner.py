"""
Scans of the open folders: findings for files that nobody has opened.

One *sweep* searches the folders, compares what it finds with what is known, and
has what changed checked by processes of its own, a few files at a time: the loop
stays free. A scan is a sweep that takes everything for changed. After it, a
change on disk or of a charter leads to a sweep again, without being asked for.

Files that are open belong to `checking.py`; charters in force that are on disk
only, to `publishing.py`.
"""

import asyncio
from collections import deque
from collections.abc import Callable, Iterable
from concurrent.futures import Future
from functools import partial
from pathlib import Path

from lsprotocol import types
from msgspec import Struct, field
from msgspec.structs import replace

from charter.lsp import uris
from charter.lsp.closed_files import ClosedFiles, counted
from charter.lsp.laws import Laws
from charter.lsp.progress import Progress
from charter.lsp.scan_jobs import MOST_FILES, Check, Found, Search, Seen, Signature, Terms, look, work
from charter.lsp.session import Session
from charter.lsp.writing.impact import KnownFindings
from charter.policy.idle import Part, needed
from charter.syntax import language_of
from charter.text import Document, Notice
from charter.workspace.charters import FILE
from charter.workspace.roots import root_of
from charter.workspace.workers import WorkerError, Workers, default_size

# Seconds: changes come in flocks, as when a branch is checked out or a charter typed.
_FLOCK = 0.3
_SECONDS = 300.0
_UNKNOWN = (0, 0)


class _File(Struct, frozen=True):
    terms: Terms
    name: str
    signature: Signature


class _Sweep(Struct, eq=False):
    """
    One pass over the folders.

    Args:
        is_asked: somebody waits for it.
        takes_all: what is unchanged is checked too.
        files: all that was found, by URI.
        n_searches: how many folders are still searched.
        parts: of each root that was searched as a whole, what of its charters files may need.
        pending: what is to be checked.
        troubles: sentences on what was not looked at.
    """

    progress: Progress | None
    takes_all: bool
    files: dict[str, _File] = field(default_factory=dict[str, _File])
    n_searches: int = 0
    parts: dict[Path, frozenset[Part]] = field(default_factory=dict[Path, frozenset[Part]])
    pending: deque[str] = field(default_factory=deque[str])
    n_under_way: int = 0
    n_done: int = 0
    n_all: int = 0
    troubles: list[str] = field(default_factory=list[str])

    def take_most(self) -> None:
        """
        Leave out what is beyond the number of files that a scan takes, and say so.
        """
        beyond = sorted(self.files)[MOST_FILES:]
        for uri in beyond:
            del self.files[uri]
        if beyond:
            said = f"{counted(len(beyond), 'file')} beyond the {MOST_FILES:,} that a scan takes: not checked."
            self.troubles.append(said)


class Scanner:
    """
    What is known and shown of files that are not open.

    Args:
        session: what is open and under way.
        laws: the charters in force.
        findings: where what is found is counted.
        loop: the one that all of this runs in.
    """

    def __init__(self, session: Session, laws: Laws, findings: KnownFindings, loop: asyncio.AbstractEventLoop) -> None:
        self._session = session
        self._laws = laws
        self._findings = findings
        self._loop = loop
        self._workers: Workers[Search | Check, Found | Seen] | None = None
        self._known: dict[str, _File] = {}
        self._needed: dict[str, frozenset[Part]] = {}
        self._parts: dict[Path, frozenset[Part]] = {}
        self._closed_files = ClosedFiles(session)
        self._sweep: _Sweep | None = None
        self._n_sweeps = 0
        # Whether files that appear belong to what was scanned; after a cancelled scan they do not.
        self._is_whole = False
        # Whether scans also measure every function, which takes a third longer.
        self.measures = False

    def scan(self) -> None:
        """
        Check all files of the open folders; a scan that is under way is replaced.
        """
        if not self._session.folders.paths:
            self._session.editor.tell("No folder is open that could be scanned.", types.MessageType.Info)
            return
        self._stop("Replaced by another scan.")
        self._is_whole = True
        self._begin(_Sweep(Progress(self._session.editor, "Charter: scanning"), takes_all=True))

    def look(self) -> None:
        """
        Check soon what has changed on disk.
        """
        self._soon("look", partial(self._again, takes_all=False))

    def redecide(self) -> None:
        """
        Check soon all that was scanned: a charter, the folders or the day have changed.
        """
        self._soon("redecide", partial(self._again, takes_all=True))

    def opened(self, uri: str) -> None:
        """
        Leave the file at *uri* to the editor's text.
        """
        self._closed_files.opened(uri)

    def closed(self, uri: str) -> None:
        """
        Show again what is on disk.
        """
        key = uris.key(uri)
        if key not in self._known:
            return
        self._known[key] = replace(self._known[key], signature=_UNKNOWN)
        sweep = self._sweep
        if sweep is None:
            sweep = self._sweep = _Sweep(None, takes_all=False, files=dict(self._known), parts=self._parts)
        if key in sweep.files:
            sweep.pending.append(key)
            sweep.n_all += 1
            self._fill(sweep)

    def cancel(self, token: int | str) -> None:
        """
        End the scan whose progress has *token*; what was found stays.
        """
        sweep = self._sweep
        if sweep is not None and sweep.progress is not None and sweep.progress.token == token:
            self._is_whole = False
            self._stop(f"Cancelled: {sweep.n_done:,} of {sweep.n_all:,} files were checked; what was found stays.")

    def close(self) -> None:
        self._sweep = None
        if self._workers is not None:
            self._workers.close()

    # -- one sweep -----------------------------------------------------------------------------------------------------

    def _soon(self, name: str, call: Callable[[], None]) -> None:
        if self._n_sweeps:
            waiting = self._session.timers.pop(name, None)
            if waiting is not None:
                waiting.cancel()
            self._session.timers[name] = self._loop.call_later(_FLOCK, call)

    def _again(self, *, takes_all: bool) -> None:
        """
        Sweep once more. A sweep that is under way is waited for, or gives way if it has to begin anew.
        """
        if self._sweep is not None and not takes_all:
            self.look()
            return
        running, self._sweep = self._sweep, None
        progress = running.progress if running else None
        self._begin(_Sweep(progress, takes_all=takes_all))

    def _begin(self, sweep: _Sweep) -> None:
        self._sweep = sweep
        self._n_sweeps += 1
        self._session.editor.watch_trees(self._session.folders.paths)
        folders: dict[Path, list[Path]] = {}
        for folder in sorted(self._session.folders.paths, key=lambda path: len(path.parts)):
            folders.setdefault(root_of(folder), []).append(folder)
        sweep.n_searches = len(folders)
        for root, below in folders.items():
            terms = self._laws.terms(root, self._n_sweeps, measures=self.measures)
            self._submit(Search(terms, tuple(below)), partial(self._searched, sweep, terms))
        if not folders:
            self._plan(sweep)

    def _submit(self, job: Search | Check, use: "Callable[[Future[Found | Seen]], None]") -> None:
        if self._workers is None:
            self._workers = Workers(work, self._session.settings.workers, _SECONDS)
        future = self._workers.submit(job)
        future.add_done_callback(partial(self._loop.call_soon_threadsafe, use))

    def _searched(self, sweep: _Sweep, terms: Terms, done: "Future[Found | Seen]") -> None:
        if sweep is not self._sweep or done.cancelled():
            return
        sweep.n_searches -= 1
        error, found = done.exception(), None if done.exception() else done.result()
        if isinstance(found, Found):
            sweep.troubles += found.troubles
            if found.parts is not None:
                sweep.parts[terms.root] = found.parts
            # Of two roots, the one further in comes later and holds.
            sweep.files |= {uri: _File(terms, name, known) for uri, (name, known) in found.files.items()}
        else:
            sweep.troubles.append(f"A folder could not be searched: {error}.")
            before = {uri: file for uri, file in self._known.items() if file.terms.root == terms.root}
            sweep.files |= {uri: replace(file, terms=terms) for uri, file in before.items()}
        if not sweep.n_searches:
            self._plan(sweep)

    def _plan(self, sweep: _Sweep) -> None:
        """
        Find out what has to be checked, and take back what was shown on files that are gone.
        """
        if not self._is_whole:
            sweep.files = {uri: file for uri, file in sweep.files.items() if uri in self._known}
        sweep.take_most()
        changed = {uri for uri, file in sweep.files.items() if not _is_same(self._known.get(uri), file)}
        gone = [uri for uri in self._known if uri not in sweep.files]
        if sweep.takes_all or any(uri.endswith(f"/{FILE}") for uri in (*changed, *gone)):
            changed = set(sweep.files)
        self._take_back(gone)
        charters = {uris.to_uri(stated.path) for stated in self._laws.stated()}
        for uri in changed & charters:
            self._known[uri] = sweep.files[uri]
            self._closed_files.forget(uri)
        sweep.pending.extend(sorted(changed - charters))
        sweep.n_all = len(sweep.pending)
        self._fill(sweep)

    def _take_back(self, gone: Iterable[str]) -> None:
        for uri in gone:
            del self._known[uri]
            self._needed.pop(uri, None)
            self._closed_files.show(uri, ())
            self._findings.forget(uri)

    def _fill(self, sweep: _Sweep) -> None:
        """
        Have more files checked; never so many that a change or a cancel would come late.
        """
        most = 2 * (self._session.settings.workers or default_size())
        while sweep.pending and sweep.n_under_way < most:
            uri = sweep.pending.popleft()
            file = sweep.files[uri]
            # Open texts too: others show them, but how complex and how old things are is seen here.
            sweep.n_under_way += 1
            self._submit(Check(file.terms, file.name), partial(self._checked, sweep, uri))
        if not sweep.pending and not sweep.n_under_way and not sweep.n_searches:
            self._finish(sweep)

    def _checked(self, sweep: _Sweep, uri: str, done: "Future[Found | Seen]") -> None:
        if sweep is not self._sweep or done.cancelled():
            return
        sweep.n_under_way -= 1
        sweep.n_done += 1
        file = self._known[uri] = sweep.files[uri]
        error, seen = done.exception(), None if done.exception() else done.result()
        known = seen if isinstance(seen, Seen) else self._lost(file, error)
        self._closed_files.show(uri, known.marks)
        self._needed[uri] = known.needed
        self._findings.add(uri, file.terms.root, file.name, known.overview)
        if sweep.progress is not None:
            sweep.progress.report(sweep.n_done, sweep.n_all)
        self._fill(sweep)

    def _lost(self, file: _File, error: BaseException | None) -> Seen:
        reason = error.message if isinstance(error, WorkerError) else "no result"
        notice = Notice("unreadable", f"Checking this file failed: {reason}.")
        document = Document(file.name, "", language_of(file.name), (notice,))
        return look(document, file.terms, self._laws.resolver(file.terms.root))

    def _stop(self, message: str) -> None:
        sweep, self._sweep = self._sweep, None
        if sweep is not None and sweep.progress is not None:
            self._session.editor.log(f"Scan: {message}")
            sweep.progress.end(message)

    def _finish(self, sweep: _Sweep) -> None:
        self._sweep, self._parts = None, sweep.parts
        if self._is_whole:
            self._findings.finish()
            self._laws.know_idle({root: self._idle(root, known) for root, known in sweep.parts.items()})
        troubles = [*sweep.troubles, *filter(None, [self._closed_files.trouble()])]
        message = " ".join((f"{counted(sweep.n_done, 'file')} checked; {self._closed_files.summary()}.", *troubles))
        if sweep.progress is None and not troubles:
            return
        self._session.editor.log(f"Scan: {message}")
        if sweep.progress is None:
            return
        sweep.progress.end(message)
        if troubles:
            self._session.editor.tell(f"Charter: {message} `charter check` shows all.", types.MessageType.Warning)
        elif not self._session.editor.shows_progress:
            self._session.editor.tell(f"Charter: {message}", types.MessageType.Info)

    def _idle(self, root: Path, known: frozenset[Part]) -> frozenset[Part]:
        """
        Return what of *known*, the parts of the charters of *root*, no file needs; nothing while one is unchecked.
        """
        texts = [text for text in self._session.texts.values() if text.home.root == root]
        results = [text.result for text in texts if text.result is not None]
        if len(results) < len(texts):
            return frozenset()
        opened = {uris.key(text.buffer.uri) for text in texts}
        closed = (needed for uri, needed in self._needed.items() if uri not in opened)
        return known.difference(*closed, *(needed(result.charter, result.report) for result in results))


def _is_same(known: _File | None, file: _File) -> bool:
    return known is not None and known.signature == file.signature
