"""
What can be seen. Each rule, or adapted library, is one module with its records
and one function that looks; all of them are listed here.

To add a rule: write its module, put it into one of the three lists.
"""

from collections.abc import Callable, Iterator

from msgspec import Struct

from charter.interest import Interest
from charter.model import Fault, Finding, Rule
from charter.rules import agents
from charter.rules.complexity import cyclomatic, maintainability
from charter.rules.security import bandit, hidden_unicode
from charter.rules.tools import RULES as OF_RUNTIME
from charter.rules.tools import javascript, python
from charter.syntax.python.parsed import Parsed
from charter.text import Document, Notice

__all__ = [
    "DOCUMENT_CHECKERS",
    "SLOW_CHECKERS",
    "UNIT_CHECKERS",
    "DocumentChecker",
    "SlowChecker",
    "UnitChecker",
    "rules",
]


class UnitChecker(Struct, frozen=True):
    """
    Looks at one unit of Python at a time; spans of its findings are relative to the unit.

    Args:
        rules: what it may find.
    """

    name: str
    look: Callable[[Parsed], Iterator[Finding | Fault]]
    rules: Callable[[], tuple[Rule, ...]]


class DocumentChecker(Struct, frozen=True):
    """
    Looks at a whole document.

    Args:
        rules: what it may find.
    """

    name: str
    look: Callable[[Document], Iterator[Finding | Notice]]
    rules: Callable[[], tuple[Rule, ...]]


class SlowChecker(Struct, frozen=True):
    """
    Looks at a whole document, for longer than a keystroke may take.

    Args:
        rules: what it may find.
        languages: LSP language identifiers.
    """

    name: str
    look: Callable[[Document, Interest], Iterator[Finding]]
    rules: Callable[[], tuple[Rule, ...]]
    languages: frozenset[str]

    def concerns(self, document: Document) -> bool:
        return document.language in self.languages


# Run on the units that an edit changed.
UNIT_CHECKERS = (
    UnitChecker("bandit", bandit.look, bandit.rules),
    UnitChecker("complexity.cyclomatic", cyclomatic.look, lambda: (cyclomatic.RULE,)),
    UnitChecker("tools.runtime", python.look, lambda: OF_RUNTIME),
)
# Run on the whole document at every edit: linear, with a quick test that mostly ends it.
DOCUMENT_CHECKERS = (
    DocumentChecker("security.hidden-unicode", hidden_unicode.look, lambda: (hidden_unicode.RULE,)),
    DocumentChecker("tools.agents", agents.look, lambda: agents.RULES),
)
# Run on the whole document in a pause of typing.
SLOW_CHECKERS = (
    SlowChecker(
        "complexity.maintainability",
        lambda document, _: maintainability.look(document),
        lambda: (maintainability.RULE,),
        frozenset({"python"}),
    ),
    SlowChecker("tools.runtime-of-scripts", javascript.look, lambda: OF_RUNTIME, frozenset(javascript.GRAMMARS)),
)


def rules() -> tuple[Rule, ...]:
    """
    Return the records of all rules that observe.
    """
    checkers = (*UNIT_CHECKERS, *DOCUMENT_CHECKERS, *SLOW_CHECKERS)
    return tuple(rule for checker in checkers for rule in checker.rules())
