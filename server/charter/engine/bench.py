"""
Judging what was found in one document: findings become decisions, decisions a report.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field, replace
from datetime import date
from typing import TypeVar

from charter import policy
from charter.engine.fingerprints import named
from charter.engine.slow import Slow
from charter.engine.track import Cell, Track
from charter.evidence import Evidence
from charter.model import Decision, Fault, Finding, Report
from charter.policy import Charter, Problem, Submission
from charter.provenance import evidence, settings_evidence
from charter.provenance.commits import read_draft
from charter.syntax.languages import MESSAGE
from charter.text import Comment, Document, Notice, Span

_UNCHECKED = "charter.unchecked"
_WHOLE_FILE = "waive-file"

Gap = TypeVar("Gap", Notice, Fault)


@dataclass(frozen=True, slots=True)
class Bench:
    """
    Where the findings of one document are judged.
    """

    document: Document
    charter: Charter
    today: date

    def report(self, track: Track, slow: Slow) -> Report:
        """
        Return the report on the cells of *track*, which were all looked at.
        """
        track.judge_anew_unless((self.charter, self.document.path, self.today))
        notices, faults = [*self.document.notices], [*slow.faults]
        decisions = [*self._decided((*slow.findings, *self._of_path())), *self._problems(self.document.path)]
        decisions += self._decided(_unchecked((*notices, *faults)))
        silencing: list[Comment] = []
        for start, cell in track:
            verdict = cell.verdict
            if not isinstance(verdict, _Verdict):
                verdict = cell.verdict = self._verdict(cell)
            if verdict is _QUIET:
                continue
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
            policy.recognised(self.charter, self.document.path, named(self.document, decisions)),
            tuple(notices),
            tuple(faults),
        )

    def _of_path(self) -> Iterator[Finding]:
        """
        Yield what the charter has against the tool that the document sets up, whatever it says.
        """
        shown = settings_evidence(self.document.path, self.charter.catalogue)
        finding = shown and policy.judge(self.charter, shown, self.document.path, self.today)
        if finding:
            yield finding

    def _silenced(self, track: Track, silencing: list[Comment], decisions: list[Decision]) -> list[Decision]:
        if _WHOLE_FILE in self.document.text:
            # Whether such a waiver stands at the top is seen from all that stands there.
            silencing = [remark.moved(start) for start, cell in track for remark in cell.remarks]
        marked = policy.silence(self.charter, self.document, silencing, decisions, self.today)
        return sorted(marked, key=_place)

    def report_on_charter(self, source: str) -> Report:
        """
        Return the problems of the charter's file *source*, of which the document is the text.
        """
        decisions = sorted(self._problems(source), key=_place)
        return Report(source, self.document.lines, named(self.document, decisions))

    def report_on_commit(self, submission: Submission) -> Report:
        """
        Return the report on the commit whose message the document is.
        """
        found = (*self._of_tools(submission.evidence), *policy.breaches(self.charter, submission))
        decisions = sorted(self._decided(found), key=_place)
        return Report(self.document.path, self.document.lines, named(self.document, decisions))

    def _draft(self, known: tuple[Evidence, ...]) -> Submission:
        """
        Return the commit that is being written in the document.
        """
        message = read_draft(self.document.text)
        subject = message.text[message.subject.start : message.subject.end]
        return Submission(message, known, is_merge=subject.startswith("Merge "))

    def _of_tools(self, known: tuple[Evidence, ...]) -> list[Finding]:
        """
        Return what the charter has against the tools that are in evidence; in a commit each is named once.
        """
        judged = (policy.judge(self.charter, each, self.document.path, self.today) for each in known)
        findings = [finding for finding in judged if finding]
        if self.document.language not in MESSAGE:
            return findings
        first = {(each.rule, each.evidence and each.evidence.tool, each.advice): each for each in reversed(findings)}
        return list(reversed(first.values()))

    def _decided(self, findings: Iterable[Finding]) -> list[Decision]:
        decisions = (policy.decide(self.charter, finding, self.document.path, self.today) for finding in findings)
        return [decision for decision in decisions if decision is not None]

    def _problems(self, source: str) -> list[Decision]:
        """
        Return what is wrong today in the charter's file *source*, at the level that the policy gave it.
        """
        own = [problem for problem in policy.problems_on(self.charter, self.today) if problem.source == source]
        return [self._problem(problem) for problem in own]

    def _problem(self, problem: Problem) -> Decision:
        finding = _problem_finding(problem)
        said = policy.decide(self.charter, finding, problem.source, self.today)
        clause = said.clause if said else None
        return Decision(finding, problem.level, clause, owner=self.charter.owner, contact=self.charter.contact)

    def _verdict(self, cell: Cell) -> "_Verdict":
        """
        Return what the charter says of a unit.
        """
        seen = cell.examined
        if seen is None:
            return _QUIET
        piece = Document(self.document.path, cell.unit.text, self.document.language)
        known = evidence(piece, seen.remarks, self.charter.catalogue) if seen.evidence is None else seen.evidence
        said = policy.breaches(self.charter, self._draft(known)) if self.document.language in MESSAGE else ()
        # While a line is half typed, the editor's own marks say so.
        gaps = (*seen.notices, *seen.faults) if cell.is_settled else seen.faults
        verdict = _Verdict(
            named(piece, self._decided((*cell.findings, *self._of_tools(known), *said, *_unchecked(gaps)))),
            tuple(remark for remark in seen.remarks if policy.may_silence(remark)),
            seen.notices,
            seen.faults,
        )
        return _QUIET if verdict == _QUIET else verdict


@dataclass(slots=True)
class _Verdict:
    """
    What the charter says of a unit; spans are relative to it.

    Args:
        silencing: comments that may waive or suppress something.
    """

    decisions: tuple[Decision, ...] = ()
    silencing: tuple[Comment, ...] = ()
    notices: tuple[Notice, ...] = ()
    faults: tuple[Fault, ...] = ()
    _start: int = field(default=0, compare=False)
    _placed: tuple[Decision, ...] | None = field(default=None, compare=False)

    def decisions_at(self, start: int) -> tuple[Decision, ...]:
        """
        Return the decisions in the document; the same objects while the unit stays where it is.
        """
        if self._placed is None or self._start != start:
            self._start, self._placed = start, tuple(decision.moved(start) for decision in self.decisions)
        return self._placed


# What most units are: nothing to say of them.
_QUIET = _Verdict()


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
        yield Finding(_UNCHECKED, span, "Look at this yourself.", gap.message, extent=span)


def _place(decision: Decision) -> tuple[Span, str, str]:
    return decision.finding.span, decision.finding.rule, decision.finding.alias


def _moved(gap: Gap, by: int) -> Gap:
    return replace(gap, span=gap.span and gap.span.moved(by))
