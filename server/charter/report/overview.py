"""
What people ask about a whole workspace, of one file: counted, with places, without its text.

Small enough to be kept for each file of a scan.
"""

from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date

from charter import policy
from charter.evidence import Evidence
from charter.model import Report
from charter.policy import Charter
from charter.policy.writing.impact import Tally, tally
from charter.report.exceptions import inline_rows
from charter.report.waiver_table import Row
from charter.text import Document

_UNNAMED = "an unnamed tool"


@dataclass(frozen=True, slots=True)
class Mention:
    """
    Evidence of an AI tool at a place.

    Args:
        tool: an id of the catalogue, or the name as written.
        objection: the rule that it breaks there; empty if it may be used.
        line: counted from zero.
    """

    tool: str
    title: str
    objection: str
    line: int


@dataclass(frozen=True, slots=True)
class FileOverview:
    """
    Args:
        tally: findings in force, by rule and level.
        rules: all that was found, what is not in force included.
        is_whole: all of it was checked.
        figures: how many functions have which cyclomatic complexity; None if nobody measured.
    """

    tally: Tally
    rules: frozenset[str] = frozenset()
    is_whole: bool = True
    waivers: tuple[Row, ...] = ()
    mentions: tuple[Mention, ...] = ()
    figures: Mapping[int, int] | None = None


def overview(
    document: Document, charter: Charter, report: Report, today: date, figures: Mapping[int, int] | None = None
) -> FileOverview:
    """
    Return what *report*, which is on *document*, comes to.
    """
    return FileOverview(
        tally(report.decisions),
        frozenset(decision.finding.rule for decision in report.decisions),
        not report.notices and not report.faults,
        tuple(inline_rows(document, charter, report)),
        tuple(_mentions(document, charter, report, today)),
        None if figures is None else Counter(figures),
    )


def _mentions(document: Document, charter: Charter, report: Report, today: date) -> Iterator[Mention]:
    found = dict.fromkeys(
        [
            *(each for segment in report.segments for each in segment.evidence),
            *(decision.finding.evidence for decision in report.decisions if decision.finding.evidence),
        ]
    )
    for evidence in found:
        name = evidence.tool or _UNNAMED
        tool = charter.catalogue.find(name)
        line = report.lines.line(evidence.span.start)
        yield Mention(
            tool.id if tool else name,
            tool.title if tool else name,
            _objection(charter, evidence, document.path, today),
            line,
        )


def _objection(charter: Charter, evidence: Evidence, path: str, today: date) -> str:
    finding = policy.judge(charter, evidence, path, today)
    return finding.rule if finding else ""
