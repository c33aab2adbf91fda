"""
A notebook is opened: its code cells are checked as one module.
"""

from lsprotocol import types

from charter.lsp import notebooks
from charter.lsp.session import Session

METHOD = types.NOTEBOOK_DOCUMENT_DID_OPEN


def handle(session: Session, params: types.DidOpenNotebookDocumentParams) -> None:
    notebook = notebooks.opened(session, params)
    if session.checker is not None:
        session.checker.opened(notebook)
