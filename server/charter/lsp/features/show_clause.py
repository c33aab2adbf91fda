"""
The command behind "Open the clause": the editor shows the line of the charter.

It is no `async` handler: pygls answers those as cancelled and lets them run on.
"""

from collections.abc import Callable

from lsprotocol import types

from charter.lsp.session import Session

COMMAND = "charter.showClause"


def handler(session: Session) -> Callable[[str, int], None]:
    """
    Return what pygls calls with the command's arguments.
    """

    def show_clause(uri: str, line: int) -> None:
        if session.editor.shows_documents:
            start = types.Position(max(0, line), 0)
            session.editor.show(uri, types.Range(start, start))

    return show_clause
