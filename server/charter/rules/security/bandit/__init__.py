"""
Bandit's tests: its own and those of third parties.

Bandit itself is loaded by the first look, or where a third party's plugin has to
say what its rule is about; all but `library` and `installed` load it.
"""

from collections.abc import Iterator

from charter.model import Fault, Finding, Rule
from charter.rules.security import catalogue
from charter.rules.security.bandit import library
from charter.rules.security.bandit.installed import entries
from charter.syntax.python.parsed import Parsed


def rules() -> tuple[Rule, ...]:
    """
    Return bandit's rules, and those of third-party plugins that are installed beside Charter.
    """
    if not any(entry.is_foreign for entry in entries("bandit.plugins")):
        return catalogue.rules()
    library.load()
    from charter.rules.security.bandit.findings import foreign_rules

    return (*catalogue.rules(), *foreign_rules())


def look(parsed: Parsed) -> Iterator[Finding | Fault]:
    """
    Yield what bandit's tests see in one unit, in the order of the walk.
    """
    library.load()
    from charter.rules.security.bandit import findings

    return findings.look(parsed)
