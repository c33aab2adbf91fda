"""
What is known of one AI tool, how it shows itself, and what the charter says of it, as Markdown.
"""

from collections.abc import Iterator
from datetime import date

from charter import policy
from charter.catalogue import Tool
from charter.evidence import Evidence, Strength
from charter.policy import Charter, Standing
from charter.report.untrusted import markdown
from charter.report.wording import place
from charter.text import Span

_SIGNS = {
    "names": "Comments and messages that name it",
    "words": "With these capitals",
    "people": "Where it is no person",
    "models": "Its models",
    "emails": "Mailboxes that it signs with",
    "bots": "Accounts on GitHub",
    "trailers": "Trailers of commits",
    "branches": "Branches",
    "links": "Links to conversations",
    "files": "Settings",
    "ignores": "Kept out by",
    "extensions": "Extensions of VS Code",
    "packages": "Packages",
    "hosts": "Hosts",
}
_SAID = {
    "denied": "denied",
    "expired": "approved until a day that has passed",
    "unapproved": "in no list of approved tools",
    "unlisted": "not spoken of: no charter lists tools",
    "approved": "approved",
}


def tool_page(tool: Tool, charter: Charter, today: date) -> str:
    """
    Return the page of *tool* under *charter*, as it stands on the day *today*.
    """
    return "\n".join(_lines(tool, charter, today)) + "\n"


def _lines(tool: Tool, charter: Charter, today: date) -> Iterator[str]:
    about = ", ".join(filter(None, (tool.kind, tool.vendor and f"by {tool.vendor}")))
    yield f"# {markdown(tool.title)}\n"
    yield f"`{tool.id}`: {markdown(about)}\n"
    yield "## Here\n"
    evidence = Evidence("settings", tool.id, None, Span(0, 0), Strength.HINT)
    yield from _standing(policy.standing(charter, evidence, "", today))
    yield f"- Class: {policy.class_of(charter, tool.id)}\n"
    yield "## How it shows itself\n"
    signs = [(label, getattr(tool, field)) for field, label in _SIGNS.items()]
    yield from (f"- {label}: {', '.join(map(_code, shown))}" for label, shown in signs if shown)
    if not any(shown for _, shown in signs):
        yield "- By its id alone."
    yield "\nWhat it wrote without leaving any of these is not seen."


def _standing(here: Standing) -> Iterator[str]:
    reason = f": {markdown(here.reason)}" if here.reason else ""
    yield f"- The charter of this repository: {_SAID[here.state]}{reason}"
    if here.until:
        yield f"- Until: {here.until.isoformat()}"
    if here.clause:
        yield f"- Clause: {markdown(place(here.clause))}"


def _code(text: str) -> str:
    return f"`{text}`"
