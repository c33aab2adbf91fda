"""
Where a lower layer is milder on a rule than those above hold it.

Everywhere is compared with everywhere. A zone is compared with the mildest that a
higher layer says anywhere, since both may mean the same paths, and with what it
says in a zone of the same name.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence

from msgspec import Struct, field

from charter.model import Clause, Level, RuleBook
from charter.policy.binding.relaxing import GUARDED_FAMILIES
from charter.policy.model.charter import Layer
from charter.policy.model.scopes import Settings, Zone


class Loosened(Struct, frozen=True):
    """
    A value that is milder than what is held.

    Args:
        held: for a message.
        word: as a charter writes it.
        holder: the label of the layer that holds it.
        weight: the greater, the more would be lost.
    """

    rule: str
    clause: Clause
    held: str
    word: str
    holder: str
    weight: float


class _Bounds(Struct):
    """
    What is held for each rule, and by which layer.
    """

    levels: dict[str, tuple[Level, str]] = field(default_factory=dict[str, tuple[Level, str]])
    limits: dict[str, tuple[float, str]] = field(default_factory=dict[str, tuple[float, str]])


def rule_attempts(layers: Sequence[Layer], book: RuleBook) -> Iterator[list[Loosened]]:
    """
    Yield for each key of a lower layer what it would loosen.
    """
    comparison = _Comparison(book, has_zones=any(layer.zones for layer in layers))
    for layer in layers:
        yield from comparison.attempts(layer)
        comparison.add(layer)


class _Comparison:
    """
    The layers so far.

    Args:
        anywhere: what is held on all paths, whatever zones say.
        in_zone: what zones hold, by their name.
    """

    def __init__(self, book: RuleBook, *, has_zones: bool) -> None:
        self.book, self.has_zones = book, has_zones
        self.everywhere, self.anywhere = _Bounds(), _Bounds()
        self.in_zone: dict[str, _Bounds] = {}
        self.defaults: Mapping[str, Level] = {
            rule.id: Level.WARN if rule.default is None else rule.default for rule in self.book
        }
        guarded = (rule for family in GUARDED_FAMILIES for rule in self.book.families.get(family, ()))
        self.guarded = tuple(guarded)

    def attempts(self, layer: Layer) -> Iterator[list[Loosened]]:
        yield from self._milder(Settings(layer.levels, layer.limits), (self.everywhere,), layer)
        for zone in layer.zones:
            held = (self.anywhere, *filter(None, (self.in_zone.get(zone.name),)))
            yield from self._milder(zone.settings, held, layer)

    def add(self, layer: Layer) -> None:
        own = Settings(layer.levels, layer.limits)
        self._hold(self.everywhere, own, layer)
        if self.has_zones:
            self._hold(self.anywhere, self._mildest(own, layer.zones), layer)
            for zone in layer.zones:
                self._hold(self.in_zone.setdefault(zone.name, _Bounds()), zone.settings, layer)
        for rule in self.guarded:
            bound = (self.defaults[rule], f"the default, for those below {layer.label}")
            self.everywhere.levels.setdefault(rule, bound)
            self.anywhere.levels.setdefault(rule, bound)

    def _milder(self, settings: Settings, held: Iterable[_Bounds], layer: Layer) -> Iterator[list[Loosened]]:
        by_clause: dict[int, list[Loosened]] = {}
        for bounds in held:
            for loosened in (*self._levels(settings, bounds, layer), *self._limits(settings, bounds, layer)):
                by_clause.setdefault(id(loosened.clause), []).append(loosened)
        yield from by_clause.values()

    def _levels(self, settings: Settings, bounds: _Bounds, layer: Layer) -> Iterator[Loosened]:
        for rule, said in settings.levels.items():
            bound = bounds.levels.get(rule)
            if not bound or said.level >= bound[0] or rule in layer.relaxes:
                continue
            if said.against(self.defaults[rule]) is not None:
                level, holder = bound
                yield Loosened(rule, said.clause, level.word, level.word, holder, level)

    def _limits(self, settings: Settings, bounds: _Bounds, layer: Layer) -> Iterator[Loosened]:
        for rule, said in settings.limits.items():
            limit, bound = self.book[rule].limit, bounds.limits.get(rule)
            if not limit or not bound or rule in layer.relaxes or not self._is_stricter(rule, bound[0], said.value):
                continue
            figure, holder = bound
            yield Loosened(rule, said.clause, f"{limit.key} {figure:g}", f"{figure:g}", holder, abs(figure))

    def _hold(self, bounds: _Bounds, settings: Settings, layer: Layer) -> None:
        levels, relaxes = bounds.levels, layer.relaxes
        for rule, said in settings.levels.items():
            bound = levels.get(rule)
            if bound and said.level <= bound[0] and rule not in relaxes:
                continue
            if not said.is_broad or said.against(self.defaults[rule]) is not None:
                levels[rule] = (said.level, layer.label)
        for rule, said in settings.limits.items():
            bound = bounds.limits.get(rule)
            if not bound or rule in layer.relaxes or self._is_stricter(rule, said.value, bound[0]):
                bounds.limits[rule] = (said.value, layer.label)

    def _mildest(self, own: Settings, zones: Sequence[Zone]) -> Settings:
        """
        Return what a layer holds at least, wherever a path lies.
        """
        if not zones:
            return own
        levels, limits = dict(own.levels), dict(own.limits)
        for zone in zones:
            for rule, said in zone.settings.levels.items():
                if rule in levels and said.level < levels[rule].level:
                    levels[rule] = said
            for rule, figure in zone.settings.limits.items():
                if rule in limits and self._is_stricter(rule, limits[rule].value, figure.value):
                    limits[rule] = figure
        return Settings(levels, limits)

    def _is_stricter(self, rule: str, one: float, other: float) -> bool:
        limit = self.book[rule].limit
        return limit is not None and limit.stricter(one, other) != other
