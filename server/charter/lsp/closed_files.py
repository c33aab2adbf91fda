"""
What an editor is shown of files that are not open.

Always pushed, to editors that pull as well: nobody pulls for a file that is not open.
"""

from charter.lsp import uris
from charter.lsp.marks import Mark
from charter.lsp.session import Session

# What is beyond is said, and for `charter check` to show.
MOST = 10_000


class ClosedFiles:
    """
    The marks on closed files, at most `MOST` in all.
    """

    def __init__(self, session: Session) -> None:
        self._session = session
        self._shown: dict[str, int] = {}
        self._hidden: set[str] = set()
        self._n_marks = 0

    def show(self, uri: str, marks: tuple[Mark, ...]) -> None:
        """
        Show *marks* instead of those shown before, unless the file is open or too much is shown already.
        """
        before = self.forget(uri)
        if self._session.text(uri) is not None:
            return
        if self._n_marks + len(marks) > MOST:
            self._hidden.add(uri)
            marks = ()
        if marks or before:
            self._session.editor.publish(uri, None, marks)
        if marks:
            self._shown[uri] = len(marks)
            self._n_marks += len(marks)

    def forget(self, uri: str) -> int:
        """
        Leave *uri* to somebody else, and return how many marks are shown there.
        """
        self._hidden.discard(uri)
        n_marks = self._shown.pop(uri, 0)
        self._n_marks -= n_marks
        return n_marks

    def opened(self, uri: str) -> None:
        """
        Leave a file to the text that is open now.
        """
        key = uris.key(uri)
        # What is pushed for the text soon replaces what is shown, where it is called the same.
        if self.forget(key) and (self._session.editor.pulls or key != uri):
            self._session.editor.publish(key, None, ())

    def summary(self) -> str:
        verb = "is" if self._n_marks == 1 else "are"
        return f"{counted(self._n_marks, 'finding')} in {counted(len(self._shown), 'file')} {verb} shown"

    def trouble(self) -> str:
        """
        Say what is not shown for being too much; empty if nothing is.
        """
        n_files = len(self._hidden)
        return f"Findings in {counted(n_files, 'more file')} are beyond the {MOST:,} that are shown." if n_files else ""


def counted(number: int, noun: str) -> str:
    return f"{number:,} {noun}" if number == 1 else f"{number:,} {noun}s"
