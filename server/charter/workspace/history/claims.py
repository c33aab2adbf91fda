"""
Who wrote a line, of all that speaks for it.

What a tool recorded of the line itself counts most, then what its commit says, then
what a declaration says for the whole file.
"""

from collections.abc import Iterable, Sequence
from typing import Literal

from msgspec import Struct
from msgspec.structs import replace

from charter.commits import Commit
from charter.evidence import Evidence, Provenance, Segment, Strength
from charter.provenance.declarations import Declaration
from charter.provenance.records import Attribution
from charter.text import Span

_NOWHERE = Span(0, 0)


class Claim(Struct, frozen=True):
    """
    Who wrote some lines, and what shows it.
    """

    provenance: Provenance
    evidence: tuple[Evidence, ...] = ()
    is_reviewed: bool = False

    def on(self, span: Span) -> Segment:
        """
        Return the claim for the text at *span*.
        """
        evidence = tuple(replace(each, span=span) for each in self.evidence)
        return Segment(span, self.provenance, evidence, self.is_reviewed)


class Record(Struct, frozen=True):
    """
    What a tool recorded of some lines.

    Args:
        kind: `note` or `trace`.
        source: how it is cited.
    """

    kind: Literal["note", "trace"]
    source: str
    said: Attribution


def of_records(records: Sequence[Record], commit: Commit, *, is_reviewed: bool) -> Claim:
    """
    Return what *records*, at least one, say together of the same lines.
    """
    first = records[0].said.kind
    kind = first if all(record.said.kind == first for record in records) else "mixed"
    evidence = tuple(dict.fromkeys(_recorded(record, commit) for record in records if record.said.kind != "human"))
    return Claim(_provenance(kind, evidence), evidence, is_reviewed)


def of_commit(evidence: Iterable[Evidence], *, is_reviewed: bool) -> Claim | None:
    """
    Return what a commit's *evidence* says of its lines; a hint says nothing of them.
    """
    told = sorted((each for each in evidence if each.strength > Strength.HINT), key=lambda each: -each.strength)
    if not told:
        return None
    kind = "ai" if any(each.share == "ai" for each in told) else "mixed"
    return Claim(_provenance(kind, told), tuple(told), is_reviewed)


def of_declaration(declaration: Declaration) -> Claim | None:
    """
    Return what a declaration says of a whole file; None if it says nothing.
    """
    if declaration.kind is None:
        return None
    return Claim(
        replace(_provenance(declaration.kind, declaration.evidence), kind=declaration.kind), declaration.evidence
    )


def _recorded(record: Record, commit: Commit) -> Evidence:
    said = record.said
    share = "mixed" if said.kind == "mixed" else "ai"
    day = said.day or commit.day
    return Evidence(record.kind, said.tool, said.model, _NOWHERE, Strength.RECORD, share, record.source, day)


def _provenance(kind: Literal["ai", "human", "mixed"], evidence: Sequence[Evidence]) -> Provenance:
    """
    Return *kind* with the tool and the model, where there is one of each; what several tools wrote is mixed.
    """
    tools = {each.tool for each in evidence if each.tool}
    models = {each.model for each in evidence if each.model}
    is_several = len(tools) > 1
    return Provenance("mixed" if is_several else kind, *_only(tools), *_only(models if not is_several else set()))


def _only(names: set[str]) -> tuple[str | None]:
    return (next(iter(names)) if len(names) == 1 else None,)
