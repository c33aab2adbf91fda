"""
How much of a text a marker speaks of.

As with waivers: after code it is about that statement, on its own line about the
next one or the whole function that begins there, in a docstring about what the
docstring describes. At the top of a file it is about the file, unless a function
or class follows on the very next line. In a text, and in a tag such as
SPDX-AI-Disclosure, it is about all of it.
"""

import re
from collections.abc import Sequence

from charter.evidence import Evidence
from charter.syntax import block, scope, statement
from charter.text import Comment, Document, Span

_FILE_TAG = re.compile(r"spdx-", re.IGNORECASE)
# What begins a function or a class, in most languages.
_DEFINITION = re.compile(
    r"[ \t]*(?:@|(?:export |public |private |static |async |pub )*(?:def|class|function|fn|func)\b)"
)
_BLANK_LINE = re.compile(r"(?:\r\n|\n|\r)[ \t]*(?:\r\n|\n|\r|$)")


def extent(document: Document, comments: Sequence[Comment], evidence: Evidence) -> Span:
    """
    Return the part of *document* that *evidence* in it speaks of.

    Args:
        comments: of the document, in order; those around the evidence are enough.
    """
    whole = Span(0, len(document.text))
    comment = next((each for each in comments if each.span.holds(evidence.span.start)), None)
    if comment is None or _FILE_TAG.match(document.text, evidence.span.start):
        return whole
    start = comment.span.start
    if comment.is_docstring:
        return scope(document, start)
    line = document.lines.span(document.lines.line(start))
    if document.text[line.start : start].strip():
        about = statement(document, start)
        return Span(about.start, max(about.end, comment.span.end))
    if _is_at_top(document, comments, line.start) and not _DEFINITION.match(document.text, _after(document, comment)):
        return whole
    return _following(document, comment)


def _following(document: Document, comment: Comment) -> Span:
    """
    Return the block below *comment*, with it; in languages other than Python as far as no line is blank.
    """
    start = comment.span.start
    if document.language == "python":
        return Span(start, max(comment.span.end, block(document, start).end))
    end = _BLANK_LINE.search(document.text, comment.span.end)
    return Span(start, end.start() if end else len(document.text))


def _after(document: Document, comment: Comment) -> int:
    """
    Return where the line after *comment* begins.
    """
    return document.lines.span(document.lines.line(max(comment.span.start, comment.span.end - 1))).end


def _is_at_top(document: Document, comments: Sequence[Comment], end: int) -> bool:
    """
    Tell whether nothing but *comments* and docstrings stands before *end*.
    """
    at = 0
    for comment in comments:
        if comment.span.start >= end:
            break
        if document.text[at : comment.span.start].strip():
            return False
        at = comment.span.end
    return not document.text[at:end].strip()
