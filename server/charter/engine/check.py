"""
The one question that all faces ask: what does the charter say of this document?
"""

from collections.abc import Iterable, Iterator
from dataclasses import replace
from datetime import date

from charter import policy
from charter.engine.fingerprints import fingerprints
from charter.engine.memo import Memo
from charter.engine.observe import observe
from charter.model import Comment, Decision, Fault, Finding, Rank, Report
from charter.policy import Charter, Problem
from charter.provenance import evidence
from charter.syntax import comments
from charter.text import Document, Notice, Span

_UNCHECKED = "charter.unchecked"


def check(document: Document, charter: Charter, today: date, memo: Memo | None = None) -> Report:
    """
    Return all that *charter* says of *document* on the day *today*.

    Pure: the same arguments give the same report, in every face. A memo makes it
    faster, and leaves the slow checkers to whoever owns the memo.

    Args:
        today: in UTC; expiry dates and stages are inclusive.
    """
    clause = policy.is_excluded(charter, document.path)
    if clause is not None:
        notice = Notice("excluded", f"Not checked: {clause.key} of {clause.source} excludes this file.")
        return Report(document.path, document.lines, notices=(*document.notices, notice))
    document = _within_limit(document, charter)
    observed = observe(document, memo)
    remarks = comments(document)
    findings = [
        *observed.findings,
        *_tool_findings(document, charter, today, remarks),
        *_problem_findings(document, charter),
    ]
    notices = (*document.notices, *observed.notices)
    findings += _unchecked(notices, observed.faults)
    decisions = _decided(document, charter, today, findings)
    decisions = policy.silence(charter, document, remarks, decisions, today)
    return Report(
        document.path,
        document.lines,
        _named(document, decisions),
        notices,
        tuple(observed.faults),
    )


def charter_report(charter: Charter, source: str, document: Document, today: date) -> Report:
    """
    Return the problems of the charter's file *source*, of which *document* is the text.

    For files that are not checked themselves, as those of an organisation's layer.
    """
    findings = [_problem_finding(problem) for problem in charter.problems if problem.source == source]
    return Report(source, document.lines, _named(document, _decided(document, charter, today, findings)))


def _within_limit(document: Document, charter: Charter) -> Document:
    """
    Return *document* without its text if that is larger than the charter allows to check.

    Files are weighed in bytes when they are read; a buffer by its code points,
    which are never more.
    """
    if len(document.text) <= charter.size_limit:
        return document
    notice = Notice("too-large", f"Not checked: larger than the charter's size_limit of {charter.size_limit:,} bytes.")
    return Document(document.path, "", document.language, (*document.notices, notice))


def _tool_findings(document: Document, charter: Charter, today: date, remarks: Iterable[Comment]) -> Iterator[Finding]:
    for item in evidence(document, remarks, charter.catalogue):
        finding = policy.judge(charter, item, document.path, today)
        if finding is not None:
            yield finding


def _problem_findings(document: Document, charter: Charter) -> list[Finding]:
    return [_problem_finding(problem) for problem in charter.problems if problem.source == document.path]


def _problem_finding(problem: Problem) -> Finding:
    return Finding(
        rule=problem.rule,
        span=problem.span,
        advice=problem.advice,
        reason=problem.message,
        extent=problem.span,
        fixes=problem.fixes,
    )


def _unchecked(notices: Iterable[Notice], faults: Iterable[Fault]) -> Iterator[Finding]:
    """
    Yield a finding for each gap, so that nothing unchecked is shown as clean.
    """
    for gap in (*notices, *faults):
        span = gap.span or Span(0, 0)
        advice = "Look at this yourself: Charter could not check it."
        yield Finding(_UNCHECKED, span, advice, gap.message, extent=span, confidence=Rank.HIGH)


def _decided(document: Document, charter: Charter, today: date, findings: Iterable[Finding]) -> list[Decision]:
    decisions = (policy.decide(charter, finding, document.path, today) for finding in findings)
    return sorted(
        (decision for decision in decisions if decision is not None),
        key=lambda decision: (decision.finding.span, decision.finding.rule, decision.finding.alias),
    )


def _named(document: Document, decisions: Iterable[Decision]) -> tuple[Decision, ...]:
    decisions = list(decisions)
    names = fingerprints(document, (decision.finding for decision in decisions))
    return tuple(replace(decision, fingerprint=name) for decision, name in zip(decisions, names, strict=True))
