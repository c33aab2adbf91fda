"""
What one layer says in its scopes: its zones, classes of tools, AI's code and stages.

Inside a layer the zones of the nearer file come first, and a name that stands in
several files means the nearer zone. In the other scopes the nearer file wins, as
everywhere.
"""

from collections.abc import Iterator, Mapping, Sequence
from collections.abc import Set as AbstractSet
from typing import TypeVar

from msgspec.structs import replace

from charter.globs import Globs
from charter.model import Level, RuleBook
from charter.policy.language import keys
from charter.policy.language.kinds import Said, duplicate
from charter.policy.language.records import Fields, Key
from charter.policy.layers.settling import settled
from charter.policy.model.scopes import DEFAULT_ZONE, AiUse, ClassTerms, Settings, Stage, ToolClass, Zone
from charter.policy.model.stated import Stated, StatedLevel
from charter.policy.problems import Mistake, Notes, shown
from charter.policy.reading.rule_entries import RuleEntry
from charter.policy.reading.statement import Desk, Statement

# Who says what AI may do in a zone means it, so that a lower layer cannot switch the rule off.
_IMPLIED: Mapping[AiUse, tuple[str, Level]] = {
    AiUse.FORBIDDEN: ("provenance.forbidden-zone", Level.BLOCK),
    AiUse.REVIEWED: ("provenance.unreviewed", Level.WARN),
}

T = TypeVar("T")
_NO_FIELDS = Fields()
_CLASSES: Mapping[ToolClass, Key[Fields]] = {
    "public": keys.PUBLIC_TOOLS,
    "enterprise": keys.ENTERPRISE_TOOLS,
    "self-hosted": keys.SELF_HOSTED_TOOLS,
    "custom": keys.CUSTOM_TOOLS,
}


def zones(files: Sequence[Statement], folder: str, book: RuleBook, desk: Desk) -> tuple[Zone, ...]:
    """
    Return the zones of a layer, in the order in which they are asked.

    Args:
        folder: where their patterns are anchored.
    """
    by_name: dict[str, Zone] = {}
    for file in reversed(files):
        own: dict[str, Zone] = {}
        for said in file.fields.value(keys.ZONES, ()):
            zone = _zone(file, said, folder, book)
            if mistake := _misnamed(zone, own):
                desk.on(file.source).add(mistake)
            else:
                own[zone.name] = zone
        by_name |= {name: zone for name, zone in own.items() if name not in by_name}
    return tuple(by_name.values())


def classes(files: Sequence[Statement], book: RuleBook, desk: Desk) -> dict[ToolClass, ClassTerms]:
    """
    Return what a layer changes for each class of tools of which it speaks.
    """
    terms: dict[ToolClass, ClassTerms] = {name: _class_terms(files, key, book, desk) for name, key in _CLASSES.items()}
    spoken_for: dict[ToolClass, ClassTerms] = {name: each for name, each in terms.items() if each.data or each.settings}
    return spoken_for


def ai_code(files: Sequence[Statement], book: RuleBook, desk: Desk) -> tuple[Settings, Stated[bool] | None]:
    """
    Return what is stricter where AI wrote, and whether unknown code is taken for AI's.
    """
    said = [(file, file.fields.value(keys.AI_CODE, _NO_FIELDS)) for file in files]
    unknown = (_stated(file, fields, keys.UNKNOWN_COUNTS_AS) for file, fields in reversed(said))
    return _tightening(said, book, desk), next(filter(None, unknown), None)


def stages(files: Sequence[Statement], book: RuleBook, desk: Desk) -> tuple[Stage, ...]:
    """
    Return the stages of all *files*, the earliest first; those out of order are noted.
    """
    found = [stage for file in files for stage in _stages(file, book, desk)]
    return tuple(sorted(found, key=lambda stage: stage.starts))


def _zone(file: Statement, said: Said[Fields], folder: str, book: RuleBook) -> Zone:
    fields = said.value
    name, paths = fields.said[keys.ZONE_NAME.name], fields.said[keys.PATHS.name]
    owner = fields.value(keys.ZONE_OWNER, "")
    ai = _stated(file, fields, keys.AI, owner)
    settings = settled([file.rules_of(fields)], book)
    if ai and ai.value in _IMPLIED:
        rule, level = _IMPLIED[ai.value]
        settings = replace(settings, levels={rule: StatedLevel(level, ai.clause), **settings.levels})
    return Zone(
        name=name.value,
        clause=file.clause(name, owner=owner),
        paths=file.clause(paths, owner=owner),
        patterns=tuple(_pattern(path.value) for path in paths.value),
        texts=tuple(path.value for path in paths.value),
        folder=folder,
        owner=_stated(file, fields, keys.ZONE_OWNER),
        data=_stated(file, fields, keys.DATA, owner),
        ai=ai,
        settings=settings,
    )


def _pattern(text: str) -> tuple[Globs, bool]:
    return Globs([text.removeprefix("!")]), not text.startswith("!")


def _misnamed(zone: Zone, seen: Mapping[str, Zone]) -> Mistake | None:
    if zone.name in seen:
        return duplicate(zone.clause.span, f"{shown(zone.name)} names two zones", "the first holds")
    if zone.name == DEFAULT_ZONE:
        message = f"{shown(zone.name)} is what lies in no zone, so this zone has no effect."
        return Mistake("charter.wrong-type", zone.clause.span, "Choose another name for the zone.", message)
    return None


def _class_terms(files: Sequence[Statement], key: Key[Fields], book: RuleBook, desk: Desk) -> ClassTerms:
    said = [(file, file.tools.value(keys.CLASSES, _NO_FIELDS).value(key, _NO_FIELDS)) for file in files]
    data = (_stated(file, fields, keys.MAX_DATA) for file, fields in reversed(said))
    return ClassTerms(next(filter(None, data), None), _tightening(said, book, desk))


def _stages(file: Statement, book: RuleBook, desk: Desk) -> Iterator[Stage]:
    latest = None
    for said in file.fields.value(keys.ROLLOUT, ()):
        starts = said.value.said[keys.FROM.name]
        if latest and starts.value < latest:
            desk.on(file.source).add(_out_of_order(starts))
        latest = max(latest or starts.value, starts.value)
        note = said.value.value(keys.STAGE_NOTE, "")
        settings = _tightening([(file, said.value)], book, desk)
        yield Stage(starts.value, file.clause(starts, note), settings, note)


def _tightening(said: Sequence[tuple[Statement, Fields]], book: RuleBook, desk: Desk) -> Settings:
    """
    Return what is said in a scope that only tightens; `off` that takes nothing back from a broader key is noted.
    """
    files = [(file, file.rules_of(fields)) for file, fields in said]
    raised = {
        rule
        for _, entries in files
        for entry in entries
        if entry.level and entry.level.level > Level.OFF
        for rule in entry.rules
    }
    return settled([[_in_force(entry, raised, desk.on(file.source)) for entry in each] for file, each in files], book)


def _in_force(entry: RuleEntry, raised: AbstractSet[str], notes: Notes) -> RuleEntry:
    if not entry.level or entry.level.level > Level.OFF or not raised.isdisjoint(entry.rules):
        return entry
    advice = f"Remove it, or switch {shown(entry.key)} off under 'rules' at the top."
    message = "What stands here only tightens what holds anyway, so 'off' has no effect."
    notes.add(Mistake("charter.wrong-type", entry.level.clause.span, advice, message))
    return replace(entry, level=None)


def _out_of_order(starts: Said[object]) -> Mistake:
    message = "It begins before the stage above it; it is in force all the same, from its own day on."
    return Mistake("charter.bad-date", starts.span, "Write the stages in the order of their days.", message)


def _stated(file: Statement, fields: Fields, key: Key[T], owner: str = "") -> Stated[T] | None:
    said = fields.get(key)
    return Stated(said.value, file.clause(said, owner=owner)) if said else None
