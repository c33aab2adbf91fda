"""
What the charter says of one unit.
"""

from collections.abc import Sequence
from typing import TypeAlias

from msgspec import Struct

from charter.evidence import Evidence, Provenance, Segment
from charter.model import Decision, Fault, Finding
from charter.text import Comment, Notice, Span

# Which parts of a unit are whose, and reviewed.
Written: TypeAlias = tuple[tuple[Span, Provenance, bool], ...]


class Verdict(Struct):
    """
    What the charter says of a unit; spans are relative to it.

    Args:
        silencing: comments that may waive or suppress something.
        evidence: what its comments say of AI.
        written: under which knowledge of who wrote it it was judged.
        approved: uses of AI to which the charter has no objection.
    """

    decisions: tuple[Decision, ...] = ()
    silencing: tuple[Comment, ...] = ()
    notices: tuple[Notice, ...] = ()
    faults: tuple[Fault, ...] = ()
    evidence: tuple[Evidence, ...] = ()
    written: Written = ()
    approved: tuple[Finding, ...] = ()
    _start: int = 0
    _placed: tuple[Decision, ...] | None = None

    @property
    def has_only_decisions(self) -> bool:
        """
        Whether it says nothing that is gathered for the whole document, as most do not.
        """
        return not (self.approved or self.silencing or self.notices or self.faults)

    def decisions_at(self, start: int) -> tuple[Decision, ...]:
        """
        Return the decisions in the document; the same objects while the unit stays where it is.
        """
        if not self.decisions:
            return ()
        if self._placed is None or self._start != start:
            self._start, self._placed = start, tuple([decision.moved(start) for decision in self.decisions])
        return self._placed


# What most units are: nothing to say of them. All quiet verdicts are this object.
QUIET = Verdict()


def written(segments: Sequence[Segment]) -> Written:
    return tuple((each.span, each.provenance, each.is_reviewed) for each in segments)
