"""
Python: units, trees, comments, statements.
"""

import ast
import re
from collections.abc import Iterator
from itertools import pairwise
from weakref import WeakKeyDictionary

from charter.syntax.python import statements
from charter.syntax.python.lexer import asides
from charter.syntax.python.units import UNREADABLE, Cut, Unit, cut
from charter.text import Comment, Document, Span

__all__ = [
    "block",
    "comments",
    "cut_of",
    "forget_tree",
    "is_cut",
    "remarks",
    "remember_cut",
    "scope",
    "statement",
    "tree_of",
    "whole",
]

_MARK = re.compile(r"#+[!:]?[ \t]?")
_PREFIX = re.compile(r"[ \t\f]*[rRuU]{0,2}")
_CUTS: WeakKeyDictionary[Document, Cut] = WeakKeyDictionary()
_TREES: WeakKeyDictionary[Document, ast.Module] = WeakKeyDictionary()


def cut_of(document: Document) -> Cut:
    """
    Return the units of *document*; a document is cut once.
    """
    if document not in _CUTS:
        _CUTS[document] = _cut_at_joints(document) if document.joints else cut(document.text)
    return _CUTS[document]


def is_cut(document: Document) -> bool:
    return document in _CUTS


def remember_cut(document: Document, known: Cut) -> None:
    """
    Save `cut_of` the work, where an earlier cut was carried over an edit.
    """
    _CUTS[document] = known


def tree_of(document: Document) -> ast.Module:
    """
    Return the tree of all of *document*, which is parsed once; it goes with the document.

    Raises:
        SyntaxError, ValueError, RecursionError, MemoryError: as `Unit.parse`.
    """
    if document not in _TREES:
        _TREES[document] = Unit(document.text).parse()
    return _TREES[document]


def forget_tree(document: Document) -> None:
    """
    Let go of `tree_of`, which takes forty times the room of the text.
    """
    _TREES.pop(document, None)


def whole(document: Document) -> Unit | None:
    """
    Return all of *document* as one unit; None if this Python cannot parse it.
    """
    try:
        tree_of(document)
    except UNREADABLE:
        return None
    remarks, strings = asides(document.text)
    return Unit(document.text, comments=remarks, strings=strings)


def comments(document: Document) -> tuple[Comment, ...]:
    """
    Return comments and docstrings of *document* in order.
    """
    return tuple(comment.moved(start) for start, unit in cut_of(document) for comment in remarks(unit))


def remarks(unit: Unit) -> Iterator[Comment]:
    """
    Yield comments and docstrings of *unit* in order, relative to it.

    A docstring is a triple-quoted string that stands as a statement.
    """
    docstrings = [span for span in unit.strings if _stands_alone(unit.text, span)]
    for span in sorted((*unit.comments, *docstrings)):
        yield _comment(unit.text, span) if unit.text[span.start] == "#" else _docstring(unit.text, span)


def statement(document: Document, offset: int) -> Span:
    """
    Return the innermost statement on whose lines *offset* lies, or else its line.
    """
    found = statements.statement(cut_of(document), offset) if document.text else None
    return found or document.lines.span(document.lines.line(offset))


def block(document: Document, offset: int) -> Span:
    """
    Return the next statement after the line of *offset*, whole; empty where there is none.

    A statement further left than *offset* is in another block, and so not meant.
    """
    line = document.lines.span(document.lines.line(offset))
    found = statements.block(cut_of(document), max(offset, line.end - 1), offset - line.start)
    return found or Span(offset, offset)


def scope(document: Document, offset: int) -> Span | None:
    """
    Return the innermost function or class around *offset*; None at the top level.
    """
    return statements.scope(cut_of(document), offset)


def _cut_at_joints(document: Document) -> Cut:
    pieces = (document.text[start:end] for start, end in pairwise((0, *document.joints, len(document.text))))
    return Cut.of(unit for piece in pieces for unit in cut(piece).units)


def _comment(text: str, span: Span) -> Comment:
    mark = _MARK.match(text, span.start, span.end)
    body = mark.end() if mark else span.start
    return Comment(span, text[body : span.end].rstrip(), body)


def _docstring(text: str, span: Span) -> Comment:
    return Comment(span, text[span.start + 3 : span.end - 3], span.start + 3, is_docstring=True)


def _stands_alone(text: str, span: Span) -> bool:
    line_start = max(text.rfind("\n", 0, span.start), text.rfind("\r", 0, span.start)) + 1
    return _PREFIX.fullmatch(text, line_start, span.start) is not None
