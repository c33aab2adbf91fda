"""
What can be done about the findings at a place: their own fixes, waivers, and the clause.

All from what is known; nothing here starts an analysis. Nothing here is ever
part of a `source.fixAll`: a waiver is a decision, and the fixes of charters too.
"""

from collections.abc import Iterator

from lsprotocol import types
from msgspec import Struct

from charter import policy
from charter.lsp import waiving
from charter.lsp.buffers import Buffer
from charter.lsp.diagnostics import FileOf, clause_location, is_shown, to_diagnostic
from charter.lsp.features import show_clause
from charter.lsp.session import Result
from charter.lsp.today import today
from charter.model import Decision, Fix
from charter.policy.writing.cures import cures
from charter.provenance.commits import read_draft, said_in
from charter.text import Span

_UNREVIEWED = "provenance.unreviewed"


class Desk(Struct, frozen=True):
    """
    What the actions at a place are made from.

    Args:
        file_of: the file that a clause's source names.
        versions_edits: whether the editor takes edits for one version of a text.
        shows_documents: whether the editor can open a place that we name.
        messages: those of commits that are being written there.
    """

    result: Result
    file_of: FileOf
    versions_edits: bool
    shows_documents: bool
    messages: tuple[Buffer, ...] = ()

    def actions(self, span: Span) -> list[types.CodeAction]:
        """
        Return the quick fixes for what touches *span*: cures first, then waivers, then the clause.
        """
        at = [decision for decision in self.result.report.decisions if decision.finding.span.touches(span)]
        shown = [decision for decision in at if is_shown(decision)]
        of_waivers = [*self._waivers(shown), *self._conversions(span), *self._removals(at, span)]
        return [*self._cures(shown), *self._reviews(shown), *of_waivers, *self._clauses(shown)]

    def _cures(self, decisions: list[Decision]) -> Iterator[types.CodeAction]:
        text = self.result.buffer.document.text
        for decision in decisions:
            finding = decision.finding
            for fix in (*finding.fixes, *cures(text, finding.rule, finding.span)):
                yield self._action(fix, decision)

    def _reviews(self, decisions: list[Decision]) -> Iterator[types.CodeAction]:
        """
        Yield how the message that is being written says who reviewed it: from there, and from what needs a review.
        """
        unreviewed = next((each for each in decisions if each.finding.rule == _UNREVIEWED), None)
        if unreviewed is None and not self._shows_ai():
            return
        for message in self.messages if unreviewed else (self.result.buffer,):
            fix = policy.reviewed(self.result.charter, read_draft(message.document.text))
            if fix:
                yield self._action(fix, unreviewed, message)

    def _shows_ai(self) -> bool:
        text, catalogue = self.result.buffer.document.text, self.result.charter.catalogue
        return self.result.buffer.is_message and bool(said_in(read_draft(text), catalogue))

    def _waivers(self, decisions: list[Decision]) -> Iterator[types.CodeAction]:
        document = self.result.buffer.document
        for rule in dict.fromkeys(decision.finding.rule for decision in decisions):
            decision = next(decision for decision in decisions if decision.finding.rule == rule)
            for fix in waiving.waive(document, decision, self.result.charter, today()):
                yield self._action(fix, decision)
            if longer := waiving.prolong(document, decision, self.result.charter, today()):
                yield self._action(longer, decision)

    def _conversions(self, span: Span) -> Iterator[types.CodeAction]:
        document, decisions = self.result.buffer.document, self.result.report.decisions
        for fix in waiving.convert(document, span, decisions, self.result.charter, today()):
            yield self._action(fix, None)

    def _removals(self, decisions: list[Decision], span: Span) -> Iterator[types.CodeAction]:
        suppressions = (decision.suppression for decision in decisions)
        markers = frozenset(said.span for said in suppressions if said is not None and said.by == "waiver")
        for fix in waiving.unwaive(self.result.buffer.document, span, markers):
            yield self._action(fix, None)

    def _clauses(self, decisions: list[Decision]) -> Iterator[types.CodeAction]:
        if not self.shows_documents:
            return
        clauses = dict.fromkeys(decision.clause for decision in decisions if decision.clause is not None)
        for clause in clauses:
            location = clause_location(clause, self.file_of)
            if location is not None:
                title = f"Open the clause: {clause.source}:{clause.line + 1}"
                command = types.Command(title, show_clause.COMMAND, arguments=[location.uri, clause.line])
                yield types.CodeAction(title, kind=types.CodeActionKind.QuickFix, command=command)

    def _action(self, fix: Fix, decision: Decision | None, buffer: Buffer | None = None) -> types.CodeAction:
        """
        Args:
            buffer: the text that the fix is for; None for that which was asked about.
        """
        places, target = self.result.buffer.places, buffer or self.result.buffer
        edits = [types.TextEdit(target.places.to_range(edit.span), edit.text) for edit in fix.edits]
        return types.CodeAction(
            fix.title,
            kind=types.CodeActionKind.QuickFix,
            diagnostics=[to_diagnostic(decision, places, self.file_of)] if decision else None,
            edit=self._workspace_edit(target, edits),
        )

    def _workspace_edit(self, buffer: Buffer, edits: list[types.TextEdit]) -> types.WorkspaceEdit:
        if not self.versions_edits:
            return types.WorkspaceEdit(changes={buffer.uri: edits})
        identifier = types.OptionalVersionedTextDocumentIdentifier(uri=buffer.uri, version=buffer.version)
        return types.WorkspaceEdit(document_changes=[types.TextDocumentEdit(identifier, list(edits))])
