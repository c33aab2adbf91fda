"""
A text is opened: from now on what the editor shows counts, not what the disk holds.
"""

from lsprotocol import types

from charter.lsp.session import Session

METHOD = types.TEXT_DOCUMENT_DID_OPEN


def handle(session: Session, params: types.DidOpenTextDocumentParams) -> None:
    text = session.open(params.text_document)
    if session.checker is not None:
        session.checker.opened(text)
