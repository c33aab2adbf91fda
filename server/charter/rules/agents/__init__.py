"""
What agents are set up to do: their servers, permissions, hooks, signatures and instructions.

Only files that set up agents, and scripts that may start them, are looked at: all
others are told by their names, at once. A settings file is read once for all rules.
"""

from collections.abc import Iterator

from charter.model import Finding
from charter.rules.agents import attribution, bypass, flags, hooks, injection, servers
from charter.rules.agents.files import is_instructions, is_settings
from charter.syntax.data import read
from charter.text import Document, Notice

RULES = (servers.UNAPPROVED, servers.UNPINNED, bypass.RULE, hooks.RULE, attribution.RULE, injection.RULE)

__all__ = ["RULES", "depends_on_path", "look"]


def look(document: Document) -> Iterator[Finding | Notice]:
    """
    Yield what stands in settings, scripts and instructions, each in the order of its text.
    """
    if is_settings(document.path):
        yield from _in_settings(document)
    elif is_instructions(document.path):
        yield from injection.look(document)
    else:
        yield from flags.look(document)


def depends_on_path(path: str) -> bool:
    """
    Tell whether the same text would say something else under another name than *path*.
    """
    return is_settings(path) or is_instructions(path) or flags.concerns(path)


def _in_settings(document: Document) -> Iterator[Finding | Notice]:
    reading = read(document)
    if reading is None:
        return
    found = [finding for rule in (servers, bypass, hooks, attribution) for finding in rule.look(document, reading.root)]
    yield from sorted(found, key=lambda finding: finding.span)
    if reading.trouble and document.text.strip():
        yield Notice("syntax", f"These settings could not be read to their end: {reading.trouble}.", reading.place)
