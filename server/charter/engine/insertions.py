"""
Large pieces that came in at once: a paste, a completion, an agent's edit.

Where they come from is not guessed: the hint asks, names no tool, and goes when
somebody has said it, or with the buffer.
"""

from collections.abc import Iterator, Sequence

from charter.evidence import Authorship, Segment
from charter.model import Edit, Finding
from charter.text import Document, Span

_RULE = "provenance.undeclared-insertion"


def grown(before: str, edit: Edit) -> int:
    """
    Return by how many lines that say something *edit* lets the text *before* grow.

    A formatter that writes everything anew lets it grow by little.
    """
    return _n_lines(edit.text) - _n_lines(before[edit.span.start : edit.span.end])


def undeclared(document: Document, authorship: Authorship, segments: Sequence[Segment]) -> Iterator[Finding]:
    """
    Yield a finding for each insertion of which nobody has said who wrote it.
    """
    for span in authorship.insertions:
        if not any(each.span.start < span.end and span.start < each.span.end for each in segments):
            yield _finding(document, span)


def _finding(document: Document, span: Span) -> Finding:
    n_lines = _n_lines(document.text[span.start : span.end])
    line = document.lines.span(document.lines.line(span.start))
    return Finding(
        _RULE,
        Span(span.start, max(span.start, min(span.end, line.end))),
        "Declare where this came from, in a comment above it or in the commit.",
        f"{n_lines} lines came in at once; whether a person wrote them is not known.",
        extent=span,
        figure=n_lines,
    )


def _n_lines(text: str) -> int:
    return sum(1 for line in text.split("\n") if line.strip())
