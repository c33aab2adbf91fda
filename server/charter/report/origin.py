"""
Who wrote a part of a text, for people: what says so, and what the charter says of the tool.

Nobody is accused: evidence is cited, and what nobody has said is unknown.
"""

from collections.abc import Iterator

from charter.evidence import Evidence, Segment
from charter.policy import Charter
from charter.report.approvals import approvals
from charter.report.untrusted import markdown, plain

_N_CITED = 4


def headline(segment: Segment, charter: Charter, n_lines: int) -> str:
    """
    Return one line of plain text on who wrote the *n_lines* of *segment*, and what says so.
    """
    lines = f"{n_lines:,} lines" if n_lines > 1 else "this line"
    cited = segment.evidence[0] if segment.evidence else None
    said = f", as {_source(cited)} says" if cited else ""
    return f"{_who(segment, charter)} {_deed(segment)} {lines}{said}"


def origin(segment: Segment, charter: Charter) -> str:
    """
    Return all there is to say about who wrote *segment*, as Markdown.
    """
    model = segment.provenance.model
    title = f"**{markdown(_who(segment, charter))}** {_deed(segment)} this"
    return "\n\n".join(
        [
            f"{title} ({markdown(model)})." if model else f"{title}.",
            "\n".join(f"- {markdown(fact)}" for fact in _facts(segment, charter)),
        ]
    )


def _who(segment: Segment, charter: Charter) -> str:
    name = segment.provenance.tool
    if segment.provenance.kind == "human":
        return "A person"
    tool = charter.catalogue.find(name) if name else None
    return tool.title if tool else plain(name or "AI")


def _deed(segment: Segment) -> str:
    return "had a hand in" if segment.provenance.kind == "mixed" else "wrote"


def _facts(segment: Segment, charter: Charter) -> Iterator[str]:
    for each in segment.evidence[:_N_CITED]:
        day = f", {each.day.isoformat()}" if each.day else ""
        yield f"Said by {_source(each)}{day}"
    if n_more := len(segment.evidence[_N_CITED:]):
        yield f"and by {n_more:,} more"
    if segment.is_reviewed:
        yield "Reviewed by a person other than the author"
    name = segment.provenance.tool
    tool = charter.catalogue.find(name) if name else None
    if tool:
        yield f"{tool.title}: {tool.kind}, by {tool.vendor}" if tool.vendor else f"{tool.title}: {tool.kind}"
        yield from approvals(charter, tool)


def _source(evidence: Evidence) -> str:
    return plain(evidence.source or "a comment")
