"""
A text is saved: look at charters on disk, and let the slow rules run without waiting for a pause.
"""

from lsprotocol import types

from charter.lsp.session import Session

METHOD = types.TEXT_DOCUMENT_DID_SAVE


def handle(session: Session, params: types.DidSaveTextDocumentParams) -> None:
    text = session.text(params.text_document.uri)
    if text is not None and session.checker is not None:
        session.checker.saved(text)
