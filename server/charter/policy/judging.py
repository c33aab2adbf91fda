"""
What the charter says of what was seen: levels, limits and approvals, with their clauses.

A layer that excludes a path says nothing of it. What no other layer sets there
is off; what a higher one sets is in force all the same.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from itertools import islice
from typing import TypeVar

from charter.model import Clause, Decision, Evidence, Finding, Level, Rule, default_level
from charter.policy.binding import GUARDED_FAMILIES
from charter.policy.charter import ONCE_APPROVED, Approval, Charter, Denial, Layer
from charter.policy.problems import shown

_N_NAMED = 4

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Ruling:
    """
    What is in force for one rule.

    Args:
        level: None if each finding's severity and confidence decide.
        clause: where the level is set; None for the rule's own.
        limit: for measures.
        limit_clause: where the limit is set; None for the rule's own.
    """

    rule: str
    level: Level | None
    clause: Clause | None = None
    limit: float | None = None
    limit_clause: Clause | None = None


def is_excluded(charter: Charter, path: str) -> Clause | None:
    """
    Return the pattern for which *path* is not checked at all; None if it is checked.

    Args:
        path: from the root; a folder ends in a slash, and if it is excluded, so
            is all that lies in it.
    """
    layers, clause = _holding(charter, path)
    return None if any(layer.speaks for layer in layers) else clause


def decide(charter: Charter, finding: Finding, path: str, today: date) -> Decision | None:  # noqa: ARG001 - dated stages will need it
    """
    Return what *charter* says of *finding*; None if it is off, or a measure within its limit.

    The fingerprint is left to whoever holds the document.
    """
    rule = charter.book[finding.rule]
    layers, excluded_by = _holding(charter, path)
    own = default_level(finding.severity, finding.confidence)
    ruled = _ruling_there(charter, rule, (layers, excluded_by), _default(charter, rule, own))
    if not ruled.level or _is_within(rule, finding, ruled.limit):
        return None
    limit = ruled.limit if finding.figure is not None else None
    clause = _entry(charter, layers, finding) or ruled.limit_clause or ruled.clause
    return Decision(finding, ruled.level, clause, limit, owner=charter.owner, contact=charter.contact)


def explain(charter: Charter, rule_id: str, path: str, today: date) -> Ruling:  # noqa: ARG001 - dated stages will need it
    """
    Return what is in force for a rule at *path*.

    Raises:
        KeyError: there is no such rule.
    """
    rule = charter.book[rule_id]
    return _ruling_there(charter, rule, _holding(charter, path), _default(charter, rule, None))


def judge(charter: Charter, evidence: Evidence, path: str, today: date) -> Finding | None:
    """
    Return the `tools.*` finding that *evidence* amounts to; None if the tool may be used.

    Of several, such as a tool that is denied below and not approved above, it is
    the one that weighs most. A charter names tools to rule on them, and marks nothing.
    """
    if any(path in layer.files for layer in charter.layers):
        return None
    findings = _objections(charter, evidence, path, today)
    return max(findings, key=lambda finding: _weight(charter, finding, path, today), default=None)


def _weight(charter: Charter, finding: Finding, path: str, today: date) -> Level:
    decision = decide(charter, finding, path, today)
    return decision.level if decision else Level.OFF


def _objections(charter: Charter, evidence: Evidence, path: str, today: date) -> Iterator[Finding]:
    if evidence.tool is None:
        advice = "Name the AI tool that wrote this."
        yield _finding("tools.unnamed", evidence, advice, "Only a tool that is named can be approved.")
        return
    layers, _ = _holding(charter, path)
    tool, name = _identified(charter, evidence.tool)
    if denial := _denial(layers, tool):
        why = f"{name} is denied: {denial.reason}" if denial.reason else f"{name} is denied."
        yield _finding("tools.denied", evidence, f"Rewrite this without {name}.", why)
    approved = _approved(layers)
    until = approved[tool].until if tool in approved else None
    if tool not in approved:
        why = f"{name} is in no list of approved tools."
        yield _finding("tools.unapproved", evidence, _remedy(approved, name), why)
    elif until and until < today:
        advice = f"Ask for the approval of {name} to be renewed, or use another tool."
        yield _finding("tools.expired", evidence, advice, f"{name} was approved until {until.isoformat()}.")


def ruling(charter: Charter, rule: Rule, layers: Sequence[Layer], default: Level | None) -> Ruling:
    """
    Return what *layers* of *charter* say of *rule* together, the stricter of each.

    Args:
        default: what the rule, or the finding, is worth by itself; None if that
            is not known.
    """
    levels = list(_levels(charter, rule, layers, Level.WARN if default is None else default))
    level, clause = max(levels, key=lambda each: each[0]) if levels else (default, None)
    limit, limit_clause = _limit(rule, layers)
    return Ruling(rule.id, level, clause, limit, limit_clause)


def _ruling_there(
    charter: Charter, rule: Rule, holding: tuple[tuple[Layer, ...], Clause | None], default: Level | None
) -> Ruling:
    layers, excluded_by = holding
    if rule.family in GUARDED_FAMILIES:
        return ruling(charter, rule, charter.layers, default)
    if excluded_by and not any(_has_a_say(layer, rule) for layer in layers):
        return Ruling(rule.id, Level.OFF, excluded_by)
    return ruling(charter, rule, layers, default)


def _has_a_say(layer: Layer, rule: Rule) -> bool:
    lists_tools = rule.family == "tools" and (layer.approved is not None or bool(layer.denied))
    return lists_tools or rule.id in layer.levels or rule.id in layer.limits


def _levels(
    charter: Charter, rule: Rule, layers: Sequence[Layer], default: Level
) -> Iterator[tuple[Level, Clause | None]]:
    for layer in layers:
        said = layer.levels.get(rule.id)
        level = said and said.against(default)
        if said and level is not None:
            yield level, said.clause
    if rule.family in GUARDED_FAMILIES and charter.layers and rule.id not in charter.layers[0].levels:
        yield default, None


def _limit(rule: Rule, layers: Sequence[Layer]) -> tuple[float | None, Clause | None]:
    if not rule.limit:
        return None, None
    held = None
    for layer in layers:
        said = layer.limits.get(rule.id)
        if said and (held is None or rule.limit.stricter(held.value, said.value) != held.value):
            held = said
    return (held.value, held.clause) if held else (rule.limit.default, None)


# Every finding of a file asks for the same path.
@lru_cache(maxsize=256)
def _holding(charter: Charter, path: str) -> tuple[tuple[Layer, ...], Clause | None]:
    """
    Return the layers that have a say at *path*, and the pattern that takes it from others.

    A layer that has patterns, none of which matches, keeps those below it from
    excluding the path.
    """
    excluded_by: Clause | None = None
    holding: list[Layer] = []
    for idx, layer in enumerate(charter.layers):
        clause = layer.exclude.clause(path) if layer.exclude else None
        if layer.exclude and not clause:
            return (*holding, *charter.layers[idx:]), excluded_by
        if clause:
            excluded_by = excluded_by or clause
        else:
            holding.append(layer)
    return tuple(holding), excluded_by


def _default(charter: Charter, rule: Rule, of_finding: T) -> Level | T:
    if charter.approves_tools and rule.id in ONCE_APPROVED:
        return ONCE_APPROVED[rule.id]
    return of_finding if rule.default is None else rule.default


def _is_within(rule: Rule, finding: Finding, limit: float | None) -> bool:
    if not rule.limit or finding.figure is None or limit is None:
        return False
    return not rule.limit.is_breached(finding.figure, limit)


def _entry(charter: Charter, layers: Sequence[Layer], finding: Finding) -> Clause | None:
    """
    Return the entry of a tool list that *finding* follows from.
    """
    if not finding.evidence or not finding.evidence.tool:
        return None
    tool, _ = _identified(charter, finding.evidence.tool)
    if finding.rule == "tools.denied":
        entry = _denial(layers, tool)
    else:
        entry = _approved(layers).get(tool) if finding.rule == "tools.expired" else None
    return entry and entry.clause


def _identified(charter: Charter, written: str) -> tuple[str, str]:
    """
    Return the id of a tool, and what people call it.
    """
    tool = charter.catalogue.find(written)
    if not tool:
        return written, shown(written)
    return tool.id, tool.title


def _denial(layers: Sequence[Layer], tool: str) -> Denial | None:
    return next((layer.denied[tool] for layer in layers if tool in layer.denied), None)


def _approved(layers: Sequence[Layer]) -> dict[str, Approval]:
    """
    Return the tools that are in every list, each with the approval that ends first.
    """
    lists = [layer.approved for layer in layers if layer.approved is not None]
    common = [tool for tool in lists[0] if all(tool in each for each in lists)] if lists else []
    return {tool: min((each[tool] for each in lists), key=_end) for tool in common}


def _end(approval: Approval) -> date:
    return approval.until or date.max


def _remedy(approved: Iterable[str], name: str) -> str:
    tools = ", ".join(islice(approved, _N_NAMED))
    if not tools:
        return f"Ask for {name} to be approved."
    return f"Use an approved tool ({tools}), or ask for {name} to be approved."


def _finding(rule: str, evidence: Evidence, advice: str, reason: str) -> Finding:
    return Finding(rule, evidence.span, advice, reason, extent=evidence.span, evidence=evidence)
