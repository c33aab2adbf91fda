"""
What is known of the workspace's findings, by file: from open texts, and from scans.

Code lenses are counted from it when an editor asks for them, and in a pause of
typing an editor is told that they have changed.
"""

import asyncio
from collections.abc import Callable, Iterator
from pathlib import Path

from msgspec import Struct
from msgspec.structs import replace

from charter.lsp.session import OpenText, Session
from charter.policy.writing.impact import Tally, tally
from charter.report.overview import FileOverview, overview

# Seconds without a new result.
_PAUSE = 0.5


class Known(Struct, frozen=True):
    """
    What is known of a file.

    Args:
        root: of its workspace; None if it lies in none.
        path: from there.
    """

    uri: str
    root: Path | None
    path: str
    overview: FileOverview


class KnownFindings:
    """
    Args:
        loop: the one that all of this runs in.
    """

    def __init__(self, session: Session, loop: asyncio.AbstractEventLoop) -> None:
        self._session = session
        self._loop = loop
        self._scanned: dict[str, Known] = {}
        self.has_scan = False
        self.on_pause: Callable[[], None] | None = None

    def add(self, uri: str, root: Path, path: str, found: FileOverview) -> None:
        """
        Take note of what a scan has found in a file.
        """
        self._scanned[uri] = Known(uri, root, path, found)
        self.changed()

    def forget(self, uri: str) -> None:
        self._scanned.pop(uri, None)
        self.changed()

    def finish(self) -> None:
        """
        Know that the whole workspace has been looked at.
        """
        self.has_scan = True
        self.changed()

    def changed(self) -> None:
        """
        Something may be known that was not; called at every keystroke, so nothing is done before a pause.
        """
        if self.on_pause is not None:
            waiting = self._session.timers.pop("lenses", None)
            if waiting is not None:
                waiting.cancel()
            self._session.timers["lenses"] = self._loop.call_later(_PAUSE, self.on_pause)

    def of(self, root: Path | None) -> Iterator[tuple[str, Tally]]:
        """
        Yield path and findings of all files below *root* that are known; an open text counts as it is typed.
        """
        opened: set[str] = set()
        for uri, text in self._session.texts.items():
            opened.add(uri)
            if text.home.root == root and text.result is not None:
                yield text.home.path, tally(text.result.report.decisions)
        for uri, known in self._scanned.items():
            if known.root == root and uri not in opened:
                yield known.path, known.overview.tally

    def overviews(self) -> Iterator[Known]:
        """
        Yield what is known of each file, in the order of their paths; an open text counts as it is typed.
        """
        typed = {uri: known for uri, text in self._session.texts.items() if (known := self._of_text(uri, text))}
        yield from sorted((self._scanned | typed).values(), key=lambda known: known.path)

    def _of_text(self, uri: str, text: OpenText) -> Known | None:
        if text.result is None:
            return None
        document, scanned = text.result.buffer.document, self._scanned.get(uri)
        # Functions are measured, and git is asked, by scans only.
        figures, waivers = (scanned.overview.figures, scanned.overview.waivers) if scanned else (None, ())
        found = overview(document, text.result.charter, text.result.report, figures)
        since = {(row.rules, row.reason, row.expires): row.since for row in waivers}
        rows = (replace(row, since=since.get((row.rules, row.reason, row.expires))) for row in found.waivers)
        return Known(text.buffer.uri, text.home.root, text.home.path, replace(found, waivers=tuple(rows)))
