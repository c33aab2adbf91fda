"""
A document followed through its edits: which units it has, and what is known of each.

Everything is kept by unit, relative to the unit, so that an edit costs what the
units around it cost. What is known of the rest is moved, not computed.
"""

from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import TypeAlias

from msgspec import Struct, field
from msgspec.structs import replace

from charter.engine.difference import edit_between, moved_finding
from charter.engine.examine import Examined, examine, examine_text
from charter.engine.marked import Marked, Middle
from charter.engine.slow import Slow
from charter.engine.verdicts import QUIET, Verdict
from charter.interest import EVERYTHING, Interest
from charter.model import Edit, Finding
from charter.syntax.python import cut_of, forget_tree, is_cut, remember_cut, whole
from charter.syntax.python.facts import Imports
from charter.syntax.python.recut import recut
from charter.syntax.python.units import Cut, Unit
from charter.text import Comment, Document

# Bandit's B703 looks through the enclosing module for assignments: such a file is one unit. It wants
# `django.utils.safestring` imported, of which this word stands in the text however that is written.
_WHOLE_MODULE = "safestring"

Key: TypeAlias = tuple[tuple[str, str, bool], Interest]


class Cell(Struct):
    """
    A unit, and what is known of it.

    Args:
        examined: None until somebody looked.
        carried: findings that the text had before the edit that made this unit;
            shown while it does not parse, for a half-typed line changes little.
        is_settled: it was looked at in a pause, or was never edited.
        verdict: what the charter says of it; None until it is judged.
    """

    unit: Unit
    examined: Examined | None = None
    carried: tuple[Finding, ...] = ()
    is_settled: bool = True
    verdict: Verdict | None = None

    @property
    def is_sure(self) -> bool:
        """
        Whether a look at the whole document would surely show the same here.
        """
        return self.is_settled or (self.unit.is_sound and not self.is_broken)

    @property
    def is_broken(self) -> bool:
        return self.examined is not None and self.examined.is_broken

    @property
    def remarks(self) -> tuple[Comment, ...]:
        return self.examined.remarks if self.examined else ()

    @property
    def findings(self) -> tuple[Finding, ...]:
        """
        What to show: what was found, or while the unit does not parse, what was found before.
        """
        if self.examined is None:
            return self.carried
        return self.examined.of_text + self.of_tree

    @property
    def of_tree(self) -> tuple[Finding, ...]:
        if self.examined is None or self.examined.is_broken:
            return self.carried
        return self.examined.of_tree


class Track(Struct):
    """
    The cells of one version of a document.

    Args:
        interest: what findings are for.
        slow: what the slow checkers saw last; None until they have looked.
    """

    document: Document
    cut: Cut
    cells: list[Cell]
    interest: Interest = EVERYTHING
    slow: Slow | None = None
    _imported: list[Imports] = field(default_factory=list[Imports])
    _may_import_else: bool = True
    _judged_under: tuple[object, ...] = ()
    # Cells that need a look, cells that are to be judged; and those that import something, that are
    # not surely what the whole would show, that have something to say.
    _unseen: Middle = field(default_factory=Middle)
    _unjudged: Middle = field(default_factory=Middle)
    _importing: Marked = field(default_factory=Marked)
    _unsure: Marked = field(default_factory=Marked)
    _speaking: Marked = field(default_factory=Marked)

    @classmethod
    def of(cls, document: Document, interest: Interest) -> "Track":
        known = _cut(document)
        return cls(document, known, [Cell(unit) for unit in known.units], interest)

    def __iter__(self) -> Iterator[tuple[int, Cell]]:
        """
        Yield each cell after its start.
        """
        return zip(self.cut.starts, self.cells, strict=False)

    def key(self, unit: Unit) -> Key:
        """
        Return what the findings of *unit* depend on, apart from the imports before it.
        """
        return unit.key, self.interest

    @property
    def n_unseen(self) -> int:
        """
        How many code points nobody has looked at.
        """
        fresh = (self.cells[idx] for idx in self._unseen.of(len(self.cells)))
        return sum(len(cell.unit.text) for cell in fresh if cell.examined is None)

    @property
    def is_settled(self) -> bool:
        """
        Whether cutting and examining the whole document anew would surely give the same.
        """
        return not self._unsure

    def follow(self, document: Document, recent: Mapping[Key, Examined]) -> dict[Key, Examined]:
        """
        Become the track of *document*, the next version.

        Args:
            recent: results of units that were seen before, by their key.

        Returns:
            Results of units that are gone.
        """
        if document.text == self.document.text and document.language == "python" and not is_cut(document):
            remember_cut(document, self.cut)
            self.document = document
            return {}
        edit = edit_between(self.document, document)
        after, fresh = _recut(self, document, edit)
        n_after = len(after.units) - fresh.stop
        old = slice(fresh.start, len(self.cells) - n_after)
        carried = [moved_finding(found, edit) for found in self._findings(old)]
        self.slow = self.slow and self.slow.led_on(edit)
        gone = {self.key(cell.unit): cell.examined for cell in self.cells[old] if cell.examined}
        self.cells[old] = [self._cell(after, idx, gone, recent, carried) for idx in fresh]
        self.document, self.cut = document, after
        self._may_import_else |= self._importing.within(range(old.start, old.stop))
        for middle in (self._unseen, self._unjudged):
            middle.splice(fresh.start, n_after)
        for marked in (self._importing, self._unsure, self._speaking):
            marked.splice(old, len(fresh))
        return gone

    def settle(self, cut: Cut, examined: Sequence[Examined]) -> None:
        """
        Take over how the whole document is cut anew, and what is known of each unit.

        What does not parse now keeps what was found there before, for as long as it does not.
        """
        is_broken = any(seen.is_broken for seen in examined)
        carried = [*self._findings(slice(len(self.cells)))] if is_broken else []
        self.cut = cut
        self.cells = [
            Cell(unit, seen, _stale(carried, cut, idx) if seen.is_broken else ())
            for idx, (unit, seen) in enumerate(zip(cut.units, examined, strict=True))
        ]
        self._begin()
        remember_cut(self.document, cut)

    def widen(self, interest: Interest) -> None:
        """
        Forget what was seen with less *interest*.
        """
        if not self.interest.covers(interest):
            self.interest = interest
            self.slow = None
            for cell in self.cells:
                cell.examined = cell.verdict = None
            self._begin()

    def judge_anew_unless(self, key: tuple[object, ...]) -> None:
        """
        Drop all verdicts unless they were reached under the same *key*: charter, path and day.
        """
        if key != self._judged_under:
            self._judged_under = key
            for cell in self.cells:
                cell.verdict = None
            self._unjudged.begin()

    def judge(self, judge: Callable[[Cell], Verdict]) -> None:
        """
        Let *judge* say of each cell that is not judged what the charter says of it.
        """
        fresh = self._unjudged.of(len(self.cells))
        for idx in fresh:
            cell = self.cells[idx]
            if cell.verdict is None:
                cell.verdict = judge(cell)
        self._speaking.mark(fresh, [idx for idx in fresh if self.cells[idx].verdict is not QUIET])
        self._unjudged.finish(len(self.cells))

    def hear(self, idx: int, verdict: Verdict) -> None:
        """
        Take *verdict* for that of a cell.
        """
        self.cells[idx].verdict = verdict
        self._speaking.mark(range(idx, idx + 1), () if verdict is QUIET else (idx,))

    def speaking(self) -> Iterator[tuple[int, Verdict]]:
        """
        Yield the index and verdict of each cell of which the charter has something to say; all are judged.
        """
        for idx in self._speaking:
            verdict = self.cells[idx].verdict
            assert verdict is not None  # noqa: S101 -- it was heard, or the cell would not be marked
            yield idx, verdict

    def examine(self) -> None:
        """
        Look at every unit that is new, and at those that depend on an import that changed.
        """
        fresh = self._unseen.of(len(self.cells))
        # A cell of a notebook that is gone leaves nothing new, and may have imported something.
        if not fresh and not self._may_import_else:
            return
        imports = Imports()
        for idx in self._importing.before(fresh.start):
            imports.update(self._added(idx))
        self._look_at(fresh, imports)
        self._unseen.finish(len(self.cells))
        if self._may_import_else or self._importing.within(fresh):
            self._may_import_else = False
            imported = [self._added(idx) for idx in self._importing]
            if imported != self._imported:
                self._imported = imported
                self._look_at(range(len(self.cells)), Imports())

    def _begin(self) -> None:
        """
        Know nothing of any cell.
        """
        self._unseen, self._unjudged = Middle(), Middle()
        self._importing, self._unsure, self._speaking = Marked(), Marked(), Marked()
        self._may_import_else = True

    def _cell(
        self, after: Cut, idx: int, gone: Mapping[Key, Examined], recent: Mapping[Key, Examined], carried: list[Finding]
    ) -> Cell:
        unit = after.units[idx]
        key = self.key(unit)
        return Cell(unit, gone.get(key) or recent.get(key), _stale(carried, after, idx), is_settled=False)

    def _look_at(self, where: range, imports: Imports) -> None:
        """
        Look at those of the cells *where* that nobody has seen, or that would get other answers about *imports*.
        """
        importing: list[int] = []
        unsure: list[int] = []
        for idx in where:
            cell = self.cells[idx]
            if cell.examined is None or not cell.examined.holds_after(imports):
                cell.examined = self._examined(cell.unit, imports)
                cell.verdict = None
                self._unjudged.splice(idx, len(self.cells) - idx - 1)
            if cell.examined.added:
                imports.update(cell.examined.added)
                importing.append(idx)
            if not cell.is_sure:
                unsure.append(idx)
        self._importing.mark(where, importing)
        self._unsure.mark(where, unsure)

    def _added(self, idx: int) -> Imports:
        examined = self.cells[idx].examined
        return (examined and examined.added) or Imports()

    def _examined(self, unit: Unit, imports: Imports) -> Examined:
        if self.document.language == "python":
            return examine(unit, imports, self.interest)
        return examine_text(self.document, self.interest)

    def _findings(self, where: slice) -> Iterator[Finding]:
        for start, cell in zip(self.cut.starts[where], self.cells[where], strict=True):
            for finding in cell.of_tree:
                yield finding.moved(start)


def _cut(document: Document) -> Cut:
    if document.language != "python":
        return Cut.of([Unit(document.text)])
    if _WHOLE_MODULE in document.text and (unit := whole(document)):
        remember_cut(document, Cut.of([unit]))
        # The document may stay open for days.
        forget_tree(document)
    return cut_of(document)


def _recut(before: Track, document: Document, edit: Edit) -> tuple[Cut, range]:
    """
    Return the units of *document*, and which of them are new.
    """
    is_whole = _WHOLE_MODULE in before.document.text or _WHOLE_MODULE in _around(edit, document.text)
    if is_whole or document.language != "python" or document.language != before.document.language:
        after = _cut(document)
        return after, range(len(after.units))
    if is_cut(document):
        # The cells of a notebook are cut one by one, by whoever joined them.
        after = cut_of(document)
        return after, _fresh(before.cut.units, after.units)
    after, fresh = recut(before.cut, edit, document.text)
    remember_cut(document, after)
    return after, fresh


def _stale(findings: Sequence[Finding], cut: Cut, idx: int) -> tuple[Finding, ...]:
    """
    Return those of *findings* that begin in a unit of *cut*, relative to it, as what was found before.
    """
    start, end = cut.starts[idx], cut.starts[idx + 1]
    return tuple(replace(each, is_stale=True).moved(-start) for each in findings if start <= each.span.start < end)


def _around(edit: Edit, text: str) -> str:
    """
    Return the part of *text* in which *edit* may have made a word of `_WHOLE_MODULE`.
    """
    start = max(0, edit.span.start - len(_WHOLE_MODULE))
    return text[start : edit.span.start + len(edit.text) + len(_WHOLE_MODULE)]


def _fresh(before: Sequence[Unit], after: Sequence[Unit]) -> range:
    """
    Return which units of *after* lie between those, at both ends, that are the same objects as *before*.
    """
    n_both = min(len(before), len(after))
    n_head = next((idx for idx in range(n_both) if before[idx] is not after[idx]), n_both)
    n_tail = next((idx for idx in range(n_both - n_head) if before[~idx] is not after[~idx]), n_both - n_head)
    return range(n_head, len(after) - n_tail)
