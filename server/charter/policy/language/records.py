"""
Keys, and the records that are made of them.

A key is described once; the reader, the JSON schema and what explains keys to
people are all made from that description.
"""

from collections.abc import Iterable, Iterator, Mapping
from types import MappingProxyType
from typing import Any, Generic, TypeVar, cast

from msgspec import Struct, field
from msgspec.structs import replace

from charter.policy.language.kinds import Kind, Place, Said, Schema, named_entries, note_no_mapping
from charter.policy.language.tree import MappingNode, Node, ScalarNode
from charter.policy.problems import Mistake, Notes, listed, replacement, shown
from charter.text import Span

T = TypeVar("T")


class Key(Struct, Generic[T], frozen=True):
    """
    One key of the charter language.

    Args:
        description: one sentence.
        default: as a charter would write it; empty if there is none.
        stricter: which of two values holds between layers; empty if that is not a matter of strictness.
    """

    name: str
    kind: Kind[T]
    description: str
    default: str = ""
    stricter: str = ""

    def schema(self) -> Schema:
        default = f" Default: {self.default}." if self.default else ""
        return {**self.kind.schema(), "description": f"{self.description}{default}"}


class Fields(Struct, frozen=True):
    """
    What a record's node says, by key.

    Args:
        flaws: what was noted of a key that is unknown, or whose value cannot wholly be read.
        is_void: for one of its flaws the record is not in force.
    """

    said: Mapping[str, Said[Any]] = field(default_factory=lambda: MappingProxyType({}))
    flaws: Mapping[str, tuple[Mistake, ...]] = field(default_factory=lambda: MappingProxyType({}))
    is_void: bool = False

    def get(self, key: Key[T]) -> Said[T] | None:
        """
        Return what is said under *key*; None if nothing that can be read.
        """
        # Each value was read by the kind of the key that it is kept under.
        return cast("Said[T] | None", self.said.get(key.name))

    def value(self, key: Key[T], otherwise: T) -> T:
        """
        Return the value under *key*, or *otherwise*.
        """
        said = self.get(key)
        return otherwise if said is None else said.value


class Record(Struct, frozen=True):
    """
    A mapping with keys of the language.

    Args:
        keys: all that may stand there.
        required: names of those that must.
        short: the name of the key that a bare value stands for, if one may.
        void: what follows where a key is unknown or cannot be read, and the whole record is void for it, as a
            sentence; empty if only the key is left out.
        harmless: names of the keys that it is never void for.
    """

    keys: tuple[Key[Any], ...]
    required: tuple[str, ...] = ()
    short: str = ""
    void: str = ""
    harmless: tuple[str, ...] = ()

    def read(self, node: Node, place: Place, notes: Notes) -> Fields | None:
        if isinstance(node, ScalarNode) and self.short and not node.is_null:
            return self._from_bare(node, place, notes)
        if not isinstance(node, MappingNode):
            return note_no_mapping(node, place, notes)
        n_before = len(notes.mistakes)
        fields = self._fields(node, place, notes)
        if self.void:
            fields = replace(fields, is_void=self._is_void(fields, n_before, notes))
        return fields if self._has_required(node, fields, notes) else None

    def schema(self) -> Schema:
        record: Schema = {
            "type": "object",
            "properties": {key.name: key.schema() for key in self.keys},
            "additionalProperties": False,
        }
        if self.required:
            record["required"] = list(self.required)
        return {"anyOf": [self._key(self.short).kind.schema(), record]} if self.short else record

    def _from_bare(self, node: ScalarNode, place: Place, notes: Notes) -> Fields | None:
        value = self._key(self.short).kind.read(node, place, notes)
        return None if value is None else Fields({self.short: Said(value, place.key, place.name, node.span)})

    def _fields(self, node: MappingNode, place: Place, notes: Notes) -> Fields:
        said: dict[str, Said[Any]] = {}
        flaws: dict[str, tuple[Mistake, ...]] = {}
        for name, value_node in self._first_of_each(node, notes):
            n_before = len(notes.mistakes)
            value = self._said(name, value_node, place, notes)
            if value is not None:
                said[name.text] = value
            if len(notes.mistakes) > n_before:
                flaws[name.text] = tuple(notes.mistakes[n_before:])
        return Fields(said, flaws)

    def _said(self, name: ScalarNode, value_node: Node, place: Place, notes: Notes) -> Said[Any] | None:
        key = self._known(name, place, notes)
        if key is None:
            return None
        under = place.under(key.name, name.span)
        value = key.kind.read(value_node, under, notes)
        return None if value is None else Said(value, under.key, name.span, value_node.span)

    def _is_void(self, fields: Fields, since: int, notes: Notes) -> bool:
        """
        Tell whether the flaws of *fields*, noted from the index *since* on, void the record; if so, say it with them.
        """
        found = [each for name, flaws in fields.flaws.items() if name not in self.harmless for each in flaws]
        notes.conclude(since, found, self.void)
        return bool(found)

    def _first_of_each(self, node: MappingNode, notes: Notes) -> Iterator[tuple[ScalarNode, Node]]:
        seen: set[str] = set()
        for name, value_node in named_entries(node, "the first holds", notes):
            if name.text not in seen:
                yield name, value_node
            seen.add(name.text)

    def _known(self, name: ScalarNode, place: Place, notes: Notes) -> Key[Any] | None:
        key = next((key for key in self.keys if key.name == name.text), None)
        if key is None:
            notes.add(_unknown_key(name, place, [key.name for key in self.keys], notes))
        return key

    def _has_required(self, node: MappingNode, fields: Fields, notes: Notes) -> bool:
        present = {name.text for name, _ in node.entries if isinstance(name, ScalarNode)}
        missing = [name for name in self.required if name not in present]
        if missing:
            advice = f"Add {listed(missing)} to this entry."
            notes.add(Mistake("charter.wrong-type", node.span, advice, f"Expected {listed(missing)}, found none."))
        return all(name in fields.said for name in self.required)

    def _key(self, name: str) -> Key[Any]:
        return next(key for key in self.keys if key.name == name)


def names(keys: Iterable[Key[Any]]) -> tuple[str, ...]:
    return tuple(key.name for key in keys)


def _unknown_key(name: ScalarNode, place: Place, known: list[str], notes: Notes) -> Mistake:
    likely = notes.nearest(name.text, known)
    where = f"under {shown(place.key)}" if place.key else "at the top of a charter"
    advice = f"Write '{likely}' instead of {shown(name.text)}." if likely else f"Remove {shown(name.text)}."
    others = ", so it has no effect" if likely else f"; those are {', '.join(known)}"
    message = f"There is no such key {where}{others}."
    fixes = replacement(name.span, likely) if likely else ()
    return Mistake("charter.unknown-key", name.span, advice, message, fixes)


def not_in_force(key: str, span: Span) -> Mistake:
    """
    Return the mistake of relying on what belongs to the language and is not built yet.
    """
    advice = f"Do not rely on {shown(key)} yet."
    message = "It belongs to the charter language, but nothing acts on it: it is not in force yet."
    return Mistake("charter.not-in-force", span, advice, message)
