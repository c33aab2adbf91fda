"""
What somebody sends to ask for an exception: the finding, its clause, and what the asker has to add.
"""

from msgspec import Struct

from charter.model import Decision, RuleBook
from charter.report import untrusted
from charter.report.wording import place, whom


class ExceptionRequest(Struct, frozen=True):
    """
    Args:
        text: plain, without any of the file's own text.
        owner: who decides; empty if nobody is named.
        contact: where to ask; empty if that is not said.
    """

    rule: str
    text: str
    owner: str
    contact: str


def exception_request(decision: Decision, path: str, line: int, book: RuleBook) -> ExceptionRequest:
    """
    Return the request for an exception from *decision*, which is on a *line*, counted from zero, of the file *path*.
    """
    rule = book[decision.finding.rule]
    owner, contact = whom(decision)
    lines = (
        f"Request for an exception from {rule.id}",
        "",
        f"Rule: {rule.id} ({rule.summary}), at {decision.level.word}",
        f"Where: {untrusted.path(path)}:{line + 1}",
        f"Clause: {place(decision.clause)}" if decision.clause else "Clause: none; the rule's default is in force",
        f"To: {', '.join(filter(None, map(untrusted.plain, (owner, contact))))}" if owner or contact else "",
        "",
        "Why this is needed:",
        "Until when (YYYY-MM-DD):",
        "What is done instead, so that nobody is harmed:",
    )
    text = "\n".join(each for idx, each in enumerate(lines) if each or lines[idx - 1])
    return ExceptionRequest(rule.id, text, untrusted.plain(owner), untrusted.plain(contact))
