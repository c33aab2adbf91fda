import json
from dataclasses import dataclass

import pytest
from hypothesis import given
from hypothesis import strategies as st

from charter.engine.observed import Observed
from charter.evidence import Evidence, Strength
from charter.model import Edit, Fault, Finding, Fix, Rank
from charter.text import Comment, Notice, Span
from charter.workspace.codec import Codec

CODEC = Codec(Observed)

# What no text holds is in no record: half a surrogate pair.
texts = st.text(max_size=20)
numbers = st.integers(0, 10**9)
spans = st.builds(Span, numbers, numbers)
evidence = st.builds(
    Evidence,
    texts,
    st.none() | texts,
    st.none() | texts,
    spans,
    st.sampled_from(Strength),
    texts,
    texts,
    st.none() | st.dates(),
)
findings = st.builds(
    Finding,
    texts,
    spans,
    texts,
    texts,
    spans,
    st.sampled_from(Rank),
    st.sampled_from(Rank),
    texts,
    st.none() | numbers,
    st.none() | numbers | st.floats(allow_nan=False),
    st.none() | evidence,
    texts,
    st.lists(st.builds(Fix, texts, st.lists(st.builds(Edit, spans, texts), max_size=2).map(tuple)), max_size=2).map(
        tuple
    ),
    st.booleans(),
)
observed = st.builds(
    Observed,
    st.lists(findings, max_size=3).map(tuple),
    st.lists(evidence, max_size=3).map(tuple),
    st.lists(spans, max_size=3).map(tuple),
    st.lists(st.builds(Comment, spans, texts, numbers, st.booleans()), max_size=3).map(tuple),
    st.lists(st.builds(Notice, texts, texts, st.none() | spans), max_size=3).map(tuple),
    st.lists(st.builds(Fault, texts, texts, st.none() | spans), max_size=3).map(tuple),
)


@given(observed)
def test_what_is_written_is_read(record):
    """
    Every record comes back as it was, whole numbers as whole numbers.
    """
    again = CODEC.loaded(CODEC.dumped(record))

    assert record == again
    assert repr(record) == repr(again)


@given(st.recursive(st.none() | st.booleans() | numbers | texts, lambda each: st.lists(each, max_size=4)))
def test_what_is_no_record_is_refused(value):
    """
    Any other JSON is either a record all through or an error, never half of one.
    """
    try:
        record = CODEC.loaded(json.dumps(value))
    except ValueError:
        return
    assert record == CODEC.loaded(CODEC.dumped(record))


@pytest.mark.parametrize(
    "text", ["", "[", "{}", "null", "[[[1]]]", "[[],[],[],[],[],[],[]]", '[[["r",[0,1],"a"]]]', "[" * 99_999]
)
def test_bad_texts_are_refused(text):
    """
    What is cut off, too long, too deep or of the wrong types is a ValueError.
    """
    with pytest.raises(ValueError, match=r"."):
        CODEC.loaded(text)


def test_format_follows_the_fields():
    """
    A field that is added, renamed or of another type gives another format, here and in what is held.
    """

    @dataclass(frozen=True)
    class One:
        spans: tuple[Span, ...]

    @dataclass(frozen=True)
    class Other:
        spans: tuple[Span | None, ...]

    assert Codec(One).format != Codec(Other).format
    assert "start:int" not in CODEC.format == Codec(Observed).format
