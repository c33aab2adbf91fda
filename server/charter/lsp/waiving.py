"""
Edits that write, extend and remove inline waivers.

A new waiver has no reason: until somebody has written one, it does not hold, and
its diagnostic says so. A filled-in template would silence what nobody has
thought about.
"""

import re
from collections.abc import Iterable, Iterator
from datetime import date

from msgspec.structs import replace

from charter.engine import BOOK
from charter.model import Decision, Edit, Fix, Level
from charter.policy import Charter
from charter.policy.waivers.holding import ENDING, last_day
from charter.policy.waivers.inline import Placed, Waiver, placed, removal, render
from charter.policy.waivers.suppressions import taken_out
from charter.syntax import comments, statement
from charter.syntax.styles import marks_of
from charter.text import Document, Span

_HEAD = re.compile(r"(?P<indent>[ \t]*)(?:async[ \t]+)?def[ \t]+\w")
# What has to stay above all else: how to run the file, and how to read it.
_OPENING = re.compile(
    r"(?:#![^\n]*\n)?(?:#[^\n]*coding[:=][^\n]*\n)?(?:<\?php[ \t]*\n|<\?xml[^>]*\?>[ \t]*\n|<!doctype[^>]*>[ \t]*\n)?",
    re.IGNORECASE,
)
_NEVER_WAIVED = frozenset({"charter", "waiver"})


def waive(document: Document, decision: Decision, charter: Charter, today: date) -> Iterator[Fix]:
    """
    Yield how to begin a waiver of *decision*, for its statement, function and file; nothing if none would hold there.

    A waiver that reaches the place already is extended by the rule.
    """
    rule = decision.finding.rule
    if not decision.is_in_force or not _is_waivable(decision, charter):
        return
    line = document.lines.line(decision.finding.span.start)
    for place in placed(document, comments(document)):
        if line in place.lines and not place.waiver.is_for_file:
            yield from filter(None, [_joined(place, rule)])
            return
    waiver = _blank(charter, today, rule)
    fixes = (
        _begun(document, decision, waiver),
        _begun_above_function(document, decision, waiver),
        _begun_for_file(document, decision, replace(waiver, is_for_file=True)),
    )
    yield from filter(None, fixes)


def prolong(document: Document, decision: Decision, charter: Charter, today: date) -> Fix | None:
    """
    Return how to let the waiver that *decision* is about hold longer; None if it is about something else.
    """
    if decision.finding.rule not in ENDING:
        return None
    until = _until(charter, today)
    for place in placed(document, comments(document)):
        if place.span == decision.finding.span and place.waiver.until != until:
            edit = Edit(place.span, render(replace(place.waiver, until=until)))
            return Fix(f"Let the waiver hold until {until}", (edit,))
    return None


def convert(
    document: Document, at: Span, decisions: Iterable[Decision], charter: Charter, today: date
) -> Iterator[Fix]:
    """
    Yield how to make a waiver of each `# nosec` and `# noqa: S…` that silences something at the place *at*.

    Args:
        decisions: all of the document.
    """
    silenced: dict[Span, list[Decision]] = {}
    for decision in decisions:
        said = decision.suppression
        if said and said.by in {"nosec", "noqa"} and _is_waivable(decision, charter):
            silenced.setdefault(said.span, []).append(decision)
    for span, found in silenced.items():
        if span.touches(at) or any(each.finding.span.touches(at) for each in found):
            by = "nosec" if found[0].suppression and found[0].suppression.by == "nosec" else "noqa"
            rest, reason = taken_out(document.text[span.start : span.end], by)
            rules = dict.fromkeys(each.finding.rule for each in found)
            waiver = replace(_blank(charter, today, *rules), reason=reason)
            text = f"# {render(waiver)}" if reason else f"# {render(waiver)} -- "
            edit = Edit(span, "  ".join(filter(None, (rest, text))))
            yield Fix(f"Write the {by} comment as a waiver" + ("" if reason else " (give a reason)"), (edit,))


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
    return not is_locked and not is_out_of_reach


def _blank(charter: Charter, today: date, *rules: str) -> Waiver:
    """
    Return a waiver with what the charter asks for, but the reason and names.
    """
    return Waiver(rules, _until(charter, today), "@" if "approver" in charter.waivers.require else "")


def _until(charter: Charter, today: date) -> str:
    return last_day(today, today, charter).isoformat()


def _joined(place: Placed, rule: str) -> Fix | None:
    waiver = place.waiver
    if any(rule in BOOK.named(word) for word in waiver.rules):
        return None
    edit = Edit(place.span, render(replace(waiver, rules=(*waiver.rules, rule))))
    return Fix(f"Waive {rule} here too (extends the waiver)", (edit,))


def _begun_above_function(document: Document, decision: Decision, waiver: Waiver) -> Fix | None:
    """
    Return how to waive a rule in the innermost function around *decision*; None if there is none.
    """
    lines, text = document.lines, document.text
    line = lines.line(decision.finding.span.start)
    heads = [found for n in range(line + 1) if (found := _HEAD.match(text, lines.start(n), lines.span(n).end))]
    for head in reversed(heads):
        start = _above_decorators(document, head)
        edit = Edit(Span(start, start), f"{head['indent']}# {render(waiver)} -- \n")
        if _reaches(document, edit, line):
            return Fix(f"Waive {decision.finding.rule} in this function (give a reason)", (edit,))
    return None


def _above_decorators(document: Document, head: re.Match[str]) -> int:
    lines, text = document.lines, document.text
    line = lines.line(head.start())
    while line and text[lines.start(line - 1) : lines.start(line)].startswith(f"{head['indent']}@"):
        line -= 1
    return lines.start(line)


def _reaches(document: Document, edit: Edit, line: int) -> bool:
    """
    Tell whether the waiver that *edit* writes on a line of its own would reach the *line* as it is counted now.
    """
    text = document.text[: edit.span.start] + edit.text + document.text[edit.span.end :]
    edited = Document(document.path, text, document.language)
    places = placed(edited, comments(edited))
    place = next(
        (each for each in places if edit.span.start <= each.span.start < edit.span.start + len(edit.text)), None
    )
    return place is not None and line + 1 in place.lines


def _begun_for_file(document: Document, decision: Decision, waiver: Waiver) -> Fix | None:
    marks = marks_of(document.language)
    opening = _OPENING.match(document.text)
    if marks is None or document.joints:
        return None
    start = opening.end() if opening else 0
    edit = Edit(Span(start, start), f"{marks[0]}{render(waiver)} -- {marks[1]}\n")
    return Fix(f"Waive {decision.finding.rule} in this file (give a reason)", (edit,))


def _begun(document: Document, decision: Decision, waiver: Waiver) -> Fix | None:
    end = _end(document, decision.finding.span)
    is_in_comment = any(comment.span.start < end <= comment.span.end for comment in comments(document))
    marks = ("# ", "") if is_in_comment else marks_of(document.language)
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
