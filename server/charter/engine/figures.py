"""
How complex every function of a document is, whatever the charter's limit: for pictures, not for verdicts.
"""

from collections import Counter
from collections.abc import Mapping

from charter.engine.observed import observe
from charter.engine.terms import Terms
from charter.interest import Interest
from charter.policy import Charter
from charter.rules import DOCUMENT_CHECKERS, SLOW_CHECKERS, UNIT_CHECKERS
from charter.text import Document

RULE = "complexity.cyclomatic"


def figures(document: Document, charter: Charter) -> Mapping[int, int]:
    """
    Return how many functions of *document* have which figure; those of figure 1 do not branch.
    """
    checkers = (*UNIT_CHECKERS, *DOCUMENT_CHECKERS, *SLOW_CHECKERS)
    others = (checker.name for checker in checkers if RULE not in {rule.id for rule in checker.rules()})
    seen = observe(document, Terms(charter.catalogue, Interest(off=tuple(others))))
    found = (finding for finding in seen.findings if finding.rule == RULE)
    return Counter(int(finding.figure or 0) for finding in found)
