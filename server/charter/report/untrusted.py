"""
Text that others wrote, made safe to show.

Notes, contacts and names come from charters, tool names and symbols from the
files that are checked. None of it may move a terminal's cursor, reverse the
direction of a line, or become markup or a link of its own choosing.
"""

import re

# GitHub-flavoured Markdown turns bare addresses into links; only https may stay one.
_SPECIAL = re.compile(
    r"(?P<address>(?<![a-z0-9+.-])https://[^\s<>\\]*[\w/])"
    r"|(?P<markup>^[#+=-]|[\\`*_\[\]<>&~|$])"
    r"|(?<![a-z0-9+.-])(?:[a-z][a-z0-9+.-]*:(?=//)|www(?=\.))",
    re.IGNORECASE,
)
_ADDRESS = re.compile(r"https://[^\s<>\\]+|mailto:[^\s<>\\]+")


def plain(text: str) -> str:
    """
    Return *text* as one line without invisible characters.

    Controls, bidirectional marks, zero-width and unassigned characters are dropped;
    every run of white space becomes one space.
    """
    if not text.isprintable():
        text = "".join(char if char.isprintable() else " " * char.isspace() for char in text)
    return " ".join(text.split())


def path(text: str) -> str:
    """
    Return the path *text* with invisible characters as escapes, so that it can still be told from others.
    """
    if text.isprintable():
        return text
    return "".join(char if char.isprintable() else char.encode("unicode_escape").decode() for char in text)


def markdown(text: str) -> str:
    """
    Return *text* as Markdown that shows it as it is; only an https address becomes a link.

    Source: CommonMark 0.31, backslash escapes; GitHub Flavored Markdown, autolinks.
    """
    return _SPECIAL.sub(_escaped, plain(text))


def link(text: str) -> str:
    """
    Return *text* as a Markdown link if it is an https or mailto address, else as words.
    """
    address = plain(text)
    return f"<{address}>" if _ADDRESS.fullmatch(address) else markdown(address)


def shortened(text: str, width: int) -> str:
    """
    Return *text* cut after a whole word so that it has at most *width* characters, "…" included.
    """
    if len(text) <= width:
        return text
    head = text[: width - 1]
    return (head.rpartition(" ")[0] or head).rstrip(" ,;:") + "…"


def _escaped(match: re.Match[str]) -> str:
    if match["address"]:
        return f"<{match[0]}>"
    return f"\\{match[0]}" if match["markup"] else f"{match[0]}\\"
