"""
The comments of any language but Python, and the quoted parts of any, by one linear scan.

Strings are stepped over, so that a mark inside one is no comment. What the scan
cannot know is said in `styles`.
"""

import re
import sys
from bisect import bisect_right
from collections.abc import Iterator
from functools import cache, cached_property

from charter.syntax.styles import DATA, PLAIN, STYLES, Style
from charter.text import Comment, Document, Span

# `///`, `//!`, `/**`, `;;;;`: marks that a language's tools give a meaning of their own.
_MORE_MARKS = re.compile(r"[#/!*;%-]*+[ \t]*+")


def scan(document: Document) -> Iterator[Comment]:
    """
    Yield the comments of *document* in order.
    """
    style = STYLES.get(document.language, STYLES[PLAIN])
    if not style.lines and not style.blocks:
        return
    for match in _pattern(style).finditer(document.text):
        kind = match.lastgroup or ""
        if kind == "line":
            yield _comment(match, match.end("mark"), match.end())
        elif kind.startswith("block"):
            number = kind.removeprefix("block")
            yield _comment(match, match.end(f"opening{number}"), match.start(f"closing{number}"))


class Quoted:
    """
    Where the comments and strings of a document are.

    A language that is not made of code, such as Markdown, has nothing but words.
    """

    def __init__(self, document: Document) -> None:
        self._style = STYLES.get(document.language, STYLES[PLAIN])
        self._has_code = bool(self._style.strings) and document.language not in DATA
        self._text = document.text

    @cached_property
    def _spans(self) -> list[tuple[int, int]]:
        # Most texts are never asked about.
        return [match.span() for match in _pattern(self._style).finditer(self._text)]

    def is_code(self, offset: int) -> bool:
        """
        Tell whether *offset* lies in code, outside comments and strings.
        """
        if not self._has_code:
            return False
        before = bisect_right(self._spans, (offset, sys.maxsize))
        return not (before and offset < self._spans[before - 1][1])


def _comment(match: re.Match[str], start: int, end: int) -> Comment:
    """
    Return the comment that is *match*, whose words lie somewhere from *start* to *end*.
    """
    text = match.string
    more = _MORE_MARKS.match(text, start, end)
    body = more.end() if more else start
    words = text[body:end].rstrip().rstrip("*").rstrip()
    return Comment(Span(*match.span()), words, body)


@cache
def _pattern(style: Style) -> re.Pattern[str]:
    """
    Return one expression for all of *style*; the last group of a match says what it is.
    """
    strings = [f"(?:{string})" for string in style.strings]
    blocks = [
        f"(?P<block{n}>(?P<opening{n}>{opening}).*?(?P<closing{n}>{closing}|\\Z))"
        for n, (opening, closing) in enumerate(style.blocks)
    ]
    lines = [f"(?P<line>(?P<mark>{'|'.join(style.lines)})[^\r\n]*+)"] if style.lines else []
    return re.compile("|".join((*strings, *blocks, *lines)), re.DOTALL | re.MULTILINE)
