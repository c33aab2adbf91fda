"""
What a charter holds in a zone, or outside all of them, wherever its files may lie.

For whoever shows or compares charters: there is no path, and nothing is excluded.
"""

from collections.abc import Iterator

from charter.policy.charter import Charter
from charter.policy.judging import default_level
from charter.policy.ruling import Circumstances, Ruling, ruling
from charter.policy.scopes import Zone
from charter.policy.sites import Standing


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
    return ruling(charter, rule, standings, default_level(charter, rule, None), circumstances)


def zones(charter: Charter) -> Iterator[Zone]:
    """
    Yield the zones of all layers, the outermost first; several may have one name.
    """
    return (zone for layer in charter.layers for zone in layer.zones)
