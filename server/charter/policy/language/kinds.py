"""
The kinds of values that keys of a charter take.

Each kind reads a node of the YAML tree, says what is wrong with it, and
describes itself as JSON schema. A bad value is noted and dropped; what holds it
stays.
"""

from collections.abc import Iterator
from typing import Any, Generic, Protocol, TypeVar

from msgspec import Struct

from charter.policy.language.tree import MappingNode, Node, ScalarNode, SequenceNode
from charter.policy.problems import Mistake, Notes, replacement, shown
from charter.text import Span

T = TypeVar("T")
T_co = TypeVar("T_co", covariant=True)
Schema = dict[str, Any]


class Said(Struct, Generic[T], frozen=True):
    """
    What a charter's file says under one key.

    Args:
        key: dotted; the list's, for an entry of a list.
        name: where the key stands, or the entry of a list.
        span: where the value stands.
    """

    value: T
    key: str
    name: Span
    span: Span


class Kind(Protocol[T_co]):
    """
    What a value must look like.
    """

    def read(self, node: Node, place: "Place", notes: Notes) -> T_co | None:
        """
        Return what *node* says; None, and a note, if it is no such value.
        """
        ...

    def schema(self) -> Schema:
        """
        Return the same as JSON schema, draft 7.
        """
        ...


class Place(Struct, frozen=True):
    """
    A key, dotted, and where it stands.
    """

    key: str
    name: Span

    def under(self, name: str, span: Span) -> "Place":
        return Place(f"{self.key}.{name}" if self.key else name, span)


class ListOf(Struct, Generic[T], frozen=True):
    """
    A list of values of one kind; entries that cannot be read are left out.

    Args:
        or_one: a single value may stand without its brackets.
        void: what follows where an entry cannot be read and the whole list is left out for it, as a sentence; empty
            if only the entry is.
    """

    entry: Kind[T]
    or_one: bool = False
    void: str = ""

    def read(self, node: Node, place: Place, notes: Notes) -> tuple[Said[T], ...] | None:
        if isinstance(node, SequenceNode):
            return self._whole(node.nodes, place, notes)
        if isinstance(node, ScalarNode) and node.is_null:
            return None
        if self.or_one:
            return self._whole((node,), place, notes)
        notes.add(_no_list(node, place))
        return None

    def schema(self) -> Schema:
        entry = self.entry.schema()
        many: Schema = {"type": "array", "items": entry}
        return {"anyOf": [entry, many]} if self.or_one else many

    def _whole(self, nodes: tuple[Node, ...], place: Place, notes: Notes) -> tuple[Said[T], ...] | None:
        n_before = len(notes.mistakes)
        entries = tuple(self._entries(nodes, place, notes))
        found = notes.mistakes[n_before:]
        if not self.void or not found:
            return entries
        return notes.conclude(n_before, found, self.void)

    def _entries(self, nodes: tuple[Node, ...], place: Place, notes: Notes) -> Iterator[Said[T]]:
        for node in nodes:
            value = self.entry.read(node, Place(place.key, node.span), notes)
            if value is not None:
                yield Said(value, place.key, node.span, node.span)


class MapOf(Struct, Generic[T], frozen=True):
    """
    Values of one kind under names that the charter's author chooses.

    A name that stands twice is noted, and given twice.
    """

    value: Kind[T]
    holds: str = "the first holds"

    def read(self, node: Node, place: Place, notes: Notes) -> tuple[tuple[str, Said[T]], ...] | None:
        if not isinstance(node, MappingNode):
            return note_no_mapping(node, place, notes)
        return tuple(self._values(node, place, notes))

    def schema(self) -> Schema:
        return {"type": "object", "additionalProperties": self.value.schema()}

    def _values(self, node: MappingNode, place: Place, notes: Notes) -> Iterator[tuple[str, Said[T]]]:
        for key, value_node in named_entries(node, self.holds, notes):
            under = place.under(key.text, key.span)
            value = self.value.read(value_node, under, notes)
            if value is not None:
                yield key.text, Said(value, under.key, key.span, value_node.span)


def named_entries(node: MappingNode, holds: str, notes: Notes) -> Iterator[tuple[ScalarNode, Node]]:
    """
    Yield the entries of *node* whose key is a name; note the others, and names that stand twice.
    """
    seen: set[str] = set()
    for key, value in node.entries:
        if not isinstance(key, ScalarNode):
            advice = "Write a name before the colon."
            notes.add(Mistake("charter.wrong-type", key.span, advice, f"Expected a name, found {_looks_like(key)}."))
            continue
        if key.text in seen:
            notes.add(duplicate(key.span, f"{shown(key.text)} stands here twice", holds))
        seen.add(key.text)
        yield key, value


def duplicate(span: Span, what: str, holds: str) -> Mistake:
    """
    Return the mistake of saying a thing twice; *what* says how and *holds* what follows.
    """
    return Mistake("charter.duplicate-key", span, "Keep one of the two.", f"{what}; {holds}.")


def wrong_type(node: Node, place: Place, expected: str) -> Mistake:
    """
    Return the mistake of writing *node* where *expected* belongs.
    """
    span = place.name if isinstance(node, ScalarNode) and node.is_null else node.span
    message = f"Found {_looks_like(node)}, which has no effect."
    return Mistake("charter.wrong-type", span, f"Write {expected} for {shown(place.key)}.", message)


def note_no_mapping(node: Node, place: Place, notes: Notes) -> None:
    """
    Note that *node* should be a mapping; a section without entries is none, and no mistake.
    """
    if not (isinstance(node, ScalarNode) and node.is_null):
        notes.add(wrong_type(node, place, "'key: value' entries"))


def _no_list(node: Node, place: Place) -> Mistake:
    mistake = wrong_type(node, place, "a list")
    if not isinstance(node, ScalarNode) or not node.is_plain:
        return mistake
    fixes = replacement(node.span, f"[{node.text}]") if node.text.isprintable() and "," not in node.text else ()
    return Mistake(mistake.rule, mistake.span, mistake.advice, mistake.message, fixes)


def _looks_like(node: Node) -> str:
    if isinstance(node, ScalarNode):
        return "nothing" if node.is_null else shown(node.text)
    return "a list" if isinstance(node, SequenceNode) else "'key: value' entries"
