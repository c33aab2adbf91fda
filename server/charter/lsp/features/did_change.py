"""
A text is edited; the newest version wins over all work for older ones.
"""

from lsprotocol import types

from charter.lsp.logs import LOG
from charter.lsp.session import Session

METHOD = types.TEXT_DOCUMENT_DID_CHANGE


def handle(session: Session, params: types.DidChangeTextDocumentParams) -> None:
    text = session.text(params.text_document.uri)
    if text is None:
        LOG.warning("ignored an edit of a text that is not open")
        return
    before = text.buffer
    text.buffer = before.edited(params.content_changes, params.text_document.version)
    if session.checker is not None:
        session.checker.edited(text, before)
