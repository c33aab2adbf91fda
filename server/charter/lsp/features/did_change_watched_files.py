"""
The editor has seen a charter change on disk; we need not wait for our own look.
"""

from lsprotocol import types

from charter.lsp.session import Session

METHOD = types.WORKSPACE_DID_CHANGE_WATCHED_FILES


def handle(session: Session, _params: types.DidChangeWatchedFilesParams) -> None:
    if session.checker is not None:
        session.checker.refresh()
