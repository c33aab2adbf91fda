"""
All findings of a document, before any charter judges them.
"""

from collections.abc import Iterator
from dataclasses import dataclass, replace

from charter.engine.examine import Examined, examine
from charter.engine.memo import Learned, Memo, UnitKey, key_of
from charter.model import Fault, Finding
from charter.rules import DOCUMENT_CHECKERS, SLOW_CHECKERS, DocumentChecker
from charter.syntax.python.facts import Imports
from charter.syntax.python.units import Unit, cut
from charter.text import Document, Notice

# Bandit's B703 looks through the enclosing module for assignments: such a file is one unit.
_WHOLE_MODULE = "django.utils.safestring"


@dataclass(slots=True)
class Observed:
    """
    Findings, notices and faults of a document, in its own offsets.
    """

    findings: list[Finding]
    notices: list[Notice]
    faults: list[Fault]

    def add(self, examined: Examined, start: int) -> None:
        self.findings += [finding.moved(start) for finding in examined.findings]
        self.notices += [replace(notice, span=notice.span and notice.span.moved(start)) for notice in examined.notices]
        self.faults += [replace(fault, span=fault.span and fault.span.moved(start)) for fault in examined.faults]


def observe(document: Document, memo: Memo | None = None) -> Observed:
    """
    Return all that the rules see in *document*.

    With a memo, units that it knows are not examined again, and slow checkers
    are not run: their last findings stand in for them.
    """
    observed = Observed([], [], [])
    for unit, examined in _examined(document, memo):
        observed.add(examined, unit.start)
    for checker in DOCUMENT_CHECKERS:
        _look(checker, document, observed)
    if memo is not None:
        observed.findings += memo.slow(document.path)
    else:
        for checker in SLOW_CHECKERS:
            _look(checker, document, observed)
    return observed


def unseen(document: Document, memo: Memo) -> int:
    """
    Return how many code points of *document* would have to be examined anew.
    """
    return sum(len(unit.text) for unit in units_of(document) if not memo.knows(unit))


def learn(document: Document) -> Learned:
    """
    Return everything about *document* that takes time, for `Memo.add`.
    """
    units: tuple[tuple[UnitKey, Examined], ...] = tuple(
        (key_of(unit), examined) for unit, examined in _examined(document, None)
    )
    observed = Observed([], [], [])
    for checker in SLOW_CHECKERS:
        _look(checker, document, observed)
    return Learned(document.path, document.text, units, tuple(observed.findings))


def units_of(document: Document) -> list[Unit]:
    """
    Return the pieces of *document* that are examined by themselves; none unless it is Python.
    """
    if document.language != "python":
        return []
    whole = Unit(0, document.text)
    if _WHOLE_MODULE in document.text and _is_valid(whole):
        return [whole]
    return cut(document.text)


def _is_valid(unit: Unit) -> bool:
    try:
        unit.parse()
    except (SyntaxError, ValueError, RecursionError, MemoryError):
        return False
    return True


def _examined(document: Document, memo: Memo | None) -> Iterator[tuple[Unit, Examined]]:
    imports = Imports()
    for unit in units_of(document):
        examined = memo.recall(unit, imports) if memo else None
        if examined is None:
            examined = examine(unit, imports)
            if memo:
                memo.remember(key_of(unit), examined)
        if examined.added:
            imports.update(examined.added)
        yield unit, examined


def _look(checker: DocumentChecker, document: Document, observed: Observed) -> None:
    if not checker.concerns(document):
        return
    try:
        observed.findings += checker.look(document)
    except Exception as error:  # noqa: BLE001 -- a rule that crashes is a fault in the report, whatever it raises
        observed.faults.append(Fault(checker.name, f"{checker.name} failed with {type(error).__name__}"))
