"""
A text is closed: its diagnostics go, and the file on disk counts again.
"""

from lsprotocol import types

from charter.lsp.session import Session

METHOD = types.TEXT_DOCUMENT_DID_CLOSE


def handle(session: Session, params: types.DidCloseTextDocumentParams) -> None:
    text = session.forget(params.text_document.uri)
    if text is not None and session.checker is not None:
        session.checker.closed(text)
