"""
The pieces of a Python document that are checked by themselves.

A unit is a top-level statement with the blank lines and comments that follow
it, or a member of a large class. Together the units of a document are its
text: nothing lies between them and nothing is in two. A unit does not know
where it stands, so an edit elsewhere leaves it as it is.
"""

import ast
import re
import warnings
from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator, Sequence
from itertools import accumulate, pairwise
from operator import attrgetter

from msgspec import Struct

from charter.syntax.python.lexer import Layout, layout
from charter.text import Span

# Classes below this many lines are checked whole: cutting costs more than it saves.
_LARGE_CLASS = 60
_CLASS = re.compile(
    r"class[ \t]+(?P<name>\w+)[ \t]*(?:\([\w\s.,\[\]=]*\))?[ \t]*:[ \t]*(?:#[^\r\n]*)?(?:\r\n|\n|\r)"
    r"(?:[ \t\f]*(?:#[^\r\n]*)?(?:\r\n|\n|\r))*"
    r"(?P<indent>[ \t]+)(?=[^\s#])"
)
# What parsing raises: this Python does not know it, it holds a NUL byte, or it is nested too deeply.
UNREADABLE = (SyntaxError, ValueError, RecursionError, MemoryError)
_BLANK = re.compile(r"(?:\s++|#[^\r\n]*+)*+")
_WRAPPER = "class _:\n"
_START = attrgetter("start")
_TEXT = attrgetter("text")


class Unit(Struct, frozen=True, eq=False):
    """
    A piece of a Python document that is checked by itself; all spans are relative to it.

    Args:
        text: all of it, to the beginning of the next unit.
        owner: the large class that it is a member of; empty at top level.
        indent: the white space before the member.
        is_header: it is the `class …:` line of a large class, without its body.
        comments: in order.
        strings: triple-quoted strings outside brackets.
        is_sound: it neither leaves something open nor closes what was not opened,
            so that what follows it is cut alike whatever it says.
        lacks_bracket: it is not sound, and would not be with sound units around it.
    """

    text: str
    owner: str = ""
    indent: str = ""
    is_header: bool = False
    comments: tuple[Span, ...] = ()
    strings: tuple[Span, ...] = ()
    is_sound: bool = True
    lacks_bracket: bool = False

    @property
    def key(self) -> tuple[str, str, bool]:
        """
        What the findings of the unit depend on, apart from the imports before it.
        """
        return (self.text, self.owner, self.is_header)

    @property
    def source(self) -> str:
        """
        The unit as a text that can be parsed: a member in a class, a header with a body.
        """
        if self.is_header:
            return f"{self.text.rstrip()}\n pass\n"
        return _WRAPPER + self.text if self.owner else self.text

    @property
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
        return _is_blank(self.text)

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


class Cut(Struct, frozen=True):
    """
    The units of a text, in order.

    Args:
        starts: where each unit begins, and where the last one ends: one more than units.
    """

    units: tuple[Unit, ...]
    starts: tuple[int, ...]

    @classmethod
    def of(cls, units: Iterable[Unit]) -> "Cut":
        units = tuple(units)
        return cls(units, tuple(accumulate(map(len, map(_TEXT, units)), initial=0)))

    def spliced(self, touched: range, fresh: Sequence[Unit]) -> "Cut":
        """
        Return the cut in which *fresh* stand in place of the units *touched*.
        """
        before, behind = self.starts[: touched.start], self.starts[touched.stop :]
        between = [*accumulate(map(len, map(_TEXT, fresh)), initial=self.starts[touched.start])]
        by = between.pop() - behind[0]
        units = (*self.units[: touched.start], *fresh, *self.units[touched.stop :])
        return Cut(units, (*before, *between, *((start + by for start in behind) if by else behind)))

    def __iter__(self) -> Iterator[tuple[int, Unit]]:
        """
        Yield each unit after its start.
        """
        return zip(self.starts, self.units, strict=False)

    def index(self, offset: int) -> int:
        """
        Return which unit holds *offset*; the last one also holds the end.
        """
        return max(0, min(bisect_right(self.starts, offset), len(self.units)) - 1)

    @property
    def is_sound(self) -> bool:
        """
        Whether cutting the whole text anew would surely give the same.
        """
        return all(unit.is_sound for unit in self.units)


def cut(text: str) -> Cut:
    """
    Return the units of *text*; together they are the text.
    """
    return Cut.of(top_level(text))


def top_level(text: str) -> Iterator[Unit]:
    """
    Yield the units of *text*, which begins where a statement may begin.
    """
    seen = layout(text)
    for unit in _pieces(text, seen, Unit("")):
        is_large = unit.text.startswith("class") and _n_lines(unit.text) >= _LARGE_CLASS
        yield from members(unit) if is_large else (unit,)


def members(unit: Unit) -> Sequence[Unit]:
    """
    Return the header and the members of a class, or the unit itself where that cannot be.

    A decorated class stays whole: bandit visits the decorators after the body.
    """
    head = _CLASS.match(unit.text)
    if head is None:
        return (unit,)
    body = head.start("indent")
    seen = layout(unit.text, indent=head["indent"], start=body)
    if seen.end < len(unit.text) or not unit.is_sound:
        return (unit,)
    header = Unit(unit.text[:body], head["name"], is_header=True, comments=_within(unit.comments, 0, body))
    return (header, *_pieces(unit.text, seen, Unit("", head["name"], head["indent"]), body))


def continued(text: str, member: Unit) -> Iterator[Unit]:
    """
    Yield the units of *text*, which begins where a member of the class of *member* may begin.

    Where a line stands left of the members the class has ended, and the rest is
    cut at top level.
    """
    seen = layout(text, indent=member.indent)
    yield from _pieces(text[: seen.end], seen, member)
    if seen.end < len(text):
        yield from top_level(text[seen.end :])


def _pieces(text: str, seen: Layout, like: Unit, first: int = 0) -> Iterator[Unit]:
    """
    Cut *text* from *first* on at the starts that were seen, into units of the owner of *like*.

    What stands before the first start (comments at the top of a file) is a piece
    of its own. If that is code, it is indented where nothing is, and what it
    belongs to cannot be told from here.
    """
    is_headed = seen.starts[:1] == [first]
    for lo, hi in pairwise((*(() if is_headed else (first,)), *seen.starts, len(text))):
        if lo < hi:
            is_sound = not _any_within(seen.faults, lo, hi)
            yield Unit(
                text[lo:hi],
                like.owner,
                like.indent,
                comments=_within(seen.comments, lo, hi),
                strings=_within(seen.strings, lo, hi),
                is_sound=is_sound and (is_headed or lo > first or _is_blank(text[lo:hi])),
                lacks_bracket=_any_within(seen.brackets, lo, hi),
            )


def _any_within(offsets: Sequence[int], lo: int, hi: int) -> bool:
    return bisect_left(offsets, lo) < bisect_left(offsets, hi)


def _within(spans: Sequence[Span], lo: int, hi: int) -> tuple[Span, ...]:
    first = bisect_left(spans, lo, key=_START)
    last = bisect_left(spans, hi, key=_START)
    return tuple(span.moved(-lo) for span in spans[first:last])


def _is_blank(text: str) -> bool:
    return _BLANK.fullmatch(text) is not None


def _n_lines(text: str) -> int:
    return text.count("\n") + text.count("\r")
