"""
What the files of a layer ask to be disclosed, and which levels go with it.
"""

from collections.abc import Iterator, Sequence
from typing import TypeVar

from charter.model import Clause, Level, RuleBook
from charter.policy.language import keys
from charter.policy.language.records import Fields, Key
from charter.policy.model.disclosing import Disclosure
from charter.policy.model.stated import Stated, StatedLevel
from charter.policy.reading.statement import Statement

T = TypeVar("T")
_NO_FIELDS = Fields()
_OF_COMMITS = (
    "disclosure.missing",
    "disclosure.malformed",
    "disclosure.placeholder",
    "disclosure.misspelt-agent",
    "disclosure.misspelt-model",
    "disclosure.forbidden-trailer",
    "disclosure.ai-authorship",
    "disclosure.ai-sign-off",
    "disclosure.missing-review",
)
_OF_FILES = ("disclosure.unmarked-file", "disclosure.malformed-mark", "disclosure.forbidden-mark")
_OF_SIGN_OFFS = ("disclosure.ai-sign-off", "disclosure.missing-sign-off")


def disclosure(files: Sequence[Statement]) -> Disclosure:
    """
    Return what *files*, the nearest last, ask of commits and files.
    """
    said = [(file, file.fields.value(keys.DISCLOSURE, _NO_FIELDS)) for file in files]
    reviewed_by = _nearest(said, keys.REVIEWED_BY)
    return Disclosure(
        profile=_nearest(said, keys.PROFILE),
        commits=_nearest(said, keys.COMMITS),
        files=_nearest(said, keys.FILES_DEMAND),
        human_sign_off=_nearest(said, keys.HUMAN_SIGN_OFF),
        reviewed_by=reviewed_by and Stated(frozenset(zone.value for zone in reviewed_by.value), reviewed_by.clause),
    )


def implied_levels(asked: Disclosure, book: RuleBook) -> dict[str, StatedLevel]:
    """
    Return the levels that go with what is *asked*: who requires or forbids something means it.
    """
    return {rule: StatedLevel(level, clause) for rule, level, clause in _implied(asked, book)}


def _implied(asked: Disclosure, book: RuleBook) -> Iterator[tuple[str, Level, Clause]]:
    for rules, demand in ((_OF_COMMITS, asked.commits), (_OF_FILES, asked.files)):
        if demand and demand.value != "off":
            is_meant = demand.value in {"require", "forbid"}
            for rule in rules:
                yield rule, Level.BLOCK if is_meant else book[rule].default or Level.WARN, demand.clause
    if asked.human_sign_off and asked.human_sign_off.value:
        for rule in _OF_SIGN_OFFS:
            yield rule, Level.BLOCK, asked.human_sign_off.clause


def _nearest(said: Sequence[tuple[Statement, Fields]], key: Key[T]) -> Stated[T] | None:
    found = ((file, fields.get(key)) for file, fields in reversed(said))
    return next((Stated(each.value, file.clause(each)) for file, each in found if each), None)
