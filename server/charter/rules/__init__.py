"""
What can be seen. Each rule, or adapted library, is one module with its records
and one function that looks; all of them are listed here.

To add a rule: write its module, put it into one of the three lists.
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass

from charter.model import Fault, Finding, Rule
from charter.rules.complexity import cyclomatic, maintainability
from charter.rules.security import bandit, hidden_unicode
from charter.syntax.python.parsed import Parsed
from charter.text import Document

__all__ = ["DOCUMENT_CHECKERS", "SLOW_CHECKERS", "UNIT_CHECKERS", "DocumentChecker", "UnitChecker", "rules"]


@dataclass(frozen=True, slots=True)
class UnitChecker:
    """
    Looks at one unit of Python at a time; spans of its findings are relative to the unit.
    """

    name: str
    look: Callable[[Parsed], Iterator[Finding | Fault]]


@dataclass(frozen=True, slots=True)
class DocumentChecker:
    """
    Looks at a whole document.

    Args:
        languages: LSP language identifiers; empty for any text.
    """

    name: str
    look: Callable[[Document], Iterator[Finding]]
    languages: frozenset[str] = frozenset()

    def concerns(self, document: Document) -> bool:
        return not self.languages or document.language in self.languages


# Run on the units that an edit changed.
UNIT_CHECKERS = (
    UnitChecker("bandit", bandit.look),
    UnitChecker("complexity.cyclomatic", cyclomatic.look),
)
# Run on the whole document at every edit: linear, with a quick test that mostly ends it.
DOCUMENT_CHECKERS = (DocumentChecker("security.hidden-unicode", hidden_unicode.look),)
# Run on the whole document in a pause of typing.
SLOW_CHECKERS = (DocumentChecker("complexity.maintainability", maintainability.look, frozenset({"python"})),)


def rules() -> tuple[Rule, ...]:
    """
    Return the records of all rules that observe.
    """
    return (*bandit.rules(), hidden_unicode.RULE, cyclomatic.RULE, maintainability.RULE)
