"""
The editor has seen a file change on disk: a charter, or in scanned folders any file.
"""

from lsprotocol import types

from charter.lsp.session import Session

METHOD = types.WORKSPACE_DID_CHANGE_WATCHED_FILES


def handle(session: Session, params: types.DidChangeWatchedFilesParams) -> None:
    if session.checker is not None:
        session.checker.refresh()
    # What git does inside concerns nobody; what it checks out is seen for itself.
    if session.scanner is not None and any("/.git/" not in change.uri for change in params.changes):
        session.scanner.look()
