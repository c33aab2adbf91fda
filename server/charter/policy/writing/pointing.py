"""
What stands under the pointer, and what leads elsewhere.
"""

from collections.abc import Iterator
from typing import Literal

from msgspec import Struct

from charter.policy.writing.outline import Outline
from charter.text import Span


class Pointed(Struct, frozen=True):
    """
    A word of a charter.

    Args:
        path: of the key that it is, or that it is a value of.
        is_key: whether it is a key.
    """

    path: tuple[str, ...]
    span: Span
    word: str
    is_key: bool


class Link(Struct, frozen=True):
    """
    A word that names something elsewhere.

    Args:
        sort: a layer that is extended, a register of waivers, or an address.
    """

    span: Span
    target: str
    sort: Literal["layer", "register", "address"]


def pointed(outline: Outline, offset: int) -> Pointed | None:
    """
    Return the key or single value at *offset*; None between them.
    """
    here = Span(offset, offset)
    for idx in reversed(outline.chain(outline.before(offset))):
        entry = outline.entries[idx]
        if entry.key and entry.name.touches(here):
            return Pointed(outline.path(idx), entry.name, entry.key, is_key=True)
        if entry.text and entry.value.touches(here):
            return Pointed(outline.path(idx), entry.value, entry.text, is_key=False)
    return None


def links(outline: Outline) -> Iterator[Link]:
    """
    Yield what a charter names: layers, registers and whom to ask.
    """
    for word, span in _words(outline, "extends"):
        yield Link(span, word, "layer")
    for word, span in _words(outline, "waivers", "files"):
        yield Link(span, word, "register")
    for word, span in _words(outline, "contact"):
        yield Link(span, word, "address")


def _words(outline: Outline, *path: str) -> Iterator[tuple[str, Span]]:
    idx = outline.find(*path)
    return outline.words(idx) if idx is not None else iter(())
