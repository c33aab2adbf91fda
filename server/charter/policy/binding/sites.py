"""
What of a charter is in force at a path: which layers have a say there, and in which zone it lies.

A layer that excludes a path, or its language, says nothing of it. What no other
layer sets there is off; what a higher one sets is in force all the same.
"""

from collections.abc import Callable, Iterator, Sequence

from msgspec import Struct, field

from charter.commits import GIT_COMMIT
from charter.model import Clause
from charter.policy.model.charter import Charter, Layer
from charter.policy.model.memory import remembered
from charter.policy.model.scopes import DEFAULT_ZONE, AiUse, DataClass, Zone, zone_at
from charter.policy.model.stated import Stated
from charter.syntax.languages import language_of


class Standing(Struct, frozen=True):
    """
    A layer that has a say at a path.

    Args:
        rank: its place among the charter's layers, the outermost 0.
        zone: the first of its zones that the path lies in.
    """

    layer: Layer
    rank: int
    zone: Zone | None = None


class ZoneInForce(Struct, frozen=True):
    """
    The zones of all layers at a path, as one.

    Args:
        names: the outermost layer's first; `default` if there is none.
        owner: the outermost that is said; None if none is.
        data: None if none is said, which is `internal`.
        ai: None if none is said, which is `open`.
    """

    names: tuple[str, ...] = (DEFAULT_ZONE,)
    owner: Stated[str] | None = None
    data: Stated[DataClass] | None = None
    ai: Stated[AiUse] | None = None

    @property
    def data_class(self) -> DataClass:
        return self.data.value if self.data else DataClass.INTERNAL

    @property
    def ai_use(self) -> AiUse:
        return self.ai.value if self.ai else AiUse.OPEN


class Site(Struct, frozen=True):
    """
    What is in force at a path.

    Args:
        excluded_by: what takes the path from the layers that have no say there.
        has_place: false for what lies in no folder, so that zones have no say: commits.
    """

    standings: tuple[Standing, ...]
    excluded_by: Clause | None = None
    zone: ZoneInForce = field(default_factory=ZoneInForce)
    has_place: bool = True

    @property
    def layers(self) -> Iterator[Layer]:
        return (standing.layer for standing in self.standings)


def zone_of(charter: Charter, path: str) -> ZoneInForce:
    """
    Return the zone that *path* lies in, joined from all layers.
    """
    return site_of(charter, path).zone


# Every finding of a file asks for the same path.
@remembered(256)
def site_of(charter: Charter, path: str) -> Site:
    """
    Return what is in force at *path*; a folder's path ends in a slash.
    """
    layers = charter.layers
    if language_of(path) == GIT_COMMIT:
        return everywhere(layers)
    is_charter = any(path in layer.files for layer in layers)
    by_path, pattern = _left_out(layers, "exclude", lambda layer: _by_path(layer, path))
    by_language, language = _left_out(layers, "languages", lambda layer: _by_language(layer, path))
    gone = by_path if is_charter else by_path | by_language
    standings = tuple(
        Standing(layer, rank, zone_at(layer.zones, path)) for rank, layer in enumerate(layers) if rank not in gone
    )
    return Site(standings, pattern or (None if is_charter else language), _joined(standings))


@remembered(256)
def full_site(charter: Charter, path: str) -> Site:
    """
    Return what would be in force at *path* if no layer left anything out.
    """
    ranked = enumerate(charter.layers)
    return Site(tuple(Standing(layer, rank, zone_at(layer.zones, path)) for rank, layer in ranked))


def everywhere(layers: Sequence[Layer]) -> Site:
    """
    Return what is in force where no layer leaves anything out and no zone lies.
    """
    return Site(tuple(Standing(layer, rank) for rank, layer in enumerate(layers)), has_place=False)


# Whether a layer speaks of the matter at all, and what leaves the path out.
_Answer = tuple[bool, Clause | None]


def _left_out(
    layers: Sequence[Layer], key: str, ask: Callable[[Layer], _Answer]
) -> tuple[frozenset[int], Clause | None]:
    """
    Return the ranks of the layers that leave a path out, and the clause of the first.

    A layer that speaks of the matter, and does not leave it out, keeps those
    below it from doing so; one that may relax the key does it for those above.
    """
    gone: set[int] = set()
    clause: Clause | None = None
    is_kept = False
    for rank, layer in enumerate(layers):
        speaks, found = ask(layer)
        if speaks and key in layer.relaxes:
            gone, clause, is_kept = set(range(rank if found else 0)), None, False
        if found and not is_kept:
            gone.add(rank)
            clause = clause or found
        is_kept = is_kept or (speaks and not found)
    return frozenset(gone), clause


def _by_path(layer: Layer, path: str) -> _Answer:
    return layer.exclude is not None, layer.exclude.clause(path) if layer.exclude else None


def _by_language(layer: Layer, path: str) -> _Answer:
    languages = layer.languages
    return bool(languages.include or languages.exclude), languages.clause(path)


def _joined(standings: Sequence[Standing]) -> ZoneInForce:
    owner: Stated[str] | None = None
    data: Stated[DataClass] | None = None
    ai: Stated[AiUse] | None = None
    names: list[str] = []
    for standing in standings:
        zone, is_free = standing.zone, "zones" in standing.layer.relaxes
        if not zone:
            continue
        names.append(zone.name)
        owner = owner or zone.owner
        data = zone.data if is_free and zone.data else max(data, zone.data, key=_data_weight)
        ai = zone.ai if is_free and zone.ai else max(ai, zone.ai, key=_ai_weight)
    return ZoneInForce(tuple(dict.fromkeys(names)) or (DEFAULT_ZONE,), owner, data, ai)


def _data_weight(data: Stated[DataClass] | None) -> int:
    return data.value if data else -1


def _ai_weight(ai: Stated[AiUse] | None) -> int:
    return ai.value if ai else -1
