"""
What a change brings, and what was there before it.

A finding belongs to the change if one of its lines does, or if the file did not
have it before, or not with so bad a figure: a function may become too complex
far below the line that is marked. What is wrong in a charter concerns every
change, and is never old.
"""

from collections import Counter
from collections.abc import Callable, Iterator, Mapping

from msgspec import Struct
from msgspec.structs import replace

from charter.engine import BOOK
from charter.model import Decision, Level, Report, Suppression
from charter.text import Span
from charter.workspace.git import Lines

# The figure of each finding that a file had, by fingerprint.
Figures = Mapping[str, float | None]

UNCHANGED = Lines(())
_UNCHECKED = "charter.unchecked"
_BEFORE = Suppression("external", "unchanged", Span(0, 0))


class Past(Struct, frozen=True):
    """
    How a file differs from what it was.

    Args:
        lines: that are new or changed.
        figures: of what it had before.
    """

    lines: Lines
    figures: Figures


def figures_of(report: Report) -> dict[str, float | None]:
    return {decision.fingerprint: decision.finding.figure for decision in report.decisions}


def only_new(report: Report, lines: Lines, before: Callable[[], Figures]) -> Report:
    """
    Return *report* with what was there before marked as unchanged.

    Args:
        before: asked only if some lines have changed and others have not.
    """
    if lines.ranges is None:
        return report
    if lines == UNCHANGED:
        return replace(report, decisions=tuple(map(_as_before, report.decisions)))
    return replace(report, decisions=tuple(_marked(report, lines, before())))


def _marked(report: Report, lines: Lines, before: Figures) -> Iterator[Decision]:
    changed = {id(each) for each in report.decisions if _touches(lines, report, each)}
    # One more of a kind in the same place changes the names of those below it.
    moved = Counter(_kind(each) for each in report.decisions if id(each) in changed and each.fingerprint in before)
    for decision in report.decisions:
        is_old = id(decision) not in changed and _was_there(decision, before)
        if not is_old and id(decision) not in changed and moved[_kind(decision)]:
            moved[_kind(decision)] -= 1
            is_old = decision.finding.figure is None
        yield _as_before(decision) if is_old else decision


def _touches(lines: Lines, report: Report, decision: Decision) -> bool:
    spans = (decision.finding.span, decision.finding.extent)
    touched = (report.lines.lines(span) for span in spans)
    return any(lines.touch(each.start + 1, each.stop) for each in touched)


def _was_there(decision: Decision, before: Figures) -> bool:
    if decision.fingerprint not in before:
        return False
    limit, was, now = BOOK[decision.finding.rule].limit, before[decision.fingerprint], decision.finding.figure
    return limit is None or was is None or now is None or not limit.is_breached(now, was)


def _as_before(decision: Decision) -> Decision:
    rule = BOOK[decision.finding.rule]
    is_of_charters = rule.family == "charter" and rule.id != _UNCHECKED
    is_listed = decision.is_in_force and decision.level > Level.OBSERVE and not is_of_charters
    return replace(decision, suppression=_BEFORE) if is_listed else decision


def _kind(decision: Decision) -> tuple[str, str]:
    return decision.finding.rule, decision.finding.symbol
