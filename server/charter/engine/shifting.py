"""
What is known of a text's authors, led on through edits.

Git knows lines: one that was touched is in nobody's hand until it is committed,
and the others keep theirs. So what is led on is what a new look would find.
"""

from collections.abc import Iterator

from msgspec.structs import replace

from charter.engine.difference import difference, moved_span
from charter.evidence import Authorship, Hand, Segment
from charter.text import Span


def shifted(authorship: Authorship, before: str, after: str) -> Authorship:
    """
    Return the *authorship* of the text *before* as that of *after*.
    """
    if before == after or not (authorship.segments or authorship.hands or authorship.insertions):
        return authorship
    edit = difference(before, after)
    lo, hi = edit.span.start, edit.span.end
    touched = _lines(before, lo, hi, is_line=edit.text.endswith(("\n", "\r")) or not edit.text)
    by = len(edit.text) - (hi - lo)
    return Authorship(
        tuple(_segments(authorship.segments, touched, by)),
        tuple(_hands(authorship.hands, touched, by)),
        authorship.notices,
        tuple(span for each in authorship.insertions if (span := moved_span(each, edit)).start < span.end),
    )


def _lines(text: str, lo: int, hi: int, *, is_line: bool) -> Span:
    """
    Return the lines of *text* that a change from *lo* to *hi* touches.

    Args:
        is_line: what takes their place ends a line, or is nothing.
    """
    start = max(text.rfind("\n", 0, lo), text.rfind("\r", 0, lo)) + 1
    is_between = is_line and start == lo and (hi == 0 or text[hi - 1] in "\r\n")
    return Span(start, hi if is_between else _line_end(text, hi))


def _line_end(text: str, offset: int) -> int:
    end = text.find("\n", offset)
    return len(text) if end < 0 else end + 1


def _segments(segments: tuple[Segment, ...], touched: Span, by: int) -> Iterator[Segment]:
    for segment in segments:
        for span in _rest(segment.span, touched, by):
            yield segment if span == segment.span else replace(segment, span=span)


def _hands(hands: tuple[Hand, ...], touched: Span, by: int) -> Iterator[Hand]:
    for hand in hands:
        for span in _rest(hand.span, touched, by):
            yield hand if span == hand.span else replace(hand, span=span)


def _rest(span: Span, touched: Span, by: int) -> Iterator[Span]:
    """
    Yield what is left of *span*, where it is afterwards.
    """
    if span.start < (end := min(span.end, touched.start)):
        yield Span(span.start, end)
    if (start := max(span.start, touched.end)) < span.end:
        yield Span(start + by, span.end + by)
