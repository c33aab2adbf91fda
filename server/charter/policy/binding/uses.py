"""
What the lists of several layers approve together, of the AI that is used: what each of them does.
"""

from collections.abc import Iterable, Sequence

from charter.evidence import Evidence
from charter.model import Clause
from charter.policy.language.patterns import matches, matches_any
from charter.policy.model.charter import Layer
from charter.policy.model.stated import Stated
from charter.policy.model.uses import USE_KEYS, Server, UseList, UseOf


def binding_lists(layers: Sequence[Layer], use: UseOf) -> list[UseList]:
    """
    Return the lists of *layers*, the outermost first, that a use must be in; a layer that may relax them begins anew.
    """
    listing = [(layer, layer.uses[use]) for layer in layers if use in layer.uses]
    free = [idx for idx, (layer, _) in enumerate(listing) if relaxes_uses(layer, use)]
    return [listed for _, listed in listing[free[-1] if free else 0 :]]


def relaxes_uses(layer: Layer, use: UseOf) -> bool:
    """
    Tell whether *layer* may approve what those above it do not.
    """
    return f"{USE_KEYS[use]}.approved" in layer.relaxes


def approved_by_all(lists: Sequence[UseList]) -> tuple[Stated[str | Server], ...]:
    """
    Return the entries that each of *lists* has, or approves by a pattern, once; what only patterns share is not said.
    """
    found: dict[str | Server, Stated[str | Server]] = {}
    for idx, listed in enumerate(lists):
        others = (*lists[:idx], *lists[idx + 1 :])
        found |= {each.value: each for each in listed.approved if is_in_all(others, each.value)}
    return tuple(found.values())


def entry_for(listed: UseList, evidence: Evidence) -> Clause | None:
    """
    Return the entry of *listed* that approves what *evidence* shows.
    """
    return next((each.clause for each in listed.approved if _stands_for(each.value, evidence)), None)


def is_in_all(lists: Iterable[UseList], used: str | Server) -> bool:
    """
    Tell whether each of *lists* approves what an entry of another one stands for, which is matched as a name.
    """
    return all(_covers(listed, used) for listed in lists)


def _stands_for(entry: str | Server, evidence: Evidence) -> bool:
    if isinstance(entry, str):
        return matches(entry, name_of(evidence))
    source = evidence.source
    pattern = entry.url if "://" in source.partition(" ")[0] else entry.command
    # An entry that says how a server is started approves it started in no other way.
    is_open = not (entry.url or entry.command)
    return matches(entry.name, name_of(evidence)) and (is_open or (bool(pattern) and matches(pattern, source)))


def _covers(listed: UseList, used: str | Server) -> bool:
    if isinstance(used, str):
        return matches_any((str(each.value) for each in listed.approved), used)
    is_named = any(isinstance(each.value, Server) and matches(each.value.name, used.name) for each in listed.approved)
    ways = (way for way in (used.command, used.url) if way)
    started = (Evidence("server", used.name, None, listed.clause.span, source=way) for way in ways)
    return is_named and all(entry_for(listed, each) for each in started)


def name_of(evidence: Evidence) -> str:
    """
    Return what charters call what *evidence* shows.
    """
    return (evidence.model if evidence.kind == "model" else evidence.tool) or ""
