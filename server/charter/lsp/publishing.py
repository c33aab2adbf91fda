"""
How diagnostics reach the editor: pushed, or pulled by an editor that can be told to pull again.

Every text has one way, never both. A charter that is not open is no text that an
editor would pull for, so that its problems are always pushed; they are taken
back when it is opened.
"""

import asyncio

from msgspec.structs import replace

from charter import engine
from charter.lsp import uris
from charter.lsp.convert import Places
from charter.lsp.diagnostics import to_marks
from charter.lsp.laws import Laws, Stated
from charter.lsp.marks import Mark
from charter.lsp.session import OpenText, Result, Session
from charter.lsp.today import today
from charter.lsp.writing.impact import KnownFindings
from charter.model import Decision
from charter.text import Document
from charter.workspace import reading

_LARGEST_CHARTER = 1 << 20


class Publisher:
    """
    Sends what has changed and nothing else.
    """

    def __init__(self, session: Session, laws: Laws, findings: KnownFindings) -> None:
        self._session = session
        self._laws = laws
        self._findings = findings
        self._editor = session.editor

    def deliver(self, text: OpenText, result: Result) -> None:
        """
        Make *result* what is known of *text*, and show it.
        """
        before = text.result
        is_news = before is None or not result.says_the_same(before)
        text.result = result if before is None or is_news else replace(result, name=before.name)
        self._findings.changed()
        if not self._editor.pulls:
            if is_news:
                for uri, version, marks in text.news(result):
                    self._editor.publish(uri, version, marks)
            return
        text.answer_pulls(text.result)
        if is_news and before is not None and before.buffer.version == result.buffer.version:
            self._refresh_soon()

    def withdraw(self, text: OpenText) -> None:
        """
        Take back what is shown on *text*, which is closed.
        """
        if not self._editor.pulls:
            for uri in text.uris:
                self._editor.publish(uri, None, ())

    def publish_charters(self) -> None:
        """
        Show the problems of charters that are only on disk, and take back those that are gone.
        """
        marks = self._marks()
        shown = self._session.charter_marks
        for uri in shown.keys() - marks.keys():
            del shown[uri]
            if self._editor.pulls or self._session.text(uri) is None:
                self._editor.publish(uri, None, ())
        for uri, found in marks.items():
            if found != shown.get(uri):
                shown[uri] = found
                self._editor.publish(uri, None, found)

    def _marks(self) -> dict[str, tuple[Mark, ...]]:
        """
        Return what to show on charters that are not open; by URI, only where there is something.
        """
        decisions: dict[str, dict[Decision, None]] = {}
        documents: dict[str, Document] = {}
        for stated in self._laws.stated():
            uri = uris.to_uri(stated.path)
            if not stated.has_problems or self._session.text(uri) is not None:
                continue
            document = documents.setdefault(uri, _read(stated))
            report = engine.charter_report(stated.charter, stated.source, document, today())
            decisions.setdefault(uri, {}).update(dict.fromkeys(report.decisions))
        marks = {uri: self._to_marks(documents[uri], tuple(found)) for uri, found in decisions.items()}
        return {uri: found for uri, found in marks.items() if found}

    def _to_marks(self, document: Document, decisions: tuple[Decision, ...]) -> tuple[Mark, ...]:
        return to_marks(decisions, Places(document, self._editor.encoding), lambda _source: None)

    def _refresh_soon(self) -> None:
        """
        Tell the editor once that it should pull again, however many texts have changed.
        """
        if not self._session.needs_refresh:
            self._session.needs_refresh = True
            asyncio.get_running_loop().call_soon(self._refresh)

    def _refresh(self) -> None:
        self._session.needs_refresh = False
        if not self._session.is_closed:
            self._editor.refresh()


def _read(stated: Stated) -> Document:
    return reading.load(stated.path.parent, stated.path, _LARGEST_CHARTER)
