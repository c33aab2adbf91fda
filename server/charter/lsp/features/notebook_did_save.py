"""
A notebook is saved, which means what it means for a text.
"""

from lsprotocol import types

from charter.lsp.session import Session

METHOD = types.NOTEBOOK_DOCUMENT_DID_SAVE


def handle(session: Session, params: types.DidSaveNotebookDocumentParams) -> None:
    notebook = session.text(params.notebook_document.uri)
    if notebook is not None and session.checker is not None:
        session.checker.saved(notebook)
