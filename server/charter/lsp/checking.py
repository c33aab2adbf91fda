"""
When texts are checked, and where: small pieces in the loop, large ones in a worker.

The newest version wins: what waits for an older one is dropped, and what a
worker learns about it is kept for the pieces that have not changed.
"""

import asyncio
from collections.abc import Callable
from concurrent.futures import Future
from functools import partial
from time import perf_counter
from weakref import WeakKeyDictionary

from lsprotocol import types
from msgspec.structs import replace

from charter import engine, policy
from charter.engine import Learned, Lesson
from charter.lsp import origins, uris
from charter.lsp.actions import Desk
from charter.lsp.authors import Authors, known
from charter.lsp.buffers import Buffer
from charter.lsp.diagnostics import BETWEEN, is_shown, is_told, to_marks, warm_up
from charter.lsp.laws import YAML, Laws
from charter.lsp.only_new import OnlyNew
from charter.lsp.overview.desk import Overview
from charter.lsp.publishing import Publisher
from charter.lsp.scanner import Scanner
from charter.lsp.session import OpenText, Result, Session
from charter.lsp.today import seconds_to_midnight, today
from charter.lsp.writing.desk import Writing
from charter.lsp.writing.impact import KnownFindings
from charter.model import Decision, Finding, Level, Report
from charter.policy import Charter
from charter.report import wording
from charter.report.approvals import approved_use
from charter.rules import SLOW_CHECKERS
from charter.text import Document, Notice, Span
from charter.workspace import errands
from charter.workspace.collector import Tidier
from charter.workspace.workers import Workers

# Code points that are examined within the loop, which takes some 30 ms; more where a
# worker, which begins from nothing, would have to look at all that is known already.
_IN_LOOP = 10_000
_IN_LOOP_OF_KNOWN = 30_000
# A worker's start takes longer than to examine this here.
_IN_LOOP_BEFORE_WORKERS = 60_000
# Seconds: a check that takes less needs no pause in typing.
_UNNOTICED = 0.05
_SHORTEST, _LONGEST = 0.05, 1.0
_PAUSE = 0.3
_POLL = 1.0
# After the start, which needs the cores for itself.
_REST = 1.0
_MOST_DEATHS = 2


class Checker:
    """
    Decides when each open text is checked.

    Args:
        session: what is open, known and under way.
        loop: the one that all of this runs in.
    """

    def __init__(self, session: Session, loop: asyncio.AbstractEventLoop) -> None:
        self._session = session
        self._loop = loop
        # One for each text: files of two folders may be called the same, and what is no file is called nothing.
        self._memos: WeakKeyDictionary[OpenText, engine.Memo] = WeakKeyDictionary()
        self._recent = engine.Memo()
        self._tidier = Tidier()
        self._laws = Laws(session)
        self._laws.on_idle = self._show_idle
        findings = KnownFindings(session, loop)
        self._publisher = Publisher(session, self._laws, findings)
        self.writing = Writing(session, self._laws, findings)
        self.overview = Overview(session, self._laws, findings)
        self._scanner = session.scanner = Scanner(session, self._laws, findings, loop)
        session.workers = self._workers = Workers(errands.run, session.settings.workers)
        self._only_new = session.only_new = OnlyNew(session, self._laws, loop, self._check)
        self._authors = Authors(session, loop, self._workers, self._authored)

    def begin(self) -> None:
        """
        Check what is open, start a worker ahead of its first task, and look at the charters from time to time.
        """
        warm_up()
        self.recheck()
        self._session.tell_loaded()
        self._later("worker", _REST, self._start_worker)
        self._poll()
        self._wait_for_midnight()

    def opened(self, text: OpenText) -> None:
        self._scanner.opened(text.buffer.uri)
        self._typed(text)
        self._show_charters()
        self._check_soon(text, 0)
        self._authors.look(text, self.charter_of(text))

    def edited(self, text: OpenText, before: Buffer) -> None:
        if text.buffer.replaced:
            engine.remember_edit(before.document, text.buffer.document, *text.buffer.replaced)
        self._typed(text)
        self._authors.edited(text, before)
        seconds = text.seconds[0]
        self._check_soon(text, 0 if seconds < _UNNOTICED else _bounded(seconds, _SHORTEST))

    def saved(self, text: OpenText) -> None:
        self.refresh()
        self._scanner.look()
        text.n_deaths = 0
        if text.learned is not text.buffer:
            self._learn(text)
        self._authors.look_again(text, self.charter_of(text))

    def closed(self, text: OpenText) -> None:
        self._memos.pop(text, None)
        self._only_new.closed(text)
        self._publisher.withdraw(text)
        if self._laws.typed(text.buffer.uri, None):
            self.recheck()
        self._show_charters()
        self._scanner.closed(text.buffer.uri)

    def refresh(self) -> None:
        """
        Look at all charters again, and at all texts if one has changed.
        """
        if self._laws.refresh() | self._only_new.refresh():
            self.recheck()

    def reconfigure(self) -> None:
        self._laws.forget()
        self._only_new.forget()
        self.recheck()

    def recheck(self) -> None:
        """
        Decide anew about all that is open: a charter, the folders or the day have changed.
        """
        self._show_charters()
        self._scanner.redecide()
        for text in self._session.texts.values():
            self._check_soon(text, 0)
            self._authors.look(text, self.charter_of(text))

    def status(self) -> list[dict[str, object]]:
        """
        Return which charter is in force for each open folder.
        """
        return [self._laws.status(root) for root in self._session.folders.roots]

    def _show_charters(self) -> None:
        self._publisher.publish_charters()
        self._session.editor.watch(self._laws.files())
        self._session.editor.tell_status(self.status())

    def _show_idle(self) -> None:
        """
        Say in the charters what of them no file needs.
        """
        self._show_charters()
        for text in self._session.texts.values():
            if text.buffer.path.endswith(YAML):
                self._check_soon(text, 0)

    def charter_of(self, text: OpenText) -> Charter:
        return self._laws.resolver(text.home.root).charter_for(text.home.path)

    def hover(self, result: Result, position: types.Position) -> types.Hover | None:
        """
        Return all there is to say about the findings at *position*, waived ones included, and about uses of AI.
        """
        offset = result.buffer.places.to_offset(position)
        here = Span(offset, offset)
        told = [
            decision
            for decision in result.report.decisions
            if (is_told(decision) or _is_use(decision.finding)) and decision.finding.span.touches(here)
        ]
        approved = [finding for finding in result.report.approved if finding.span.touches(here)]
        said = origins.hover(result, offset)
        values = [(self._said(decision), decision.finding.span) for decision in told]
        values += [said] if said else []
        values += [(_about_use(result, each), each.span) for each in approved]
        if not values:
            return None
        content = types.MarkupContent(types.MarkupKind.Markdown, BETWEEN.join(text for text, _ in values))
        return types.Hover(content, result.buffer.places.to_range(values[0][1]))

    def _said(self, decision: Decision) -> str:
        is_read = is_shown(decision) and self._session.editor.reads_marks_in_hovers
        return (wording.beyond if is_read else wording.hover)(decision, engine.BOOK)

    def actions(self, result: Result, place: types.Range) -> list[types.CodeAction]:
        """
        Return what can be done about the findings at *place*.
        """
        editor, root = self._session.editor, self._session.folders.home(result.buffer.uri).root
        messages = (text for text in self._session.texts.values() if text.buffer.is_message and text.home.root == root)
        desk = Desk(
            result,
            self._laws.resolver(root).file_of,
            editor.versions_edits,
            editor.shows_documents,
            tuple(text.buffer for text in messages),
        )
        return desk.actions(result.buffer.places.to_span(place))

    def _typed(self, text: OpenText) -> None:
        if self._laws.typed(text.buffer.uri, text.buffer.document.text):
            self.recheck()

    def _later(self, name: str, seconds: float, call: Callable[[], None]) -> None:
        self._session.timers[name] = self._loop.call_later(seconds, call)

    def _start_worker(self) -> None:
        """
        Let a worker load what it needs before there is something to do.
        """
        self._workers.submit(Lesson(Document("", "pass\n", "python")))

    def _poll(self) -> None:
        self.refresh()
        self._authors.refresh(self.charter_of)
        self._tidier.rest()
        self._later("poll", _POLL, self._poll)

    def _wait_for_midnight(self) -> None:
        self._later("midnight", seconds_to_midnight(), self._begin_day)

    def _begin_day(self) -> None:
        self.recheck()
        self._wait_for_midnight()

    def _authored(self, text: OpenText) -> None:
        """
        Decide anew about *text*: more is known of who wrote it.
        """
        self._check_soon(text, 0)
        editor = self._session.editor
        if self._session.settings.author_lenses and editor.refreshes_lenses:
            editor.refresh_lenses()

    # -- one text ------------------------------------------------------------------------------------------------------

    def _check_soon(self, text: OpenText, seconds: float) -> None:
        text.drop_work()
        check = partial(self._check, text)
        text.check_soon = self._loop.call_later(seconds, check) if seconds else self._loop.call_soon(check)

    def _check(self, text: OpenText) -> None:
        text.drop_work()
        document = text.buffer.document
        if text.n_deaths >= _MOST_DEATHS:
            document = _given_up(document)
        charter, memo = self.charter_of(text), self._memo_of(text)
        if engine.unseen(document, charter, memo) > self._most_in_loop(text):
            self._learn(text)
            return
        started = perf_counter()
        report = engine.check(document, charter, today(), memo, known(text))
        self._tidier.worked()
        self._deliver(text, charter, report)
        text.seconds = (perf_counter() - started, text.seconds[1])
        is_learned = text.learned is text.buffer and engine.is_slow_known(document, charter, memo)
        is_done = is_learned or text.n_deaths >= _MOST_DEATHS
        if not is_done and (_has_slow_rules(charter, document) or not engine.is_settled(document, charter, memo)):
            pause = _bounded(text.seconds[1], _PAUSE)
            text.learn_soon = self._loop.call_later(pause, partial(self._learn, text))

    def _memo_of(self, text: OpenText) -> engine.Memo:
        if text not in self._memos:
            self._memos[text] = self._recent.beside()
        return self._memos[text]

    def _most_in_loop(self, text: OpenText) -> int:
        if not self._workers.are_up:
            return _IN_LOOP_BEFORE_WORKERS
        return _IN_LOOP if text.result is None else _IN_LOOP_OF_KNOWN

    def _learn(self, text: OpenText) -> None:
        """
        Have a worker look at *text*, unless one does; then what it finds leads to the next check.
        """
        if text.learning is not None:
            return
        buffer = text.buffer
        charter = self.charter_of(text)
        has_slow = _has_slow_rules(charter, buffer.document)
        lesson = self._memo_of(text).lesson(buffer.document, engine.terms_of(charter).interest, with_slow=has_slow)
        text.learning = self._workers.submit(lesson)
        learned = partial(self._learned, text, buffer, lesson, perf_counter())
        text.learning.add_done_callback(partial(self._loop.call_soon_threadsafe, learned))

    def _learned(self, text: OpenText, buffer: Buffer, lesson: Lesson, started: float, done: "Future[Learned]") -> None:
        text.learning = None
        if self._session.text(buffer.uri) is not text or done.cancelled():
            return
        text.learned = buffer if lesson.with_slow else text.learned
        error = done.exception()
        if error is None:
            self._memo_of(text).add(done.result())
            text.n_deaths = 0
            text.seconds = (text.seconds[0], perf_counter() - started)
        else:
            text.n_deaths += 1
            self._session.editor.log(f"a text was not checked: {error}; trying again", types.MessageType.Warning)
        self._check(text)

    def _deliver(self, text: OpenText, charter: Charter, report: Report) -> None:
        if text.buffer.path.endswith(YAML):
            report = self._with_charter_problems(text, charter, report)
        told = self._only_new.told(text, charter, report)
        if told is None:
            return
        resolver = self._laws.resolver(text.home.root)
        marks = to_marks(told.decisions, text.buffer.places, resolver.file_of)
        self._publisher.deliver(text, Result(text.buffer, charter, told, marks))

    def _with_charter_problems(self, text: OpenText, charter: Charter, report: Report) -> Report:
        """
        Return *report* with the problems that other charters, which extend this file, have in it.
        """
        key = uris.key(text.buffer.uri)
        others = (stated for stated in self._laws.stated() if uris.key(uris.to_uri(stated.path)) == key)
        further = [
            decision
            for stated in others
            if stated.charter is not charter
            for decision in engine.charter_report(
                stated.charter, stated.source, text.buffer.document, today()
            ).decisions
        ]
        known = {(decision.finding.rule, decision.finding.span) for decision in report.decisions}
        new = [decision for decision in further if (decision.finding.rule, decision.finding.span) not in known]
        return replace(report, decisions=(*report.decisions, *new)) if new else report


def _is_use(finding: Finding) -> bool:
    return finding.evidence is not None and policy.is_use(finding.evidence)


def _about_use(result: Result, finding: Finding) -> str:
    clause = finding.evidence and policy.approval(result.charter, finding.evidence, result.report.path)
    return approved_use(finding, clause, result.charter.catalogue)


def _has_slow_rules(charter: Charter, document: Document) -> bool:
    """
    Tell whether something that editors show can only be seen by a look at the whole text.
    """
    slow = (rule.id for checker in SLOW_CHECKERS if checker.concerns(document) for rule in checker.rules())
    levels = (policy.explain(charter, rule, document.path, today()).level for rule in slow)
    return any(level is None or level > Level.OBSERVE for level in levels)


def _bounded(seconds: float, shortest: float) -> float:
    return min(_LONGEST, max(shortest, 1.2 * seconds))


def _given_up(document: Document) -> Document:
    """
    Return *document* without its text, saying that it cannot be checked.
    """
    notice = Notice("crashed", "The process that checks this text has ended twice; it is tried again on saving.")
    return Document(document.path, "", document.language, (*document.notices, notice))
