"""
The exceptions that are made: waivers in the code and in registers, as rows of a table.

Only of what is known already: reports, and the texts that they are about.
"""

from collections.abc import Collection, Iterable, Iterator
from datetime import date

from charter import policy
from charter.model import Report
from charter.policy import Charter
from charter.policy.model.registers import Recorded
from charter.policy.waivers.holding import is_verified, meant
from charter.policy.waivers.inline import WORD, Placed, placed
from charter.policy.waivers.register import UNREAD
from charter.report.waiver_table import Row
from charter.syntax import comments
from charter.text import Document, Span

# What a waiver breaks that may be right by itself, but for the level of what it means.
_BEYOND = "waiver.not-waivable"

# Which file, and where in it.
Place = tuple[str, Span]


def inline_rows(document: Document, charter: Charter, report: Report) -> Iterator[Row]:
    """
    Yield the waivers in *document*, each with what its *report* has against it.
    """
    if WORD not in document.text:
        return
    troubles = _troubles(report)
    zone_owner = policy.zone_of(charter, document.path).owner
    for place in placed(document, comments(document)):
        waiver = place.waiver
        own = troubles.get(place.span, [])
        beyond = [_BEYOND] if _BEYOND not in own and _leaves_in_force(place, charter, report) else []
        yield Row(
            kind="inline",
            source=document.path,
            line=document.lines.line(place.span.start) + 1,
            rules=waiver.rules,
            troubles=(*beyond, *own),
            expires=waiver.expires,
            approver=waiver.by,
            owner=zone_owner.value if zone_owner else charter.owner,
            reason=waiver.reason,
            is_verified=_is_verified(waiver.by, charter),
        )


def register_rows(charters: Iterable[Charter], idle: Collection[Place], today: date) -> Iterator[Row]:
    """
    Yield the waivers in the registers of *charters*, each once, and what there is no waiver though it should be one.

    Args:
        idle: the places of those that are known to silence nothing.
    """
    seen: set[Place] = set()
    for charter in charters:
        broken = {(each.source, each.line): each.rule for each in policy.register_problems(charter, today)}
        yield from _unread(charter, seen)
        for waiver in recorded(charter):
            here = waiver.clause.source, waiver.clause.span
            if here in seen:
                continue
            seen.add(here)
            places = ((each.source, each.line) for each in (waiver.clause, waiver.expires_clause))
            rules = [broken[place] for place in places if place in broken][:1]
            unknown = ("waiver.unknown-rule",) if waiver.unknown else ()
            unused = ("waiver.unused",) if waiver.rules and here in idle else ()
            yield _row(waiver, charter, (*unknown, *rules, *unused))


def _leaves_in_force(place: Placed, charter: Charter, report: Report) -> bool:
    """
    Tell whether a finding is in force that the waiver at *place*, with which nothing else may be wrong, means.
    """
    rules = {rule for word in place.waiver.rules for rule in meant(word, charter.book)}
    return any(
        decision.is_in_force
        and decision.caution
        and decision.finding.rule in rules
        and report.lines.line(decision.finding.span.start) in place.lines
        for decision in report.decisions
    )


def _unread(charter: Charter, seen: set[Place]) -> Iterator[Row]:
    """
    Yield what was left out: for each problem in a register, outside of the waivers that it has, and for each register.
    """
    registers = {register.source: register for layer in charter.layers for register in layer.registers}
    for problem in charter.problems:
        here = problem.source, problem.span
        register = registers.get(problem.source)
        is_within = register is not None and not any(_holds(each, problem.span) for each in register.waivers)
        if here in seen or not (is_within or problem.rule == UNREAD):
            continue
        seen.add(here)
        yield Row(
            kind="register",
            source=problem.source,
            line=problem.line + 1,
            rules=(),
            troubles=(problem.rule,),
            owner=charter.owner,
            reason=problem.message,
        )


def _holds(waiver: Recorded, span: Span) -> bool:
    return waiver.clause.span.start <= span.start <= waiver.clause.span.end


def _is_verified(approver: str, charter: Charter) -> bool:
    return not approver or is_verified(approver, charter)


def _troubles(report: Report) -> dict[Span, list[str]]:
    found: dict[Span, list[str]] = {}
    for decision in report.decisions:
        if decision.finding.rule.startswith("waiver."):
            found.setdefault(decision.finding.span, []).append(decision.finding.rule)
    return found


def recorded(charter: Charter) -> Iterator[Recorded]:
    """
    Yield the waivers in all registers of *charter*.
    """
    for layer in charter.layers:
        for register in layer.registers:
            yield from register.waivers


def _row(waiver: Recorded, charter: Charter, troubles: tuple[str, ...]) -> Row:
    called = ": ".join(filter(None, (waiver.id, waiver.reason)))
    return Row(
        kind="register",
        source=waiver.clause.source,
        line=waiver.clause.line + 1,
        rules=(*sorted(waiver.rules), *waiver.unknown),
        paths=waiver.paths,
        troubles=troubles,
        since=waiver.created,
        expires=waiver.expires,
        approver=waiver.approver,
        owner=waiver.clause.owner or charter.owner,
        reason=called,
        is_verified=_is_verified(waiver.approver, charter),
    )
