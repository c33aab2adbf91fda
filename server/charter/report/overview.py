"""
What people ask about a whole workspace, of one file: counted, with places, without its text.

Small enough to be kept for each file of a scan.
"""

from collections import Counter
from collections.abc import Iterator, Mapping

from msgspec import Struct

from charter.model import Report
from charter.policy import Charter
from charter.policy.writing.impact import Tally, tally
from charter.report.exceptions import inline_rows
from charter.report.inventory import Sighting
from charter.report.waiver_table import Row
from charter.text import Document


class FileOverview(Struct, frozen=True):
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
    sightings: tuple[Sighting, ...] = ()
    figures: Mapping[int, int] | None = None


def overview(
    document: Document, charter: Charter, report: Report, figures: Mapping[int, int] | None = None
) -> FileOverview:
    """
    Return what *report*, which is on *document*, comes to.
    """
    return FileOverview(
        tally(report.decisions),
        frozenset(decision.finding.rule for decision in report.decisions),
        not report.notices and not report.faults,
        tuple(inline_rows(document, charter, report)),
        tuple(_sightings(report)),
        None if figures is None else Counter(figures),
    )


def _sightings(report: Report) -> Iterator[Sighting]:
    found = dict.fromkeys(
        [
            *(each for segment in report.segments for each in segment.evidence),
            *(decision.finding.evidence for decision in report.decisions if decision.finding.evidence),
        ]
    )
    for evidence in found:
        yield Sighting(report.path, report.lines.line(evidence.span.start) + 1, evidence)
