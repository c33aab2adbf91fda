"""
What a charter can say something about, so that the rest need not be looked for.
"""

from msgspec import Struct

from charter import policy
from charter.catalogue import Catalogue
from charter.interest import Floor, Interest
from charter.model import Rule
from charter.policy import Charter, remembered
from charter.rules import DOCUMENT_CHECKERS, SLOW_CHECKERS, UNIT_CHECKERS

_CHECKERS = (*UNIT_CHECKERS, *DOCUMENT_CHECKERS, *SLOW_CHECKERS)
# Floors are rounded down to these, radon's ranks, so that most edits of a limit have nothing looked at again.
_STEPS = (0, 5, 10, 20, 30, 40)


class Terms(Struct, frozen=True):
    """
    What a charter asks of whoever looks at a document.

    Args:
        catalogue: the AI tools that comments are read for.
        interest: what findings are for.
    """

    catalogue: Catalogue
    interest: Interest

    def joined(self, other: "Terms") -> "Terms | None":
        """
        Return the terms for which a document is looked at once and judged by both charters.

        None where they know other tools: then the same words are evidence of other things.
        """
        if (self.catalogue.tools, self.catalogue.runtime) != (other.catalogue.tools, other.catalogue.runtime):
            return None
        return Terms(self.catalogue, self.interest.joined(other.interest))


@remembered()
def terms_of(charter: Charter) -> Terms:
    """
    Return what may matter to *charter*, in any file and on any day.
    """
    off = (
        checker.name for checker in _CHECKERS if all(policy.is_never_heard(charter, rule) for rule in checker.rules())
    )
    measured = (rule for checker in _CHECKERS for rule in checker.rules() if rule.limit and rule.limit.key == "max")
    floors = (Floor(rule.id, _floor(charter, rule)) for rule in measured)
    return Terms(charter.catalogue, Interest(tuple(off), tuple(floors), charter.catalogue.runtime))


def _floor(charter: Charter, rule: Rule) -> float:
    limit = policy.least_limit(charter, rule)
    return max((step for step in _STEPS if step <= limit), default=0)
