"""
Work that takes a while, as an editor shows it: a bar, and a way to cancel.

Source: LSP 3.17, Work Done Progress, initiated by the server.
"""

from concurrent.futures import Future
from typing import Any
from uuid import uuid4

from lsprotocol import types

from charter.lsp.editor import Editor


class Progress:
    """
    One piece of work; it is shown once the editor has agreed to that.

    Args:
        title: what is done.
    """

    def __init__(self, editor: Editor, title: str) -> None:
        self.token = uuid4().hex
        self._editor = editor
        self._title = title
        self._is_begun = False
        self._end: str | None = None
        self._percentage = 0
        if editor.shows_progress:
            editor.create_progress(self.token).add_done_callback(self._begin)

    def report(self, n_done: int, n_all: int) -> None:
        """
        Say how far the work is, at most once for each hundredth.
        """
        percentage = 100 * n_done // max(1, n_all)
        if self._is_begun and percentage != self._percentage:
            self._percentage = percentage
            message = f"{n_done:,} of {n_all:,} files"
            self._editor.progress(self.token, types.WorkDoneProgressReport(message=message, percentage=percentage))

    def end(self, message: str) -> None:
        """
        Say that the work is over, and how.
        """
        self._end = message
        if self._is_begun:
            self._editor.progress(self.token, types.WorkDoneProgressEnd(message=message))

    def _begin(self, answer: Future[Any]) -> None:
        if answer.cancelled() or answer.exception() is not None:
            return
        self._is_begun = True
        begin = types.WorkDoneProgressBegin(self._title, cancellable=True, percentage=0)
        self._editor.progress(self.token, begin)
        if self._end is not None:
            self.end(self._end)
