"""
What the layers say of a rule together: each is resolved by itself, then the stricter holds.

A layer has one value for a rule, a path, who wrote the code, and a day. A zone's
value replaces that for everywhere; classes of tools, AI's code and stages only
tighten it. A layer that may relax a rule sets it anew.
"""

from collections.abc import Iterable, Iterator, Sequence
from datetime import date

from msgspec import Struct

from charter.evidence import UNKNOWN, Provenance
from charter.model import Clause, Level, Rule
from charter.policy.binding.relaxing import GUARDED_FAMILIES
from charter.policy.binding.sites import Standing
from charter.policy.model.charter import Charter
from charter.policy.model.scopes import UNTOLD_CLASS, Settings, ToolClass
from charter.policy.model.stated import Stated, StatedLevel

Levelled = tuple[Level, Clause | None]


class Circumstances(Struct, frozen=True):
    """
    Who wrote the code, and the day on which it is judged.
    """

    today: date
    provenance: Provenance = UNKNOWN


class Ruling(Struct, frozen=True):
    """
    What is in force for one rule.

    Args:
        level: None if each finding's severity and confidence decide.
        clause: where the level is set; None for the rule's own.
        limit: for measures.
        limit_clause: where the limit is set; None for the rule's own.
    """

    rule: str
    level: Level | None
    clause: Clause | None = None
    limit: float | None = None
    limit_clause: Clause | None = None


def ruling(rule: Rule, sayings: Sequence["Saying"], default: Level | None) -> Ruling:
    """
    Return what the layers of *sayings* say of *rule*.

    Args:
        default: what the rule, or the finding, is worth by itself; None if that
            is not known.
    """
    level, clause = _level(rule, sayings, default)
    limit, limit_clause = _limit(rule, sayings)
    return Ruling(rule.id, level, clause, limit, limit_clause)


def sayings(charter: Charter, standings: Sequence[Standing], circumstances: Circumstances) -> tuple["Saying", ...]:
    """
    Return what the layers of *standings* say, of all rules.
    """
    return tuple(
        Saying(standing, (*_replacing(standing),), (*_tightening(charter, standing, circumstances),))
        for standing in standings
    )


def said_of(
    charter: Charter, rule: str, standings: Sequence[Standing], circumstances: Circumstances
) -> tuple[Settings, ...]:
    """
    Return where the layers of *standings* speak of *rule*, the outermost first.
    """
    places = (
        settings
        for standing in standings
        for settings in (*_replacing(standing), *_tightening(charter, standing, circumstances))
    )
    return tuple(settings for settings in places if rule in settings.levels or rule in settings.limits)


def class_of(charter: Charter, tool: str, rank: int | None = None) -> ToolClass:
    """
    Return the class of a *tool*, as the outermost layer that names one says.

    Args:
        rank: of the layer that asks; what those below it say is nothing to it.
    """
    layers = charter.layers if rank is None else charter.layers[: rank + 1]
    for layer in layers:
        approval = (layer.approved or {}).get(tool)
        said = (approval and approval.tool_class) or layer.declared.get(tool)
        if said:
            return said
    return UNTOLD_CLASS


def counts_as_ai(charter: Charter, provenance: Provenance) -> bool:
    """
    Tell whether code of *provenance* is judged as AI's.
    """
    return provenance.kind in {"ai", "mixed"} or (provenance.kind == "unknown" and charter.unknown_is_ai)


class Saying(Struct, frozen=True):
    """
    All that a layer says at a path.

    Args:
        replacing: the first that speaks of a rule holds.
        tightening: each that speaks of it counts.
    """

    standing: Standing
    replacing: tuple[Settings, ...]
    tightening: tuple[Settings, ...]

    def level(self, rule: str, default: Level) -> StatedLevel | None:
        # Loops rather than generators here and below: each rule asks each layer.
        for settings in self.replacing:
            said = settings.levels.get(rule)
            if said and said.against(default) is not None:
                return said
        return None

    def limit(self, rule: str) -> Stated[float] | None:
        return next(filter(None, (settings.limits.get(rule) for settings in self.replacing)), None)


def _replacing(standing: Standing) -> Iterator[Settings]:
    if standing.zone:
        yield standing.zone.settings
    yield Settings(standing.layer.levels, standing.layer.limits)


def _tightening(charter: Charter, standing: Standing, circumstances: Circumstances) -> Iterator[Settings]:
    layer, provenance = standing.layer, circumstances.provenance
    if counts_as_ai(charter, provenance):
        yield layer.ai_code
    if layer.classes and provenance.kind in {"ai", "mixed"}:
        tool = charter.catalogue.find(provenance.tool) if provenance.tool else None
        terms = layer.classes.get(class_of(charter, tool.id if tool else "", standing.rank))
        if terms:
            yield terms.settings
    yield from (stage.settings for stage in layer.stages if stage.starts <= circumstances.today)


def _level(rule: Rule, sayings: Iterable[Saying], default: Level | None) -> tuple[Level | None, Clause | None]:
    own = Level.WARN if default is None else default
    # What charters and waivers do wrong binds by default those below the outermost layer.
    held: list[Levelled] = []
    floors: list[Levelled] = []
    is_guarded = rule.family in GUARDED_FAMILIES
    for saying in sayings:
        base = saying.level(rule.id, own)
        if base:
            if rule.id in saying.standing.layer.relaxes:
                held, floors = [], []
            held.append((base.level, base.clause))
        elif is_guarded and saying.standing.rank == 0:
            held.append((own, None))
        for settings in saying.tightening:
            said = settings.levels.get(rule.id)
            if said and said.against(own) is not None:
                floors.append((said.level, said.clause))
    if not held and default is not None:
        held.append((default, None))
    elif not held:
        # Each finding is worth a warning at most, so that a lower level tightens only some of them.
        floors = [each for each in floors if each[0] >= Level.WARN]
    return max((*held, *floors), key=lambda each: each[0], default=(None, None))


def _limit(rule: Rule, sayings: Iterable[Saying]) -> tuple[float | None, Clause | None]:
    if not rule.limit:
        return None, None
    held: list[Stated[float]] = []
    floors: list[Stated[float]] = []
    for saying in sayings:
        base = saying.limit(rule.id)
        if base and rule.id in saying.standing.layer.relaxes:
            held, floors = [], []
        held += [base] if base else []
        floors += filter(None, (settings.limits.get(rule.id) for settings in saying.tightening))
    figure, clause = (held[0].value, held[0].clause) if held else (rule.limit.default, None)
    for said in (*held, *floors):
        if rule.limit.stricter(figure, said.value) != figure:
            figure, clause = said.value, said.clause
    return figure, clause
