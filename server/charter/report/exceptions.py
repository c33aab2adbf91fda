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
from charter.policy.waivers.inline import WORD, placed
from charter.report.waiver_table import Row
from charter.syntax import comments
from charter.text import Document, Span

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
        yield Row(
            kind="inline",
            source=document.path,
            line=document.lines.line(place.span.start) + 1,
            rules=waiver.rules,
            troubles=tuple(troubles.get(place.span, ())),
            expires=waiver.expires,
            approver=waiver.by,
            owner=zone_owner.value if zone_owner else charter.owner,
            reason=waiver.reason,
        )


def register_rows(charters: Iterable[Charter], idle: Collection[Place], today: date) -> Iterator[Row]:
    """
    Yield the waivers in the registers of *charters*, each once.

    Args:
        idle: the places of those that are known to silence nothing.
    """
    seen: set[Place] = set()
    for charter in charters:
        broken = {(each.source, each.line): each.rule for each in policy.register_problems(charter, today)}
        for waiver in recorded(charter):
            here = waiver.clause.source, waiver.clause.span
            if here in seen:
                continue
            seen.add(here)
            places = ((each.source, each.line) for each in (waiver.clause, waiver.expires_clause))
            rules = [broken[place] for place in places if place in broken][:1]
            yield _row(waiver, charter, (*rules, *(("waiver.unused",) if here in idle else ())))


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
        rules=tuple(sorted(waiver.rules)),
        paths=waiver.paths,
        troubles=troubles,
        since=waiver.created,
        expires=waiver.expires,
        approver=waiver.approver,
        owner=waiver.clause.owner or charter.owner,
        reason=called,
    )
