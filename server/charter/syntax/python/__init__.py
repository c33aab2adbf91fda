"""
Python: units, trees, comments, statements.
"""

import re

from charter.model import Comment
from charter.syntax.python.lexer import layout
from charter.syntax.python.statements import block, statement
from charter.text import Span

__all__ = ["block", "comments", "statement"]

_MARK = re.compile(r"#+[!:]?[ \t]?")
_PREFIX = re.compile(r"[ \t\f]*[rRuU]{0,2}")


def comments(text: str) -> tuple[Comment, ...]:
    """
    Return comments and docstrings of *text* in order.

    A docstring is a triple-quoted string that stands as a statement.
    """
    seen = layout(text)
    found = [_comment(text, span) for span in seen.comments]
    found += [_docstring(text, span) for span in seen.strings if _stands_alone(text, span)]
    return tuple(sorted(found, key=lambda comment: comment.span))


def _comment(text: str, span: Span) -> Comment:
    mark = _MARK.match(text, span.start, span.end)
    body = mark.end() if mark else span.start
    return Comment(span, text[body : span.end].rstrip(), body)


def _docstring(text: str, span: Span) -> Comment:
    return Comment(span, text[span.start + 3 : span.end - 3], span.start + 3, is_docstring=True)


def _stands_alone(text: str, span: Span) -> bool:
    line_start = max(text.rfind("\n", 0, span.start), text.rfind("\r", 0, span.start)) + 1
    return _PREFIX.fullmatch(text, line_start, span.start) is not None
