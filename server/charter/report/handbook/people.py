"""
Who answers for what, how exceptions are made, what begins when, and whom to ask.
"""

from collections.abc import Iterator
from datetime import date
from functools import partial

from charter.policy import Charter, Layer, stages
from charter.policy.model.registers import Recorded
from charter.policy.showing.wherever import zones
from charter.report.handbook.blocks import Block, Bullets, Example, Paragraph, Table
from charter.report.handbook.words import NONE, listed, settings
from charter.text import Span

_FIELDS = {
    "reason": "a reason",
    "expires": "a last day",
    "approver": "the name of who approved it",
    "ticket": "a ticket",
    "requested_by": "the name of who asked for it",
    "created": "the day on which it was agreed",
}
_SILENCED = {
    "all": "any finding",
    "below-block": "findings that do not stop the work",
    "none": "nothing",
}


def ownership(charter: Charter) -> Iterator[Block]:
    """
    Yield the roles, with their members and duties.
    """
    if charter.owner:
        yield Paragraph(f"{charter.owner} answers for this charter.")
    owned: dict[str, list[str]] = {}
    for zone in zones(charter):
        if zone.owner:
            owned.setdefault(zone.owner.value, []).append(zone.name)
    # In the order in which they are written.
    said = (name for layer in charter.layers for name in sorted(layer.roles, key=partial(_place, layer)))
    names = dict.fromkeys((*said, *owned))
    rows = tuple(_role(charter, name, owned.get(name, [])) for name in names)
    if rows:
        yield Table("Roles", ("Role", "Duty", "Members", "Answers for the zones"), rows)


def exceptions(charter: Charter) -> Iterator[Block]:
    """
    Yield what an exception needs, how it is asked for, and which there are.
    """
    waivers = charter.waivers
    yield Paragraph(
        "Who needs an exception asks for a waiver: it names the rule and the place, ends on a day, and stays in every "
        "report. Where it does not hold, the finding is in force and says why."
    )
    needs = listed(_FIELDS[each] for each in waivers.require) or "nothing"
    yield Bullets(tuple(_terms(charter, needs)))
    yield Paragraph("In the code, beside what it is about:")
    yield Example("# charter: waive RULE until 2027-01-31 by @NAME -- REASON")
    recorded = [waiver for layer in charter.layers for register in layer.registers for waiver in register.waivers]
    if recorded:
        head = ("Waiver", "Rules", "Paths", "Until", "Approved by", "Reason")
        yield Table("Waivers in the register", head, tuple(map(_recorded, recorded)))


def calendar(charter: Charter, today: date) -> Iterator[Block]:
    """
    Yield from which day on what is stricter.
    """
    rows = tuple(
        (
            stage.starts.isoformat(),
            "in force" if stage.starts <= today else "announced",
            listed(settings(stage.settings)) or NONE,
            stage.note or NONE,
        )
        for stage in stages(charter)
    )
    if rows:
        yield Table("Stages, by their first day (UTC)", ("From", "State", "What is stricter", "Note"), rows)


def contact(charter: Charter) -> Iterator[Block]:
    """
    Yield where to ask.
    """
    if charter.contact:
        yield Paragraph("Questions, and requests for an exception, go to:")
        yield Paragraph(charter.contact)
    else:
        yield Paragraph(f"Ask {charter.owner or 'whoever reviews changes of the charter'}.")


def _place(layer: Layer, role: str) -> tuple[int, Span]:
    clause = layer.roles[role].clause
    return layer.files.index(clause.source), clause.span


def _role(charter: Charter, name: str, owned: list[str]) -> tuple[str, ...]:
    role = charter.roles.get(name)
    duty, members = (role.duty, listed(role.members)) if role else ("", "")
    return name, duty or NONE, members or NONE, listed(owned) or NONE


def _terms(charter: Charter, needs: str) -> Iterator[str]:
    waivers = charter.waivers
    yield f"A waiver needs {needs}."
    if waivers.max_days is not None:
        yield f"It runs for {waivers.max_days} days at most."
    if waivers.approvers is not None:
        yield f"It is approved by a member of {listed(sorted(waivers.approvers)) or 'no role: none can be approved'}."
    if waivers.not_waivable:
        yield f"Nobody may waive {listed(sorted(waivers.not_waivable))}."
    yield f"A waiver in the code silences {_SILENCED[waivers.inline]}; one in the register, any finding."
    yield f"The comments # nosec and # noqa silence {_SILENCED[waivers.suppressions]}."


def _recorded(waiver: Recorded) -> tuple[str, ...]:
    return (
        waiver.id or NONE,
        listed(sorted(waiver.rules)) or NONE,
        listed(waiver.paths) or NONE,
        waiver.expires.isoformat() if waiver.expires else NONE,
        waiver.approver or NONE,
        waiver.reason or NONE,
    )
