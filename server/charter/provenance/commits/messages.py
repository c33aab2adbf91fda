"""
Commit messages: as they were committed, and as they are being written.
"""

from bisect import bisect_left
from collections.abc import Iterable, Iterator
from functools import lru_cache
from operator import attrgetter

from charter.commits import MARK, Message, Trailer
from charter.provenance.commits.trailers import SPACE, Row, comment_mark, cut, rows, trailers
from charter.text import Span

_START = attrgetter("start")


# Whoever looks at a commit asks several times.
@lru_cache(maxsize=4)
def read_message(text: str) -> Message:
    """
    Return what the committed message *text* consists of.
    """
    lines = rows(text)
    above = bisect_left(lines, cut(text), key=_START)
    return _message(text, lines, trailers(lines[:above]))


def read_draft(text: str) -> Message:
    """
    Return what will be committed of *text*, as an editor shows it: without git's comments and what is below scissors.
    """
    mark = comment_mark(text)
    lines = rows(text[: cut(text, mark)], mark)
    return _message(text, [row for row in lines if not row.is_comment], trailers(lines), mark)


def _message(text: str, lines: Iterable[Row], found: tuple[Trailer, ...], mark: str = MARK) -> Message:
    told = [*_told(lines)]
    others = tuple(_apart(told, found))
    is_titled = bool(others) and not (found and found[0].span.start < others[0].start)
    return Message(
        text,
        subject=others[0] if is_titled else Span(0, 0),
        trailers=found,
        lines=others,
        end=told[-1].end if told else 0,
        mark=mark,
    )


def _told(lines: Iterable[Row]) -> Iterator[Span]:
    """
    Yield where each line that is not blank stands, without the space behind it.
    """
    return (Span(row.start, row.start + len(row.text.rstrip(SPACE))) for row in lines if not row.is_blank)


def _apart(told: Iterable[Span], found: Iterable[Trailer]) -> Iterator[Span]:
    """
    Yield the lines that belong to none of the trailers *found*.
    """
    rest = iter(found)
    trailer = next(rest, None)
    for span in told:
        while trailer and trailer.span.end <= span.start:
            trailer = next(rest, None)
        if not trailer or span.end <= trailer.span.start:
            yield span
