"""
Which charters are in force, for an editor's status line.

Sent as a notification of the same name to editors that say `charterStatus` among
their experimental capabilities.
"""

from charter.lsp.requests import STATUS
from charter.lsp.session import Session

METHOD = STATUS.method


def handle(session: Session, _params: object) -> dict[str, object]:
    """
    Return for each open folder its charter's name, revision, layers and number of problems.
    """
    return {"folders": session.checker.status() if session.checker is not None else []}
