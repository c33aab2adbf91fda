"""
What the description of the language says of a path of keys.

A path is that of an outline: names, and an empty one for each entry of a list.
"""

from collections.abc import Sequence
from typing import Any, Literal, TypeGuard

from msgspec import Struct

from charter.policy.language import keys
from charter.policy.language.kinds import Kind, ListOf, MapOf
from charter.policy.language.records import Key, Record
from charter.policy.language.scalars import Scalar

# The name of a mapping whose keys are rules, wherever it stands.
RULES = keys.RULES_KEY.name

Subject = Literal["called model", "host", "model", "pack", "role", "rule", "sdk", "tool", "zone"]

# What the words under a key name; to the reader they are all text.
_SUBJECTS: dict[str, Subject] = {
    "approvers": "role",
    "extends": "pack",
    "hosts": "host",
    "may_relax": "rule",
    "models": "model",
    "not_waivable": "rule",
    "owner": "role",
    "reviewed_by": "zone",
    "sdks": "sdk",
    "tool": "tool",
    "zones": "zone",
}

# Models that the product calls are other than those of tools, and more.
_OF_CALLED_MODELS = ("tools", "runtime", "models", "approved")


class Meaning(Struct, frozen=True):
    """
    What stands at a path.

    Args:
        kind: of its value; None for what the language does not describe.
        key: the last key on the way; None before the first.
        is_rule: the path ends in the name of a rule.
    """

    kind: Kind[Any] | None
    key: Key[Any] | None = None
    is_rule: bool = False


def meaning(path: Sequence[str]) -> Meaning | None:
    """
    Return what the language says of *path*; None if there is no such place.
    """
    here: Meaning | None = Meaning(keys.CHARTER_FILE)
    for name in path:
        here = here and _within(here, name)
    return here


def subject(path: Sequence[str]) -> Subject | None:
    """
    Return what a single word at *path* names; None for a word of the language, or one that is only shown.
    """
    here = meaning(path)
    if here is None:
        return None
    names = [name for name in path if name]
    if isinstance(here.kind, Record):
        return _SUBJECTS.get(here.kind.short)
    if names[:1] == ["controls"]:
        return "rule"
    if names == [*_OF_CALLED_MODELS]:
        return "called model"
    return _SUBJECTS.get(names[-2] if names[-1:] == ["approved"] and len(names) > 1 else names[-1] if names else "")


def meaning_of_word(kind: Kind[Any] | None, word: str) -> str:
    """
    Return what *word* of the language means as a value of *kind*, in one sentence; empty for any other.
    """
    kind = choices(kind)
    return kind.explained.meanings.get(word, "") if isinstance(kind, Scalar) and kind.explained else ""


def choices(kind: Kind[Any] | None) -> Kind[Any] | None:
    """
    Return the kind of a single value where *kind* belongs, as `warn` may stand for a whole record.
    """
    if isinstance(kind, Record):
        return next((key.kind for key in kind.keys if key.name == kind.short), None)
    return kind


def is_list(kind: Kind[Any] | None) -> TypeGuard[ListOf[Any]]:
    return isinstance(kind, ListOf)


def is_map(kind: Kind[Any] | None) -> TypeGuard[MapOf[Any]]:
    return isinstance(kind, MapOf)


def _within(above: Meaning, name: str) -> Meaning | None:
    kind = above.kind
    if is_list(kind):
        return Meaning(kind.entry, above.key) if not name else None
    if is_map(kind):
        is_rule = above.key is not None and above.key.name == RULES
        return Meaning(kind.value, above.key, is_rule) if name else None
    if isinstance(kind, Record):
        key = next((key for key in kind.keys if key.name == name), None)
        return key and Meaning(key.kind, key)
    return None
