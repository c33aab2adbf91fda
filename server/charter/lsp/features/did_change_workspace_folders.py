"""
Folders are opened or closed: every text may have another charter now.
"""

from lsprotocol import types

from charter.lsp.session import Session

METHOD = types.WORKSPACE_DID_CHANGE_WORKSPACE_FOLDERS


def handle(session: Session, params: types.DidChangeWorkspaceFoldersParams) -> None:
    added = (folder.uri for folder in params.event.added)
    removed = (folder.uri for folder in params.event.removed)
    session.rehouse(session.folders.changed(added, removed))
