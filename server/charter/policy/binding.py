"""
Layers bind downwards: of what several layers set, the stricter holds.

What a lower file itself writes and would loosen is an attempt: it has no effect
and is said on its line. What comes from a pack is overridden in silence.

A default binds nobody, with one exception. A layer that sets how findings are
judged means it for every file and every comment; so below it the defaults of
the keys that would go round it (`size_limit`, `suppressions`, `inline`,
`require`) bind as well, and `exclude` takes nothing from it.
"""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any, Generic, TypeVar

from charter.model import Clause, Fix, Level, RuleBook
from charter.policy import keys
from charter.policy.charter import (
    DEFAULT_SIZE_LIMIT,
    Approval,
    Layer,
    Role,
    Silencing,
    Stated,
    WaiverTerms,
)
from charter.policy.problems import Problem, replacement, shown

# What charters and waivers do wrong is said to those above, so those below cannot hush it up.
GUARDED_FAMILIES = frozenset({"charter", "waiver"})

T = TypeVar("T")
_NO_EFFECT = "A lower layer can only be stricter, so this has no effect."
_SILENCINGS: tuple[Silencing, ...] = ("all", "below-block", "none")


@dataclass(frozen=True)
class Binding(Generic[T]):
    """
    A key for which the stricter of all layers holds.

    Args:
        of: what a layer says.
        join: the stricter of two values, or what both ask for together.
        word: a value as charters write it.
    """

    name: str
    of: Callable[[Layer], Stated[T] | None]
    default: T
    join: Callable[[T, T], T]
    word: Callable[[T], str]


@dataclass(frozen=True, slots=True)
class Settled(Generic[T]):
    """
    What holds for a key.

    Args:
        clause: where the strictest layer says so; None for the default.
        milder: what layers said in vain, each with what held against it.
    """

    value: T
    clause: Clause | None
    milder: tuple[tuple[Stated[T], T], ...] = ()


def _stricter_silencing(one: Silencing, other: Silencing) -> Silencing:
    return one if _SILENCINGS.index(one) >= _SILENCINGS.index(other) else other


def _as_list(words: tuple[str, ...]) -> str:
    return f"[{', '.join(words)}]"


def _as_size(n_bytes: int) -> str:
    return str(n_bytes) if n_bytes % 1_000_000 else f"{n_bytes // 1_000_000}MB"


_SIZE = Binding("size_limit", lambda layer: layer.size_limit, DEFAULT_SIZE_LIMIT, max, _as_size)
_REQUIRE: Binding[tuple[str, ...]] = Binding(
    "require", lambda layer: layer.require, ("reason", "expires"), lambda a, b: keys.in_order((*a, *b)), _as_list
)
_SUPPRESSIONS: Binding[Silencing] = Binding(
    "suppressions", lambda layer: layer.suppressions, "below-block", _stricter_silencing, str
)
_INLINE: Binding[Silencing] = Binding("inline", lambda layer: layer.inline, "below-block", _stricter_silencing, str)
_BINDINGS: tuple[Binding[Any], ...] = (_SIZE, _REQUIRE, _SUPPRESSIONS, _INLINE)
_NOT_WAIVABLE: Binding[frozenset[str]] = Binding(
    "not_waivable",
    lambda layer: layer.not_waivable,
    frozenset(),
    lambda a, b: a | b,
    lambda rules: _as_list(tuple(rules)),
)


def size_limit(layers: Sequence[Layer]) -> tuple[int, Clause | None]:
    """
    Return the size in bytes above which no file is checked, and where that is said.
    """
    settled = _settled(_SIZE, layers)
    return settled.value, settled.clause


def waiver_terms(layers: Sequence[Layer]) -> WaiverTerms:
    """
    Return what a waiver needs in *layers*, the outermost first.
    """
    require, not_waivable = _settled(_REQUIRE, layers), _settled(_NOT_WAIVABLE, layers)
    suppressions, inline = _settled(_SUPPRESSIONS, layers), _settled(_INLINE, layers)
    clauses = {
        "require": require.clause,
        "not_waivable": not_waivable.clause,
        "suppressions": suppressions.clause,
        "inline": inline.clause,
    }
    set_there = {name: clause for name, clause in clauses.items() if clause}
    return WaiverTerms(require.value, not_waivable.value, suppressions.value, inline.value, set_there)


def roles(layers: Sequence[Layer]) -> dict[str, Role]:
    """
    Return all roles by name; the outermost definition of each holds.
    """
    return {name: role.value for layer in reversed(layers) for name, role in layer.roles.items()}


def attempts(layers: Sequence[Layer], book: RuleBook) -> Iterator[Problem]:
    """
    Yield what lower layers of *layers* write and would loosen.
    """
    yield from _level_attempts(layers, book)
    yield from _limit_attempts(layers, book)
    yield from _approval_attempts(layers)
    yield from _exclude_attempts(layers)
    yield from _role_attempts(layers)
    for binding in _BINDINGS:
        for said, held in _settled(binding, layers).milder:
            word = binding.word(held)
            yield from _attempt(said.clause, f"Higher layers hold {shown(binding.name)} at {word}.", word)


def _settled(binding: Binding[T], layers: Sequence[Layer]) -> Settled[T]:
    value: T | None = None
    clause: Clause | None = None
    milder: list[tuple[Stated[T], T]] = []
    is_spoken_for = False
    for layer in layers:
        said = binding.of(layer)
        if said:
            higher = binding.default if value is None and is_spoken_for else value
            joined = said.value if higher is None else binding.join(higher, said.value)
            if joined != said.value:
                milder.append((said, joined))
            clause = said.clause if joined != higher else clause
            value = joined
        is_spoken_for = is_spoken_for or layer.speaks
    return Settled(binding.default if value is None else value, clause, tuple(milder))


def _level_attempts(layers: Sequence[Layer], book: RuleBook) -> Iterator[Problem]:
    # Where each finding has a level of its own, some are awake.
    defaults = {rule.id: Level.WARN if rule.default is None else rule.default for rule in book}
    bounds: dict[str, tuple[Level, str]] = {}
    for layer in layers:
        loosened: dict[Clause, list[tuple[Level, str, str]]] = {}
        for rule_id, said in layer.levels.items():
            level = said.against(defaults[rule_id])
            bound = bounds.get(rule_id)
            if bound and level is not None and level < bound[0]:
                loosened.setdefault(said.clause, []).append((*bound, rule_id))
            elif level is not None:
                bounds[rule_id] = (level, layer.label)
        for clause, rules in loosened.items():
            yield from _level_attempt(clause, rules)
        for rule in _guarded(book):
            bounds.setdefault(rule, (defaults[rule], f"the default, for those below {layer.label}"))


def _guarded(book: RuleBook) -> Iterator[str]:
    return (rule for family in GUARDED_FAMILIES for rule in book.families.get(family, ()))


def _level_attempt(clause: Clause, loosened: list[tuple[Level, str, str]]) -> Iterator[Problem]:
    level, holder, rule_id = max(loosened, key=lambda each: each[0])
    more = f" (and {len(loosened) - 1} more)" if len(loosened) > 1 else ""
    message = f"{rule_id}{more} is held at {level.word} by {holder}."
    is_same = all(each[0] == level for each in loosened)
    yield from _attempt(clause, message, level.word if is_same else "")


def _limit_attempts(layers: Sequence[Layer], book: RuleBook) -> Iterator[Problem]:
    bounds: dict[str, tuple[float, str]] = {}
    for layer in layers:
        for rule_id, said in layer.limits.items():
            limit, bound = book[rule_id].limit, bounds.get(rule_id)
            if limit and bound and limit.stricter(bound[0], said.value) != said.value:
                message = f"{rule_id} is held at {limit.key} {bound[0]:g} by {bound[1]}."
                yield from _attempt(said.clause, message, f"{bound[0]:g}")
            else:
                bounds[rule_id] = (said.value, layer.label)


def _approval_attempts(layers: Sequence[Layer]) -> Iterator[Problem]:
    allowed: dict[str, Approval] | None = None
    denied: dict[str, str] = {}
    for layer in layers:
        for tool, approval in (layer.approved or {}).items():
            yield from _attempt(approval.clause, _refusal(tool, approval, allowed, denied))
        if layer.approved is not None:
            allowed = {
                tool: _sooner(approval, allowed[tool] if allowed else approval)
                for tool, approval in layer.approved.items()
                if allowed is None or tool in allowed
            }
        denied |= dict.fromkeys(layer.denied, layer.label)


def _refusal(tool: str, approval: Approval, allowed: dict[str, Approval] | None, denied: dict[str, str]) -> str:
    if tool in denied:
        return f"{shown(tool)} is denied by {denied[tool]}."
    if allowed is None:
        return ""
    if tool not in allowed:
        return f"{shown(tool)} is not in the list of a higher layer, and a tool must be in every list."
    until = allowed[tool].until
    is_later = until is not None and approval.until is not None and approval.until > until
    return f"A higher layer approves {shown(tool)} until {until} only." if is_later else ""


def _sooner(one: Approval, other: Approval) -> Approval:
    return min((one, other), key=lambda approval: approval.until or date.max)


def _exclude_attempts(layers: Sequence[Layer]) -> Iterator[Problem]:
    higher: list[Layer] = []
    for layer in layers:
        for pattern in layer.exclude.patterns if layer.exclude else ():
            holder = next((above for above in higher if not _excludes(above, pattern.value)), None)
            if holder and not pattern.value.startswith("!"):
                message = f"What {holder.label} sets is checked there all the same."
                yield from _attempt(pattern.clause, message, effect="")
        higher += [layer] if layer.speaks else []


def _excludes(layer: Layer, pattern: str) -> bool:
    return layer.exclude is not None and any(said.value == pattern for said in layer.exclude.patterns)


def _role_attempts(layers: Sequence[Layer]) -> Iterator[Problem]:
    seen: dict[str, Stated[Role]] = {}
    for layer in layers:
        for name, role in layer.roles.items():
            if seen.setdefault(name, role).value != role.value:
                yield from _attempt(role.clause, f"A higher layer says who {shown(name)} are.")


def _attempt(clause: Clause, message: str, instead: str = "", effect: str = _NO_EFFECT) -> Iterator[Problem]:
    """
    Yield the problem that *clause* is, if there is a *message* and no pack wrote it.
    """
    if not message or clause.source.startswith("pack:"):
        return
    fixes: tuple[Fix, ...] = replacement(clause.span, instead) if instead else ()
    advice = f"Write '{instead}' or remove this." if instead else "Remove this, or have the higher layer allow it."
    why = f"{message} {effect}".strip()
    yield Problem("charter.weakens-layer", clause.source, clause.span, clause.line, why, advice, fixes)
