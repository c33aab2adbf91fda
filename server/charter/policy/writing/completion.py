"""
What can be written at a place of a charter.

All of it at once, so that an editor can narrow it down while people type on.
"""

from collections.abc import Callable, Iterable, Iterator
from typing import Any, Literal

from msgspec import Struct
from msgspec.structs import replace

from charter.policy.language.kinds import Kind
from charter.policy.language.records import Key, Record
from charter.policy.language.scalars import DATE, Scalar
from charter.policy.writing import grammar
from charter.policy.writing.cursor import Cursor, cursor
from charter.policy.writing.outline import Outline
from charter.policy.writing.vocabulary import Vocabulary, Word
from charter.text import Span

Sort = Literal["key", "rule", "value"]

_WORDS: dict[grammar.Subject, Callable[[Vocabulary], Iterable[Word]]] = {
    "called model": Vocabulary.called_model_words,
    "host": Vocabulary.host_words,
    "model": Vocabulary.model_words,
    "pack": Vocabulary.pack_words,
    "role": Vocabulary.role_words,
    "rule": Vocabulary.rule_words,
    "sdk": Vocabulary.sdk_words,
    "tool": Vocabulary.tool_words,
    "zone": Vocabulary.zone_words,
}
# What YAML would take for something else at the beginning of a plain word.
_INDICATORS = frozenset("*&!|>%@`\"'#{}[],?:-")


class Proposal(Struct, frozen=True):
    """
    One thing that can be written.

    Args:
        text: what it becomes in the charter.
        snippet: the same with `$0` where the hand goes on, if that is not its end.
    """

    label: str
    sort: Sort
    text: str
    snippet: str = ""
    about: str = ""
    more: str = ""


class Proposals(Struct, frozen=True):
    """
    Args:
        word: what they stand instead of.
    """

    word: Span
    items: tuple[Proposal, ...]


def proposals(outline: Outline, offset: int, vocabulary: Vocabulary) -> Proposals:
    """
    Return what can be written at *offset*; nothing where nothing is known.
    """
    here = cursor(outline, offset)
    if here is None:
        return Proposals(Span(offset, offset), ())
    items = [*_Desk(here, outline.text, vocabulary).items()]
    return Proposals(here.word, tuple(item for item in items if item.label not in here.siblings))


class _Desk(Struct, frozen=True):
    here: Cursor
    text: str
    vocabulary: Vocabulary

    def items(self) -> Iterator[Proposal]:
        meaning = grammar.meaning(self.here.path)
        if meaning is None:
            return
        kind = meaning.kind
        if self.here.is_line and grammar.is_list(kind):
            yield from self._keys(kind.entry, "- ")
            yield from self._values(kind.entry, meaning.key, "- ")
            return
        if self.here.takes_keys:
            yield from self._keys(kind, is_rule=meaning.is_rule)
        if not self.here.takes_value or (self.here.is_line and isinstance(kind, Record)):
            return
        if grammar.is_list(kind):
            yield from self._values(kind.entry, meaning.key, *(("", "") if kind.or_one else ("[", "]")))
        else:
            yield from self._values(kind, meaning.key)

    def _keys(self, kind: Kind[Any] | None, before: str = "", *, is_rule: bool = False) -> Iterator[Proposal]:
        if isinstance(kind, Record):
            for key in kind.keys:
                if not is_rule or self._fits(key):
                    about = f"default: {key.default}" if key.default else ""
                    yield self._key(Word(key.name, about, key.description), key.kind, before, "key")
        elif grammar.is_map(kind):
            sort: Sort = "rule" if self.here.path[-1:] == (grammar.RULES,) else "key"
            for word in self._names():
                yield self._key(word, kind.value, before, sort)

    def _key(self, word: Word, kind: Kind[Any], before: str, sort: Sort) -> Proposal:
        plain = Proposal(word.text, sort, word.text, about=word.about, more=word.more)
        if self.here.has_colon:
            return plain
        takes_word = grammar.choices(kind) is not None and not grammar.is_map(kind)
        if takes_word or not self.here.is_flow:
            return replace(plain, text=f"{before}{word.text}:{' ' if takes_word else ''}")
        return replace(plain, text=f"{before}{word.text}: {{}}", snippet=f"{before}{word.text}: {{$0}}")

    def _names(self) -> Iterable[Word]:
        """
        Return the names that a mapping may have.
        """
        if self.here.path[-1:] == (grammar.RULES,):
            return self.vocabulary.rule_words()
        if self.here.path == ("tools", "classes"):
            tool_class = grammar.meaning(("tools", "approved", "", "class"))
            return _choices(tool_class.kind if tool_class else None)
        return ()

    def _fits(self, key: Key[Any]) -> bool:
        """
        Tell whether *key* can be said of the rule that is written about: only measures have limits.
        """
        rules = self.vocabulary.book.named(self.here.path[-1])
        limit = self.vocabulary.book[rules[0]].limit if len(rules) == 1 else None
        return key.name not in {"max", "min"} or (limit is not None and limit.key == key.name)

    def _values(
        self, kind: Kind[Any] | None, key: Key[Any] | None, before: str = "", behind: str = ""
    ) -> Iterator[Proposal]:
        is_quoted = self.text[self.here.word.start - 1 : self.here.word.start] in {'"', "'"}
        for word in self._words(grammar.choices(kind), key):
            text = word.text if is_quoted else _written(word.text)
            yield Proposal(word.text, "value", f"{before}{text}{behind}", about=word.about, more=word.more)

    def _words(self, kind: Kind[Any] | None, key: Key[Any] | None) -> Iterable[Word]:
        if not isinstance(kind, Scalar):
            return ()
        default = key.default if key else ""
        if kind.words:
            return _choices(kind, default)
        if kind is DATE:
            return self.vocabulary.day_words()
        subject = grammar.subject(self.here.path) or grammar.subject((*self.here.path, ""))
        if subject:
            return _WORDS[subject](self.vocabulary)
        return [Word(default, "default")] if default and default.isprintable() and " " not in default else []


def _choices(kind: Kind[Any] | None, default: str = "") -> Iterator[Word]:
    for word in kind.words if isinstance(kind, Scalar) else ():
        yield Word(word, "default" if word == default else "", grammar.meaning_of_word(kind, word))


def _written(word: str) -> str:
    """
    Return *word* as YAML reads it as text.
    """
    is_plain = word[:1] not in _INDICATORS and ": " not in word and " #" not in word
    return word if is_plain and not set(word) & set("[]{},") else f'"{word}"'
