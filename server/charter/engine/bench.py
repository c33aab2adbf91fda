"""
Judging what was found in one document: findings become decisions, decisions a report.
"""

from collections.abc import Iterable, Iterator, Sequence
from datetime import date
from typing import TypeVar

from msgspec import Struct
from msgspec.structs import replace

from charter import policy
from charter.commits import GIT_COMMIT
from charter.engine import authors, insertions
from charter.engine.fingerprints import named
from charter.engine.slow import Slow
from charter.engine.track import Cell, Track
from charter.engine.verdicts import QUIET, Verdict, Written, written
from charter.evidence import UNSEEN, Authorship, Evidence, Segment
from charter.model import Decision, Fault, Finding, Report
from charter.policy import Charter, Problem, Submission
from charter.provenance import evidence, ignoring_tool, settings_evidence
from charter.provenance.commits import committer_of, read_draft
from charter.text import Comment, Document, Notice, Span

_UNCHECKED = "charter.unchecked"
_WHOLE_FILE = "waive-file"

Gap = TypeVar("Gap", Notice, Fault)


class Bench(Struct, frozen=True):
    """
    Where the findings of one document are judged.
    """

    document: Document
    charter: Charter
    today: date
    authorship: Authorship = UNSEEN

    def report(self, track: Track, slow: Slow) -> Report:
        """
        Return the report on the cells of *track*, which were all looked at.
        """
        track.judge_anew_unless((self.charter, self.document.path, self.today))
        notices, faults = [*self.document.notices, *self.authorship.notices], [*slow.faults]
        segments = self._judge(track)
        decisions = [*self._decided((*slow.findings, *self._of_path()), segments), *self._problems(self.document.path)]
        decisions += self._decided((*_unchecked((*notices, *faults)), *self._on_authors(segments)))
        silencing: list[Comment] = []
        approved = [*self._approved(slow.findings)]
        for idx, verdict in track.speaking():
            start = track.cut.starts[idx]
            decisions += verdict.decisions_at(start)
            if verdict.has_only_decisions:
                continue
            approved += [finding.moved(start) for finding in verdict.approved]
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
            segments=segments,
            approved=tuple(approved),
        )

    def _approved(self, findings: Iterable[Finding]) -> Iterator[Finding]:
        """
        Yield those of *findings* that are uses of AI which the charter approves.
        """
        return (each for each in findings if policy.is_approved(self.charter, each, self.document.path))

    def _of_path(self) -> Iterator[Finding]:
        """
        Yield what the charter has against the tool that the document sets up, whatever it says, or should keep out.
        """
        shown = settings_evidence(self.document.path, self.charter.catalogue)
        finding = shown and policy.judge(self.charter, shown, self.document.path, self.today)
        if finding:
            yield finding
        tool = ignoring_tool(self.document.path, self.charter.catalogue)
        open_zones = tool and policy.unignored(self.charter, tool, self.document)
        if open_zones:
            yield open_zones

    def _judge(self, track: Track) -> tuple[Segment, ...]:
        """
        Judge what has not been judged yet, and return who wrote what.

        A cell is first judged as if nobody knew who wrote it, and again where somebody does.
        """
        track.judge(self._verdict)
        said = [(idx, verdict.evidence) for idx, verdict in track.speaking() if verdict.evidence]
        if not said and not self.authorship.segments and not any(verdict.written for _, verdict in track.speaking()):
            return ()
        segments = authors.segments(self.document, track, said, self.authorship)
        for idx, pieces in enumerate(authors.pieces(segments, track)):
            cell, whose = track.cells[idx], written(pieces)
            if cell.verdict is None or cell.verdict.written != whose:
                track.hear(idx, self._verdict(cell, pieces, whose))
        return segments

    def _on_authors(self, segments: Sequence[Segment]) -> Iterator[Finding]:
        """
        Yield what the charter has against those who wrote parts of the document, as is known from outside; each once.
        """
        asked = insertions.undeclared(self.document, self.authorship, segments)
        yield from (policy.declared(self.charter, finding, self.document) for finding in asked)
        yield from policy.unmarked(self.charter, self.document, segments)
        said: set[tuple[str, str | None, str | None]] = set()
        for segment in self.authorship.segments:
            found = policy.judge_segment(self.charter, segment, self.document, self.today)
            if found and found.evidence:
                key = (found.rule, found.evidence.tool, found.evidence.model)
                if key not in said:
                    said.add(key)
                    yield found

    def _silenced(self, track: Track, silencing: list[Comment], decisions: list[Decision]) -> list[Decision]:
        if _WHOLE_FILE in self.document.text:
            # Whether such a waiver stands at the top is seen from all that stands there.
            silencing = [remark.moved(start) for start, cell in track for remark in cell.remarks]
        marked = policy.silence(self.charter, self.document, silencing, decisions, self.today, self.authorship)
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
        found = (*self._of_tools(submission.text, submission.evidence), *policy.breaches(self.charter, submission))
        decisions = sorted(self._decided(found), key=_place)
        return Report(self.document.path, self.document.lines, named(self.document, decisions))

    def _undisclosed(self, piece: Document, known: tuple[Evidence, ...]) -> Iterator[Finding]:
        """
        Return what *piece* of the document does not say of AI in the way that the charter asks for.
        """
        if self.document.language == GIT_COMMIT:
            return policy.breaches(self.charter, self._draft(known))
        return policy.marks(self.charter, piece, known)

    def _draft(self, known: tuple[Evidence, ...]) -> Submission:
        """
        Return the commit that is being written in the document.
        """
        message = read_draft(self.document.text)
        subject = message.text[message.subject.start : message.subject.end]
        committer = committer_of(message.text, self.charter.catalogue)
        return Submission(message, known, is_merge=subject.startswith("Merge "), committer=committer)

    def _of_tools(self, text: str, known: tuple[Evidence, ...], segments: Sequence[Segment] = ()) -> list[Finding]:
        """
        Return what the charter has against the tools that are in evidence in *text*; in a commit each is named once.
        """
        judged = (self._on_evidence(each, segments) for each in known)
        findings = [policy.mended(self.charter, finding, text) for finding in judged if finding]
        if self.document.language != GIT_COMMIT:
            return findings
        first = {(each.rule, each.evidence and each.evidence.tool, each.advice): each for each in reversed(findings)}
        return list(reversed(first.values()))

    def _decided(self, findings: Iterable[Finding], segments: Sequence[Segment] = ()) -> list[Decision]:
        decisions = (self._decision(finding, segments) for finding in findings)
        return [decision for decision in decisions if decision is not None]

    def _decision(self, finding: Finding, segments: Sequence[Segment]) -> Decision | None:
        path = self.document.path
        if not segments or finding.evidence:
            return policy.decide(self.charter, finding, path, self.today)
        return policy.decide_for(self.charter, finding, path, self.today, authors.author(segments, finding))

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

    def _on_evidence(self, said: Evidence, segments: Sequence[Segment]) -> Finding | None:
        here = (each for each in segments if each.span.holds(said.span.start))
        is_reviewed = any(each.is_reviewed for each in here)
        return policy.judge(self.charter, said, self.document.path, self.today, is_reviewed=is_reviewed)

    def _verdict(self, cell: Cell, segments: Sequence[Segment] = (), whose: Written = ()) -> Verdict:
        """
        Return what the charter says of a unit, of which *segments* are by somebody who is known.
        """
        seen = cell.examined
        if seen is None:
            return QUIET
        piece = Document(self.document.path, cell.unit.text, self.document.language)
        known = evidence(piece, seen.remarks, self.charter.catalogue) if seen.evidence is None else seen.evidence
        said = self._undisclosed(piece, known)
        # While a line is half typed, the editor's own marks say so.
        gaps = (*seen.notices, *seen.faults) if cell.is_settled else seen.faults
        found = (*cell.findings, *self._of_tools(piece.text, known, segments), *said, *_unchecked(gaps))
        verdict = Verdict(
            named(piece, self._decided(found, segments)),
            tuple(remark for remark in seen.remarks if policy.may_silence(remark)),
            seen.notices,
            seen.faults,
            # Who helped with the change did not therefore write its message.
            () if self.document.language == GIT_COMMIT else known,
            whose,
            tuple(self._approved(cell.findings)),
        )
        return QUIET if verdict == QUIET else verdict


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


def _place(decision: Decision) -> tuple[int, int, str, str]:
    finding = decision.finding
    return finding.span.start, finding.span.end, finding.rule, finding.alias


def _moved(gap: Gap, by: int) -> Gap:
    return replace(gap, span=gap.span and gap.span.moved(by))
