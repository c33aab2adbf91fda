"""
The AI that a repository shows: which tools, servers, SDKs, models and hosts, where, and what the charter says of each.

Pure: whoever looks through files says what was seen where; the terminal and the
editor gather it alike.
"""

from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from datetime import date
from typing import Literal

from msgspec import Struct

from charter.catalogue import Tool
from charter.commits import COMMIT
from charter.evidence import Evidence
from charter.policy import Charter, Standing, standing, zone_of

Group = Literal["tool", "server", "sdk", "model", "host"]

GROUPS: tuple[Group, ...] = ("tool", "server", "sdk", "model", "host")

# What is to be seen to comes first.
_ORDER = ("denied", "expired", "unapproved", "unnamed", "unlisted", "approved")


class Sighting(Struct, frozen=True):
    """
    One piece of evidence, and where it was seen.

    Args:
        path: from the root; of a commit its short name behind `commit:`.
        line: counted from one; 0 where there is none.
    """

    path: str
    line: int
    evidence: Evidence


class Item(Struct, frozen=True):
    """
    Something that is present in the repository.

    Args:
        name: the tool's id, or as written.
        tool: what the catalogue knows of it; None if it is none of its tools.
        seen: how often by each kind of evidence, by its name.
        places: path and line of each time in a file, in order; a path once for each line.
        commits: short names of those that say so, the newest first.
    """

    group: Group
    name: str
    tool: Tool | None
    standing: Standing
    seen: tuple[tuple[str, int], ...]
    places: tuple[tuple[str, int], ...]
    commits: tuple[str, ...] = ()

    @property
    def title(self) -> str:
        """
        What people are shown.
        """
        return self.tool.title if self.tool else self.name


def inventory(sightings: Iterable[Sighting], charter_for: Callable[[str], Charter], today: date) -> tuple[Item, ...]:
    """
    Return what was seen: tools first, and of each group what needs a look first.

    Args:
        charter_for: the charter in force for a path.
    """
    groups: dict[tuple[Group, str], list[Sighting]] = {}
    for sighting in sightings:
        groups.setdefault(_key(sighting, charter_for(sighting.path)), []).append(sighting)
    items = (_item(group, name, seen, charter_for, today) for (group, name), seen in groups.items())
    return tuple(sorted(items, key=_rank))


def _key(sighting: Sighting, charter: Charter) -> tuple[Group, str]:
    evidence = sighting.evidence
    if evidence.kind == "model":
        return "model", evidence.model or evidence.tool or ""
    if evidence.kind in ("server", "sdk", "host"):
        return evidence.kind, evidence.tool or ""
    if evidence.tool is None:
        return "tool", "agents of any kind" if evidence.kind == "settings" else "AI without a name"
    found = charter.catalogue.find(evidence.tool)
    return "tool", found.id if found else evidence.tool


def _item(
    group: Group, name: str, seen: Sequence[Sighting], charter_for: Callable[[str], Charter], today: date
) -> Item:
    charter = charter_for(seen[0].path)
    kinds = Counter(each.evidence.kind for each in seen)
    # A nested charter, or one for a zone or a model, may say something else: what weighs most is what people must know.
    by_terms = {_terms(each, charter_for(each.path)): each for each in seen}
    found = [standing(law, each.evidence, each.path, today) for (law, *_), each in by_terms.items()]
    return Item(
        group,
        name,
        charter.catalogue.find(name) if group == "tool" else None,
        min(found, key=lambda each: _ORDER.index(each.state)),
        tuple(sorted(kinds.items())),
        tuple(sorted({(each.path, each.line) for each in seen if not each.path.startswith(COMMIT)})),
        tuple(dict.fromkeys(each.path.removeprefix(COMMIT) for each in seen if each.path.startswith(COMMIT))),
    )


def _terms(sighting: Sighting, charter: Charter) -> tuple[Charter, tuple[str, ...], str, str | None]:
    """
    Return all that decides whether what was seen is approved, the charter first.
    """
    evidence = sighting.evidence
    return charter, tuple(zone_of(charter, sighting.path).names), evidence.kind, evidence.model


def _rank(item: Item) -> tuple[int, int, str]:
    return GROUPS.index(item.group), _ORDER.index(item.standing.state), item.name.casefold()
