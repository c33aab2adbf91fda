"""
Who wrote what in the open texts: asked of git by a worker, never on the way of a keystroke, and led on through edits.

Asked only where it makes a difference: the charter is stricter with AI's code, a
waiver has an author, or the user wants to see it.
"""

import asyncio
from collections.abc import Callable
from concurrent.futures import Future
from functools import partial
from pathlib import Path

from lsprotocol import types
from msgspec.structs import replace

from charter import engine
from charter.engine import Learned
from charter.engine.difference import difference
from charter.engine.insertions import grown
from charter.evidence import UNSEEN, Authorship
from charter.lsp.buffers import Buffer
from charter.lsp.session import OpenText, Session
from charter.policy import Charter
from charter.text import Span
from charter.workspace.base import moment
from charter.workspace.errands import Errand, Question
from charter.workspace.workers import Workers

# Code points and lines by which a text must grow at once before anybody counts; a charter's limit decides later.
_LEAST, _LEAST_LINES = 200, 8
_NOTEBOOK = ".ipynb"


def known(text: OpenText) -> Authorship:
    """
    Return what is known of the authors of the newest version of *text*.
    """
    return text.authorship or UNSEEN


class Authors:
    """
    Args:
        workers: who ask git.
        tell: called with a text of which something new is known.
    """

    def __init__(
        self,
        session: Session,
        loop: asyncio.AbstractEventLoop,
        workers: "Workers[Errand, Learned | Authorship]",
        tell: Callable[[OpenText], None],
    ) -> None:
        self._session = session
        self._loop = loop
        self._workers = workers
        self._tell = tell
        self._moments: dict[Path, tuple[int, ...]] = {}

    def look(self, text: OpenText, charter: Charter) -> None:
        """
        Ask who wrote *text*, if that matters and was not asked since it was opened; the answer comes later.
        """
        if not text.is_asked:
            self.look_again(text, charter)

    def look_again(self, text: OpenText, charter: Charter) -> None:
        """
        The same for a text that was saved, and may have been committed.
        """
        if text.home.root is None or text.asking is not None or not self._matters(text, charter):
            return
        if text.buffer.path.endswith(_NOTEBOOK):
            # Git knows the lines of its JSON, not those of its cells.
            return
        text.is_asked = True
        document = text.buffer.document
        question = Question(text.home.root, document.path, document.text, charter.catalogue.tools)
        text.asking = self._workers.submit(question)
        answered = partial(self._answered, text, text.buffer)
        text.asking.add_done_callback(partial(self._loop.call_soon_threadsafe, answered))

    def refresh(self, charter_of: Callable[[OpenText], Charter]) -> None:
        """
        Ask anew about the texts of repositories to which something was committed.
        """
        asked = [(text, root) for text in self._session.texts.values() if text.is_asked and (root := text.home.root)]
        before, self._moments = self._moments, {root: moment(root) for root in {root for _, root in asked}}
        for text, root in asked:
            if root in before and before[root] != self._moments[root]:
                self.look_again(text, charter_of(text))

    def edited(self, text: OpenText, before: Buffer) -> None:
        """
        Lead on what is known of *text*, and note what came in at once.
        """
        old, new = before.document.text, text.buffer.document.text
        text.authorship = authorship = engine.shifted(known(text), old, new)
        if len(new) - len(old) < _LEAST:
            return
        edit = difference(old, new)
        if grown(old, edit) >= _LEAST_LINES:
            start = edit.span.start
            insertions = (*authorship.insertions, Span(start, start + len(edit.text)))
            text.authorship = replace(authorship, insertions=insertions)

    def _matters(self, text: OpenText, charter: Charter) -> bool:
        return self._session.settings.author_lenses or engine.authors_matter(charter, text.buffer.document.text)

    def _answered(self, text: OpenText, buffer: Buffer, done: "Future[Learned | Authorship]") -> None:
        text.asking = None
        if self._session.text(buffer.uri) is not text or done.cancelled():
            return
        if error := done.exception():
            self._session.editor.log(f"who wrote a text is not known: {error}", types.MessageType.Warning)
            return
        answer = done.result()
        if not isinstance(answer, Authorship):
            return
        before = known(text)
        authorship = engine.shifted(answer, buffer.document.text, text.buffer.document.text)
        authorship = replace(authorship, insertions=before.insertions)
        if authorship != before:
            text.authorship = authorship
            self._tell(text)
