"""
The AI that a text calls, as tests draw it.
"""

from datetime import date

from charter.engine import check
from charter.text import Document
from support.charters import charter

_COUNTED = "rules: {tools: observe, security: off, complexity: off}"


def uses(language, code, law=_COUNTED):
    """
    Return each use of AI in *code* that *law* does not approve, with its span.
    """
    report = check(Document("a", code, language), charter(law), date(2027, 1, 10))
    found = [decision.finding for decision in report.decisions if decision.finding.evidence]
    return [(each.span, f"{each.evidence.kind} {each.evidence.model or each.evidence.tool}") for each in found]
