"""
Showing only what is new since a commit, to users who set that.

What a text was is asked of git by a worker: when the text is opened, and in a
pause after it, its charter or the repository has changed. In between the changed
lines are carried along with the edits, which costs next to nothing. Until git
has answered nothing is shown of a text; if it cannot, all is shown, and that is
said, once.
"""

import asyncio
from collections.abc import Callable, Sequence
from concurrent.futures import Future
from functools import partial
from pathlib import Path

from lsprotocol import types
from msgspec import Struct

from charter.lsp.buffers import Buffer
from charter.lsp.laws import Laws
from charter.lsp.scan_jobs import Recall, recall
from charter.lsp.session import OpenText, Session
from charter.model import Report
from charter.policy import Charter
from charter.workspace.base import moment
from charter.workspace.git import Lines
from charter.workspace.newness import Past, only_new
from charter.workspace.workers import Workers

# Seconds.
_PAUSE = 0.4
_LONGEST = 20.0
_NOTHING_KNOWN = "so all findings are shown"


class _Known(Struct, frozen=True):
    """
    What one version of a text was, under a charter; None if that is unknown.
    """

    buffer: Buffer
    charter: Charter
    past: Past | None


class OnlyNew:
    """
    Args:
        check: called for a text of which more is known now.
    """

    def __init__(
        self, session: Session, laws: Laws, loop: asyncio.AbstractEventLoop, check: Callable[[OpenText], None]
    ) -> None:
        self._session = session
        self._laws = laws
        self._loop = loop
        self._check = check
        self._workers: Workers[Recall, Past | str] | None = None
        self._known: dict[OpenText, _Known] = {}
        self._asked: dict[OpenText, Future[Past | str]] = {}
        self._moments: dict[Path, tuple[int, ...]] = {}
        # What was asked last, so that the worker is told to read charters anew.
        self._charters: dict[Path, Charter] = {}
        self._n_changes = 0
        self._complaints: set[str] = set()

    def told(self, text: OpenText, charter: Charter, report: Report) -> Report | None:
        """
        Return *report* on the newest version of *text* as it is to be shown; None if that is not known yet.
        """
        if not self._session.settings.since:
            return report
        known = self._known.get(text)
        if known is None:
            self._ask(text, charter)
            return None
        if known.buffer is not text.buffer or known.charter is not charter:
            self._soon(text, charter)
        past = known.past
        if past is None:
            return report
        return only_new(report, carried(past.lines, known.buffer.lines, text.buffer.lines), lambda: past.figures)

    def refresh(self) -> bool:
        """
        Tell whether a repository may have another past than before, and forget what was known of it.
        """
        if not self._known:
            return False
        before, roots = self._moments, {text.home.root for text in self._known if text.home.root}
        self._moments = {root: moment(root) for root in roots}
        is_changed = any(root in before and before[root] != now for root, now in self._moments.items())
        if is_changed:
            self.forget()
        return is_changed

    def forget(self) -> None:
        """
        Begin anew, as after a commit or with other settings.
        """
        self._n_changes += 1
        self._known.clear()
        self._asked.clear()
        self._complaints.clear()

    def closed(self, text: OpenText) -> None:
        self._known.pop(text, None)
        self._asked.pop(text, None)
        if waiting := self._session.timers.pop(_timer(text), None):
            waiting.cancel()

    def close(self) -> None:
        if self._workers is not None:
            self._workers.close()

    def _soon(self, text: OpenText, charter: Charter) -> None:
        if waiting := self._session.timers.pop(_timer(text), None):
            waiting.cancel()
        self._session.timers[_timer(text)] = self._loop.call_later(_PAUSE, partial(self._ask, text, charter))

    def _ask(self, text: OpenText, charter: Charter) -> None:
        root = text.home.root
        if root is None:
            self._take(text, text.buffer, charter, "expected a git repository, found none")
        elif text not in self._asked and self._session.text(text.buffer.uri) is text:
            if self._workers is None:
                self._workers = Workers(recall, 1, _LONGEST)
            self._moments.setdefault(root, moment(root))
            self._n_changes += charter is not self._charters.get(root)
            self._charters[root] = charter
            terms = self._laws.terms(root, self._n_changes)
            asked = self._asked[text] = self._workers.submit(Recall(terms, text.buffer.document))
            answered = partial(self._answered, text, text.buffer, charter)
            asked.add_done_callback(partial(self._loop.call_soon_threadsafe, answered))

    def _answered(self, text: OpenText, buffer: Buffer, charter: Charter, done: "Future[Past | str]") -> None:
        if self._asked.get(text) is done:
            del self._asked[text]
            error = done.exception()
            self._take(text, buffer, charter, f"git was asked in vain: {error}" if error else done.result())

    def _take(self, text: OpenText, buffer: Buffer, charter: Charter, said: Past | str) -> None:
        self._known[text] = _Known(buffer, charter, None if isinstance(said, str) else said)
        if isinstance(said, str):
            self._complain(said)
        # Where the text has changed meanwhile, the check asks again.
        self._loop.call_soon(self._check, text)

    def _complain(self, reason: str) -> None:
        if reason not in self._complaints:
            self._complaints.add(reason)
            message = f"Charter: only what is new cannot be told, {_NOTHING_KNOWN}: {reason}."
            self._session.editor.tell(message, types.MessageType.Warning)


def _timer(text: OpenText) -> str:
    return f"recall {text.buffer.uri}"


def carried(lines: Lines, before: Sequence[str], after: Sequence[str]) -> Lines:
    """
    Return which lines are new in *after*, given those in *before*: those between what both begin and end with, too.

    Lines that were deleted leave an empty range; it stays, or becomes a part of what is new around it.
    """
    if lines.ranges is None or before is after:
        return lines
    n_first = _n_common(before, after)
    n_last = _n_common(before[n_first:][::-1], after[n_first:][::-1])
    if n_first == len(before) == len(after):
        return lines
    shift, end = len(after) - len(before), len(before) - n_last
    above = [range(each.start, min(each.stop, n_first + 1)) for each in lines.ranges if each.start <= n_first]
    below = [range(max(each.start, end + 1) + shift, each.stop + shift) for each in lines.ranges if each.stop > end + 1]
    return Lines((*above, range(n_first + 1, len(after) - n_last + 1), *below))


def _n_common(one: Sequence[str], other: Sequence[str]) -> int:
    """
    Return how many lines *one* and *other* begin with alike.
    """
    low, high = 0, min(len(one), len(other))
    while low < high:
        middle = (low + high + 1) // 2
        # Most lines are the same objects, which makes this quick.
        if one[low:middle] == other[low:middle]:
            low = middle
        else:
            high = middle - 1
    return low
