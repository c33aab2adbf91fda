"""
Making one value for each rule out of what the files of a layer say.

Inside a layer nothing binds: the more specific key wins, then the nearer file,
in either direction, and of two equal ones the stricter.
"""

from collections.abc import Iterable, Sequence
from operator import itemgetter

from charter.model import Rule, RuleBook
from charter.policy.model.scopes import Settings
from charter.policy.model.stated import Stated, StatedLevel
from charter.policy.reading.rule_entries import RuleEntry


def settled(files: Sequence[Iterable[RuleEntry]], book: RuleBook) -> Settings:
    """
    Return what holds of the entries of *files*, the nearest last.
    """
    said = [(nearness, entry) for nearness, entries in enumerate(files) for entry in entries]
    return Settings(_levels(said), _limits(said, book))


def _levels(said: Iterable[tuple[int, RuleEntry]]) -> dict[str, StatedLevel]:
    levels = [
        ((entry.precedence, nearness, entry.level.level), entry.rules, entry.level)
        for nearness, entry in said
        if entry.level
    ]
    # The last one written holds: the most specific, then the nearest, then the strictest.
    levels.sort(key=itemgetter(0))
    held: dict[str, StatedLevel] = {}
    for _, rules, level in levels:
        held.update(dict.fromkeys(rules, level))
    return held


def _limits(said: Iterable[tuple[int, RuleEntry]], book: RuleBook) -> dict[str, Stated[float]]:
    limits = [
        ((nearness, _tightness(entry.limit.value, book[rule])), rule, entry.limit)
        for nearness, entry in said
        if entry.limit
        for rule in entry.rules
    ]
    limits.sort(key=itemgetter(0))
    return {rule: limit for _, rule, limit in limits}


def _tightness(figure: float, rule: Rule) -> float:
    return figure if rule.limit and rule.limit.key == "min" else -figure
