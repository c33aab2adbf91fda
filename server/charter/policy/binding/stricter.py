"""
Layers bind downwards: of what several layers set, the stricter holds.

A layer that may relax a key sets it anew, whatever those above say. What a lower
file writes in vain is the business of `attempts`.

A default binds nobody, with one exception. A layer that sets how findings are
judged means it for every file and every comment; so below it the defaults of
the keys that would go round it (`size_limit`, `suppressions`, `inline`,
`require`, `known`) bind as well, and `exclude` takes nothing from it.
"""

from collections.abc import Callable, Sequence
from typing import Any, Generic, TypeVar

from msgspec import Struct

from charter.model import Clause
from charter.policy.language import keys
from charter.policy.model.charter import DEFAULT_SIZE_LIMIT, Layer, Role, Silencing, WaiverTerms
from charter.policy.model.disclosing import Demand, Disclosure, stricter_demand
from charter.policy.model.stated import Stated

T = TypeVar("T")
_SILENCINGS: tuple[Silencing, ...] = ("all", "below-block", "none")


class Binding(Struct, Generic[T], frozen=True):
    """
    A key for which the stricter of all layers holds.

    Args:
        key: dotted, as `may_relax` names it.
        of: what a layer says.
        default: binds below a layer that judges; None if it does not.
        join: the stricter of two values, or what both ask for together.
        word: a value as charters write it.
        is_additive: what a layer leaves out is no attempt to take it away.
    """

    key: str
    of: Callable[[Layer], Stated[T] | None]
    default: T | None
    join: Callable[[T, T], T]
    word: Callable[[T], str]
    is_additive: bool = False

    @property
    def name(self) -> str:
        return self.key.rpartition(".")[2]


class Settled(Struct, Generic[T], frozen=True):
    """
    What holds for a key.

    Args:
        value: None if nobody says and there is no default.
        clause: where the strictest layer says so; None for the default.
        milder: what layers said in vain, each with what held against it.
    """

    value: T | None
    clause: Clause | None
    milder: tuple[tuple[Stated[T], T], ...] = ()


def _stricter_silencing(one: Silencing, other: Silencing) -> Silencing:
    return one if _SILENCINGS.index(one) >= _SILENCINGS.index(other) else other


def _as_list(words: Sequence[str] | frozenset[str]) -> str:
    return f"[{', '.join(sorted(words) if isinstance(words, frozenset) else words)}]"


def _as_size(n_bytes: int) -> str:
    return str(n_bytes) if n_bytes % 1_000_000 else f"{n_bytes // 1_000_000}MB"


SIZE = Binding("size_limit", lambda layer: layer.size_limit, DEFAULT_SIZE_LIMIT, max, _as_size)
REQUIRE: Binding[tuple[str, ...]] = Binding(
    "waivers.require",
    lambda layer: layer.require,
    ("reason", "expires"),
    lambda one, other: keys.in_order((*one, *other)),
    _as_list,
)
SUPPRESSIONS: Binding[Silencing] = Binding(
    "waivers.suppressions", lambda layer: layer.suppressions, "below-block", _stricter_silencing, str
)
INLINE: Binding[Silencing] = Binding(
    "waivers.inline", lambda layer: layer.inline, "below-block", _stricter_silencing, str
)
KNOWN: Binding[Silencing] = Binding("waivers.known", lambda layer: layer.known, "all", _stricter_silencing, str)
MAX_DAYS: Binding[int] = Binding("waivers.max_days", lambda layer: layer.max_days, None, min, str)
APPROVERS: Binding[frozenset[str]] = Binding(
    "waivers.approvers", lambda layer: layer.approvers, None, lambda one, other: one & other, _as_list
)
NOT_WAIVABLE: Binding[frozenset[str]] = Binding(
    "waivers.not_waivable",
    lambda layer: layer.not_waivable,
    frozenset(),
    lambda one, other: one | other,
    _as_list,
    is_additive=True,
)
UNKNOWN_IS_AI: Binding[bool] = Binding(
    "ai_code.unknown_counts_as",
    lambda layer: layer.unknown_is_ai,
    None,
    lambda one, other: one or other,
    lambda is_ai: "ai" if is_ai else "human",
)
COMMITS: Binding[Demand] = Binding(
    "disclosure.commits", lambda layer: layer.disclosure.commits, None, stricter_demand, str
)
FILES: Binding[Demand] = Binding("disclosure.files", lambda layer: layer.disclosure.files, None, stricter_demand, str)
HUMAN_SIGN_OFF: Binding[bool] = Binding(
    "disclosure.human_sign_off",
    lambda layer: layer.disclosure.human_sign_off,
    None,
    lambda one, other: one or other,
    lambda is_asked: "true" if is_asked else "false",
)
REVIEWED_BY: Binding[frozenset[str]] = Binding(
    "disclosure.reviewed_by",
    lambda layer: layer.disclosure.reviewed_by,
    None,
    lambda one, other: one | other,
    _as_list,
    is_additive=True,
)
BINDINGS: tuple[Binding[Any], ...] = (
    SIZE,
    REQUIRE,
    SUPPRESSIONS,
    INLINE,
    KNOWN,
    MAX_DAYS,
    APPROVERS,
    NOT_WAIVABLE,
    UNKNOWN_IS_AI,
    COMMITS,
    FILES,
    HUMAN_SIGN_OFF,
    REVIEWED_BY,
)


def settled(binding: Binding[T], layers: Sequence[Layer]) -> Settled[T]:
    """
    Return what *layers*, the outermost first, hold for a key.
    """
    value: T | None = None
    clause: Clause | None = None
    milder: list[tuple[Stated[T], T]] = []
    is_spoken_for = False
    for layer in layers:
        said = binding.of(layer)
        if said:
            higher = binding.default if value is None and is_spoken_for else value
            is_free = higher is None or binding.key in layer.relaxes
            joined = said.value if is_free or higher is None else binding.join(higher, said.value)
            if joined != said.value and not binding.is_additive:
                milder.append((said, joined))
            clause = said.clause if joined != higher else clause
            value = joined
        is_spoken_for = is_spoken_for or layer.speaks
    return Settled(binding.default if value is None else value, clause, tuple(milder))


def size_limit(layers: Sequence[Layer]) -> tuple[int, Clause | None]:
    """
    Return the size in bytes above which no file is checked, and where that is said.
    """
    held = settled(SIZE, layers)
    return held.value or DEFAULT_SIZE_LIMIT, held.clause


def unknown_is_ai(layers: Sequence[Layer]) -> bool:
    """
    Tell whether code of unknown origin is taken for AI's.
    """
    return bool(settled(UNKNOWN_IS_AI, layers).value)


def waiver_terms(layers: Sequence[Layer]) -> WaiverTerms:
    """
    Return what a waiver needs in *layers*, the outermost first.
    """
    require, not_waivable = settled(REQUIRE, layers), settled(NOT_WAIVABLE, layers)
    suppressions, inline, known = settled(SUPPRESSIONS, layers), settled(INLINE, layers), settled(KNOWN, layers)
    max_days, approvers = settled(MAX_DAYS, layers), settled(APPROVERS, layers)
    clauses = {
        "require": require.clause,
        "not_waivable": not_waivable.clause,
        "suppressions": suppressions.clause,
        "inline": inline.clause,
        "known": known.clause,
        "max_days": max_days.clause,
        "approvers": approvers.clause,
    }
    return WaiverTerms(
        require=require.value or (),
        not_waivable=not_waivable.value or frozenset(),
        suppressions=suppressions.value or "below-block",
        inline=inline.value or "below-block",
        known=known.value or "all",
        max_days=max_days.value,
        approvers=approvers.value,
        clauses={name: clause for name, clause in clauses.items() if clause},
    )


def disclosure(layers: Sequence[Layer]) -> Disclosure:
    """
    Return what *layers*, the outermost first, ask of commits and files together.
    """
    profiles = (layer.disclosure.profile for layer in layers)
    return Disclosure(
        profile=next(filter(None, profiles), None),
        commits=_stated(COMMITS, layers),
        files=_stated(FILES, layers),
        human_sign_off=_stated(HUMAN_SIGN_OFF, layers),
        reviewed_by=_stated(REVIEWED_BY, layers),
    )


def _stated(binding: Binding[T], layers: Sequence[Layer]) -> Stated[T] | None:
    held = settled(binding, layers)
    return Stated(held.value, held.clause) if held.value is not None and held.clause else None


def roles(layers: Sequence[Layer]) -> dict[str, Role]:
    """
    Return all roles by name; the outermost definition of each holds.
    """
    return {name: role.value for layer in reversed(layers) for name, role in layer.roles.items()}
