"""
Reports as SARIF 2.1.0, for code scanning and for other tools.

Results are written as they come; the rules they name, and the notices and
faults, follow when all are known. The order of keys means nothing in JSON.
Where a rule stands in SARIF is in `sarif_rules.py`, and what it is evidence for in
`sarif_taxonomies.py`.

Source: OASIS SARIF 2.1.0 with errata 01.
"""

import json
from collections.abc import Generator, Iterable, Iterator, Sequence
from itertools import chain
from typing import Any

from charter.model import Clause, Decision, Fault, Fix, Level, Report, RuleBook, Suppression
from charter.report import untrusted, wording
from charter.report.places import ROOT, region, uri
from charter.report.sarif_rules import LEVELS, cwe_tags, driver
from charter.report.sarif_taxonomies import Taxonomies
from charter.report.tally import Tally
from charter.text import LineIndex, Notice, Span

Json = dict[str, Any]

SCHEMA = "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json"
FINGERPRINT = "charter/v1"

# What silences a finding for being there before.
_OF_BASELINE = frozenset({"known", "unchanged"})


def render(
    reports: Iterable[Report],
    book: RuleBook,
    root_uri: str,
    unread: Sequence[str] = (),
    tally: Tally | None = None,
) -> Generator[str, None, Tally]:
    """
    Yield one SARIF log in pieces.

    Args:
        reports: decisions of every level; observed and silenced ones are kept.
        book: describes the rules that occur.
        root_uri: the file URI of the folder that paths start from, with a slash at its end.
        unread: paths of charters that are not in force, or not wholly.
        tally: what is counted already; it counts on.
    """
    tally, rules, taxonomies = tally or Tally(unread), dict[str, int](), Taxonomies()
    notifications: list[Json] = []
    base = {ROOT: {"uri": root_uri}}
    yield f'{{"$schema": "{SCHEMA}", "version": "2.1.0", "runs": [{{"columnKind": "unicodeCodePoints",\n'
    yield f'"originalUriBaseIds": {json.dumps(base)},\n"results": ['
    comma = ""
    for report in reports:
        tally.add(report)
        notifications += _notifications(report)
        for decision in report.decisions:
            idx = rules.setdefault(decision.finding.rule, len(rules))
            taxa = taxonomies.refer(decision.finding.rule, decision.controls)
            result = _result(report, decision, idx, book) | ({"taxa": taxa} if taxa else {})
            yield f"{comma}\n{json.dumps(result)}"
            comma = ","
    yield f'\n],\n"tool": {json.dumps({"driver": driver(map(book.__getitem__, rules), taxonomies)})},\n'
    if described := taxonomies.described():
        yield f'"taxonomies": {json.dumps(described)},\n'
    yield f'"invocations": [{json.dumps(_invocation(tally, notifications))}]}}]}}\n'
    return tally


def _result(report: Report, decision: Decision, idx: int, book: RuleBook) -> Json:
    """
    Return one result; `suppressions` is in all of them, for absent would mean unknown.
    """
    finding = decision.finding
    result: Json = {
        "ruleId": finding.rule,
        "ruleIndex": idx,
        # What has no severity must be of another kind than `fail` (3.27.10).
        "kind": "informational" if decision.level is Level.OBSERVE else "fail",
        "level": LEVELS[decision.level],
        "message": {"text": _unlinked(wording.message(decision, book))},
        "locations": [_location(report.path, report.lines, finding.span, finding.symbol)],
        "partialFingerprints": {FINGERPRINT: decision.fingerprint} if decision.fingerprint else {},
        "suppressions": [_suppression(report, decision.suppression)] if decision.suppression else [],
        "properties": _properties(decision),
    }
    if decision.suppression and decision.suppression.by in _OF_BASELINE:
        result["baselineState"] = "unchanged"
    if decision.clause and not decision.clause.source.startswith("pack:"):
        result["relatedLocations"] = [_clause(decision.clause)]
    if finding.fixes:
        result["fixes"] = [_fix(report, fix) for fix in finding.fixes]
    return result


def _unlinked(text: str) -> str:
    # `[words](address)` would be a link even in plain messages (3.11.6).
    return text.replace("](", "] (")


def _properties(decision: Decision) -> Json:
    finding, evidence = decision.finding, decision.finding.evidence
    known: Json = {
        "tags": cwe_tags(() if finding.cwe is None else (finding.cwe,)),
        "confidence": finding.confidence.name.lower(),
        "figure": finding.figure,
        "limit": decision.limit,
        "alias": finding.alias,
        "tool": evidence and evidence.tool,
        "model": evidence and evidence.model,
        "clause": decision.clause and wording.place(decision.clause),
        "caution": decision.caution,
        "writtenBy": decision.written_by and (decision.written_by.tool or "AI"),
    }
    return {key: value for key, value in known.items() if value is not None and value not in ("", [])}


def _location(path: str, lines: LineIndex, span: Span | None, symbol: str = "") -> Json:
    physical: Json = {"artifactLocation": _artifact(path)}
    if span is not None:
        physical["region"] = _region(lines, span)
    location: Json = {"physicalLocation": physical}
    if symbol:
        location["logicalLocations"] = [{"fullyQualifiedName": symbol}]
    return location


def _artifact(path: str) -> Json:
    reference = uri(path)
    return {"uri": reference} if reference.startswith("file:") else {"uri": reference, "uriBaseId": ROOT}


def _region(lines: LineIndex, span: Span) -> Json:
    where = region(lines, span)
    return {
        "startLine": where.line,
        "startColumn": where.column,
        "endLine": where.end_line,
        "endColumn": where.end_column,
    }


def _clause(clause: Clause) -> Json:
    physical: Json = {"artifactLocation": _artifact(clause.source), "region": {"startLine": clause.line + 1}}
    return {"physicalLocation": physical, "message": {"text": f"{untrusted.plain(clause.key)} of the charter"}}


def _suppression(report: Report, suppression: Suppression) -> Json:
    shown: Json = {"kind": suppression.kind, "status": "accepted", "properties": {"by": suppression.by}}
    if suppression.reason:
        shown["justification"] = untrusted.plain(suppression.reason)
    if suppression.kind == "inSource":
        shown["location"] = _location(report.path, report.lines, suppression.span)
    return shown


def _fix(report: Report, fix: Fix) -> Json:
    replacements = [
        {"deletedRegion": _region(report.lines, edit.span), "insertedContent": {"text": edit.text}}
        for edit in fix.edits
    ]
    change = {"artifactLocation": _artifact(report.path), "replacements": replacements}
    return {"description": {"text": untrusted.plain(fix.title)}, "artifactChanges": [change]}


def _notifications(report: Report) -> Iterator[Json]:
    """
    Yield what was not checked: nothing of it may look clean.
    """
    return chain(
        (_notice(report, notice) for notice in report.notices), (_fault(report, fault) for fault in report.faults)
    )


def _notice(report: Report, notice: Notice) -> Json:
    return {
        "descriptor": {"id": notice.kind},
        "level": "warning",
        "message": {"text": untrusted.plain(notice.message)},
        "locations": [_location(report.path, report.lines, notice.span)],
    }


def _fault(report: Report, fault: Fault) -> Json:
    return {
        "descriptor": {"id": "fault"},
        "level": "error",
        "message": {"text": untrusted.plain(f"{fault.checker}: {fault.message}")},
        "locations": [_location(report.path, report.lines, fault.span)],
    }


def _invocation(tally: Tally, notifications: list[Json]) -> Json:
    """
    Return how the run ended; it succeeded if no rule crashed and every layer was read.
    """
    return {
        "executionSuccessful": not tally.faults and not tally.unread,
        "exitCode": tally.exit_status,
        "toolExecutionNotifications": notifications,
    }
