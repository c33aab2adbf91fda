"""
Random edits of real files: after each, what is remembered gives the report of a whole look.

Two memories follow each session. One is never given a pause, and is told what was
typed, as by an editor: its report must be that of a whole look whenever the text
parses. The other one has a pause after each edit, and has to find it: its report
must always be. What is stale is held to a law of its own: it is what was shown
before the edit, moved, and a text that parses has none of it.
"""

import json
import random
from collections import Counter
from datetime import date
from functools import cache
from itertools import chain

from lsprotocol import types
from msgspec.structs import replace

from charter.engine import BOOK, Lesson, Memo, check, learn, remember_edit, terms_of
from charter.engine.difference import difference, edit_between
from charter.lsp.buffers import Buffer
from charter.lsp.convert import Encoding
from charter.text import Document
from support import corpus
from support.charters import charter
from trials import runs
from trials.typist import Typist, parses

EDITS_PER_SESSION = 25
_SIZES = range(40, 400)
_TODAY = date(2026, 12, 1)
_PATH = "shop/orders.py"


class Outcome(runs.Outcome, frozen=True, kw_only=True):
    """
    What came of a session, or of many.

    Args:
        n_valid: edits after which Python could parse the whole text.
        n_findings: that were compared with those of a whole look.
        n_stale: that were held to the law of stale findings.
    """

    n_sessions: int = 0
    n_edits: int = 0
    n_valid: int = 0
    n_findings: int = 0
    n_stale: int = 0


def session(seed):
    """
    Return the outcome of one session; the same seed gives the same edits.
    """
    rng = random.Random(seed)  # noqa: S311 -- reproducible, no secret
    session = _Session(Typist(rng, _text(rng)))
    for number in range(EDITS_PER_SESSION):
        session.edit(f"seed {seed}, edit {number}")
        if session.outcome.differences:
            # What follows would only be more of the same.
            break
    return replace(session.outcome, n_sessions=1)


class _Session:
    """
    One text, its typist, and what two memories make of it.
    """

    def __init__(self, typist):
        self.typist = typist
        self.outcome = Outcome()
        self._hasty, self._paused = Memo(), Memo()
        item = types.TextDocumentItem(f"file:///{_PATH}", "python", 1, typist.text)
        self._buffer = Buffer.of(item, _PATH, "python", Encoding.UTF16)
        self._is_valid = parses(typist.text)
        self._shown = _checked(self._buffer.document, self._hasty).decisions
        _checked(_document(typist.text), self._paused)

    def edit(self, name):
        self.typist.edit(is_valid=self._is_valid)
        text, before = self.typist.text, self._buffer
        self._buffer = _edited(before, text)
        self._is_valid = parses(text)
        document = _document(text)
        whole = _checked(_document(text), Memo())
        hasty = _checked(self._buffer.document, self._hasty)
        paused = _checked(document, self._paused)
        if not self._is_valid:
            self._paused.add(learn(Lesson(_document(text), terms_of(_charter()).interest, with_slow=False)))
            paused = _checked(document, self._paused)
        said = chain(
            _unlike("without a pause", whole, hasty) if self._is_valid else (),
            _unlike("after a pause", whole, paused),
            self._unlawful(edit_between(before.document, self._buffer.document), hasty),
            () if _has_gap(whole) != self._is_valid else (f"parses: {self._is_valid}, yet {whole.notices}",),
        )
        self.outcome += Outcome(
            n_edits=1,
            n_valid=self._is_valid,
            n_findings=len(whole.decisions),
            n_stale=len(_stale(hasty.decisions)),
            differences=tuple(f"{name} ({self.typist.done}): {each}" for each in said),
        )
        self._shown = hasty.decisions

    def _unlawful(self, edit, report):
        """
        Yield what is stale and should not be: in a text that parses, or never shown before the edit.
        """
        known = Counter(place for decision in self._shown for place in _places(decision.finding, edit))
        for decision in _stale(report.decisions):
            if self._is_valid:
                yield f"stale though the text parses: {decision.finding}"
            elif (_name(decision.finding), decision.finding.span.start) not in known:
                yield f"stale, yet never shown: {decision.finding}"


def _checked(document, memo):
    return check(document, _charter(), _TODAY, memo)


def _document(text):
    """
    Return *text* as a document that nobody has seen: what is known of one would spare the engine its work.
    """
    return Document(_PATH, text, "python")


def _edited(buffer, text):
    """
    Return the next version of *buffer*, typed as *text*: as one change, or where none can say it, as a whole.
    """
    edit = difference(buffer.text, text)
    change = types.TextDocumentContentChangePartial(buffer.places.to_range(edit.span), edit.text)
    after = buffer.edited([change], buffer.version + 1)
    if after.text != text:
        return buffer.edited([types.TextDocumentContentChangeWholeDocument(text)], buffer.version + 1)
    remember_edit(buffer.document, after.document, *after.replaced)
    return after


def _unlike(when, whole, report):
    """
    Yield what differs between a report and that of a whole look, what is stale aside.
    """
    expected, found = Counter(whole.decisions), Counter(report.decisions) - Counter(_stale(report.decisions))
    for decision in expected - found:
        yield f"{when}, missing: {decision.finding}"
    for decision in found - expected:
        yield f"{when}, too many: {decision.finding}"
    if Counter((*whole.notices, *whole.faults)) != Counter((*report.notices, *report.faults)):
        yield f"{when}, expected {whole.notices} {whole.faults}, found {report.notices} {report.faults}"


def _stale(decisions):
    return [decision for decision in decisions if decision.finding.is_stale]


def _has_gap(report):
    return any(notice.kind in {"syntax", "nesting"} for notice in report.notices)


def _name(finding):
    return finding.rule, finding.alias, finding.severity, finding.symbol, finding.figure, finding.reason


def _places(finding, edit):
    """
    Yield *finding* where it may stand after *edit*: moved with the text, or drawn to what replaced it.
    """
    lo, hi = edit.span.start, edit.span.end
    start = finding.span.start
    if start <= lo:
        yield _name(finding), start
    if start >= hi:
        yield _name(finding), start + len(edit.text) - (hi - lo)
    if lo <= start <= hi:
        yield _name(finding), lo


@cache
def _charter():
    """
    Return a charter that shows all there is, the rules that sleep by default too.
    """
    shown = (rule.id for rule in BOOK if rule.id.startswith(("security.", "complexity.")))
    rules = {**dict.fromkeys(shown, "warn"), "complexity.cyclomatic": {"level": "warn", "max": 2}}
    return charter(json.dumps({"extends": [], "tools": {"unapproved": "warn"}, "rules": rules}))


def _text(rng):
    """
    Return a real file of a size that people edit, which parses.
    """
    while True:
        text = rng.choice(corpus.all_files()).read_bytes().decode("utf-8", "replace")
        if text.count("\n") in _SIZES and parses(text):
            return text
