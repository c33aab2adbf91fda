"""
What is seen in a whole document, small enough to be kept on disk, and its judgement.

`judge(document, observe(document, catalogue), charter, today)` is `check` in two
halves: the first takes the time and asks no charter but for the tools it knows
of, the second asks nothing but the charter.
"""

from dataclasses import dataclass, replace
from datetime import date
from typing import TypeVar

from charter.catalogue import Catalogue
from charter.engine.bench import Bench
from charter.engine.examine import Examined
from charter.engine.slow import Slow, look_slowly
from charter.engine.track import Cell, Track
from charter.model import Comment, Fault, Finding, Report
from charter.policy import Charter, may_silence
from charter.provenance import evidence
from charter.syntax.python.units import Cut, Unit
from charter.text import Document, Notice

# A waiver of a whole file counts only above all else, so that there every comment counts.
_WAIVER = "waive"

Gap = TypeVar("Gap", Notice, Fault)


@dataclass(frozen=True, slots=True)
class Observed:
    """
    All that is known of a document; spans are those of the document.

    Args:
        findings: of all checkers, the slow ones included.
        remarks: the comments that a charter may want to know of.
    """

    findings: tuple[Finding, ...] = ()
    remarks: tuple[Comment, ...] = ()
    notices: tuple[Notice, ...] = ()
    faults: tuple[Fault, ...] = ()


def observe(document: Document, catalogue: Catalogue) -> Observed:
    """
    Return what there is to see in *document*.

    Args:
        catalogue: of the charter that will judge; comments that name none of its
            tools, and silence nothing, are left out.
    """
    track = Track.of(document)
    track.examine()
    slow = look_slowly(document)
    seen = [(start, cell.examined) for start, cell in track if cell.examined]
    remarks = tuple(remark.moved(start) for start, examined in seen for remark in examined.remarks)
    return Observed(
        (*slow.findings, *(finding.moved(start) for start, cell in track for finding in cell.findings)),
        _telling(document, remarks, catalogue),
        tuple(_moved(notice, start) for start, examined in seen for notice in examined.notices),
        (*slow.faults, *(_moved(fault, start) for start, examined in seen for fault in examined.faults)),
    )


def judge(document: Document, observed: Observed, charter: Charter, today: date) -> Report:
    """
    Return the report that `check` gives, for a document that *charter* neither excludes nor finds too large.
    """
    examined = Examined(observed.findings, (), observed.remarks, observed.notices, observed.faults)
    whole = Unit(document.text)
    return Bench(document, charter, today).report(Track(document, Cut.of([whole]), [Cell(whole, examined)]), Slow())


def _telling(document: Document, remarks: tuple[Comment, ...], catalogue: Catalogue) -> tuple[Comment, ...]:
    """
    Return those of *remarks* without which a charter would say something else.
    """
    if _WAIVER in document.text:
        return remarks
    blank = Document("", "", document.language)
    kept = tuple(remark for remark in remarks if may_silence(remark) or evidence(blank, (remark,), catalogue))
    # In prose, what is no comment is read as text.
    is_enough = evidence(document, kept, catalogue) == evidence(document, remarks, catalogue)
    return kept if is_enough else remarks


def _moved(gap: Gap, by: int) -> Gap:
    return replace(gap, span=gap.span and gap.span.moved(by))
