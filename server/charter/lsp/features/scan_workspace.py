"""
The command that checks all files of the open folders, those that are not open included.

It is answered at once: progress is shown by the editor, and findings come as they are found.
"""

from collections.abc import Callable

from charter.lsp.session import Session

COMMAND = "charter.scanWorkspace"


def handler(session: Session) -> Callable[[], None]:
    """
    Return what pygls calls; before the engine is loaded, the scan waits for it.
    """

    def scan_workspace() -> None:
        if session.scanner is None:
            session.is_scan_wanted = True
        else:
            session.scanner.scan()

    return scan_workspace
