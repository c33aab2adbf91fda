"""
The passages of a document in which people write words.

In code those are the comments and docstrings; in a text, the lines that are not
code. Commit messages are read by `commits`.
"""

import re
from collections.abc import Iterator, Sequence
from enum import Enum

from msgspec import Struct

from charter.text import Comment, Document, line_spans

_TEXTS = frozenset({"markdown", "plaintext", "restructuredtext"})
_FENCE = re.compile(r"\s{0,3}(?:```|~~~)")
_INDENTED_CODE = re.compile(r"(?: {4}|\t)\s*(?![-*+]\s|\d+[.)]\s)\S")


class Register(Enum):
    """
    How people speak where a passage stands: a comment of the code beside it, a text of anything.
    """

    COMMENT = "comment"
    COMMIT = "commit"
    TEXT = "text"


class Line(Struct, frozen=True):
    """
    One line of words, without its line end.
    """

    text: str
    register: Register


class Passage(Struct, frozen=True):
    """
    Words that stand together.

    Args:
        start: where *text* begins in the document.
    """

    text: str
    start: int
    register: Register


def passages(document: Document, comments: Sequence[Comment]) -> Iterator[Passage]:
    """
    Yield what people wrote in *document*: its *comments*, then the lines of a text.
    """
    for comment in comments:
        yield Passage(comment.text, comment.body, Register.COMMENT)
    if document.language in _TEXTS:
        yield from _prose(document.text, comments)


def _prose(text: str, comments: Sequence[Comment]) -> Iterator[Passage]:
    is_code = False
    rest = iter(comments)
    comment = next(rest, None)
    for passage in _lines(text, Register.TEXT):
        while comment and comment.span.end <= passage.start:
            comment = next(rest, None)
        is_comment = comment is not None and comment.span.start < passage.start + len(passage.text)
        if _FENCE.match(passage.text):
            is_code = not is_code
        elif not is_code and not is_comment and not _INDENTED_CODE.match(passage.text):
            yield passage


def _lines(text: str, register: Register) -> Iterator[Passage]:
    for span in line_spans(text):
        yield Passage(text[span.start : span.end], span.start, register)
