"""
Reports as JSON for scripts, documented in `docs/ci.md`; one file a line.

`version` grows when a key changes its meaning or goes; new keys may come at any
time. Lines and columns count from one, columns and offsets in code points.
"""

import json
from collections.abc import Generator, Iterable, Sequence
from typing import Any

from charter import __version__
from charter.evidence import Evidence, Segment
from charter.model import Clause, Decision, Level, Report, RuleBook, Suppression
from charter.report import wording
from charter.report.places import region
from charter.report.tally import Tally
from charter.text import LineIndex, Span

VERSION = 1


def render(
    reports: Iterable[Report], book: RuleBook, unread: Sequence[str] = (), tally: Tally | None = None
) -> Generator[str, None, Tally]:
    """
    Yield one JSON object in pieces: `version`, `tool`, `files`, `summary` and `exit_status`.
    """
    tally = tally or Tally(unread)
    yield f'{{"version": {VERSION}, "tool": {_dumped({"name": "charter", "version": __version__})}, "files": ['
    for idx, report in enumerate(reports):
        tally.add(report)
        yield f"{',' if idx else ''}\n{_dumped(_file(report, book))}"
    yield f'\n], "summary": {_dumped(_summary(tally))}, "exit_status": {tally.exit_status}}}\n'
    return tally


def _dumped(value: dict[str, Any]) -> str:
    return json.dumps(value, check_circular=False)


def _file(report: Report, book: RuleBook) -> dict[str, Any]:
    return {
        "path": report.path,
        "is_of_change": report.is_of_change,
        "findings": [_finding(decision, report.lines, book) for decision in report.decisions],
        "notices": [
            {"kind": notice.kind, "message": notice.message, **_region(report.lines, notice.span)}
            for notice in report.notices
        ],
        "faults": [
            {"checker": fault.checker, "message": fault.message, **_region(report.lines, fault.span)}
            for fault in report.faults
        ],
        "segments": [_segment(segment, report.lines) for segment in report.segments],
    }


def _segment(segment: Segment, lines: LineIndex) -> dict[str, Any]:
    return {
        "author": segment.provenance.kind,
        "tool": segment.provenance.tool,
        "model": segment.provenance.model,
        "is_reviewed": segment.is_reviewed,
        "strength": segment.strength.name.lower(),
        "evidence": [_evidence(each) for each in segment.evidence],
        **_region(lines, segment.span),
    }


def _evidence(evidence: Evidence) -> dict[str, Any]:
    return {
        "kind": evidence.kind,
        "tool": evidence.tool,
        "model": evidence.model,
        "share": evidence.share,
        "source": evidence.source,
        "day": evidence.day and evidence.day.isoformat(),
    }


def _finding(decision: Decision, lines: LineIndex, book: RuleBook) -> dict[str, Any]:
    finding, rule = decision.finding, book[decision.finding.rule]
    owner, contact = wording.whom(decision)
    return {
        "rule": rule.id,
        "level": decision.level.word,
        "in_force": decision.is_in_force,
        "message": wording.message(decision, book),
        "advice": finding.advice,
        "reason": finding.reason,
        **_region(lines, finding.span),
        "symbol": finding.symbol,
        "figure": finding.figure,
        "limit": decision.limit,
        "severity": finding.severity.name.lower(),
        "confidence": finding.confidence.name.lower(),
        "aliases": [finding.alias] if finding.alias else list(rule.aliases),
        "cwes": list(wording.cwes(decision, rule)),
        "tool": finding.evidence and finding.evidence.tool,
        "model": finding.evidence and finding.evidence.model,
        "written_by": decision.written_by and _evidence(decision.written_by),
        "fingerprint": decision.fingerprint,
        "controls": [str(control) for control in decision.controls],
        "clause": decision.clause and _clause(decision.clause),
        "owner": owner,
        "contact": contact,
        "suppression": decision.suppression and _suppression(decision.suppression, lines),
        "caution": decision.caution,
    }


def _clause(clause: Clause) -> dict[str, Any]:
    return {
        "source": clause.source,
        "line": clause.line + 1,
        "key": clause.key,
        "layer": clause.layer,
        "note": clause.note,
        "owner": clause.owner,
        "contact": clause.contact,
    }


def _suppression(suppression: Suppression, lines: LineIndex) -> dict[str, Any]:
    where = {} if suppression.kind == "external" else _region(lines, suppression.span)
    return {"kind": suppression.kind, "by": suppression.by, "reason": suppression.reason, **where}


def _region(lines: LineIndex, span: Span | None) -> dict[str, Any]:
    if span is None:
        return {}
    where = region(lines, span)
    return {
        "start": {"line": where.line, "column": where.column, "offset": span.start},
        "end": {"line": where.end_line, "column": where.end_column, "offset": span.end},
    }


def _summary(tally: Tally) -> dict[str, Any]:
    return {
        "files": tally.n_files,
        "findings": {level.word: tally.findings[level] for level in Level if level is not Level.OFF},
        "silenced": dict(tally.silenced),
        "notices": tally.unchecked,
        "faults": tally.faults,
        "unread_charters": list(tally.unread),
    }
