"""
What a charter can never say, in no file, on no day, whoever wrote the code.

Whoever looks at code may leave out what would never be heard of.
"""

from collections.abc import Iterator

from charter.model import Level, Rule
from charter.policy.model.charter import Charter
from charter.policy.model.scopes import Settings

_EVERYWHERE = frozenset({"organisation", "team", "repository", "pack"})


def is_never_heard(charter: Charter, rule: Rule) -> bool:
    """
    Tell whether *rule* is off wherever it could be seen.

    A layer that holds for all files says so, and no other says anything else.
    """
    said = [settings.levels[rule.id].level for settings in _settings(charter) if rule.id in settings.levels]
    is_off = any(rule.id in layer.levels for layer in charter.layers if layer.label in _EVERYWHERE)
    return is_off and set(said) == {Level.OFF}


def least_limit(charter: Charter, rule: Rule) -> float:
    """
    Return a limit than which none is stricter that is in force for *rule* anywhere.

    Raises:
        ValueError: *rule* measures nothing.
    """
    if rule.limit is None:
        raise ValueError(f"expected a rule with a limit, found {rule.id}")
    limit = rule.limit.default
    for settings in _settings(charter):
        if rule.id in settings.limits:
            limit = rule.limit.stricter(limit, settings.limits[rule.id].value)
    return limit


def _settings(charter: Charter) -> Iterator[Settings]:
    for layer in charter.layers:
        yield from layer.settings
