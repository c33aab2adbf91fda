"""
What a charter says of an AI tool, or of AI that is used, as such: approved or not, by which clause, until when.
"""

from datetime import date
from types import MappingProxyType
from typing import Literal

from msgspec import Struct

from charter.evidence import Evidence
from charter.model import Clause, Level
from charter.policy.judging.decisions import explain
from charter.policy.judging.tool_use import Objection, objections
from charter.policy.judging.uses import approval, refusal
from charter.policy.model.charter import Charter

State = Literal["denied", "expired", "unapproved", "unnamed", "unlisted", "approved"]

_STATES: MappingProxyType[str, State] = MappingProxyType(
    {"tools.denied": "denied", "tools.expired": "expired", "tools.unapproved": "unapproved"}
)
# What may be against a use of a tool that is approved as such.
_HERE = frozenset({"tools.unapproved", "tools.wrong-model", "tools.wrong-class"})
_RULES = MappingProxyType({kind: f"tools.unapproved-{kind}" for kind in ("sdk", "model", "host")})
_SERVERS = "tools.unapproved-mcp-server"


class Standing(Struct, frozen=True):
    """
    Args:
        state: `unlisted` where nobody has a list that it could be in.
        clause: what says so; None if nothing does.
        until: the last day of an approval.
        reason: of a denial, which may be empty, or why a tool that is approved elsewhere is not here.
    """

    state: State
    clause: Clause | None = None
    until: date | None = None
    reason: str = ""


def standing(charter: Charter, evidence: Evidence, path: str, today: date) -> Standing:
    """
    Return what *charter* says of that which *evidence* shows at *path*.

    Args:
        path: where it was seen; empty to ask for no place.
    """
    if evidence.kind in _RULES or evidence.kind == "server":
        return _of_use(charter, evidence, path, today)
    if evidence.tool is None:
        return Standing("unnamed")
    return _of_tool(charter, evidence.tool, evidence, path, today)


def _of_tool(charter: Charter, name: str, evidence: Evidence, path: str, today: date) -> Standing:
    found = charter.catalogue.find(name)
    tool = found.id if found else name
    setup = Evidence("settings", tool, None, evidence.span, evidence.strength)
    for objection in objections(charter, setup, "", today):
        if state := _STATES.get(objection.finding.rule):
            return _objected(charter, tool, state, objection)
    here = next((each for each in objections(charter, evidence, path, today) if each.finding.rule in _HERE), None)
    if here:
        return Standing("unapproved", here.clause, reason=here.finding.reason)
    return _listed(charter, tool)


def _objected(charter: Charter, tool: str, state: State, objection: Objection) -> Standing:
    if state == "unapproved":
        return _unlisted(charter)
    denials = (layer.denied[tool] for layer in charter.layers if tool in layer.denied and state == "denied")
    return Standing(state, objection.clause, reason=next((each.reason for each in denials if each.reason), ""))


def _listed(charter: Charter, tool: str) -> Standing:
    approvals = [layer.approved[tool] for layer in charter.layers if layer.approved and tool in layer.approved]
    until = min((each.until for each in approvals if each.until), default=None)
    return Standing("approved", approvals[-1].clause, until) if approvals else _unlisted(charter)


def _unlisted(charter: Charter) -> Standing:
    clauses = [layer.approved_clause for layer in charter.layers if layer.approved is not None]
    return Standing("unapproved", clauses[-1]) if clauses else Standing("unlisted")


def _of_use(charter: Charter, evidence: Evidence, path: str, today: date) -> Standing:
    rule = _RULES.get(evidence.kind, _SERVERS)
    if rule not in charter.book or explain(charter, rule, path, today).level == Level.OFF:
        return Standing("unlisted")
    approved = approval(charter, evidence, path)
    if approved:
        return Standing("approved", approved)
    refused = refusal(charter, evidence, path)
    return Standing("unapproved", refused) if refused else Standing("unlisted")
