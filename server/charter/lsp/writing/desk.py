"""
Where requests about charters are answered.
"""

from typing import Any

from lsprotocol import types

from charter.lsp.diagnostics import BETWEEN
from charter.lsp.laws import Laws
from charter.lsp.session import OpenText, Session
from charter.lsp.today import today
from charter.lsp.writing.completing import complete, complete_message
from charter.lsp.writing.drafts import Draft, draft
from charter.lsp.writing.impact import KnownFindings
from charter.lsp.writing.lenses import lenses
from charter.lsp.writing.linking import to_links
from charter.lsp.writing.symbols import flattened, to_symbols
from charter.policy.writing.pointing import pointed
from charter.report.explaining import Reader


class Writing:
    """
    Answers for the charters and commit messages that are open; of all other texts it has nothing to say, at once.
    """

    def __init__(self, session: Session, laws: Laws, findings: KnownFindings) -> None:
        self._session = session
        self._laws = laws
        self._findings = findings
        self._shown: dict[str, list[types.CodeLens]] = {}

    def complete(self, uri: str, position: types.Position) -> list[dict[str, Any]]:
        """
        Return what can be written at *position*, as it goes over the wire.
        """
        text = self._session.text(uri)
        if text is not None and text.buffer.is_message:
            charter = self._laws.resolver(text.home.root).charter_for(text.home.path)
            return complete_message(text.buffer, charter, position, self._session.editor)
        draft = self._draft(uri)
        return complete(draft, position, self._session.editor) if draft else []

    def hover(self, uri: str, position: types.Position, known: types.Hover | None) -> types.Hover | None:
        """
        Return what the word at *position* means, after what is *known* of findings there.
        """
        draft = self._draft(uri)
        word = draft and pointed(draft.outline, draft.buffer.places.to_offset(position))
        if not draft or not word:
            return known
        said = Reader(draft.charter, tuple(draft.files()), draft.example, today()).explain(word)
        if not said:
            return known
        before = f"{known.contents.value}{BETWEEN}" if known and isinstance(known.contents, types.MarkupContent) else ""
        content = types.MarkupContent(types.MarkupKind.Markdown, f"{before}{said}")
        return types.Hover(content, draft.buffer.places.to_range(word.span))

    def links(self, uri: str) -> list[types.DocumentLink]:
        draft = self._draft(uri)
        return list(to_links(draft)) if draft else []

    def symbols(self, uri: str) -> list[types.DocumentSymbol] | list[types.SymbolInformation]:
        draft = self._draft(uri)
        symbols = to_symbols(draft) if draft else []
        return symbols if self._session.editor.nests_symbols else flattened(symbols, uri)

    def lenses(self, uri: str) -> list[types.CodeLens]:
        """
        Return the lenses of the charter at *uri*; from now on the editor is told when they change.
        """
        text = self._session.text(uri)
        shown = self._lenses(text) if text else []
        if text and shown and self._session.editor.refreshes_lenses:
            self._shown[text.buffer.uri] = shown
            self._findings.on_pause = self._refresh_lenses
        return shown

    def _lenses(self, text: OpenText) -> list[types.CodeLens]:
        found = draft(text, self._laws)
        if found is None:
            return []
        others = ((path, each) for path, each in self._findings.of(text.home.root) if path != text.home.path)
        return list(lenses(found, others, has_scan=self._findings.has_scan))

    def _refresh_lenses(self) -> None:
        texts = {uri: self._session.text(uri) for uri in self._shown}
        self._shown = {uri: lenses for uri, lenses in self._shown.items() if texts[uri] is not None}
        now = {uri: self._lenses(text) for uri, text in texts.items() if text is not None}
        if any(_titles(now[uri]) != _titles(shown) for uri, shown in self._shown.items()):
            self._session.editor.refresh_lenses()
        self._shown = now

    def _draft(self, uri: str) -> Draft | None:
        text = self._session.text(uri)
        return draft(text, self._laws) if text else None


def _titles(lenses: list[types.CodeLens]) -> list[str]:
    return [lens.command.title for lens in lenses if lens.command]
