"""
What is seen in a whole document, small enough to be kept on disk, and its judgement.

The first half of `check` takes the time and asks no charter but for what it
knows and wants to know; the second asks nothing but the charter.
"""

from datetime import date
from typing import TypeVar

from msgspec import Struct
from msgspec.structs import replace

from charter.engine.bench import Bench
from charter.engine.examine import Examined, examine_whole
from charter.engine.slow import Slow, look_slowly
from charter.engine.terms import Terms
from charter.engine.track import Cell, Track
from charter.evidence import UNSEEN, Authorship, Evidence
from charter.interest import Interest
from charter.model import Fault, Finding, Report
from charter.policy import Charter, may_silence
from charter.provenance import evidence, extent
from charter.syntax.python.units import Cut, Unit
from charter.text import Comment, Document, Notice, Span

# A waiver of a whole file counts only above all else, so that there every comment counts.
_WAIVER = "waive"

Gap = TypeVar("Gap", Notice, Fault)


class Observed(Struct, frozen=True):
    """
    All that is known of a document; spans are those of the document.

    Args:
        findings: of all checkers, the slow ones included.
        evidence: what its comments say of AI.
        extents: what each piece of evidence speaks of.
        remarks: the comments that may silence something.
    """

    findings: tuple[Finding, ...] = ()
    evidence: tuple[Evidence, ...] = ()
    extents: tuple[Span, ...] = ()
    remarks: tuple[Comment, ...] = ()
    notices: tuple[Notice, ...] = ()
    faults: tuple[Fault, ...] = ()


def observe(document: Document, terms: Terms) -> Observed:
    """
    Return what there is to see in *document*.

    Args:
        terms: of the charter that will judge.
    """
    # The cells of a notebook are cut one by one.
    is_one = document.language == "python" and not document.joints
    seen = (examine_whole(document, terms.interest) if is_one else None) or _by_units(document, terms.interest)
    slow, said = look_slowly(document, terms.interest), evidence(document, seen.remarks, terms.catalogue)
    return Observed(
        (*slow.findings, *seen.of_text, *seen.of_tree),
        said,
        tuple(extent(document, seen.remarks, each) for each in said),
        seen.remarks if _WAIVER in document.text else tuple(filter(may_silence, seen.remarks)),
        seen.notices,
        (*slow.faults, *seen.faults),
    )


def judge(
    document: Document, observed: Observed, charter: Charter, today: date, authorship: Authorship = UNSEEN
) -> Report:
    """
    Return the report on a document that *charter* neither excludes nor finds too large.
    """
    examined = Examined(
        observed.findings,
        remarks=observed.remarks,
        evidence=observed.evidence,
        extents=observed.extents,
        notices=observed.notices,
        faults=observed.faults,
    )
    whole = Unit(document.text)
    track = Track(document, Cut.of([whole]), [Cell(whole, examined)])
    return Bench(document, charter, today, authorship).report(track, Slow())


def _by_units(document: Document, interest: Interest) -> Examined:
    track = Track.of(document, interest)
    track.examine()
    seen = [(start, cell.examined) for start, cell in track if cell.examined]
    return Examined(
        tuple(finding.moved(start) for start, cell in track for finding in cell.findings),
        remarks=tuple(remark.moved(start) for start, examined in seen for remark in examined.remarks),
        notices=tuple(_moved(notice, start) for start, examined in seen for notice in examined.notices),
        faults=tuple(_moved(fault, start) for start, examined in seen for fault in examined.faults),
    )


def _moved(gap: Gap, by: int) -> Gap:
    return replace(gap, span=gap.span and gap.span.moved(by))
