"""
A file that is hard to maintain as a whole.

## What it flags

Radon's maintainability index of a Python file, from 0 (worst) to 100: from
Halstead volume, cyclomatic complexity, lines of code and the share of comment
lines, multi-line strings counted as comments. It breaches when it is less than
`min`.

## Why it matters

The index falls when a file grows, branches and repeats itself. As a trend over
months it shows where a code base is getting harder to change.

## Example

A module of two thousand lines that reads, checks, converts and writes.

## Instead

Split the file along its ideas; let each part have one reason to change.

## Known gaps

Length dominates: most files over a thousand lines fall below 20, good ones too.
So it is only observed unless a charter says otherwise. A file that does not
parse has no figure.

## Source

radon (MIT), `mi_visit`; Coleman et al., Using Metrics to Evaluate Software
System Maintainability, 1994.
"""

import ast
from collections.abc import Iterator

from charter.model import Finding, Level, Limit, Rule
from charter.rules.complexity.raw import raw
from charter.rules.complexity.tree_counts import counts
from charter.syntax.python import tree_of
from charter.syntax.python.units import UNREADABLE
from charter.text import Document, Span

RULE = Rule(
    id="complexity.maintainability",
    summary="file with a low maintainability index (radon)",
    page=__doc__ or "",
    default=Level.OBSERVE,
    limit=Limit("min", 20),
)


def look(document: Document) -> Iterator[Finding]:
    """
    Yield the index of the file; nothing for an empty file or one that does not parse.
    """
    if not document.text.strip():
        return
    try:
        figure = round(index(document.text, tree_of(document)), 1)
    except UNREADABLE:
        return
    span = _first_line(document)
    yield Finding(
        rule=RULE.id,
        span=span,
        advice="Split this file along its ideas.",
        reason=f"Its maintainability index (radon, comments counted) is {figure:g} of 100.",
        extent=span,
        symbol="<module>",
        figure=figure,
    )


def index(text: str, tree: ast.Module) -> float:
    """
    Return the maintainability index of *text*, as `radon.metrics.mi_visit` does.

    Raises:
        SyntaxError: it cannot be split into tokens.
    """
    # Here, as in `cyclomatic`.
    from radon.metrics import mi_compute

    lines, figure = raw(text), 100.0
    comments = (lines.comments + lines.multi) / lines.sloc * 100 if lines.sloc else 0
    for of_tree in counts(tree):
        figure = float(mi_compute(of_tree.volume, of_tree.complexity, lines.lloc, comments))
        # The more is counted the lower it is, and lower than that it cannot be.
        if not figure:
            break
    return figure


def _first_line(document: Document) -> Span:
    line = document.lines.span(0)
    return Span(0, len(document.text[: line.end].rstrip("\r\n")))
