from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from charter.evidence import Evidence, Provenance, Segment, Strength
from charter.provenance import merged
from charter.text import Span

HERE = Span(0, 1)
CLAIM = Evidence("trailer", "claude", None, HERE, share="mixed", source="commit 1a2b3c4d5e")
RECORD = Evidence("note", "cursor", "gpt-5", HERE, Strength.RECORD, source="git-ai note on commit 1a2b3c4d5e")
PERSON = Provenance("human")

spans = st.tuples(st.integers(0, 20), st.integers(0, 20)).map(lambda ends: Span(min(ends), max(ends)))
pieces = st.sampled_from([(CLAIM,), (RECORD,), ()])
parts = st.builds(
    lambda span, evidence, is_reviewed: Segment(
        span, Provenance(evidence[0].share, evidence[0].tool) if evidence else PERSON, evidence, is_reviewed
    ),
    spans,
    pieces,
    st.booleans(),
)


def told(segments):
    return [(each.span, each.provenance.kind, each.provenance.tool, len(each.evidence)) for each in segments]


@given(st.lists(parts, max_size=6))
def test_nothing_is_lost_and_nothing_overlaps(given_parts):
    """
    Each code point of a part is in one segment, with all the evidence there is for it, and no other is in any.
    """
    found = merged(given_parts)

    assert all(one.span.end <= other.span.start for one, other in pairwise(found))
    for offset in range(21):
        here = [each for each in given_parts if each.span.holds(offset)]
        segment = next((each for each in found if each.span.holds(offset)), None)
        assert bool(here) == (segment is not None)
        if segment:
            assert {said for each in here for said in each.evidence} == set(segment.evidence)
            assert all(each.is_reviewed for each in here) == segment.is_reviewed


@given(st.lists(parts, max_size=6))
def test_order_does_not_matter(given_parts):
    """
    The same parts in another order say the same of every place.
    """
    there, back = (merged(each) for each in (given_parts, given_parts[::-1]))

    assert [each.provenance.kind for each in there] == [each.provenance.kind for each in back]
    assert [each.span for each in there] == [each.span for each in back]


def test_a_record_weighs_more_than_a_claim():
    """
    What the tool itself noted decides; the claim is cited all the same.
    """
    found = merged([Segment(Span(0, 9), Provenance("mixed", "claude"), (CLAIM,)),
                    Segment(Span(2, 4), Provenance("ai", "cursor", "gpt-5"), (RECORD,))])  # fmt: skip

    assert [
        (Span(0, 2), "mixed", "claude", 1), (Span(2, 4), "ai", "cursor", 2), (Span(4, 9), "mixed", "claude", 1),
    ] == told(found)  # fmt: skip


def test_a_persons_word_and_a_mark_of_ai_make_it_mixed():
    """
    Nobody's word is thrown away.
    """
    found = merged([Segment(Span(0, 9), PERSON), Segment(Span(0, 9), Provenance("ai", "claude"), (CLAIM,))])

    assert [(Span(0, 9), "mixed", "claude", 1)] == told(found)
