"""
The reference page of the charter language, as Markdown.

What a key means, takes and does is said where the language is described
(`keys.py`, `words.py` of `policy/language`); each example is a piece of a whole charter
that uses every key. Nothing is said here but how to read the page.
"""

import re
from collections.abc import Iterable, Iterator, Sequence
from functools import cached_property
from textwrap import dedent
from typing import Any

from msgspec import Struct

from charter.policy.language import keys
from charter.policy.language.kinds import Kind
from charter.policy.language.records import Key, Record
from charter.policy.language.scalars import Scalar
from charter.policy.language.words import Words
from charter.policy.writing import grammar
from charter.policy.writing.outline import Outline, outline

# Names from the top; empty for an entry of a list, and `*` where people choose the name.
Path = tuple[str, ...]

_INLINE = 100
_INTRODUCTION = """\
# The charter language

Every key that a `charter.yaml` can have. The examples are pieces of
[one charter that uses them all](../examples/everything/charter.yaml). Most charters are a few lines, and one line is a
good charter: `extends: recommended`.

- **Names.** `zones.data` is the key `data` in an entry of `zones`; a `*` stands for a name that you choose, or that of
  a rule. Rules are named by id, by an alias such as `B602`, by a weakness such as `CWE-89` or by their family; the
  more specific name wins. [Each rule has a page](rules/index.md).
- **Stricter** says which of two values holds where layers disagree: the organisation's, a team's, the repository's.
  What a higher layer names in `may_relax` a lower one may loosen, and nothing else. Inside one layer, which is a file
  and what it extends, the nearer file wins, either way.
- **Values** are read as they are written: `off` is a level, `2027-01` is text. A day is written `2027-01-31`, is
  counted in UTC, and is included. `max: 10` is breached by 11, `min: 20` by 19.
- **Patterns** of paths mean what they mean in `.gitignore`. In patterns of tools, models and hosts `*` stands for any
  letters, and case does not matter.

What is wrong in a charter is said [at its line](rules/index.md#charter), and all the rest stays in force."""
_REGISTER = """\
## A register of waivers

A file that [`waivers.files`](#waiversfiles) names is a list of these. In the code, a waiver is a comment: behind a
statement, on a line of its own above one, or for the whole file above all else.

```python
# charter: waive-file security.pickle until 2027-03-31 by @lena -- our own cache
import hashlib, pickle

digest = hashlib.md5(name)  # charter: waive B324 until 2027-03-31 by @lena -- a file's name, no secret
```

```yaml
{register}
```"""
_WORDS = """\
## Words

What each word means, of the keys that take one of a few."""


class _Spot(Struct, frozen=True):
    """
    A key at its place.
    """

    key: Key[Any]
    path: Path
    is_required: bool

    @property
    def name(self) -> str:
        return _dotted(self.path)


class _Chapter(Struct, frozen=True, dict=True):
    """
    The keys of one kind of file.

    Args:
        of: what they are keys of, for their headings; empty for a charter.
    """

    kind: Kind[Any]
    example: Outline
    of: str = ""

    @cached_property
    def homes(self) -> dict[int, Path]:
        """
        For each record, by its identity, where its keys are explained: where it stands least deep.
        """
        deepest_first = sorted(_records(self.kind, ()), key=lambda place: len(place[1]), reverse=True)
        return {id(record): path for record, path in deepest_first}

    def spots(self) -> Iterator[_Spot]:
        yield from self._spots(self.kind, ())

    def section(self, spot: _Spot, depth: int) -> str:
        """
        Return what there is to say of *spot* under a heading.
        """
        facts, said = [*self._facts(spot)], _excerpt(self.example, spot.path)
        is_short = "\n" not in said and len(said) <= _INLINE
        more = [] if is_short else [f"```yaml\n{said}\n```"]
        facts += [f"- Example: `{said}`"] if is_short else []
        return "\n\n".join([f"{'#' * depth} `{spot.name}`{self.of}", spot.key.description, "\n".join(facts), *more])

    def _spots(self, kind: Kind[Any], path: Path) -> Iterator[_Spot]:
        record, path = _unwrapped(kind, path)
        if isinstance(record, Record) and self.homes[id(record)] == path:
            for key in record.keys:
                spot = _Spot(key, (*path, key.name), key.name in record.required)
                yield spot
                yield from self._spots(key.kind, spot.path)

    def _facts(self, spot: _Spot) -> Iterator[str]:
        key = spot.key
        yield f"- Value: {self._value(key.kind, spot.path)}"
        if spot.is_required:
            yield "- Required"
        if key.default:
            yield f"- Default: {key.default}"
        if stricter := key.stricter or _stricter(key.kind):
            yield f"- Stricter: {stricter}"

    def _value(self, kind: Kind[Any], path: Path) -> str:
        if grammar.is_list(kind):
            alone = ", or one entry alone" if kind.or_one else ""
            return f"a list{alone}; each entry is {self._value(kind.entry, (*path, ''))}"
        if grammar.is_map(kind):
            return f"names, and for each {self._value(kind.value, (*path, '*'))}"
        if isinstance(kind, Record):
            home = self.homes[id(kind)]
            where = "below" if home == path else f"of {_link(_dotted(home))}"
            return f"a mapping with the keys {where}" + (f", or the `{kind.short}` alone" if kind.short else "")
        return _single(kind)


def reference(charter: str, register: str) -> str:
    """
    Return the page.

    Args:
        charter: the example, which uses every key.
        register: the same for a register of waivers.
    """
    language = _Chapter(keys.CHARTER_FILE, outline(charter))
    waivers = _Chapter(keys.REGISTER, outline(register), " of a waiver")
    spots = [*language.spots()]
    parts = [
        _INTRODUCTION,
        _contents(spots),
        *(language.section(spot, 2 if len(spot.path) == 1 else 3) for spot in spots),
        _REGISTER.format(register=register.strip()),
        *(waivers.section(spot, 3) for spot in waivers.spots()),
        _WORDS,
        *(_vocabulary(words) for words in _vocabularies(spot.key.kind for spot in spots)),
    ]
    return "\n\n".join(parts) + "\n"


# -- places ------------------------------------------------------------------------------------------------------------


def _records(kind: Kind[Any], path: Path) -> Iterator[tuple[Record, Path]]:
    record, path = _unwrapped(kind, path)
    if isinstance(record, Record):
        yield record, path
        for key in record.keys:
            yield from _records(key.kind, (*path, key.name))


def _unwrapped(kind: Kind[Any], path: Path) -> tuple[Kind[Any], Path]:
    """
    Return what the lists and mappings of *kind* hold in the end, and its path.
    """
    if grammar.is_list(kind):
        return _unwrapped(kind.entry, (*path, ""))
    if grammar.is_map(kind):
        return _unwrapped(kind.value, (*path, "*"))
    return kind, path


def _excerpt(example: Outline, path: Path) -> str:
    """
    Return what *example* says first at *path*, as it stands there; empty if nothing.
    """
    for idx, entry in enumerate(example.entries):
        if _is_at(example.path(idx), path):
            margin = entry.name.start - example.text.rfind("\n", 0, entry.name.start) - 1
            return dedent(" " * margin + example.text[entry.name.start : entry.end])
    return ""


def _is_at(path: Sequence[str], pattern: Sequence[str]) -> bool:
    pairs = zip(path, pattern, strict=False)
    return len(path) == len(pattern) and all(name == wanted or (name and wanted == "*") for name, wanted in pairs)


def _dotted(path: Path) -> str:
    return ".".join(filter(None, path))


# -- words -------------------------------------------------------------------------------------------------------------


def _single(kind: Kind[Any]) -> str:
    if not isinstance(kind, Scalar):
        return ""
    words = ", ".join(f"`{word}`" for word in kind.words)
    if kind.explained:
        return f"one of {words} ({_link(kind.explained.title, is_code=False)})"
    return f"one of {words}" if words else kind.expected


def _stricter(kind: Kind[Any]) -> str:
    return kind.explained.stricter if isinstance(kind, Scalar) and kind.explained else ""


def _vocabularies(kinds: Iterable[Kind[Any]]) -> Iterable[Words]:
    singles = (_unwrapped(kind, ())[0] for kind in kinds)
    return {
        each.explained.title: each.explained for each in singles if isinstance(each, Scalar) and each.explained
    }.values()


def _vocabulary(words: Words) -> str:
    rows = (f"| `{word}` | {meaning} |" for word, meaning in words.meanings.items())
    return "\n".join([f"### {words.title}", "", "| word | what it means |", "|---|---|", *rows])


def _contents(spots: Iterable[_Spot]) -> str:
    rows = (f"| {_link(spot.name)} | {spot.key.description} |" for spot in spots if len(spot.path) == 1)
    return "\n".join(["| key | what it says |", "|---|---|", *rows])


def _link(title: str, *, is_code: bool = True) -> str:
    """
    Return a link to the heading *title*, by the anchor that GitHub gives it.
    """
    anchor = re.sub(r"[^\w -]", "", title.lower()).replace(" ", "-")
    return f"[`{title}`](#{anchor})" if is_code else f"[{title.lower()}](#{anchor})"
