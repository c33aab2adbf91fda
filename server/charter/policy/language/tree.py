"""
YAML as a tree of text and places, read within bounds.

PyYAML gives events, and the tree is composed here: its own composers recurse
(100,000 brackets overflow the stack, in libyaml that of C) and expand aliases
without end, and its resolver guesses what a scalar means (`off` would be false).
Here a scalar is the text that was written; the key that holds it decides.

Not read: tags and merge keys, which charters do not have.
"""

import re
from collections.abc import Iterator
from typing import Any, cast

import yaml
from msgspec import Struct, field

from charter.policy.model.charter import MAX_CHARTER
from charter.policy.problems import Mistake
from charter.text import Span

MAX_BYTES = MAX_CHARTER
MAX_DEPTH = 64
MAX_NODES = 10_000

# The same events from both; libyaml's parser is a hundred times faster on hostile text.
_LOADER: Any = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
# What YAML's reader refuses, found first so that both parsers say the same of it.
_UNPRINTABLE = re.compile("[^\x09\x0a\x0d\x20-\x7e\x85\xa0-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


class ScalarNode(Struct, frozen=True):
    """
    A single value, as written but for quotes and escapes.
    """

    span: Span
    text: str
    is_plain: bool

    @property
    def is_null(self) -> bool:
        return self.is_plain and self.text in {"", "~", "null"}


class SequenceNode(Struct, frozen=True):
    span: Span
    nodes: tuple["Node", ...]


class MappingNode(Struct, frozen=True):
    """
    Keys and values in order; a key may stand twice, and may be any node.
    """

    span: Span
    entries: tuple[tuple["Node", "Node"], ...]


Node = ScalarNode | SequenceNode | MappingNode


def parse(text: str) -> Node | Mistake:
    """
    Return the only document of *text*, or why it cannot be read.

    An empty text is an empty mapping. Spans count from the start of *text*, a
    byte-order mark included.
    """
    n_bytes = len(text.encode("utf-8", "surrogatepass"))
    if n_bytes > MAX_BYTES:
        return _too_large(Span(0, 0), f"a file of at most {MAX_BYTES:,} bytes", f"{n_bytes:,}")
    if (bad := _UNPRINTABLE.search(text, text.startswith("\ufeff"))) is not None:
        found = f"Expected printable text, found the character U+{ord(bad[0]):04X}."
        return _not_yaml(Span(*bad.span()), "Remove the control character that stands here.", found)
    composer = _Composer(shift=int(text.startswith("\ufeff")), length=len(text))
    try:
        return composer.compose(_events(text.removeprefix("\ufeff")))
    except _RefusedError as refusal:
        return refusal.mistake
    except yaml.MarkedYAMLError as error:
        return composer.syntax_mistake(error, text)


class _RefusedError(Exception):
    def __init__(self, mistake: Mistake) -> None:
        self.mistake = mistake


class _Frame(Struct):
    """
    A collection that is still open.
    """

    event: yaml.CollectionStartEvent
    depth_size: int
    nodes: list[Node] = field(default_factory=list[Node])


class _Composer(Struct):
    """
    Makes the tree, and counts depth and nodes at each event before it makes anything of it.

    Args:
        shift: how many code points were taken away before the first.
        length: of the whole text.
    """

    shift: int
    length: int
    n_nodes: int = 0
    frames: list[_Frame] = field(default_factory=list[_Frame])
    anchors: dict[str, tuple[Node, int]] = field(default_factory=dict[str, tuple[Node, int]])
    root: Node | None = None

    def compose(self, events: Iterator[yaml.Event]) -> Node:
        for event in events:
            if isinstance(event, yaml.DocumentStartEvent) and self.root:
                advice = "Keep one document in this file, and remove what follows '---'."
                raise _RefusedError(_not_yaml(self._span(event), advice, "Expected one YAML document, found a second."))
            if isinstance(event, yaml.AliasEvent):
                self._alias(event)
            elif isinstance(event, yaml.ScalarEvent):
                self._scalar(event)
            elif isinstance(event, yaml.CollectionStartEvent):
                self._open(event)
            elif isinstance(event, yaml.CollectionEndEvent):
                self._close(event)
        return self.root or MappingNode(Span(0, 0), ())

    def syntax_mistake(self, error: yaml.MarkedYAMLError, text: str) -> Mistake:
        mark: Any = error.problem_mark or error.context_mark
        start = min(_index(mark) + self.shift, self.length) if mark else self.length
        if text[start : start + 1] == "\t":
            return _not_yaml(Span(start, start + 1), "Indent with spaces: YAML allows no tab here.", "Found a tab.")
        # PyYAML quotes the text at times, and the file may be no charter at all.
        problem = error.problem or ""
        found = "" if "'" in problem or '"' in problem else f" PyYAML says: {problem}."
        span = Span(start, min(start + 1, self.length))
        return _not_yaml(
            span, "Correct the YAML here; look at brackets, quotes, colons and indentation.", found.strip()
        )

    def _span(self, event: yaml.Event) -> Span:
        start, end = _index(event.start_mark), _index(event.end_mark)
        return Span(min(start + self.shift, self.length), min(end + self.shift, self.length))

    def _count(self, n_nodes: int, span: Span) -> None:
        self.n_nodes += n_nodes
        if self.n_nodes > MAX_NODES:
            raise _RefusedError(_too_large(span, f"at most {MAX_NODES:,} values, aliases expanded", "more"))

    def _alias(self, event: yaml.AliasEvent) -> None:
        span = self._span(event)
        if event.anchor not in self.anchors:
            advice = "Define the anchor before this alias, and not around it."
            raise _RefusedError(_not_yaml(span, advice, "Expected the name of a finished anchor."))
        node, size = self.anchors[event.anchor]
        self._count(size, span)
        self._add(node)

    def _scalar(self, event: yaml.ScalarEvent) -> None:
        span = self._span(event)
        self._count(1, span)
        node = ScalarNode(span, cast("str", event.value), is_plain=not event.style)
        self._add(node)
        self._anchor(event.anchor, node, 1)

    def _open(self, event: yaml.CollectionStartEvent) -> None:
        span = self._span(event)
        if len(self.frames) >= MAX_DEPTH:
            raise _RefusedError(_too_large(span, f"at most {MAX_DEPTH} levels of nesting", "more"))
        self._count(1, span)
        self.frames.append(_Frame(event, self.n_nodes - 1))

    def _close(self, event: yaml.CollectionEndEvent) -> None:
        frame = self.frames.pop()
        node = _collection(frame, self._extent(frame, event))
        self._add(node)
        self._anchor(frame.event.anchor, node, self.n_nodes - frame.depth_size)

    def _extent(self, frame: _Frame, event: yaml.CollectionEndEvent) -> Span:
        # A block ends, for PyYAML, where the next token begins: after blank lines and comments.
        start = self._span(frame.event).start
        if frame.event.flow_style or not frame.nodes:
            return Span(start, self._span(event).end)
        return Span(start, max(start, frame.nodes[-1].span.end))

    def _add(self, node: Node) -> None:
        if self.frames:
            self.frames[-1].nodes.append(node)
        else:
            self.root = node

    def _anchor(self, name: str | None, node: Node, size: int) -> None:
        if name is not None:
            self.anchors[name] = (node, size)


def _events(text: str) -> Iterator[yaml.Event]:
    # The stubs leave PyYAML's own types open.
    return cast("Any", yaml).parse(text, Loader=_LOADER)


def _index(mark: Any) -> int:  # noqa: ANN401 - as above
    return mark.index


def _collection(frame: _Frame, span: Span) -> Node:
    if isinstance(frame.event, yaml.SequenceStartEvent):
        return SequenceNode(span, tuple(frame.nodes))
    return MappingNode(span, tuple(zip(frame.nodes[::2], frame.nodes[1::2], strict=True)))


def _not_yaml(span: Span, advice: str, message: str) -> Mistake:
    return Mistake("charter.not-yaml", span, advice, message, leaves_unread=True)


def _too_large(span: Span, expected: str, found: str) -> Mistake:
    advice = "Make this charter smaller, or split it with 'extends'."
    return Mistake("charter.too-large", span, advice, f"Expected {expected}, found {found}.", leaves_unread=True)
