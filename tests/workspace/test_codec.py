from typing import get_args

import pytest
from hypothesis import given
from hypothesis import strategies as st
from msgspec import msgpack

from charter.engine.observed import Observed
from charter.evidence import Evidence, Kind, Strength
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
    st.sampled_from(get_args(Kind)),
    st.none() | texts,
    st.none() | texts,
    spans,
    st.sampled_from(Strength),
    st.sampled_from(["ai", "mixed"]),
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
    Anything else is an error, never half a record.
    """
    with pytest.raises(ValueError, match=r"."):
        CODEC.loaded(msgpack.encode(value))


@given(observed, st.data())
def test_cut_off_records_are_refused(record, data):
    """
    What ends too early is a ValueError, wherever it ends.
    """
    whole = CODEC.dumped(record)

    with pytest.raises(ValueError, match=r"."):
        CODEC.loaded(whole[: data.draw(st.integers(0, len(whole) - 1))])


@pytest.mark.parametrize(
    "data",
    [
        b"\x91" * 99_999,
        b"\xff",
        msgpack.encode({"notices": [{"kind": "syntax"}]}),
        msgpack.encode({"extents": [{"start": "1", "end": 2}]}),
        msgpack.encode({"findings": 1}),
    ],
    ids=["too deep", "no such byte", "incomplete", "of another type", "no list"],
)
def test_bad_records_are_refused(data):
    """
    What is too deep, incomplete or of the wrong types is a ValueError.
    """
    with pytest.raises(ValueError, match=r"."):
        CODEC.loaded(data)


def test_half_a_surrogate_pair_is_in_no_record():
    """
    What cannot be written as UTF-8 is a ValueError when it is written.
    """
    with pytest.raises(ValueError, match="surrogates"):
        CODEC.dumped(Observed(notices=(Notice("syntax", "\ud800"),)))
