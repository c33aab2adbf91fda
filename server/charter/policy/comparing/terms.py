"""
All that a charter holds, to be compared: each rule's level and limit, and everything beside the rules.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import reduce
from itertools import product
from math import inf

from charter.model import Clause, Level, Limit
from charter.policy.binding.ruling import Circumstances, Ruling
from charter.policy.binding.stricter import BINDINGS, Binding, settled
from charter.policy.binding.uses import binding_lists
from charter.policy.comparing.facts import ANY, AtLeast, Fact, Facts, Members, Value, more
from charter.policy.comparing.tools import CLASSES, tool_details, tool_terms, zone_details, zone_terms
from charter.policy.model.charter import Charter
from charter.policy.model.stated import Stated, StatedLevel
from charter.policy.model.uses import USE_KEYS
from charter.policy.showing.wherever import ruling_in

# What holds where nobody says anything, if that is neither a key's own default nor without bounds.
_UNSAID: Mapping[str, object] = {
    "disclosure.commits": "off",
    "disclosure.files": "off",
    "disclosure.human_sign_off": False,
    "disclosure.reviewed_by": frozenset[str](),
    "ai_code.unknown_counts_as": False,
}
# The least and the most that a finding is worth whose severity decides.
_BY_FINDING = (Level.OBSERVE, Level.WARN)


def terms(charter: Charter) -> Facts:
    """
    Return what holds beside the rules, by dotted key.
    """
    said = (_names, tool_terms, zone_terms, _uses, _lists, _bound, _disclosure, _controls)
    return {key: fact for each in said for key, fact in each(charter)}


def details(charter: Charter) -> Facts:
    """
    Return the terms of approved tools and zones, worth comparing where both charters have them.
    """
    return dict((*tool_details(charter), *zone_details(charter)))


def rule_facts(charter: Charter, rules: Iterable[str], zone: str, circumstances: Circumstances) -> Facts:
    """
    Return the level, and the limit if there is one, of each of *rules* in *zone*.
    """
    facts: dict[str, Fact] = {}
    for rule_id in rules:
        limit, ruled = charter.book[rule_id].limit, ruling_in(charter, rule_id, zone, circumstances)
        facts[f"rules.{rule_id}"] = _level(ruled)
        if limit and ruled.limit is not None:
            facts[f"rules.{rule_id}.{limit.key}"] = Value(
                f"{ruled.limit:g}", ruled.limit, ruled.limit_clause, _closer(limit)
            )
    return facts


def class_facts(charter: Charter, rules: Iterable[str]) -> Facts:
    """
    Return what each class of tools makes stricter, for all of *rules*.
    """
    facts: dict[str, Fact] = {}
    for name, rule_id in product(CLASSES, rules):
        said = [layer.classes[name].settings for layer in charter.layers if name in layer.classes]
        key, limit = f"tools.classes.{name}.rules.{rule_id}", charter.book[rule_id].limit
        level = max((each.levels[rule_id] for each in said if rule_id in each.levels), key=_of_level, default=None)
        facts[key] = Value(level.level.word if level else "", _of_level(level), level and level.clause, more)
        if limit:
            figures = [each.limits[rule_id] for each in said if rule_id in each.limits]
            facts[f"{key}.{limit.key}"] = _strictest(limit, figures)
    return facts


def _strictest(limit: Limit, said: Sequence[Stated[float]]) -> Value:
    """
    Return the strictest of the limits that are *said*; without any nothing is bound.
    """
    free = inf if limit.key == "max" else -inf
    value = reduce(limit.stricter, (each.value for each in said), free)
    clause = next((each.clause for each in said if each.value == value), None)
    return Value("" if value == free else f"{value:g}", value, clause, _closer(limit))


def _of_level(said: StatedLevel | None) -> Level:
    return said.level if said else Level.OFF


def _level(ruled: Ruling) -> Value:
    word = "by finding" if ruled.level is None else ruled.level.word
    extent = _BY_FINDING if ruled.level is None else (ruled.level, ruled.level)
    return Value(word, extent, ruled.clause, _above)


def _above(one: tuple[Level, Level], other: tuple[Level, Level]) -> bool:
    return all(lower <= upper for lower, upper in zip(one, other, strict=True))


def _closer(limit: Limit) -> AtLeast:
    return lambda one, other: limit.stricter(one, other) == other


def _names(charter: Charter) -> Iterator[tuple[str, Fact]]:
    texts = {"name": charter.name, "revision": charter.revision, "owner": charter.owner, "contact": charter.contact}
    yield from ((key, Value(text, text)) for key, text in texts.items() if text)
    for name in charter.roles:
        role = next(layer.roles[name] for layer in charter.layers if name in layer.roles)
        word = f"[{', '.join(role.value.members)}] {role.value.duty}".strip()
        yield f"roles.{name}", Value(word, role.value, role.clause)


def _lists(charter: Charter) -> Iterator[tuple[str, Fact]]:
    """
    Yield what layers leave out, and what they hand on.
    """
    patterns = [pattern for layer in charter.layers if layer.exclude for pattern in layer.exclude.patterns]
    yield "exclude", Members({each.value: each.clause for each in patterns}, is_stricter=False)
    left_out: dict[str, Clause] = {}
    relaxed: dict[str, Clause] = {}
    included: dict[str, Clause] | None = None
    for layer in charter.layers:
        if said := layer.languages.exclude:
            left_out |= dict.fromkeys(sorted(said.value), said.clause)
        if said := layer.languages.include:
            included = (included or {}) | dict.fromkeys(sorted(said.value), said.clause)
        if said := layer.may_relax:
            relaxed |= dict.fromkeys(sorted(said.value), said.clause)
    yield "languages.exclude", Members(left_out, is_stricter=False)
    yield "languages.include", Members(included, is_stricter=True)
    yield "may_relax", Members(relaxed, is_stricter=False)


def _bound(charter: Charter) -> Iterator[tuple[str, Fact]]:
    for binding in BINDINGS:
        held = settled(binding, charter.layers)
        value = _UNSAID.get(binding.key) if held.value is None else held.value
        word = ANY if value is None else binding.word(value)
        yield binding.key, Value(word, value, held.clause, _joined(binding))


def _joined(binding: Binding[object]) -> AtLeast:
    def at_least(one: object, other: object) -> bool:
        """
        Without a value nothing is asked for.
        """
        if one is None or other is None:
            return one is None
        return binding.join(one, other) == other

    return at_least


def _disclosure(charter: Charter) -> Iterator[tuple[str, Fact]]:
    if profile := charter.disclosure.profile:
        yield "disclosure.profile", Value(profile.value, profile.value, profile.clause)


def _uses(charter: Charter) -> Iterator[tuple[str, Fact]]:
    for use, key in USE_KEYS.items():
        lists = binding_lists(charter.layers, use)
        entries = [{str(each.value): each.clause for each in listed.approved} for listed in lists]
        common = reduce(_in_both, entries) if entries else None
        yield f"{key}.approved", Members(common, is_stricter=False, clause=lists[0].clause if lists else None)


def _controls(charter: Charter) -> Iterator[tuple[str, Fact]]:
    for layer in charter.layers:
        for (catalogue, control), rules in layer.controls.items():
            yield f"controls.{catalogue}.{control}", Value(f"[{', '.join(rules.value)}]", rules.value, rules.clause)


def _in_both(one: dict[str, Clause], other: dict[str, Clause]) -> dict[str, Clause]:
    return {word: clause for word, clause in other.items() if word in one}
