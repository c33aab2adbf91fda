"""
What the charter says of what was seen: levels and limits, with their clauses.
"""

from collections.abc import Iterable, Iterator
from datetime import date
from typing import TypeVar

from msgspec.structs import replace

from charter.commits import COMMIT
from charter.evidence import UNKNOWN, Evidence, Provenance, Segment
from charter.model import Clause, Decision, Finding, Level, Rank, Rise, Rule, Suppression
from charter.policy.binding.relaxing import GUARDED_FAMILIES
from charter.policy.binding.ruling import Circumstances, Ruling, Saying, ruling, sayings
from charter.policy.binding.sites import full_site, site_of
from charter.policy.judging.controls import controls
from charter.policy.judging.tool_use import objections
from charter.policy.judging.uses import advised, approval, is_use, refusal
from charter.policy.model.charter import Charter, Layer
from charter.policy.model.memory import remembered
from charter.policy.model.scopes import AiUse
from charter.policy.waivers.holding import recorded_answers
from charter.text import Document, Span

T = TypeVar("T")

_NOWHERE = Span(0, 0)
_UNREVIEWED = "provenance.unreviewed"
# What speaks against AI at a place, whichever tool it is.
_OF_PLACE = frozenset({"provenance.forbidden-zone", _UNREVIEWED, "tools.wrong-class"})


def is_excluded(charter: Charter, path: str) -> Clause | None:
    """
    Return the clause for which *path* is not checked at all; None if it is checked.

    Args:
        path: from the root; a folder ends in a slash, and if it is excluded, so
            is all that lies in it.
    """
    site = site_of(charter, path)
    return None if any(layer.speaks for layer in site.layers) else site.excluded_by


def decide(
    charter: Charter, finding: Finding, path: str, today: date, provenance: Provenance = UNKNOWN
) -> Decision | None:
    """
    Return what *charter* says of *finding*; None if it is off, a measure within its limit, or a use that is approved.

    What a register waives is marked; waivers and comments in the code are the
    business of `silence`. The fingerprint is left to whoever holds the document.

    Args:
        today: in UTC; a stage is in force from its first day on.
        provenance: of the code; what is evidence that AI wrote it is AI's in any case.
    """
    rule, evidence = charter.book[finding.rule], finding.evidence
    if evidence and is_use(evidence):
        if approval(charter, evidence, path):
            return None
        finding = advised(charter, finding, evidence, path)
    elif evidence and evidence.is_of_author:
        provenance = Provenance("ai", evidence.tool, evidence.model)
    default = default_level(charter, rule, _own_level(finding.severity, finding.confidence))
    ruled = _ruled(charter, rule.id, _spot(path), default, Circumstances(today, provenance))
    if evidence and evidence.kind == "settings" and not evidence.tool:
        ruled = _of_shared_settings(charter, ruled)
    if not ruled.level or _is_within(rule, finding, ruled.limit):
        return None
    zone = site_of(charter, path).zone
    decision = Decision(
        finding,
        ruled.level,
        _entry(charter, finding, path, today) or ruled.limit_clause or ruled.clause,
        limit=ruled.limit if finding.figure is not None else None,
        rise=_rise(charter, ruled, path, default, Circumstances(today, provenance)),
        owner=zone.owner.value if zone.owner else charter.owner,
        contact=charter.contact,
        controls=controls(charter).get(rule.id, ()),
    )
    return _waived(decision, recorded_answers(decision, path, charter, today))


def decide_for(charter: Charter, finding: Finding, path: str, today: date, author: Segment) -> Decision | None:
    """
    Return what *charter* says of *finding* in code that *author* wrote, who is named where that makes a difference.
    """
    decision = decide(charter, finding, path, today, author.provenance)
    if decision is None or not author.evidence:
        return decision
    otherwise = decide(charter, finding, path, today)
    if otherwise and (otherwise.level, otherwise.limit) == (decision.level, decision.limit):
        return decision
    return replace(decision, written_by=replace(author.evidence[0], span=finding.span))


def explain(charter: Charter, rule_id: str, path: str, today: date, provenance: Provenance = UNKNOWN) -> Ruling:
    """
    Return what is in force for a rule at *path*.

    Raises:
        KeyError: there is no such rule.
    """
    default = default_level(charter, charter.book[rule_id], None)
    return _ruled(charter, rule_id, path, default, Circumstances(today, provenance))


def judge(charter: Charter, evidence: Evidence, path: str, today: date, *, is_reviewed: bool = False) -> Finding | None:
    """
    Return the finding that *evidence* amounts to; None if the tool may be used.

    Of several, such as a tool that is denied below and not approved above, it is
    the one that weighs most. A charter names tools to rule on them, and marks nothing.

    Args:
        is_reviewed: a person other than the author has reviewed it.
    """
    if path.startswith(COMMIT) and _is_welcome(charter, _bare(evidence), today):
        return None
    return _weightiest(charter, _asked(charter, evidence, path, today, is_reviewed=is_reviewed), path, today)


# Thousands of commits name the same few tools.
@remembered(4096)
def _is_welcome(charter: Charter, evidence: Evidence, today: date) -> bool:
    """
    Tell whether nothing speaks against *evidence* in any commit.
    """
    return not any(True for _ in _asked(charter, evidence, COMMIT, today, is_reviewed=False))


def _bare(evidence: Evidence) -> Evidence:
    """
    Return what *evidence* says, wherever that stands.
    """
    said = evidence
    return Evidence(said.kind, said.tool, said.model, _NOWHERE, said.strength, said.share, day=said.day)


def judge_segment(charter: Charter, segment: Segment, document: Document, today: date) -> Finding | None:
    """
    Return what speaks against it that *segment*, as is known from outside of *document*, was written by AI there.

    Only what the place decides: zones and their data. Whether a tool may be used at
    all is asked where a commit is made, not of old code. It stands on the first line.
    """
    if not segment.evidence:
        return None
    line = document.lines.span(document.lines.line(segment.span.start))
    span = Span(segment.span.start, max(segment.span.start, min(segment.span.end, line.end)))
    evidence = replace(segment.evidence[0], span=span)
    asked = _asked(charter, evidence, document.path, today, is_reviewed=segment.is_reviewed)
    return _weightiest(charter, (each for each in asked if each.rule in _OF_PLACE), document.path, today)


def heeds_authors(charter: Charter) -> bool:
    """
    Tell whether it matters to *charter* who wrote a piece of code.
    """
    return any(
        layer.ai_code
        or layer.unknown_is_ai
        or (layer.disclosure.files and layer.disclosure.files.value == "require")
        or any(zone.ai and zone.ai.value != AiUse.OPEN for zone in layer.zones)
        or any(terms.data or terms.settings for terms in layer.classes.values())
        for layer in charter.layers
    )


def _asked(charter: Charter, evidence: Evidence, path: str, today: date, *, is_reviewed: bool) -> Iterator[Finding]:
    for objection in objections(charter, evidence, path, today):
        if not (is_reviewed and objection.finding.rule == _UNREVIEWED):
            yield objection.finding


def _weightiest(charter: Charter, findings: Iterable[Finding], path: str, today: date) -> Finding | None:
    if any(path in layer.files for layer in charter.layers):
        return None
    return max(findings, key=lambda finding: _weight(charter, finding, path, today), default=None)


def _weight(charter: Charter, finding: Finding, path: str, today: date) -> tuple[bool, Level, bool]:
    """
    Return how much *finding* weighs: what is waived hides nothing, and of two alike it is what nobody may waive.
    """
    decision = decide(charter, finding, path, today)
    is_locked = finding.rule in charter.waivers.not_waivable
    return (decision.is_in_force, decision.level, is_locked) if decision else (False, Level.OFF, is_locked)


def _spot(path: str) -> str:
    """
    Return a path at which the same is in force as at *path*: all commits have one.
    """
    return COMMIT if path.startswith(COMMIT) else path


# A file has many findings, and few rules that they break.
@remembered(4096)
def _ruled(charter: Charter, rule_id: str, path: str, default: Level | None, circumstances: Circumstances) -> Ruling:
    rule = charter.book[rule_id]
    if rule.family in GUARDED_FAMILIES:
        return ruling(rule, _all_sayings(charter, path, circumstances), default)
    site = site_of(charter, path)
    if site.excluded_by and not any(_has_a_say(layer, rule) for layer in site.layers):
        return Ruling(rule.id, Level.OFF, site.excluded_by)
    return ruling(rule, _sayings(charter, path, circumstances), default)


@remembered(256)
def _sayings(charter: Charter, path: str, circumstances: Circumstances) -> tuple[Saying, ...]:
    return sayings(charter, site_of(charter, path).standings, circumstances)


@remembered(256)
def _all_sayings(charter: Charter, path: str, circumstances: Circumstances) -> tuple[Saying, ...]:
    """
    Return what the layers would say if none left anything out.
    """
    return sayings(charter, full_site(charter, path).standings, circumstances)


def _waived(decision: Decision, answers: Iterable[Suppression | str]) -> Decision:
    """
    Return *decision* with what a register records of it, or with why that does not hold.
    """
    for answer in answers:
        if isinstance(answer, Suppression):
            return replace(decision, suppression=answer, caution="")
        decision = replace(decision, caution=decision.caution or answer)
    return decision


def _rise(
    charter: Charter, ruled: Ruling, path: str, default: Level | None, circumstances: Circumstances
) -> Rise | None:
    """
    Return the next stage after which the level is higher.
    """
    for day in charter.stage_days:
        if day <= circumstances.today or ruled.level is None:
            continue
        then = _ruled(charter, ruled.rule, _spot(path), default, Circumstances(day, circumstances.provenance))
        if then.level is not None and then.clause and then.level > ruled.level:
            return Rise(then.level, day, then.clause)
    return None


def _has_a_say(layer: Layer, rule: Rule) -> bool:
    lists_tools = rule.family == "tools" and (
        layer.approved is not None or bool(layer.denied or layer.classes or layer.uses)
    )
    return lists_tools or any(rule.id in settings.levels or rule.id in settings.limits for settings in layer.settings)


def default_level(charter: Charter, rule: Rule, of_finding: T) -> Level | T:
    own = of_finding if rule.default is None else rule.default
    return charter.level_once_approved(rule.id) or own


def _of_shared_settings(charter: Charter, ruled: Ruling) -> Ruling:
    """
    Return what holds for a file that agents of any kind read: what a charter says of the rule itself.

    A list of approved tools asks to be told of AI that goes without a name, and nobody can name who reads such a file.
    """
    is_implied = ruled.clause is not None and any(ruled.clause == layer.approved_clause for layer in charter.layers)
    return replace(ruled, level=charter.book[ruled.rule].default, clause=None) if is_implied else ruled


def _own_level(severity: Rank, confidence: Rank) -> Level:
    """
    Return the level of a finding whose rule has none of its own.

    Only high severity with at least medium confidence, or the reverse, is worth
    a warning: bandit's remaining findings are mostly noise on well-kept code.
    """
    if severity == Rank.LOW:
        return Level.OBSERVE
    is_loud = (severity, confidence) in {(Rank.HIGH, Rank.HIGH), (Rank.HIGH, Rank.MEDIUM), (Rank.MEDIUM, Rank.HIGH)}
    return Level.WARN if is_loud else Level.ADVISE


def _is_within(rule: Rule, finding: Finding, limit: float | None) -> bool:
    if not rule.limit or finding.figure is None or limit is None:
        return False
    return not rule.limit.is_breached(finding.figure, limit)


def _entry(charter: Charter, finding: Finding, path: str, today: date) -> Clause | None:
    """
    Return the entry of a charter that a finding on a tool follows from.
    """
    if not finding.evidence:
        return None
    if is_use(finding.evidence):
        return refusal(charter, finding.evidence, path)
    found = objections(charter, finding.evidence, path, today)
    return next((objection.clause for objection in found if objection.finding.rule == finding.rule), None)
