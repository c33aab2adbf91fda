"""
What a charter holds in a zone, or outside all of them, wherever its files may lie.

For whoever shows or compares charters: there is no path, and nothing is excluded.
"""

from collections.abc import Iterator, Mapping, Sequence

from charter.policy.binding.ruling import Circumstances, Ruling, ruling, sayings
from charter.policy.binding.sites import Standing
from charter.policy.judging.decisions import default_level
from charter.policy.model.charter import Approval, Charter, Denial
from charter.policy.model.scopes import Zone


def ruling_in(charter: Charter, rule_id: str, zone: str, circumstances: Circumstances) -> Ruling:
    """
    Return what is in force for a rule where every layer that draws *zone* takes a path for it.

    Args:
        zone: its name; empty for what lies in none.
    """
    standings = [
        Standing(layer, rank, next((each for each in layer.zones if each.name == zone), None))
        for rank, layer in enumerate(charter.layers)
    ]
    rule = charter.book[rule_id]
    return ruling(rule, sayings(charter, standings, circumstances), default_level(charter, rule, None))


def zones(charter: Charter) -> Iterator[Zone]:
    """
    Yield the zones of all layers, the outermost first; several may have one name.
    """
    return (zone for layer in charter.layers for zone in layer.zones)


def permitted(charter: Charter) -> dict[str, Approval] | None:
    """
    Return the approvals, by tool, of what is in every list, as the innermost layer words them; None without a list.
    """
    lists = tool_lists(charter)
    if not lists:
        return None
    return {tool: approval for tool, approval in lists[-1].items() if all(tool in each for each in lists)}


def tool_lists(charter: Charter) -> Sequence[Mapping[str, Approval]]:
    """
    Return the lists that a tool must be in, the outermost layer's first.
    """
    listing = [layer for layer in charter.layers if layer.approved is not None]
    free = [idx for idx, layer in enumerate(listing) if "tools.approved" in layer.relaxes]
    return [layer.approved or {} for layer in listing[free[-1] if free else 0 :]]


def denied(charter: Charter) -> dict[str, Denial]:
    """
    Return the denials that hold, by tool.
    """
    held: dict[str, Denial] = {}
    for layer in charter.layers:
        if "tools.denied" in layer.relaxes:
            held = {tool: denial for tool, denial in held.items() if tool not in (layer.approved or {})}
        held = {**layer.denied, **held}
    return held
