"""
The user cancels work whose progress is shown: of ours, only a scan is.
"""

from lsprotocol import types

from charter.lsp.session import Session

METHOD = types.WINDOW_WORK_DONE_PROGRESS_CANCEL


def handle(session: Session, params: types.WorkDoneProgressCancelParams) -> None:
    if session.scanner is not None:
        session.scanner.cancel(params.token)
