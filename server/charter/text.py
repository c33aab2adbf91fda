"""
Text and offsets, nothing else.

Everything below the edges speaks of places as a `Span` of code points. Lines
and columns, and the client's UTF-8, UTF-16 or UTF-32 units, exist only in
`lsp/convert.py` and in the output formats.
"""

import re
from bisect import bisect_right
from collections.abc import Iterable, Iterator
from functools import cached_property
from itertools import accumulate, count
from operator import add, methodcaller

from msgspec import Struct
from msgspec.structs import replace

_LINE_END = re.compile(r"\r\n|\n|\r")
_END = methodcaller("end")


class Span(Struct, frozen=True, order=True):
    """
    A half-open range of code points, start <= end.
    """

    start: int
    end: int

    def moved(self, by: int) -> "Span":
        """
        Return the same range of a text that begins *by* code points later.
        """
        return Span(self.start + by, self.end + by)

    def holds(self, offset: int) -> bool:
        return self.start <= offset < self.end

    def touches(self, other: "Span") -> bool:
        """
        Tell whether the two share a code point, or an empty one lies in or beside the other.
        """
        return self.start <= other.end and other.start <= self.end


class LineIndex:
    """
    Which line an offset lies on, and where lines begin.

    Lines are counted from zero and end at CRLF, LF or CR only. `str.splitlines`
    also breaks at form feeds, NEL and U+2028, which no editor and no Python
    parser does.

    Source: LSP 3.17, Position; Python Language Reference 2.1.2.
    """

    # What begins at line `_shifted` or below does so `_by` later than `_starts` says: an edit moves
    # all that is below it, and the next one is most often near.
    __slots__ = ("_by", "_shifted", "_starts", "length")

    def __init__(self, text: str) -> None:
        # The common case, several times as fast.
        is_plain = "\r" not in text
        lines = text.split("\n")[:-1] if is_plain else ()
        ends = map(add, accumulate(map(len, lines)), count(1)) if is_plain else map(_END, _LINE_END.finditer(text))
        self._set([0, *ends], len(text))

    def _set(self, starts: list[int], length: int, shifted: int = 0, by: int = 0) -> None:
        self._starts, self.length = starts, length
        self._shifted, self._by = shifted, by

    def spliced(self, lines: range, lengths: Iterable[int]) -> "LineIndex":
        """
        Return the index of the text in which *lines*, one at least, are replaced by lines of these *lengths*.

        A fraction of the time of a new one: what lies between this edit and the last one is all that is computed.
        """
        shifted, known = self._shifted, self._by
        before, behind = self._starts[: lines.start], self._starts[lines.stop :]
        if shifted < lines.start:
            before[shifted:] = [start + known for start in before[shifted:]]
        n_above = max(0, shifted - lines.stop)
        behind[:n_above] = [start - known for start in behind[:n_above]]
        fresh = [*accumulate(lengths, initial=self.start(lines.start))]
        by = fresh.pop() - (self.start(lines.stop) if behind else self.length)
        index = LineIndex("")
        index._set([*before, *fresh, *behind], self.length + by, len(before) + len(fresh), known + by)
        return index

    def __len__(self) -> int:
        return len(self._starts)

    def start(self, line: int) -> int:
        """
        Return where *line* begins.

        Raises:
            IndexError: there is no such line.
        """
        return self._starts[line] + (self._by if line >= self._shifted else 0)

    def line(self, offset: int) -> int:
        """
        Return the line that *offset* lies on; an offset past the end lies on the last.
        """
        starts, shifted = self._starts, self._shifted
        if shifted < len(starts) and offset >= starts[shifted] + self._by:
            return bisect_right(starts, offset - self._by, shifted) - 1
        return bisect_right(starts, offset, 0, shifted) - 1

    def span(self, line: int) -> Span:
        """
        Return all of *line*, its line end included.

        Raises:
            IndexError: there is no such line.
        """
        is_last = line + 1 >= len(self._starts)
        return Span(self.start(line), self.length if is_last else self.start(line + 1))

    def lines(self, span: Span) -> range:
        """
        Return the lines that *span* touches, at least one.
        """
        return range(self.line(span.start), self.line(max(span.start, span.end - 1)) + 1)


class Document(Struct, frozen=True, eq=False, dict=True, weakref=True):
    """
    What is checked: a text, where it lies, and its language. Each is equal to itself only.

    Args:
        path: from the root, with forward slashes, as globs and fingerprints
            see it; absolute if it lies outside the root, empty if nowhere.
        text: decoded, line ends as in the file, without a byte-order mark.
        language: LSP's language identifier, such as `python`.
        notices: why parts of the file are not in *text* (size, encoding); whoever
            read the file says so here, and the report repeats it.
        joints: where in *text* a notebook's further cells begin: nothing goes on beyond one.
    """

    path: str
    text: str
    language: str
    notices: tuple["Notice", ...] = ()
    joints: tuple[int, ...] = ()

    @cached_property
    def lines(self) -> LineIndex:
        return LineIndex(self.text)


class Notice(Struct, frozen=True):
    """
    Something that was not checked, and why.

    Args:
        kind: `too-large`, `not-utf-8`, `binary`, `unreadable`, `excluded` or `syntax`.
        message: one sentence for people, without text of the file.
        span: the part that it is about; None for the whole file.
    """

    kind: str
    message: str
    span: Span | None = None


def line_spans(text: str) -> Iterator[Span]:
    """
    Yield every line of *text* in order, its line end included; an empty text has none.
    """
    start = 0
    for match in _LINE_END.finditer(text):
        yield Span(start, match.end())
        start = match.end()
    if start < len(text):
        yield Span(start, len(text))


class Comment(Struct, frozen=True):
    """
    A comment or docstring of any language.

    Args:
        span: all of it, with its marks.
        text: what it says, without the marks of its language.
        body: where *text* begins.
        is_docstring: a string that stands as a statement.
    """

    span: Span
    text: str
    body: int
    is_docstring: bool = False

    def moved(self, by: int) -> "Comment":
        """
        Return the same comment in a text that begins *by* code points later.
        """
        return replace(self, span=self.span.moved(by), body=self.body + by)
