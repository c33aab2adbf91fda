"""
What a charter says of tools and of zones, to be compared.

Approvals hold where every list has the tool, denials where one has it.
"""

from collections.abc import Iterable, Iterator, Sequence
from datetime import date
from typing import Any, TypeVar

from charter.model import Clause
from charter.policy.binding.ruling import class_of
from charter.policy.comparing.facts import ANY, Fact, Members, Value, less, more
from charter.policy.model.charter import Approval, Charter
from charter.policy.model.scopes import AiUse, DataClass, ToolClass, Zone
from charter.policy.model.stated import Stated
from charter.policy.showing.wherever import denied, permitted, tool_lists, zones

CLASSES: tuple[ToolClass, ...] = ("public", "enterprise", "self-hosted", "custom")

Rung = TypeVar("Rung", AiUse, DataClass)


def tool_terms(charter: Charter) -> Iterator[tuple[str, Fact]]:
    """
    Yield which tools may be used, which may not, and what data each class of them may see.
    """
    approved = permitted(charter)
    common = None if approved is None else {tool: each.clause for tool, each in approved.items()}
    clause = next((layer.approved_clause for layer in charter.layers if layer.approved_clause), None)
    yield "tools.approved", Members(common, is_stricter=False, clause=clause)
    yield "tools.denied", Members({tool: each.clause for tool, each in denied(charter).items()}, is_stricter=True)
    for name in CLASSES:
        said = [terms.data for layer in charter.layers if (terms := layer.classes.get(name)) and terms.data]
        least = min(said, key=lambda each: each.value, default=None)
        value = least.value if least else len(DataClass)
        yield f"tools.classes.{name}.data", Value(least.value.word if least else ANY, value, _place(least), less)


def tool_details(charter: Charter) -> Iterator[tuple[str, Fact]]:
    """
    Yield the terms of each approval.
    """
    lists = tool_lists(charter)
    for tool in lists[-1] if lists else ():
        key = f"tools.approved.{tool}"
        yield f"{key}.class", Value(name := class_of(charter, tool), name)
        approvals = [each[tool] for each in lists if tool in each]
        first = min(approvals, key=lambda each: each.until or date.max)
        word = first.until.isoformat() if first.until else ANY
        yield f"{key}.until", Value(word, first.until or date.max, first.clause, less)
        for idx, approval in enumerate(approvals):
            # What is used must be in the list of every layer that has one.
            nth = f" ({idx + 1})" if idx else ""
            yield f"{key}.models{nth}", _narrowed(approval, approval.models)
            yield f"{key}.zones{nth}", _narrowed(approval, approval.zones)


def zone_terms(charter: Charter) -> Iterator[tuple[str, Fact]]:
    """
    Yield which zones there are.
    """
    named = {zone.name: zone.clause for zone in zones(charter)}
    yield "zones", Members(named, is_stricter=True)


def zone_details(charter: Charter) -> Iterator[tuple[str, Fact]]:
    """
    Yield what is said of each zone beside its rules, by all layers that draw it.
    """
    for name in dict.fromkeys(zone.name for zone in zones(charter)):
        for key, fact in _of_zone([zone for zone in zones(charter) if zone.name == name]):
            yield f"zones.{name}.{key}", fact


def _of_zone(drawn: Sequence[Zone]) -> Iterator[tuple[str, Fact]]:
    yield "paths", Members({pattern: zone.paths for zone in drawn for pattern in zone.texts}, is_stricter=True)
    data = _highest(zone.data for zone in drawn)
    held = data.value if data else DataClass.INTERNAL
    yield "data", Value(held.word, held, _place(data), more)
    ai = _highest(zone.ai for zone in drawn)
    use = ai.value if ai else AiUse.OPEN
    yield "ai", Value(use.word, use, _place(ai), more)
    owner = next((zone.owner for zone in drawn if zone.owner), None)
    yield "owner", Value(owner.value if owner else "", owner and owner.value, _place(owner))


def _highest(said: Iterable[Stated[Rung] | None]) -> Stated[Rung] | None:
    return max(filter(None, said), key=lambda each: each.value, default=None)


def _narrowed(approval: Approval, words: Sequence[str] | None) -> Members:
    entries = None if words is None else dict.fromkeys(words, approval.clause)
    return Members(entries, is_stricter=False, clause=approval.clause)


def _place(said: Stated[Any] | None) -> Clause | None:
    return said.clause if said else None
