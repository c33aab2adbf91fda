"""
Looking at one unit with every unit checker: pure, and independent of any charter.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from charter.model import Fault, Finding
from charter.rules import UNIT_CHECKERS
from charter.syntax.python.facts import Facts, Imports, holds
from charter.syntax.python.parsed import Parsed
from charter.syntax.python.units import Unit
from charter.text import Notice, Span


@dataclass(frozen=True, slots=True)
class Examined:
    """
    All that is known of a unit, wherever it stands; spans are relative to it.

    Args:
        asked: what was asked about the module before it, with the answers: the
            result holds for every module that would answer the same.
        added: what the unit imports.
    """

    findings: tuple[Finding, ...] = ()
    notices: tuple[Notice, ...] = ()
    faults: tuple[Fault, ...] = ()
    asked: Mapping[tuple[str, str], object] | None = None
    added: Imports | None = None

    def holds_after(self, imports: Imports) -> bool:
        return not self.asked or holds(self.asked, imports)


_NOTHING = Examined()


def examine(unit: Unit, imports: Imports) -> Examined:
    """
    Return what the checkers see in *unit*, of which earlier units imported *imports*.
    """
    if unit.is_blank:
        return _NOTHING
    try:
        parsed = Parsed(unit, unit.parse(), Facts(imports))
        found = list(_look(parsed))
    except SyntaxError as error:
        return Examined(notices=(_syntax_notice(unit, error),))
    except (RecursionError, MemoryError):
        return Examined(notices=(_notice(unit, 0, "nesting", "This statement is nested too deeply to be checked."),))
    except ValueError:
        message = "This statement holds a character that Python cannot read."
        return Examined(notices=(_notice(unit, 0, "syntax", message),))
    return Examined(
        findings=tuple(finding for finding in found if isinstance(finding, Finding)),
        faults=tuple(fault for fault in found if isinstance(fault, Fault)),
        asked=parsed.facts.asked or None,
        added=parsed.facts.added or None,
    )


def _look(parsed: Parsed) -> Iterator[Finding | Fault]:
    for checker in UNIT_CHECKERS:
        try:
            yield from checker.look(parsed)
        except RecursionError:
            raise
        except Exception as error:  # noqa: BLE001 -- a rule that crashes is a fault in the report, whatever it raises
            message = f"{checker.name} failed with {type(error).__name__}"
            yield Fault(checker.name, message, Span(0, len(parsed.unit.text)))


def _syntax_notice(unit: Unit, error: SyntaxError) -> Notice:
    line_idx = (error.lineno or 1) - 1 - (1 if unit.shift else 0)
    return _notice(unit, line_idx, "syntax", f"Python cannot parse this statement: {error.msg}.")


def _notice(unit: Unit, line_idx: int, kind: str, message: str) -> Notice:
    """
    Return a notice on the given line of the unit, white space at its ends left out.
    """
    lines = unit.text.splitlines(keepends=True) or [""]
    line_idx = min(max(line_idx, 0), len(lines) - 1)
    while line_idx and not lines[line_idx].strip():
        line_idx -= 1
    line, start = lines[line_idx], sum(map(len, lines[:line_idx]))
    return Notice(kind, message, Span(start + len(line) - len(line.lstrip()), start + len(line.rstrip())))
