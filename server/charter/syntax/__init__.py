"""
What texts of all languages have in common: comments, statements, blocks.

Python is understood exactly; of other languages only comments and lines are.
"""

from bisect import bisect_right

from charter.syntax import python
from charter.syntax.comments import Quoted, scan
from charter.syntax.languages import language_of
from charter.text import Comment, Document, Span

__all__ = ["Quoted", "block", "comments", "language_of", "scope", "statement"]


def comments(document: Document) -> tuple[Comment, ...]:
    """
    Return the comments of *document* in order, and in Python the docstrings.
    """
    return python.comments(document) if document.language == "python" else tuple(scan(document))


def statement(document: Document, offset: int) -> Span:
    """
    Return the statement on which *offset* lies; in languages other than Python, its line.
    """
    if document.language == "python":
        return python.statement(document, offset)
    return document.lines.span(document.lines.line(offset))


def block(document: Document, offset: int) -> Span:
    """
    Return the next statement after the line of *offset*, with all of its body.

    In languages other than Python that is the next line that says more than a
    comment. Where there is none, the result is empty.
    """
    if document.language == "python":
        return python.block(document, offset)
    quiet = [comment.span for comment in comments(document)]
    for line in range(document.lines.line(offset) + 1, len(document.lines)):
        span = document.lines.span(line)
        if _says_more(document.text[span.start : span.end], span.start, quiet):
            return span
    return Span(offset, offset)


def scope(document: Document, offset: int) -> Span:
    """
    Return the function or class around *offset*, else the whole document; in languages other than Python the latter.
    """
    found = python.scope(document, offset) if document.language == "python" else None
    return found or Span(0, len(document.text))


def _says_more(line: str, start: int, quiet: list[Span]) -> bool:
    """
    Tell whether the first word of *line*, which begins at *start*, lies in none of the *quiet* spans.
    """
    first = start + len(line) - len(line.lstrip())
    before = bisect_right(quiet, first, key=lambda span: span.start)
    return bool(line.strip()) and not (before and quiet[before - 1].holds(first))
