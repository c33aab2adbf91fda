"""
Whether a waiver holds: what the charter asks of it, wherever it stands.
"""

from collections.abc import Iterable, Iterator
from datetime import date, timedelta

from msgspec import Struct

from charter.model import Decision, Edit, Fix, Level, RuleBook, Suppression
from charter.policy.model.charter import Charter, Role
from charter.policy.model.registers import Recorded
from charter.policy.problems import Problem, listed, shown
from charter.policy.waivers.people import is_same
from charter.text import Span

SOON = timedelta(days=14)

_MONTH = timedelta(days=30)
_NOWHERE = Span(0, 0)
# What can be cured by another last day.
ENDING = frozenset({"waiver.expired", "waiver.expires-soon", "waiver.too-long"})

_CALLED = {"expires": "last day", "requested_by": "name of who asked for it", "created": "day on which it was agreed"}


class Claim(Struct, frozen=True):
    """
    What a waiver says for itself.

    Args:
        fields: those that it has, by the names that `waivers.require` uses.
        begins: the day from which its days are counted.
        askers: names and mailboxes of who asks for it; none where that is not known.
        flaw: what of it cannot be read; empty if all can.
    """

    fields: frozenset[str]
    begins: date
    expires: date | None
    approver: str
    askers: tuple[str, ...] = ()
    flaw: str = ""


class Trouble(Struct, frozen=True):
    """
    Why a waiver does not hold.

    Args:
        reason: without full stop.
        advice: as a finding's; empty if it is up to the form of the waiver.
    """

    rule: str
    reason: str
    advice: str = ""


def trouble(claim: Claim, charter: Charter, today: date) -> Trouble | None:
    """
    Return why the waiver of *claim* does not hold on the day *today*; None if it does.
    """
    if claim.flaw:
        return Trouble("waiver.missing-field", claim.flaw, "Put right what it says, or remove the waiver.")
    missing = lacking(claim, charter)
    if missing:
        return Trouble(
            "waiver.missing-field", f"it has no {' and no '.join(_CALLED.get(each, each) for each in missing)}"
        )
    if claim.expires and claim.expires < today:
        advice = "Fix what it waives, or agree on a later day and write that."
        return Trouble("waiver.expired", f"it expired on {claim.expires}", advice)
    return _too_long(claim, charter) or _not_allowed(claim, charter) or _self_approved(claim)


def meant(word: str, book: RuleBook) -> tuple[str, ...]:
    """
    Return the rules that a waiver means by *word*: one by its id, or those with this alias; never a family.
    """
    return (word,) if word in book else book.aliases.get(word.upper(), ())


def lacking(claim: Claim, charter: Charter) -> tuple[str, ...]:
    """
    Return the fields that the charter requires and the waiver does not have.
    """
    return tuple(name for name in charter.waivers.require if name not in claim.fields)


def is_verified(approver: str, charter: Charter) -> bool:
    """
    Tell whether *approver* is known to be one who may approve waivers.
    """
    approving = charter.waivers.approvers
    if approving is None:
        return True
    return any(_lists(charter.roles[name], approver) for name in approving if name in charter.roles)


def _too_long(claim: Claim, charter: Charter) -> Trouble | None:
    most = charter.waivers.max_days
    if most is None or (claim.expires and (claim.expires - claim.begins).days <= most):
        return None
    reason = f"it runs longer than the {most} days that this charter allows{asking(charter, 'max_days')}"
    return Trouble("waiver.too-long", reason, f"Write a last day at most {most} days after {claim.begins}.")


def _not_allowed(claim: Claim, charter: Charter) -> Trouble | None:
    approving = charter.waivers.approvers
    if approving is None or not claim.approver or is_verified(claim.approver, charter):
        return None
    if any(_is_open(charter.roles[name]) for name in approving if name in charter.roles):
        return None
    who = listed(sorted(approving)) if approving else "nobody"
    reason = f"{shown(claim.approver)} is no member of those who may approve it: {who}{asking(charter, 'approvers')}"
    return Trouble("waiver.approver-not-allowed", reason, f"Have it approved by a member of {who}.")


def _self_approved(claim: Claim) -> Trouble | None:
    if not any(is_same(claim.approver, asker) for asker in claim.askers):
        return None
    reason = f"{shown(claim.approver)} approves what they ask for themselves"
    return Trouble("waiver.self-approved", reason, "Have somebody else approve it.")


def _lists(role: Role, name: str) -> bool:
    return name.strip().casefold() in {member.strip().casefold() for member in role.members}


def _is_open(role: Role) -> bool:
    """
    Tell whether it is unknown who belongs to *role*: it lists groups only.
    """
    return all(member.startswith("@") and "/" in member for member in role.members)


def asking(charter: Charter, key: str) -> str:
    """
    Return where the charter says so, and who could change that.
    """
    clause = charter.waivers.clauses.get(key)
    place = f" (waivers.{key}, {clause.source}:{clause.line + 1})" if clause else f" (waivers.{key})"
    whom = ", ".join(filter(None, (charter.owner, charter.contact)))
    return f"{place}; an exception is up to {whom or 'whoever owns the charter'}"


def locked(rule: str, charter: Charter) -> str:
    """
    Return why nobody may waive *rule*; empty if it can be waived.
    """
    is_locked = rule in charter.waivers.not_waivable
    return f"this charter lets nobody waive {rule}{asking(charter, 'not_waivable')}" if is_locked else ""


def recorded_answers(decision: Decision, path: str, charter: Charter, today: date) -> Iterator[Suppression | str]:
    """
    Yield for each waiver of a register that means *decision* what it records, or why it does not hold.
    """
    rule = decision.finding.rule
    for waiver in _recorded(charter):
        if rule not in waiver.rules or not waiver.reaches(path):
            continue
        found = trouble(_claim(waiver, today), charter, today)
        objection = locked(rule, charter) or (found and found.reason)
        called = f"The waiver {shown(waiver.id)}" if waiver.id else "The waiver"
        place = f"{waiver.clause.source}:{waiver.clause.line + 1}"
        if objection:
            yield f"{called} in {place} does not hold: {objection}"
        else:
            yield Suppression("external", "waiver", _NOWHERE, _told(waiver, charter))


def recorded_for(path: str, charter: Charter, today: date) -> Iterator[tuple[Recorded, str]]:
    """
    Yield the waivers of registers that are about *path*, each with why it does not hold; empty if it does.
    """
    for waiver in _recorded(charter):
        if waiver.reaches(path):
            found = trouble(_claim(waiver, today), charter, today)
            locks = (locked(rule, charter) for rule in sorted(waiver.rules))
            yield waiver, next(filter(None, locks), found.reason if found else "")


def register_problems(charter: Charter, today: date) -> Iterator[Problem]:
    """
    Yield what is wrong, on the day *today*, with the waivers in the registers of *charter*, or will be soon.
    """
    for waiver in _recorded(charter):
        found = trouble(_claim(waiver, today), charter, today)
        locks = [rule for rule in sorted(waiver.rules) if locked(rule, charter)]
        if locks:
            found = Trouble("waiver.not-waivable", locked(locks[0], charter), "Fix the finding, and remove the waiver.")
        if found:
            reason = f"The waiver does not hold: {found.reason}."
            yield _problem(waiver, Trouble(found.rule, reason, found.advice or "Add what is missing."), charter, today)
        elif ends_soon(waiver.expires, today):
            reason = f"The waiver holds until {waiver.expires}; then what it waives is in force again."
            advice = "Fix what it waives, or agree on a later day."
            yield _problem(waiver, Trouble("waiver.expires-soon", reason, advice), charter, today)


def ends_soon(expires: date | None, today: date) -> bool:
    """
    Tell whether a waiver that holds ends so soon that people should know.
    """
    return expires is not None and expires - today <= SOON


def last_day(begins: date, today: date, charter: Charter) -> date:
    """
    Return the last day for a waiver when nobody says another: in a month, or as late as *charter* allows.

    Args:
        begins: the day from which its days are counted.
    """
    month, most = today + _MONTH, charter.waivers.max_days
    return month if most is None else min(month, begins + timedelta(days=most))


def _problem(waiver: Recorded, found: Trouble, charter: Charter, today: date) -> Problem:
    clause = waiver.clause if found.rule == "waiver.missing-field" else waiver.expires_clause
    is_ending = waiver.expires is not None and found.rule in ENDING
    fixes = (*_longer(waiver, charter, today),) if is_ending else ()
    level = charter.book[found.rule].default or Level.WARN
    return Problem(found.rule, clause.source, clause.span, clause.line, found.reason, found.advice, fixes, level)


def _longer(waiver: Recorded, charter: Charter, today: date) -> Iterator[Fix]:
    until = last_day(_begins(waiver, today), today, charter)
    if until >= today and until != waiver.expires:
        edit = Edit(waiver.expires_clause.span, until.isoformat())
        yield Fix(f"Let the waiver hold until {until}", (edit,))


def _recorded(charter: Charter) -> Iterable[Recorded]:
    return (waiver for layer in charter.layers for register in layer.registers for waiver in register.waivers)


def _claim(waiver: Recorded, today: date) -> Claim:
    askers = (waiver.requested_by,) if waiver.requested_by else ()
    return Claim(waiver.fields, _begins(waiver, today), waiver.expires, waiver.approver, askers, waiver.flaw)


def _begins(waiver: Recorded, today: date) -> date:
    """
    Return the day from which the days of *waiver* are counted: never one to come, up to which it would hold as well.
    """
    return min(waiver.created or today, today)


def _told(waiver: Recorded, charter: Charter) -> str:
    reason = ": ".join(filter(None, (waiver.id, waiver.reason)))
    is_known = not waiver.approver or is_verified(waiver.approver, charter)
    return reason if is_known else f"{reason} (approved by {waiver.approver}, which is not verified)"
