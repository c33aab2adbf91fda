"""
Where in a charter somebody writes: in which mapping, list or value, and which word.
"""

import re

from msgspec import Struct
from msgspec.structs import replace

from charter.policy.writing.outline import Entry, Flow, Outline
from charter.text import Span

# No part of a word that is being written.
_LIMITS = frozenset(" \t\r\n,[]{}\"'")
_REST = re.compile(r"[^\s,\[\]{}:#\"']*(?::(?=\S)[^\s,\[\]{}:#\"']*)*")
_KEY = re.compile(r"[\s{,]*(?P<name>\"[^\"\r\n]*\"|'[^'\r\n]*'|[^\s:,{}\[\]][^:,{}\[\]\r\n]*):(?=\s)")
_DASHES = re.compile(r" *(?:-[ \t]+)+")


class Cursor(Struct, frozen=True):
    """
    A place at which something can be written.

    Args:
        path: the keys that lead there; empty for an entry of a list.
        word: what stands there already, before and behind the cursor.
        takes_keys: a key of the mapping at *path* can stand there.
        takes_value: a value of what is at *path* can stand there.
        is_line: it is the first thing on its line, where a list's entry begins with a dash.
        is_flow: it lies between brackets.
        has_colon: behind the word a colon follows.
        siblings: keys of the same mapping, or words of the same list, that are there already.
    """

    path: tuple[str, ...]
    word: Span
    takes_keys: bool = False
    takes_value: bool = False
    is_line: bool = False
    is_flow: bool = False
    has_colon: bool = False
    siblings: frozenset[str] = frozenset()


def cursor(outline: Outline, offset: int) -> Cursor | None:
    """
    Return where *offset* is; None in comments and in values of several lines.
    """
    if any(prose.start < offset <= prose.end for prose in outline.prose):
        return None
    flow = _innermost(outline, offset)
    return _in_flow(outline, flow, offset) if flow else _in_block(outline, offset)


def _innermost(outline: Outline, offset: int) -> Flow | None:
    around = (flow for flow in outline.flows if flow.open < offset <= flow.close - flow.is_closed)
    return max(around, key=lambda flow: flow.open, default=None)


def _in_flow(outline: Outline, flow: Flow, offset: int) -> Cursor:
    start = max((cut for cut in flow.cuts if cut < offset), default=flow.open) + 1
    path = outline.path(flow.owner)
    word = _word(outline.text, start, offset)
    if flow.opener == "[":
        here = Cursor((*path, ""), word, takes_value=True, is_flow=True)
        return _beside(outline, here, flow.owner)
    key = _KEY.match(outline.text, start, offset)
    if key:
        return Cursor((*path, key["name"].strip("\"'")), word, takes_value=True, is_flow=True)
    return _beside(outline, Cursor(path, word, takes_keys=True, is_flow=True), flow.owner)


def _in_block(outline: Outline, offset: int) -> Cursor | None:
    text = outline.text
    start = max(text.rfind("\n", 0, offset), text.rfind("\r", 0, offset)) + 1
    dashes = _DASHES.match(text, start, offset)
    before = text[start:offset]
    begin = dashes.end() if dashes else offset - len(before.lstrip(" "))
    key = _KEY.match(text, begin, offset)
    if key:
        return Cursor(outline.path(outline.before(begin)), _word(text, key.end(), offset), takes_value=True)
    owner = outline.before(begin - 1) if dashes else _owner(outline, outline.before(start - 1), begin - start)
    word = _word(text, begin, offset)
    if owner >= 0 and _is_complete(outline.entries[owner], word):
        return None
    here = Cursor(outline.path(owner), word, takes_keys=True, takes_value=True, is_line=not dashes)
    return _beside(outline, here, owner)


def _is_complete(entry: Entry, word: Span) -> bool:
    """
    Tell whether *entry* has a value already that *word* is no part of.
    """
    has_value = entry.value.start < entry.value.end
    return has_value and not entry.value.start <= word.start <= entry.value.end


def _owner(outline: Outline, idx: int, column: int) -> int:
    """
    Return which of entry *idx* and those around it holds what begins at *column* on a later line.
    """
    while idx >= 0 and _column(outline.entries[idx]) >= column:
        idx = outline.entries[idx].parent
    return idx


def _column(entry: Entry) -> int:
    # What stands between brackets holds no further lines.
    return 1 << 30 if entry.indent is None else entry.indent


def _beside(outline: Outline, here: Cursor, owner: int) -> Cursor:
    """
    Return *here* with what else stands in entry *owner*.
    """
    children = list(outline.children(owner))
    if owner >= 0 and not outline.entries[owner].key:
        # What is written may become a word of the list, or the first key of an entry of it.
        children += outline.children(outline.entries[owner].parent)
    others = (entry for entry in map(outline.entries.__getitem__, children) if not _is_at(entry, here.word.start))
    names = frozenset(entry.key or entry.text for entry in others)
    has_colon = outline.text[here.word.end : here.word.end + 1] == ":"
    return replace(here, has_colon=has_colon, siblings=names - {""})


def _is_at(entry: Entry, offset: int) -> bool:
    return entry.name.start <= offset <= (entry.name.end if entry.key else entry.value.end)


def _word(text: str, begin: int, offset: int) -> Span:
    """
    Return the word around *offset*, which begins at *begin* at the earliest.
    """
    start = offset
    while start > begin and text[start - 1] not in _LIMITS:
        start -= 1
    behind = _REST.match(text, offset)
    return Span(start, behind.end() if behind else offset)
