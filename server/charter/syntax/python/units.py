"""
Cutting a Python document into the pieces that are checked by themselves.

A unit is a top-level statement with the blank lines and comments that follow
it, or a member of a large class. Together the units of a document are its
text: nothing lies between them and nothing is in two.
"""

import ast
import re
import warnings
from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property
from operator import attrgetter

from charter.syntax.python.lexer import Layout, layout
from charter.text import Span

# Classes below this many lines are checked whole: cutting costs more than it saves.
_LARGE_CLASS = 60
_CLASS = re.compile(
    r"class[ \t]+(?P<name>\w+)[ \t]*(?:\([\w\s.,\[\]=]*\))?[ \t]*:[ \t]*(?:#[^\r\n]*)?(?:\r\n|\n|\r)"
    r"(?:[ \t\f]*(?:#[^\r\n]*)?(?:\r\n|\n|\r))*"
    r"(?P<indent>[ \t]+)(?=[^\s#])"
)
_BLANK = re.compile(r"(?:\s++|#[^\r\n]*+)*+")
_WRAPPER = "class _:\n"
_START = attrgetter("start")


@dataclass(frozen=True)
class Unit:
    """
    A piece of a Python document that is checked by itself.

    Args:
        start: where it begins in the document.
        text: all of it, to the beginning of the next unit.
        owner: the large class that it is a member of; empty at top level.
        is_header: it is the `class …:` line of a large class, without its body.
        comments: relative to the unit.
        strings: triple-quoted strings outside brackets, relative to the unit.
    """

    start: int
    text: str
    owner: str = ""
    is_header: bool = False
    comments: tuple[Span, ...] = ()
    strings: tuple[Span, ...] = ()

    @cached_property
    def source(self) -> str:
        """
        The unit as a text that can be parsed: a member in a class, a header with a body.
        """
        if self.is_header:
            return f"{self.text.rstrip()}\n pass\n"
        return _WRAPPER + self.text if self.owner else self.text

    @cached_property
    def shift(self) -> int:
        """
        How many code points of `source` stand before the unit's own text.
        """
        return len(_WRAPPER) if self.owner and not self.is_header else 0

    @property
    def is_blank(self) -> bool:
        """
        Nothing but white space and comments.
        """
        return _BLANK.fullmatch(self.text) is not None

    def parse(self) -> ast.Module:
        """
        Return the tree of `source`, whose positions are those of `source`.

        Raises:
            SyntaxError: this Python cannot parse it.
            ValueError: it holds a NUL byte.
            RecursionError, MemoryError: it is nested too deeply.
        """
        with warnings.catch_warnings():
            # Doubtful escapes are the interpreter's to report, when the code runs.
            warnings.simplefilter("ignore")
            return ast.parse(self.source)


def cut(text: str) -> list[Unit]:
    """
    Return the units of *text*, in order; together they are the text.
    """
    seen = layout(text)
    units: list[Unit] = []
    for unit in _pieces(text, seen, 0, ""):
        units += _members(unit)
    return units


def _members(unit: Unit) -> list[Unit]:
    """
    Return *unit* itself, or its header and members if it is a large class.

    A decorated class stays whole: bandit visits the decorators after the body.
    """
    head = _CLASS.match(unit.text)
    if head is None or unit.text.count("\n") + unit.text.count("\r") < _LARGE_CLASS:
        return [unit]
    body = head.start("indent")
    seen = layout(unit.text, indent=head["indent"], start=body)
    if not seen.is_sound:
        return [unit]
    header = Unit(unit.start, unit.text[:body], head["name"], is_header=True, comments=_within(unit.comments, 0, body))
    return [header, *_pieces(unit.text, seen, unit.start, head["name"])]


def _pieces(text: str, seen: Layout, start: int, owner: str) -> list[Unit]:
    """
    Cut *text*, which begins at *start* of the document, at the starts that were seen.

    What stands before the first start (comments at the top of a file) is a piece
    of its own at top level, and belongs to the header in a class.
    """
    starts = seen.starts if owner or seen.starts[:1] == [0] else [0, *seen.starts]
    ends = [*starts[1:], len(text)]
    return [
        Unit(
            start + lo,
            text[lo:hi],
            owner,
            comments=_within(seen.comments, lo, hi),
            strings=_within(seen.strings, lo, hi),
        )
        for lo, hi in zip(starts, ends, strict=True)
        if lo < hi
    ]


def _within(spans: Sequence[Span], lo: int, hi: int) -> tuple[Span, ...]:
    first = bisect_left(spans, lo, key=_START)
    last = bisect_left(spans, hi, key=_START)
    return tuple(span.moved(-lo) for span in spans[first:last])
