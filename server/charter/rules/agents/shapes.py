"""
Settings that say something by one value, described as data.
"""

import re
from collections.abc import Callable, Iterator

from msgspec import Struct

from charter.model import Edit, Finding, Fix, Rule
from charter.syntax.data import Entry, Value
from charter.text import Document, Span

# Where VS Code's settings stand inside files that hold more than these.
_INNER = ((), ("settings",), ("customizations", "vscode", "settings"))


class Shape(Struct, frozen=True):
    """
    A value that a settings file should not have.

    Args:
        files: what the file's path ends like.
        keys: one below the other.
        is_meant: asked about the value.
        effect: what it does, as a sentence without full stop.
        better: what to write in its place; empty if that cannot be said.
    """

    files: re.Pattern[str]
    keys: tuple[str, ...]
    is_meant: Callable[[Value], bool]
    effect: str
    better: str = ""


def is_true(value: Value) -> bool:
    return value.scalar is True


def is_false(value: Value) -> bool:
    return value.scalar is False


def equals(expected: str) -> Callable[[Value], bool]:
    """
    Return a question for the text *expected*; `off`, as a truth of YAML, is not such a text.
    """
    return lambda value: value.scalar == expected


def holds(*expected: str) -> Callable[[Value], bool]:
    """
    Return a question for lists that hold one of the *expected* texts.
    """
    return lambda value: bool(value.items) and any(text in expected for text, _ in value.texts())


def files(pattern: str) -> re.Pattern[str]:
    """
    Return what the paths of files match that end like *pattern*.
    """
    return re.compile(rf"(?:^|/)(?:{pattern})$")


VSCODE = files(r"\.vscode/settings\.json|[^/]+\.code-workspace|\.?devcontainer\.json")


def seen(shapes: tuple[Shape, ...], document: Document, root: Value) -> Iterator[tuple[Shape, Entry]]:
    """
    Yield each of *shapes* that stands in *document*, and where.
    """
    for shape in shapes:
        if not shape.files.search(document.path):
            continue
        for inner in _INNER:
            entry = root.at(*inner, *shape.keys)
            if entry and shape.is_meant(entry.value):
                yield shape, entry


def finding(rule: Rule, span: Span, advice: str, reason: str, fix: Fix | None = None) -> Finding:
    return Finding(rule.id, span, advice, reason, extent=span, fixes=(fix,) if fix else ())


def replaced(value: Span, better: str) -> Fix | None:
    """
    Return the fix that writes *better* in the place of a value; None if nothing better is known.
    """
    return Fix(f"Write {better} instead", (Edit(value, better),)) if better else None
