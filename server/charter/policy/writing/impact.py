"""
What each rule and zone of a charter hits: counted, never computed.
"""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence

from msgspec import Struct

from charter.model import Decision, Level, RuleBook
from charter.policy.model.scopes import Zone, zone_at
from charter.policy.writing import grammar
from charter.policy.writing.outline import Outline
from charter.text import Span

# How many findings in force there are of a rule, at a level.
Tally = Mapping[tuple[str, Level], int]


class Spot(Struct, frozen=True):
    """
    A key of a charter that finds something.

    Args:
        rules: which rules it is about; None for all.
        zone: the zone in which it holds; empty for everywhere.
        becomes: the level that a dated stage will give to all that it is about.
    """

    span: Span
    rules: frozenset[str] | None
    zone: str = ""
    becomes: Level | None = None


class Impact(Struct, frozen=True):
    """
    How many findings there are, and how many of them block.
    """

    n_findings: int
    n_blocking: int


def tally(decisions: Iterable[Decision]) -> Tally:
    """
    Return how many of *decisions* are in force, by rule and level.
    """
    return Counter((each.finding.rule, each.level) for each in decisions if each.is_in_force)


def spots(outline: Outline, book: RuleBook) -> Iterator[Spot]:
    """
    Yield the rules of the charter itself, of its zones and its stages, and its zones.

    What changes by a tool's class or where AI wrote the code is left out: it is
    not known of which findings that is true.
    """
    yield from _rules(outline, book, outline.find(grammar.RULES))
    for idx, name, span in _zones(outline):
        yield Spot(span, None, name)
        yield from _rules(outline, book, _child(outline, idx, grammar.RULES), name)
    stages = outline.find("rollout")
    for idx in outline.children(stages) if stages is not None else ():
        yield from _rules(outline, book, _child(outline, idx, grammar.RULES), is_stage=True)


def impacts(spots: Iterable[Spot], zones: Sequence[Zone], tallies: Iterable[tuple[str, Tally]]) -> Iterator[Impact]:
    """
    Yield what each of *spots* hits.

    Args:
        zones: of the charter's own layer.
        tallies: by path from the root.
    """
    totals: dict[str, Counter[tuple[str, Level]]] = {"": Counter()}
    for path, found in tallies:
        if found:
            totals[""].update(found)
            zone = zone_at(zones, path)
            if zone:
                totals.setdefault(zone.name, Counter()).update(found)
    for spot in spots:
        yield _impact(spot, totals.get(spot.zone, Counter()))


def _impact(spot: Spot, found: Tally) -> Impact:
    about = {key: n for key, n in found.items() if spot.rules is None or key[0] in spot.rules}
    n_findings = sum(about.values())
    if spot.becomes is not None:
        return Impact(n_findings, n_findings if spot.becomes == Level.BLOCK else 0)
    return Impact(n_findings, sum(n for (_, level), n in about.items() if level == Level.BLOCK))


def _rules(
    outline: Outline, book: RuleBook, top: int | None, zone: str = "", *, is_stage: bool = False
) -> Iterator[Spot]:
    for idx in outline.children(top) if top is not None else ():
        entry = outline.entries[idx]
        rules = book.named(entry.key)
        if rules:
            becomes = _level(outline, idx) if is_stage else None
            yield Spot(entry.name, frozenset(rules), zone, becomes)


def _level(outline: Outline, idx: int) -> Level | None:
    level = _child(outline, idx, "level")
    word = outline.entries[idx if level is None else level].text
    return next((each for each in Level if each.word == word), None)


def _zones(outline: Outline) -> Iterator[tuple[int, str, Span]]:
    top = outline.find("zones")
    for idx in outline.children(top) if top is not None else ():
        name = _child(outline, idx, "name")
        if name is not None and outline.entries[name].text:
            yield idx, outline.entries[name].text, outline.entries[name].name


def _child(outline: Outline, idx: int, key: str) -> int | None:
    return next((child for child in outline.children(idx) if outline.entries[child].key == key), None)
