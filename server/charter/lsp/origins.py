"""
What editors show of who wrote what: a hover on the words that say it, and lenses for those who want them.
"""

from collections.abc import Iterator

from lsprotocol import types

from charter.lsp.session import Result
from charter.report import origin
from charter.text import Span


def hover(result: Result, offset: int) -> tuple[str, Span] | None:
    """
    Return what there is to say of the mark of AI at *offset*, and where it stands; None if there is none.
    """
    for segment in result.report.segments:
        for each in segment.evidence:
            if not each.source and each.span.holds(offset):
                return origin.origin(segment, result.charter), each.span
    return None


def lenses(result: Result) -> Iterator[types.CodeLens]:
    """
    Yield a lens above each part of which it is known who wrote it.
    """
    lines = result.report.lines
    for segment in result.report.segments:
        n_lines = len(lines.lines(segment.span))
        first = result.buffer.places.to_range(Span(segment.span.start, segment.span.start))
        # A title alone: there is nothing to run.
        yield types.CodeLens(first, types.Command(origin.headline(segment, result.charter, n_lines), command=""))
