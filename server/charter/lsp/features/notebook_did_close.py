"""
A notebook is closed, with all of its cells.
"""

from lsprotocol import types

from charter.lsp import notebooks
from charter.lsp.session import Session

METHOD = types.NOTEBOOK_DOCUMENT_DID_CLOSE


def handle(session: Session, params: types.DidCloseNotebookDocumentParams) -> None:
    notebook = notebooks.closed(session, params.notebook_document.uri)
    if notebook is not None and session.checker is not None:
        session.checker.closed(notebook)
