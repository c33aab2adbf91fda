"""
Looking at one unit with every checker: pure, and independent of any charter.
"""

import ast
from collections.abc import Callable, Iterable, Iterator, Mapping
from functools import partial

from msgspec import Struct
from msgspec.structs import replace

from charter.evidence import Evidence
from charter.interest import Interest
from charter.model import Fault, Finding
from charter.rules import DOCUMENT_CHECKERS, UNIT_CHECKERS
from charter.syntax import comments
from charter.syntax.python import remarks, tree_of, whole
from charter.syntax.python.facts import Facts, Imports, holds
from charter.syntax.python.parsed import Parsed
from charter.syntax.python.units import Unit
from charter.text import Comment, Document, Notice, Span


class Examined(Struct, frozen=True):
    """
    All that is known of a unit, wherever it stands; spans are relative to it.

    Args:
        of_tree: findings of those who look at the syntax tree.
        of_text: findings of those who look at the text, parsable or not.
        remarks: its comments and docstrings.
        evidence: what they say of AI; None where that is still to be read.
        extents: for each piece of evidence what it speaks of; None where that is still to be found.
        is_broken: this Python cannot parse it.
        asked: what was asked about the module before it, with the answers: the
            result holds for every module that would answer the same.
        added: what the unit imports.
    """

    of_tree: tuple[Finding, ...] = ()
    of_text: tuple[Finding, ...] = ()
    remarks: tuple[Comment, ...] = ()
    evidence: tuple[Evidence, ...] | None = None
    extents: tuple[Span, ...] | None = None
    notices: tuple[Notice, ...] = ()
    faults: tuple[Fault, ...] = ()
    is_broken: bool = False
    asked: Mapping[tuple[str, str], object] | None = None
    added: Imports | None = None

    def holds_after(self, imports: Imports) -> bool:
        """
        Tell whether *imports* before the unit would give the same result.
        """
        return not self.asked or holds(self.asked, imports)


def examine(unit: Unit, imports: Imports, interest: Interest) -> Examined:
    """
    Return what the checkers see in a unit of Python, before which *imports* were imported.
    """
    examined = _of_text(Document("", unit.text, "python"), tuple(remarks(unit)), interest)
    return examined if unit.is_blank else _with_tree(unit, unit.parse, imports, examined, interest)


def examine_text(document: Document, interest: Interest) -> Examined:
    """
    Return what the checkers see in a document of any other language.
    """
    return _of_text(document, comments(document), interest)


def examine_whole(document: Document, interest: Interest) -> Examined | None:
    """
    Return what the checkers see in a document of Python, all at once.

    The same as unit by unit, and twice as fast; None where only unit by unit can
    say what could not be looked at.
    """
    unit = whole(document)
    if unit is None:
        return None
    examined = _of_text(document, tuple(remarks(unit)), interest)
    if not unit.is_blank:
        examined = _with_tree(unit, partial(tree_of, document), None, examined, interest)
    return None if examined.is_broken or examined.faults else examined


def _of_text(document: Document, remarks: tuple[Comment, ...], interest: Interest) -> Examined:
    everything = list(_look_at_text(document, interest))
    findings, faults = _sorted_out(everything)
    notices = tuple(each for each in everything if isinstance(each, Notice))
    return Examined(of_text=findings, remarks=remarks, notices=notices, faults=faults)


def _with_tree(
    unit: Unit, parse: Callable[[], ast.Module], imports: Imports | None, examined: Examined, interest: Interest
) -> Examined:
    try:
        parsed = Parsed(unit, parse(), Facts(imports), interest)
        findings, faults = _sorted_out(_look_at_tree(parsed))
    except SyntaxError as error:
        return replace(examined, notices=(_syntax_notice(unit, error),), is_broken=True)
    except (RecursionError, MemoryError):
        notice = _notice(unit, 0, "nesting", "This statement is nested too deeply to be checked.")
        return replace(examined, notices=(notice,), is_broken=True)
    except ValueError:
        notice = _notice(unit, 0, "syntax", "This statement holds a character that Python cannot read.")
        return replace(examined, notices=(notice,), is_broken=True)
    return replace(
        examined,
        of_tree=findings,
        faults=(*examined.faults, *faults),
        asked=parsed.facts.asked or None,
        added=parsed.facts.added or None,
    )


def _sorted_out(
    found: Iterable[Finding | Notice | Fault],
) -> tuple[tuple[Finding, ...], tuple[Fault, ...]]:
    everything = list(found)
    return (
        tuple(finding for finding in everything if isinstance(finding, Finding)),
        tuple(fault for fault in everything if isinstance(fault, Fault)),
    )


def _look_at_tree(parsed: Parsed) -> Iterator[Finding | Fault]:
    for checker in UNIT_CHECKERS:
        try:
            if parsed.interest.wants(checker.name):
                yield from checker.look(parsed)
        except RecursionError:
            raise
        except Exception as error:  # noqa: BLE001 -- a rule that crashes is a fault in the report, whatever it raises
            yield _fault(checker.name, error, parsed.unit.text)


def _look_at_text(document: Document, interest: Interest) -> Iterator[Finding | Notice | Fault]:
    for checker in DOCUMENT_CHECKERS:
        try:
            if interest.wants(checker.name):
                yield from checker.look(document)
        except Exception as error:  # noqa: BLE001 -- as above
            yield _fault(checker.name, error, document.text)


def _fault(name: str, error: Exception, text: str) -> Fault:
    return Fault(name, f"{name} failed with {type(error).__name__}", Span(0, len(text)))


def _syntax_notice(unit: Unit, error: SyntaxError) -> Notice:
    line_idx = (error.lineno or 1) - 1 - (1 if unit.shift else 0)
    return _notice(unit, line_idx, "syntax", f"Python cannot parse this statement: {error.msg}.")


def _notice(unit: Unit, line_idx: int, kind: str, message: str) -> Notice:
    """
    Return a notice on the given line of the unit, or on the last one above it that says something.
    """
    document = Document("", unit.text, "python")
    spans = [document.lines.span(idx) for idx in range(min(max(line_idx, 0), len(document.lines) - 1) + 1)]
    span = next((span for span in reversed(spans) if unit.text[span.start : span.end].strip()), spans[0])
    line = unit.text[span.start : span.end]
    return Notice(kind, message, Span(span.end - len(line.lstrip()), span.start + len(line.rstrip())))
