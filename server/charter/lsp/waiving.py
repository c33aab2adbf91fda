"""
Edits that write, extend and remove inline waivers.

A new waiver has no reason: until somebody has written one, it does not hold, and
its diagnostic says so. A filled-in template would silence what nobody has
thought about.
"""

import re
from collections.abc import Iterator
from dataclasses import replace
from datetime import date, timedelta

from charter.engine import BOOK
from charter.model import Decision, Edit, Fix, Level
from charter.policy import Charter
from charter.policy.waivers import Placed, Waiver, placed, removal, render
from charter.syntax import comments, statement
from charter.syntax.styles import PLAIN, STYLES
from charter.text import Document, Span

_DAYS = 30
_OPENERS = ("#", "//", "--", ";", "%", "'", '"', "!", "REM")
_NEVER_WAIVED = frozenset({"charter", "waiver"})


def waive(document: Document, decision: Decision, charter: Charter, today: date) -> Fix | None:
    """
    Return how to begin a waiver of *decision*; None if the charter lets nobody waive it beside the code.

    A waiver that reaches the place already is extended by the rule.
    """
    rule = decision.finding.rule
    if not _is_waivable(decision, charter):
        return None
    line = document.lines.line(decision.finding.span.start)
    for place in placed(document, comments(document)):
        if line in place.lines and not place.waiver.is_for_file:
            return _extended(place, rule)
    until = (today + timedelta(days=_DAYS)).isoformat()
    by = "@" if "approver" in charter.waivers.require else ""
    return _begun(document, decision, Waiver((rule,), until, by))


def unwaive(document: Document, span: Span, suppressing: frozenset[Span]) -> Iterator[Fix]:
    """
    Yield how to remove each waiver that stands at *span* or is one of the *suppressing* markers.
    """
    for place in placed(document, comments(document)):
        if place.span in suppressing or place.comment.span.touches(span):
            names = ", ".join(place.waiver.rules) or "nothing"
            yield Fix(f"Remove the waiver of {names}", (Edit(removal(document, place), ""),))


def _is_waivable(decision: Decision, charter: Charter) -> bool:
    terms, rule = charter.waivers, BOOK[decision.finding.rule]
    is_locked = rule.id in terms.not_waivable or rule.family in _NEVER_WAIVED
    is_out_of_reach = terms.inline == "none" or (terms.inline == "below-block" and decision.level == Level.BLOCK)
    return decision.is_in_force and not is_locked and not is_out_of_reach


def _extended(place: Placed, rule: str) -> Fix | None:
    waiver = place.waiver
    if any(rule in BOOK.named(word) for word in waiver.rules):
        return None
    edit = Edit(place.span, render(replace(waiver, rules=(*waiver.rules, rule))))
    return Fix(f"Waive {rule} here too (extends the waiver)", (edit,))


def _begun(document: Document, decision: Decision, waiver: Waiver) -> Fix | None:
    end = _end(document, decision.finding.span)
    is_in_comment = any(comment.span.start < end <= comment.span.end for comment in comments(document))
    marks = ("# ", "") if is_in_comment else _marks(document.language)
    if marks is None:
        return None
    edit = Edit(Span(end, end), f"  {marks[0]}{render(waiver)} -- {marks[1]}")
    return Fix(f"Waive {decision.finding.rule} here (give a reason)", (edit,))


def _end(document: Document, span: Span) -> int:
    """
    Return the end of the last line of the statement at *span*, where a comment can follow.
    """
    whole = statement(document, span.start)
    line = document.lines.span(document.lines.lines(whole)[-1])
    return line.start + len(document.text[line.start : line.end].rstrip())


def _marks(language: str) -> tuple[str, str] | None:
    """
    Return what begins and ends a comment after code; None if *language* has none.
    """
    if language == "python":
        return "# ", ""
    style = STYLES.get(language, STYLES[PLAIN])
    for opener in _OPENERS:
        if any(re.fullmatch(pattern, opener) for pattern in style.lines):
            return f"{opener} ", ""
    for opening, closing in (("/*", "*/"), ("<!--", "-->")):
        if any(re.fullmatch(pattern[0], opening) for pattern in style.blocks):
            return f"{opening} ", closing
    return None
