"""
Cells of a notebook are edited, added, removed or moved.
"""

from lsprotocol import types

from charter.lsp import notebooks
from charter.lsp.logs import LOG
from charter.lsp.notebooks import OpenNotebook
from charter.lsp.session import Session

METHOD = types.NOTEBOOK_DOCUMENT_DID_CHANGE


def handle(session: Session, params: types.DidChangeNotebookDocumentParams) -> None:
    notebook = session.text(params.notebook_document.uri)
    if not isinstance(notebook, OpenNotebook):
        LOG.warning("ignored an edit of a notebook that is not open")
        return
    before = notebook.buffer
    notebooks.changed(session, notebook, params)
    if session.checker is not None:
        session.checker.edited(notebook, before)
