"""
Spans and lines.
"""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from charter.text import LineIndex, Span, line_spans

TEXTS = st.text(alphabet="ab\r\n\f\x85\u2028\u00e9\U00013000", max_size=30)


@given(TEXTS)
def test_lines_end_at_crlf_lf_and_cr_only(text):
    """
    Lines are those of a reader that knows three line ends; form feeds, NEL and U+2028 are characters like others.
    """
    index = LineIndex(text)
    lines = text.replace("\r\n", "\n").replace("\r", "\n").split("\n")
    spans = [index.span(line) for line in range(len(index))]

    assert lines == [text[span.start : span.end].rstrip("\r\n") for span in spans]
    assert text == "".join(text[span.start : span.end] for span in spans)
    assert [span for span in spans if span.start < span.end] == list(line_spans(text))


@given(TEXTS, st.integers(0, 30))
def test_offset_lies_on_its_line(text, offset):
    """
    Every offset of the text lies within the span of the line that is found for it.
    """
    index = LineIndex(text)
    offset = min(offset, len(text))
    span = index.span(index.line(offset))

    assert span.start <= offset
    assert offset < span.end or offset == len(text)


@given(st.lists(st.integers(1, 9), min_size=1), st.lists(st.tuples(st.data(), st.lists(st.integers(1, 9), min_size=1))))
def test_spliced_index(lengths, splices):
    """
    However often lines are replaced, and wherever, the index is that of the text that there is then.
    """
    index = LineIndex(text_of(lengths))
    for data, fresh in splices:
        start = data.draw(st.integers(0, len(lengths) - 1))
        stop = data.draw(st.integers(start + 1, len(lengths)))
        lengths[start:stop] = fresh
        index = index.spliced(range(start, stop), fresh)

        assert places(LineIndex(text_of(lengths))) == places(index)


def text_of(lengths):
    """
    Return a text with lines that long; the last has no end, and each other one does.
    """
    return "".join("x" * (length - 1) + "\n" for length in lengths[:-1]) + "x" * lengths[-1]


def places(index):
    """
    Return where each line lies.
    """
    return [index.span(line) for line in range(len(index))]


@pytest.mark.parametrize(
    ("one", "other", "expected"),
    [
        (Span(0, 2), Span(2, 4), True),
        (Span(0, 2), Span(3, 4), False),
        (Span(1, 1), Span(0, 5), True),
        (Span(5, 5), Span(0, 5), True),
        (Span(6, 6), Span(0, 5), False),
    ],
)
def test_touching(one, other, expected):
    """
    Spans touch where they share a code point or a border, so that a cursor at the end of a word is on it.
    """
    assert [expected, expected] == [one.touches(other), other.touches(one)]
