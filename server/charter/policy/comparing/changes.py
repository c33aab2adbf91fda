"""
Two charters compared: what gets stricter, what looser, and what is merely other.

Values are compared where they hold: everywhere, in each zone, in AI's code, and
from each day on which a stage begins. Of a zone, of AI's code and of a day only
that is said which is not true of everywhere, of all code, or sooner.
"""

from collections.abc import Iterator, Mapping
from datetime import date
from itertools import product
from typing import Literal

from msgspec import Struct

from charter.evidence import UNKNOWN, Provenance
from charter.model import Clause
from charter.policy.binding.ruling import Circumstances
from charter.policy.comparing.facts import Fact, Facts, Members, Value
from charter.policy.comparing.terms import class_facts, details, rule_facts, terms
from charter.policy.model.charter import ONCE_APPROVED, Charter
from charter.policy.model.scopes import Settings
from charter.policy.showing.wherever import zones

Direction = Literal["looser", "stricter", "other"]
_AI = Provenance("ai")


class Change(Struct, frozen=True):
    """
    One value that differs.

    Args:
        key: dotted.
        before: as a charter writes it; empty for what is added.
        after: likewise; empty for what is gone.
        clause: where the value after is set, or else the one before; None for a default.
        zone: where it differs; empty for everywhere.
        starts: the day from which it differs; None for now.
        is_of_ai: it differs in AI's code only.
    """

    key: str
    before: str
    after: str
    direction: Direction
    clause: Clause | None
    zone: str = ""
    starts: date | None = None
    is_of_ai: bool = False


# A zone, whether it is AI's code, and a day: empty, false and none for everywhere, all code and now.
_Where = tuple[str, bool, date | None]
# A key, and its value before and after.
_Essence = tuple[str, str, str]


def changes(before: Charter, after: Charter, today: date) -> tuple[Change, ...]:
    """
    Return what *after* holds otherwise than *before*, from *today* on.
    """
    return tuple(_changes(before, after, today))


def _changes(before: Charter, after: Charter, today: date) -> Iterator[Change]:
    yield from _differing(terms(before), terms(after))
    one, other = details(before), details(after)
    # Of a tool or zone that is new or gone that is all there is to say.
    shared = [key for key in one if key in other]
    yield from _differing({key: one[key] for key in shared}, {key: other[key] for key in shared})
    rules = _spoken_of(before, after)
    yield from _differing(class_facts(before, rules), class_facts(after, rules))
    known: dict[_Where, set[_Essence]] = {}
    days = sorted({day for charter in (before, after) for day in charter.stage_days if day > today})
    for where in product(("", *_zone_names(before, after)), (False, True), (None, *days)):
        known[where] = set()
        for change in _of_rules(before, after, rules, where, today):
            essence = (change.key, change.before, change.after)
            known[where].add(essence)
            if not any(essence in known[wider] for wider in known if wider != where and _holds(wider, where)):
                yield change


def _holds(wider: _Where, where: _Where) -> bool:
    """
    Tell whether what is true of *wider* is true of *where*, and need not be said again.
    """
    is_sooner = wider[2] is None or (where[2] is not None and wider[2] <= where[2])
    return wider[0] in {"", where[0]} and wider[1] in {False, where[1]} and is_sooner


def _of_rules(before: Charter, after: Charter, rules: tuple[str, ...], where: _Where, today: date) -> Iterator[Change]:
    zone, is_of_ai, starts = where
    circumstances = Circumstances(starts or today, _AI if is_of_ai else UNKNOWN)
    one, other = (rule_facts(charter, rules, zone, circumstances) for charter in (before, after))
    yield from _differing(one, other, zone, starts, is_of_ai=is_of_ai)


def _spoken_of(*charters: Charter) -> tuple[str, ...]:
    said = (settings for charter in charters for layer in charter.layers for settings in layer.settings)
    named = {rule for settings in said for rule in (*settings.limits, *_chosen(settings))}
    return tuple(rule.id for rule in charters[0].book if rule.id in named or rule.id in ONCE_APPROVED)


def _chosen(settings: Settings) -> Iterator[str]:
    """
    Yield the rules whose level somebody wrote; what only goes with a demand for disclosure is said by the demand.
    """
    return (rule for rule, stated in settings.levels.items() if not stated.clause.key.startswith("disclosure."))


def _zone_names(*charters: Charter) -> tuple[str, ...]:
    return tuple(dict.fromkeys(zone.name for charter in charters for zone in zones(charter)))


def _differing(
    before: Facts,
    after: Facts,
    zone: str = "",
    starts: date | None = None,
    *,
    is_of_ai: bool = False,
) -> Iterator[Change]:
    for key in dict.fromkeys((*before, *after)):
        for one, other, direction, clause in _compared(before.get(key), after.get(key)):
            yield Change(key, one, other, direction, clause, zone, starts, is_of_ai)


_Difference = tuple[str, str, Direction, Clause | None]


def _compared(one: Fact | None, other: Fact | None) -> Iterator[_Difference]:
    if isinstance(one, Members) and isinstance(other, Members):
        yield from _of_lists(one, other)
    elif isinstance(one, Value) and isinstance(other, Value):
        if one.value != other.value:
            yield one.word, other.word, _direction(one, other), _clause(one, other)
    elif one is None or other is None:
        yield one.word if one else "", other.word if other else "", "other", _clause(one, other)


def _of_lists(one: Members, other: Members) -> Iterator[_Difference]:
    if one.entries is not None and other.entries is not None:
        yield from _entries(one.entries, other.entries, is_stricter=one.is_stricter)
    elif one.entries != other.entries:
        # One of the two has no bounds.
        is_bounded = other.entries is not None
        yield one.word, other.word, "looser" if is_bounded == one.is_stricter else "stricter", _clause(one, other)


def _direction(one: Value, other: Value) -> Direction:
    is_up, is_down = one.at_least(one.value, other.value), one.at_least(other.value, one.value)
    if is_up == is_down:
        return "other"
    return "stricter" if is_up else "looser"


def _entries(before: Mapping[str, Clause], after: Mapping[str, Clause], *, is_stricter: bool) -> Iterator[_Difference]:
    for entry, clause in before.items():
        if entry not in after:
            yield entry, "", _turned(entry, is_up=not is_stricter), clause
    for entry, clause in after.items():
        if entry not in before:
            yield "", entry, _turned(entry, is_up=is_stricter), clause


def _turned(entry: str, *, is_up: bool) -> Direction:
    """
    Return the direction of an entry more or less; what is carved out of a list counts the other way.
    """
    return "stricter" if is_up != entry.startswith("!") else "looser"


def _clause(one: Fact | None, other: Fact | None) -> Clause | None:
    return (other.clause if other else None) or (one.clause if one else None)
