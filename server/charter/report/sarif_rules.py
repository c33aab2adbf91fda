"""
How a rule is described in SARIF.
"""

from collections.abc import Iterable
from typing import Any

from charter import __version__
from charter.model import Level, Rule
from charter.report.sarif_taxonomies import Taxonomies

Json = dict[str, Any]

LEVELS = {
    Level.OFF: "none",
    Level.OBSERVE: "none",
    Level.ADVISE: "note",
    Level.WARN: "warning",
    Level.BLOCK: "error",
}


def driver(rules: Iterable[Rule], taxonomies: Taxonomies) -> Json:
    """
    Return the tool's component, with *rules* in the order that results number them.

    Args:
        taxonomies: the controls for which they are evidence.
    """
    described = [_described(rule, [*taxonomies.relationships(rule.id)]) for rule in rules]
    supported = taxonomies.supported()
    component: Json = {"name": "charter", "version": __version__, "rules": described}
    return component | ({"supportedTaxonomies": supported} if supported else {})


def cwe_tags(cwes: Iterable[int]) -> list[str]:
    """
    Return the tags that code scanning services read weaknesses from.
    """
    return [f"external/cwe/cwe-{cwe}" for cwe in cwes]


def _described(rule: Rule, relationships: list[Json]) -> Json:
    described: Json = {
        "id": rule.id,
        "shortDescription": {"text": rule.summary},
        "help": {"text": rule.page or rule.summary, "markdown": rule.page or rule.summary},
        "defaultConfiguration": _configuration(rule.default),
        "properties": {"tags": [rule.family, *cwe_tags(rule.cwes)], "aliases": list(rule.aliases)},
    }
    return described | ({"relationships": relationships} if relationships else {})


def _configuration(level: Level | None) -> Json:
    # A rule without a level of its own takes it from each finding; SARIF's default is `warning`.
    return {"level": "warning"} if level is None else {"level": LEVELS[level], "enabled": level is not Level.OFF}
