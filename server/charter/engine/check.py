"""
The one question that all faces ask: what does the charter say of this document?
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import date
from functools import cached_property
from typing import TypeVar

from charter import policy
from charter.engine.fingerprints import named
from charter.engine.memo import Memo
from charter.engine.slow import Slow, look_slowly
from charter.engine.track import Cell, Track
from charter.model import Comment, Decision, Fault, Finding, Report
from charter.policy import Charter, Problem
from charter.provenance import evidence
from charter.text import Document, Notice, Span

_UNCHECKED = "charter.unchecked"
_WHOLE_FILE = "waive-file"

Gap = TypeVar("Gap", Notice, Fault)


def check(document: Document, charter: Charter, today: date, memo: Memo | None = None) -> Report:
    """
    Return all that *charter* says of *document* on the day *today*.

    Pure: the same arguments give the same report, in every face. A memo makes it
    faster, leaves the slow checkers to whoever owns the memo, and lets a unit
    that is half typed keep its last findings, marked as stale.

    Args:
        today: in UTC; expiry dates and stages are inclusive.
    """
    clause = policy.is_excluded(charter, document.path)
    if clause is not None:
        notice = Notice("excluded", f"Not checked: {clause.key} of {clause.source} excludes this file.")
        return Report(document.path, document.lines, notices=(*document.notices, notice))
    document = _within_limit(document, charter)
    track = memo.track(document) if memo else Track.of(document)
    track.examine()
    slow = Slow(track.slow) if memo else look_slowly(document)
    return _Bench(document, charter, today).report(track, slow)


def charter_report(charter: Charter, source: str, document: Document, today: date) -> Report:
    """
    Return the problems of the charter's file *source*, of which *document* is the text.

    For files that are not checked themselves, as those of an organisation's layer.
    """
    decisions = sorted(_Bench(document, charter, today).problems(source), key=_place)
    return Report(source, document.lines, named(document, decisions))


@dataclass(frozen=True)
class _Bench:
    """
    Where the findings of one document are judged.
    """

    document: Document
    charter: Charter
    today: date

    def report(self, track: Track, slow: Slow) -> Report:
        notices, faults = [*self.document.notices], [*slow.faults]
        decisions = [*self.decided(slow.findings), *self.problems(self.document.path)]
        decisions += self.decided(_unchecked((*notices, *faults)))
        silencing: list[Comment] = []
        for start, cell in track:
            verdict = self._verdict(cell)
            if not verdict.is_empty:
                decisions += verdict.decisions_at(start)
                silencing += [remark.moved(start) for remark in verdict.silencing]
                notices += [_moved(notice, start) for notice in verdict.notices]
                faults += [_moved(fault, start) for fault in verdict.faults]
        decisions.sort(key=_place)
        if silencing:
            decisions = self._silenced(track, silencing, decisions)
        return Report(
            self.document.path,
            self.document.lines,
            named(self.document, decisions),
            tuple(notices),
            tuple(faults),
        )

    def _silenced(self, track: Track, silencing: list[Comment], decisions: list[Decision]) -> list[Decision]:
        if _WHOLE_FILE in self.document.text:
            # Whether such a waiver stands at the top is seen from all that stands there.
            silencing = [remark.moved(start) for start, cell in track for remark in cell.remarks]
        marked = policy.silence(self.charter, self.document, silencing, decisions, self.today)
        return sorted(marked, key=_place)

    def decided(self, findings: Iterable[Finding]) -> list[Decision]:
        decisions = (policy.decide(self.charter, finding, self.document.path, self.today) for finding in findings)
        return [decision for decision in decisions if decision is not None]

    def problems(self, source: str) -> list[Decision]:
        """
        Return what is wrong in the charter's file *source*, at the level that `policy.build` gave it.
        """
        own = [problem for problem in self.charter.problems if problem.source == source]
        return [self._problem(problem) for problem in own]

    def _problem(self, problem: Problem) -> Decision:
        finding = _problem_finding(problem)
        said = policy.decide(self.charter, finding, problem.source, self.today)
        return Decision(finding, problem.level, said.clause if said else None)

    def _verdict(self, cell: Cell) -> "_Verdict":
        """
        Return what the charter says of a unit, from memory if it is still the same charter.
        """
        known = cell.verdict
        if isinstance(known, _Verdict) and known.key == self.key:
            return known
        cell.verdict = verdict = self._judged(cell)
        return verdict

    @cached_property
    def key(self) -> tuple[Charter, str, date]:
        """
        What a verdict depends on, beside the unit.
        """
        return self.charter, self.document.path, self.today

    def _judged(self, cell: Cell) -> "_Verdict":
        seen = cell.examined
        if seen is None:
            return _Verdict(self.key)
        piece = Document(self.document.path, cell.unit.text, self.document.language)
        tools = [
            finding
            for item in evidence(piece, seen.remarks, self.charter.catalogue)
            if (finding := policy.judge(self.charter, item, self.document.path, self.today))
        ]
        # While a line is half typed, the editor's own marks say so.
        gaps = (*seen.notices, *seen.faults) if cell.is_settled else seen.faults
        return _Verdict(
            self.key,
            tuple(self.decided((*cell.findings, *tools, *_unchecked(gaps)))),
            tuple(remark for remark in seen.remarks if policy.may_silence(remark)),
            seen.notices,
            seen.faults,
        )


@dataclass(slots=True)
class _Verdict:
    """
    What the charter says of a unit; spans are relative to it.

    Args:
        key: for which charter, path and day.
        silencing: comments that may waive or suppress something.
    """

    key: tuple[Charter, str, date]
    decisions: tuple[Decision, ...] = ()
    silencing: tuple[Comment, ...] = ()
    notices: tuple[Notice, ...] = ()
    faults: tuple[Fault, ...] = ()
    _start: int = 0
    _placed: tuple[Decision, ...] | None = None

    @property
    def is_empty(self) -> bool:
        return not (self.decisions or self.silencing or self.notices or self.faults)

    def decisions_at(self, start: int) -> tuple[Decision, ...]:
        """
        Return the decisions in the document; the same objects while the unit stays where it is.
        """
        if self._placed is None or self._start != start:
            self._start, self._placed = start, tuple(decision.moved(start) for decision in self.decisions)
        return self._placed


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


def _problem_finding(problem: Problem) -> Finding:
    return Finding(
        rule=problem.rule,
        span=problem.span,
        advice=problem.advice,
        reason=problem.message,
        extent=problem.span,
        fixes=problem.fixes,
    )


def _unchecked(gaps: Iterable[Notice | Fault]) -> Iterator[Finding]:
    """
    Yield a finding for each gap, so that nothing unchecked is shown as clean.
    """
    for gap in gaps:
        span = gap.span or Span(0, 0)
        yield Finding(_UNCHECKED, span, "Look at this yourself: Charter could not check it.", gap.message, extent=span)


def _place(decision: Decision) -> tuple[Span, str, str]:
    return decision.finding.span, decision.finding.rule, decision.finding.alias


def _moved(gap: Gap, by: int) -> Gap:
    return replace(gap, span=gap.span and gap.span.moved(by))
