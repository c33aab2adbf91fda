"""
A charter's text as an outline: which keys stand where, also while it is half typed.

A text that somebody is writing mostly does not parse, and then the strict reader
(`policy/language/tree.py`) gives nothing. Here only indentation, colons and brackets count,
each looked at once. A bracket that nobody has closed ends where a line begins
that must lie outside; a quote ends with its line. Not read: `? key` and aliases,
and what no charter is long enough for.
"""

import re
from bisect import bisect_right
from collections.abc import Iterator
from functools import cached_property, lru_cache

from msgspec import Struct, field

from charter.policy.language.tree import MAX_NODES
from charter.text import Span, line_spans

# What is beyond has no outline: people who write look at a page or two.
_MOST_TEXT = 1 << 18

_DASH = re.compile(r"-(?=\s|\Z)[ \t]*")
_DOUBLE = r'"(?:[^"\\\r\n]|\\.)*"?'
_SINGLE = r"'(?:[^'\r\n]|'')*'?"
_QUOTED = re.compile(rf"{_DOUBLE}|{_SINGLE}")
_KEY = re.compile(rf"(?P<name>{_DOUBLE}|{_SINGLE}|[^\s#&*!|>'\"%@`\[\]{{}},:](?:[^:#\r\n]|(?<=\S)#)*):(?=\s|\Z)")
# What may stand before a value and is none.
_PROPERTIES = re.compile(r"(?:[&!][^\s,\[\]{}]*(?:[ \t]+|\Z))*")
_PLAIN = re.compile(r"[^\s#](?:[^#\r\n]|(?<=\S)#)*")
_IN_FLOW = re.compile(
    rf"(?P<space>\s+)|(?P<comment>(?<!\S)#[^\r\n]*)|(?P<mark>[\[\]{{}},]|:(?=[\s,\[\]{{}}]|\Z))"
    rf"|(?P<quoted>{_DOUBLE}|{_SINGLE})"
    r"|(?P<word>(?:[^\s,\[\]{}:]|:(?![\s,\[\]{}]|\Z)|[ \t]+(?![\s#,:\[\]{}]|\Z))+)"
)


class Entry(Struct):
    """
    A key, or an entry of a list, and what stands beside it.

    Args:
        key: the name; empty for an entry of a list.
        name: where it stands; for an entry of a list, the dash or else the value.
        indent: column of the key or dash; None between brackets.
        parent: index of the entry that it stands in; -1 at the top.
        value: where the value stands; for what has none beside it, an empty span where it would.
        text: the value as one word, without quotes; empty for a collection.
        end: of all that belongs to it.
    """

    key: str
    name: Span
    indent: int | None
    parent: int
    value: Span
    text: str = ""
    end: int = 0


class Flow(Struct):
    """
    A collection between brackets.

    Args:
        owner: index of the entry whose value it is; -1 if it is nobody's.
        close: behind the closing bracket, or where it must have ended.
        cuts: where its commas stand.
        is_closed: its closing bracket is there.
    """

    opener: str
    open: int
    owner: int
    close: int = 0
    cuts: list[int] = field(default_factory=list[int])
    is_closed: bool = False


class Outline(Struct, frozen=True, dict=True):
    """
    Args:
        entries: in the order of the text.
        flows: likewise.
        prose: comments, and values of several lines; nothing can be completed there.
    """

    text: str
    entries: tuple[Entry, ...]
    flows: tuple[Flow, ...]
    prose: tuple[Span, ...]

    @cached_property
    def _starts(self) -> list[int]:
        return [entry.name.start for entry in self.entries]

    def before(self, offset: int) -> int:
        """
        Return the index of the last entry that begins before *offset* or there; -1 if none does.
        """
        return bisect_right(self._starts, offset) - 1

    def chain(self, idx: int) -> tuple[int, ...]:
        """
        Return the indices of the entries around entry *idx* and itself, the outermost first.
        """
        chain: list[int] = []
        while idx >= 0:
            chain.append(idx)
            idx = self.entries[idx].parent
        return tuple(reversed(chain))

    def path(self, idx: int) -> tuple[str, ...]:
        """
        Return the keys that lead to entry *idx* and its own; an entry of a list has an empty one.
        """
        return tuple(self.entries[each].key for each in self.chain(idx))

    def children(self, idx: int) -> Iterator[int]:
        """
        Yield the indices of what stands directly in entry *idx*; -1 is the whole text.
        """
        yield from self._children.get(idx, ())

    @cached_property
    def _children(self) -> dict[int, list[int]]:
        children: dict[int, list[int]] = {}
        for idx, entry in enumerate(self.entries):
            children.setdefault(entry.parent, []).append(idx)
        return children

    def find(self, *path: str) -> int | None:
        """
        Return the index of the first entry at *path*, which leads through no list.
        """
        idx: int | None = -1
        for key in path:
            idx = next((child for child in self.children(idx) if self.entries[child].key == key), None)
            if idx is None:
                return None
        return idx

    def words(self, idx: int) -> Iterator[tuple[str, Span]]:
        """
        Yield the single values in entry *idx*: its own, or those of the list that it holds.
        """
        for each in (idx, *self.children(idx)):
            entry = self.entries[each]
            if entry.text and (each == idx or not entry.key):
                yield entry.text, entry.value


@lru_cache(maxsize=64)
def outline(text: str) -> Outline:
    """
    Return the outline of *text*, whatever it is.
    """
    return _Scan(text).outline()


class _Scan(Struct):
    """
    One pass over the lines.

    Args:
        blocks: indices of the entries that the next line may belong to, the outermost first.
        frames: the brackets that are open, each with the entry in it that is being read.
        floor: what a line must be indented by to lie between the brackets, or in the value of several lines.
    """

    text: str
    entries: list[Entry] = field(default_factory=list[Entry])
    flows: list[Flow] = field(default_factory=list[Flow])
    prose: list[Span] = field(default_factory=list[Span])
    blocks: list[int] = field(default_factory=list[int])
    frames: list["_Frame"] = field(default_factory=list["_Frame"])
    is_literal: bool = False
    floor: int = 0

    def outline(self) -> Outline:
        for line in line_spans(self.text[:_MOST_TEXT]):
            if len(self.entries) < MAX_NODES:
                self._line(line)
        self._abandon(len(self.text))
        for entry in reversed(self.entries):
            entry.end = max(entry.end, entry.value.end, entry.name.end)
            if entry.parent >= 0:
                above = self.entries[entry.parent]
                above.end = max(above.end, entry.end)
        return Outline(self.text, tuple(self.entries), tuple(self.flows), tuple(self.prose))

    def _line(self, line: Span) -> None:
        raw = self.text[line.start : line.end].rstrip("\r\n")
        content = raw.lstrip(" \ufeff" if not line.start else " ")
        indent, end = len(raw) - len(content), line.start + len(raw)
        if self.is_literal and (not content or indent >= self.floor):
            self.prose.append(Span(line.start, end))
            return
        self.is_literal = False
        if not content.strip():
            return
        if self.frames and indent < self.floor and self._lies_outside(line.start + indent):
            self._abandon(line.start)
        if self.frames:
            self._between_brackets(line.start + indent, end)
        elif content.startswith("#"):
            self.prose.append(Span(line.start + indent, end))
        elif not content.startswith(("---", "...")) or indent:
            self._block(line.start, line.start + indent, end)

    def _lies_outside(self, start: int) -> bool:
        return bool(_KEY.match(self.text, start) or _DASH.match(self.text, start))

    # -- lines ---------------------------------------------------------------------------------------------------------

    def _block(self, line: int, start: int, end: int) -> None:
        is_dash = bool(_DASH.match(self.text, start, end))
        self._close_blocks(start - line, is_dash=is_dash)
        while len(self.entries) < MAX_NODES and (dash := _DASH.match(self.text, start, end)):
            self._push("", Span(start, start + 1), start - line, dash.end())
            start = dash.end()
        key = _KEY.match(self.text, start, end)
        if key:
            self._push(_unquoted(key["name"].rstrip()), _trimmed(key, "name"), start - line, key.end())
            start = key.end()
        while start < end and self.text[start] in " \t":
            start += 1
        if not self.blocks:
            # All of a charter may stand between brackets.
            self.floor = 0
            self._between_brackets(start, end)
        elif self.blocks[-1] == len(self.entries) - 1:
            self._value(start, end)

    def _close_blocks(self, column: int, *, is_dash: bool) -> None:
        while self.blocks:
            entry = self.entries[self.blocks[-1]]
            indent = entry.indent or 0
            # The entries of a list may stand right below its key.
            if indent < column or (indent == column and is_dash and entry.key):
                return
            self.blocks.pop()

    def _push(self, key: str, name: Span, indent: int, behind: int) -> None:
        self.blocks.append(self._add(key, name, indent, self.blocks[-1] if self.blocks else -1))
        self.entries[-1].value = Span(behind, behind)

    def _add(self, key: str, name: Span, indent: int | None, parent: int) -> int:
        self.entries.append(Entry(key, name, indent, parent, Span(name.end, name.end), end=name.end))
        return len(self.entries) - 1

    def _value(self, start: int, end: int) -> None:
        entry = self.entries[self.blocks[-1]]
        properties = _PROPERTIES.match(self.text, start, end)
        start = properties.end() if properties else start
        first = self.text[start : start + 1] if start < end else ""
        if first in {"|", ">"}:
            self.is_literal, self.floor = True, (entry.indent or 0) + 1
            entry.value = Span(start, end)
        elif first in {"[", "{"}:
            self.floor = (entry.indent or 0) + 1
            self._between_brackets(start, end)
        elif first == "#":
            self.prose.append(Span(start, end))
        elif first and not entry.text:
            self._scalar(entry, start, end)

    def _scalar(self, entry: Entry, start: int, end: int) -> None:
        found = _QUOTED.match(self.text, start, end) or _PLAIN.match(self.text, start, end)
        word = found[0].rstrip() if found else ""
        entry.value, entry.text = Span(start, start + len(word)), _unquoted(word)
        comment = self.text.find("#", start + len(word), end)
        if comment >= 0:
            self.prose.append(Span(comment, end))

    # -- between brackets ----------------------------------------------------------------------------------------------

    def _between_brackets(self, start: int, end: int) -> None:
        while start < end and len(self.entries) < MAX_NODES:
            token = _IN_FLOW.match(self.text, start, end)
            if token is None or (not self.frames and token.lastgroup not in {"space", "comment", "mark"}):
                return
            start = token.end()
            if token.lastgroup == "comment":
                self.prose.append(Span(*token.span()))
            elif token.lastgroup == "mark":
                self._mark(token[0], token.start())
            elif token.lastgroup != "space":
                self._word(token[0], Span(*token.span()))

    def _mark(self, mark: str, offset: int) -> None:
        if mark in "[{":
            self._open(mark, offset)
        elif not self.frames:
            return
        elif mark in "]}":
            self._close(offset + 1)
        elif mark == ",":
            self.frames[-1].flow.cuts.append(offset)
            self.frames[-1].item = None
        elif self.frames[-1].flow.opener == "{":
            item = self.frames[-1].item
            if item is not None:
                self.entries[item].value = Span(offset + 1, offset + 1)
                self.frames[-1].has_colon = True

    def _open(self, mark: str, offset: int) -> None:
        around = self.blocks[-1] if self.blocks else -1
        owner = self._item(offset) if self.frames else around
        flow = Flow(mark, offset, owner)
        self.flows.append(flow)
        self.frames.append(_Frame(flow))

    def _item(self, offset: int) -> int:
        """
        Return the entry between the innermost brackets whose value begins at *offset*.
        """
        frame = self.frames[-1]
        if frame.item is None:
            frame.item = self._add("", Span(offset, offset), None, frame.flow.owner)
            frame.has_colon = False
        return frame.item

    def _word(self, word: str, span: Span) -> None:
        frame = self.frames[-1]
        if frame.item is None and frame.flow.opener == "{":
            frame.item = self._add(_unquoted(word), span, None, frame.flow.owner)
            frame.has_colon = False
            return
        item = self.entries[self._item(span.start)]
        if frame.flow.opener == "{" and not frame.has_colon:
            return
        if not item.text:
            item.value, item.text = span, _unquoted(word)
            if not item.key:
                item.name = span

    def _close(self, offset: int) -> None:
        flow = self.frames.pop().flow
        flow.close, flow.is_closed = offset, True
        self._extend(flow)

    def _abandon(self, offset: int) -> None:
        while self.frames:
            flow = self.frames.pop().flow
            flow.close = offset
            self._extend(flow)

    def _extend(self, flow: Flow) -> None:
        if flow.owner >= 0:
            self.entries[flow.owner].value = Span(flow.open, flow.close)


class _Frame(Struct):
    """
    Brackets that are open.

    Args:
        item: the entry between them that is being read.
        has_colon: its key is complete.
    """

    flow: Flow
    item: int | None = None
    has_colon: bool = False


def _trimmed(match: re.Match[str], group: str) -> Span:
    return Span(match.start(group), match.start(group) + len(match[group].rstrip()))


def _unquoted(word: str) -> str:
    if word[:1] not in {'"', "'"}:
        return word
    quote = word[0]
    inner = word[1:-1] if len(word) > 1 and word.endswith(quote) else word[1:]
    return inner.replace("''", "'") if quote == "'" else inner.replace('\\"', '"').replace("\\\\", "\\")
