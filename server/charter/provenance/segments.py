"""
Who wrote which part of a text, from all that is known of it.

Where several pieces of evidence speak of the same part, all are kept and the
strongest decides. A part that a person is declared to have written and that also
bears a mark of AI is mixed: nobody's word is thrown away.
"""

from collections.abc import Iterable, Iterator, Sequence
from itertools import pairwise

from charter.evidence import Evidence, Provenance, Segment
from charter.text import Span


def segment(evidence: Evidence, span: Span) -> Segment:
    """
    Return *span* as the part that *evidence* speaks of.
    """
    return Segment(span, Provenance(evidence.share, evidence.tool, evidence.model), (evidence,))


def merged(segments: Iterable[Segment]) -> tuple[Segment, ...]:
    """
    Return *segments*, which may overlap, as parts that do not; in order, none empty, equal neighbours as one.
    """
    given = [each for each in segments if each.span.start < each.span.end]
    if len(given) < 2:  # noqa: PLR2004 - nothing to merge
        return tuple(given)
    return tuple(_joined(_pieces(sorted(given, key=lambda each: each.span))))


def _pieces(segments: Sequence[Segment]) -> Iterator[Segment]:
    """
    Yield the parts between all borders of *segments*, which are in order of their starts.
    """
    borders = sorted({border for each in segments for border in (each.span.start, each.span.end)})
    here: list[Segment] = []
    n_begun = 0
    for start, end in pairwise(borders):
        while n_begun < len(segments) and segments[n_begun].span.start <= start:
            here.append(segments[n_begun])
            n_begun += 1
        here = [each for each in here if each.span.end > start]
        if here:
            yield _together(Span(start, end), here)


def _together(span: Span, segments: Sequence[Segment]) -> Segment:
    if len(segments) == 1:
        only = segments[0]
        return Segment(span, only.provenance, only.evidence, only.is_reviewed)
    said = dict.fromkeys(evidence for each in segments for evidence in each.evidence)
    evidence = tuple(sorted(said, key=lambda each: -each.strength))
    return Segment(span, _decisive(segments, evidence), evidence, all(each.is_reviewed for each in segments))


def _decisive(segments: Sequence[Segment], evidence: Sequence[Evidence]) -> Provenance:
    strongest = max(segments, key=lambda each: each.strength)
    weight = [each for each in segments if each.strength == strongest.strength]
    kinds = {each.provenance.kind for each in weight}
    named = next((each for each in evidence if each.tool), None)
    if kinds == {"human"}:
        return strongest.provenance
    kind = "ai" if kinds == {"ai"} else "mixed"
    return Provenance(kind, named and named.tool, named and named.model)


def _joined(segments: Iterable[Segment]) -> Iterator[Segment]:
    last: Segment | None = None
    for each in segments:
        if last and last.span.end == each.span.start and _says_the_same(last, each):
            last = Segment(Span(last.span.start, each.span.end), last.provenance, last.evidence, last.is_reviewed)
            continue
        if last:
            yield last
        last = each
    if last:
        yield last


def _says_the_same(one: Segment, other: Segment) -> bool:
    return (one.provenance, one.evidence, one.is_reviewed) == (other.provenance, other.evidence, other.is_reviewed)
