"""
Who wrote which part of a document: what stands in it, joined with what is known from outside.
"""

from collections.abc import Iterable, Iterator, Sequence
from itertools import islice

from msgspec.structs import replace

from charter import policy
from charter.engine.track import Track
from charter.evidence import UNKNOWN, Authorship, Evidence, Segment
from charter.model import Finding
from charter.policy import Charter
from charter.policy.waivers import inline
from charter.provenance import extent, merged, segment
from charter.text import Comment, Document, Span

# Comments that may stand at the top of a file: what comes before its first statement, and its docstring's.
_N_TOP = 2
_WEIGHT = {"unknown": 0, "human": 1, "mixed": 2, "ai": 3}


def matter(charter: Charter, text: str) -> bool:
    """
    Tell whether it makes a difference to *charter* who wrote *text*: it is stricter with AI, or a waiver has an author.
    """
    return inline.WORD in text or policy.heeds_authors(charter)


def segments(
    document: Document, track: Track, said: Iterable[tuple[int, Sequence[Evidence]]], authorship: Authorship
) -> tuple[Segment, ...]:
    """
    Return the parts of *document* of which it is known who wrote them, in order.

    Args:
        said: for each cell that holds evidence its index and the evidence, relative to the cell.
    """
    marked = [
        replace(each, is_reviewed=_is_reviewed(each, authorship))
        for idx, evidence in said
        for each in _marked(document, track, idx, evidence)
    ]
    return merged((*authorship.segments, *marked)) if marked else authorship.segments


def pieces(segments: Sequence[Segment], track: Track) -> Iterator[tuple[Segment, ...]]:
    """
    Yield for each cell of *track* what of *segments*, which are in order, lies in it; spans are the cell's.
    """
    first = 0
    for start, cell in track:
        end = start + len(cell.unit.text)
        while first < len(segments) and segments[first].span.end <= start:
            first += 1
        here: list[Segment] = []
        for each in islice(segments, first, None):
            if each.span.start >= end:
                break
            span = Span(max(each.span.start, start) - start, min(each.span.end, end) - start)
            here.append(Segment(span, each.provenance, each.evidence, each.is_reviewed))
        yield tuple(here)


def author(segments: Sequence[Segment], finding: Finding) -> Segment:
    """
    Return by whom the code of *finding* is: AI's if a part of it is; a person's only if all of it is declared so.
    """
    extent = finding.extent
    end = max(extent.end, extent.start + 1)
    here = [each for each in segments if each.span.start < end and each.span.end > extent.start]
    found = max(here, key=lambda each: _WEIGHT[each.provenance.kind], default=_NOBODY)
    if found.provenance.kind == "human" and not _covers(here, extent):
        return _NOBODY
    return found


def _marked(document: Document, track: Track, idx: int, evidence: Sequence[Evidence]) -> Iterator[Segment]:
    cell, start = track.cells[idx], track.cut.starts[idx]
    comments = [*_comments(track, range(idx if idx >= _N_TOP else 0, idx + 1))]
    extents = cell.examined.extents if cell.examined else None
    for position, each in enumerate(evidence):
        placed = each.moved(start)
        span = extents[position].moved(start) if extents else extent(document, comments, placed)
        yield segment(placed, span)


def _is_reviewed(marked: Segment, authorship: Authorship) -> bool:
    hand = authorship.hand_at(marked.evidence[0].span.start)
    return hand is not None and hand.is_reviewed


def _comments(track: Track, cells: range) -> Iterator[Comment]:
    for idx in cells:
        yield from (comment.moved(track.cut.starts[idx]) for comment in track.cells[idx].remarks)


def _covers(segments: Sequence[Segment], span: Span) -> bool:
    at = span.start
    for each in segments:
        if each.span.start > at:
            return False
        at = max(at, each.span.end)
    return at >= span.end


_NOBODY = Segment(Span(0, 0), UNKNOWN)
