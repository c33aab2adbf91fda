"""
Text that others wrote, made safe to show.

Notes, contacts and names come from charters, tool names and symbols from the
files that are checked. None of it may move a terminal's cursor, reverse the
direction of a line, or become markup or a link of its own choosing.
"""

import re

# Within a word "_" is no markup, and some editors show the escape.
# GitHub-flavoured Markdown turns bare addresses into links: ":" before "//", and "www".
_SPECIAL = re.compile(
    r"(?P<markup>^[#+=-]|[\\`*\[\]<>&~|$]|(?<![a-z0-9])_|_(?![a-z0-9]))|:(?=//)|www(?=\.)", re.IGNORECASE
)
_ADDRESS = re.compile(r"((?<![a-z0-9+.-])https://[^\s<>\\]*[\w/])", re.IGNORECASE)
# A plain host only: no user before "@", no letters that look like others.
_LINK = re.compile(r"https://[a-z0-9.-]+(?::\d+)?(?:[/?#][^\s<>\\]*)?|mailto:[^\s<>\\]+", re.IGNORECASE)


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
    return _escaped(plain(text))


def prose(text: str) -> str:
    """
    Return a rule's sentence as Markdown: words between backticks as code, all else as it is.

    Names of the checked file stand in such sentences. A backtick among them can
    move where code begins and ends, and nothing else.
    """
    pieces = plain(text).split("`")
    return "".join(f"`{piece}`" if _is_code(idx, pieces) else _escaped(piece) for idx, piece in enumerate(pieces))


def link(text: str) -> str:
    """
    Return *text* as a Markdown link if it is an https or mailto address, else as words.
    """
    target = address(text)
    return f"<{target}>" if target else markdown(text)


def address(text: str) -> str:
    """
    Return the https or mailto address that *text* is; empty if it is none.
    """
    target = plain(text)
    return target if _LINK.fullmatch(target) else ""


def shortened(text: str, width: int) -> str:
    """
    Return *text* cut after a whole word so that it has at most *width* characters, "…" included.
    """
    if len(text) <= width:
        return text
    head = text[: width - 1]
    return (head.rpartition(" ")[0] or head).rstrip(" ,;:") + "…"


def _is_code(idx: int, pieces: list[str]) -> bool:
    return idx % 2 == 1 and idx + 1 < len(pieces) and bool(pieces[idx].strip())


def _escaped(text: str) -> str:
    pieces = enumerate(_ADDRESS.split(text))
    return "".join(f"<{piece}>" if idx % 2 and _LINK.fullmatch(piece) else _disarmed(piece) for idx, piece in pieces)


def _disarmed(text: str) -> str:
    return _SPECIAL.sub(lambda match: f"\\{match[0]}" if match["markup"] else f"{match[0]}\\", text)
