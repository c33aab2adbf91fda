"""
Single values: what is read from the text of one scalar.

The text is what was written, never YAML's guess at it: `off` is a level and
`1_000` is no number.
"""

import re
from collections.abc import Callable, Mapping
from datetime import date
from typing import Any, Generic, TypeVar

from msgspec import Struct, field
from msgspec.structs import replace

from charter import globs
from charter.model import Level
from charter.policy.language.kinds import Place, Schema, wrong_type
from charter.policy.language.tree import Node, ScalarNode
from charter.policy.language.words import LEVELS, Words
from charter.policy.problems import Mistake, Notes, listed, replacement, sentence, shown
from charter.syntax.languages import LANGUAGES

T = TypeVar("T")


class Scalar(Struct, Generic[T], frozen=True):
    """
    A single value, read from its text.

    Args:
        expected: what people should write, for messages.
        parse: gives the value, or raises ValueError, with a message if it knows more.
        as_schema: JSON schema.
        words: the only values, for the nearest one.
        explained: what each of the words means.
        meant: what words of other tools stand for here.
    """

    expected: str
    parse: Callable[[str], T]
    as_schema: Mapping[str, Any]
    words: tuple[str, ...] = ()
    explained: Words | None = None
    meant: Mapping[str, str] = field(default_factory=dict[str, str])
    rule: str = "charter.wrong-type"

    def read(self, node: Node, place: Place, notes: Notes) -> T | None:
        if not isinstance(node, ScalarNode) or node.is_null:
            notes.add(wrong_type(node, place, self.expected))
            return None
        try:
            return self.parse(node.text)
        except ValueError as error:
            notes.add(self._mistake(node, str(error), notes))
            return None

    def schema(self) -> Schema:
        return dict(self.as_schema)

    def _mistake(self, node: ScalarNode, reason: str, notes: Notes) -> Mistake:
        likely = self.meant.get(node.text.casefold()) or (notes.nearest(node.text, self.words) if self.words else None)
        advice = f"Write '{likely}' instead of {shown(node.text)}." if likely else f"Write {self.expected}."
        # Without a likely word the advice says already what is expected.
        expected = f"expected {self.expected}, found {shown(node.text)}" if likely else ""
        reason = reason or expected or f"found {shown(node.text)}, which has no effect"
        fixes = replacement(node.span, likely) if likely else ()
        return Mistake(self.rule, node.span, advice, sentence(reason), fixes)


def choice(words: Mapping[str, T], explained: Words | None = None) -> Scalar[T]:
    """
    Return the kind whose values are those of *words*.
    """
    # No keyword of the standard, so validators pass over it; editors show it.
    about = {"enumDescriptions": [explained.meanings[word] for word in words]} if explained else {}

    def parse(text: str) -> T:
        if text not in words:
            raise ValueError
        return words[text]

    return Scalar(listed(words), parse, {"enum": list(words), **about}, tuple(words), explained)


def _date(text: str) -> date:
    if not re.fullmatch(r"[0-9]{4}-[0-9]{2}-[0-9]{2}", text):
        raise ValueError
    try:
        return date.fromisoformat(text)
    except ValueError:
        raise ValueError from None


def _number(text: str) -> float:
    if not re.fullmatch(r"[0-9]{1,9}(\.[0-9]{1,9})?", text):
        raise ValueError
    return float(text)


def _size(text: str) -> int:
    match = re.fullmatch(r"([0-9]{1,12}) ?([kmg]i?b|b)?", text, re.IGNORECASE)
    if not match or not int(match[1]):
        raise ValueError
    return int(match[1]) * _UNITS[(match[2] or "b").lower()]


def _glob(text: str) -> str:
    if reason := globs.check(text):
        raise ValueError(reason)
    return text


def _days(text: str) -> int:
    if not re.fullmatch(r"[1-9][0-9]{0,4}", text):
        raise ValueError
    return int(text)


def _language(text: str) -> str:
    if text not in LANGUAGES:
        raise ValueError
    return text


def _version(text: str) -> int:
    if text != "1":
        raise ValueError
    return 1


_UNITS = {"b": 1} | {
    f"{letter}{infix}b": base**power
    for power, letter in enumerate("kmg", start=1)
    for infix, base in (("", 1_000), ("i", 1_024))
}
_FOREIGN_LEVELS = {
    **dict.fromkeys(("false", "no", "none", "ignore", "disable", "disabled", "allow"), "off"),
    **dict.fromkeys(("hint", "silent", "audit"), "observe"),
    **dict.fromkeys(("info", "information", "note", "notice", "advice"), "advise"),
    **dict.fromkeys(("warning", "true", "yes", "on"), "warn"),
    **dict.fromkeys(("error", "deny", "denied", "forbid", "critical", "fatal"), "block"),
}

TEXT: Scalar[str] = Scalar("text", str, {"type": ["string", "number", "boolean"]})
LEVEL: Scalar[Level] = replace(choice({level.word: level for level in Level}, LEVELS), meant=_FOREIGN_LEVELS)
DATE: Scalar[date] = Scalar(
    "a date such as 2027-01-31",
    _date,
    {"type": "string", "pattern": "^[0-9]{4}-[0-9]{2}-[0-9]{2}$"},
    rule="charter.bad-date",
)
NUMBER: Scalar[float] = Scalar("a number such as 10", _number, {"type": "number", "minimum": 0})
SIZE: Scalar[int] = Scalar(
    "a size such as 2MB",
    _size,
    {"type": ["string", "integer"], "pattern": "^[0-9]+ ?([kKmMgG][iI]?[bB]|[bB])?$", "minimum": 1},
)
GLOB: Scalar[str] = Scalar("a pattern as in .gitignore", _glob, {"type": "string"}, rule="charter.bad-glob")
DAYS: Scalar[int] = Scalar("a number of days such as 90", _days, {"type": "integer", "minimum": 1})
TRUTH: Scalar[bool] = replace(
    choice({"true": True, "false": False}),
    as_schema={"type": "boolean"},
    meant={**dict.fromkeys(("yes", "on", "1"), "true"), **dict.fromkeys(("no", "off", "0"), "false")},
)
LANGUAGE: Scalar[str] = Scalar(
    "a language such as python",
    _language,
    {"enum": sorted(LANGUAGES)},
    tuple(sorted(LANGUAGES)),
    meant={"js": "javascript", "ts": "typescript", "py": "python", "c++": "cpp", "c#": "csharp", "bash": "shellscript"},
)
VERSION: Scalar[int] = Scalar("1, the version that this Charter reads", _version, {"const": 1})
