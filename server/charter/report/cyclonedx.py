"""
What AI a repository shows, as a bill of materials: CycloneDX 1.6, JSON.

Tools, servers and SDKs are components, models are components of type
`machine-learning-model`, hosts are services. What the charter says of each is a
property, and so is how many commits name it. The same repository and day give the same text.

Source: CycloneDX 1.6, ECMA-424.
"""

import json
import uuid
from collections.abc import Iterator, Sequence
from datetime import date
from types import MappingProxyType
from typing import Any

from charter import __version__
from charter.commits import COMMIT
from charter.report.inventory import Group, Item
from charter.report.inventory_table import MOST_COMMITS
from charter.report.untrusted import plain
from charter.report.wording import place

_TYPES: MappingProxyType[Group, str] = MappingProxyType(
    {"tool": "application", "server": "application", "sdk": "library", "model": "machine-learning-model"}
)
_NAMESPACE = uuid.uuid5(uuid.NAMESPACE_URL, "https://cyclonedx.org/schema/bom-1.6")


def render(items: Sequence[Item], name: str, today: date) -> str:
    """
    Return the bill of what was seen.

    Args:
        name: of the repository.
    """
    bill: dict[str, Any] = {
        "bomFormat": "CycloneDX",
        "specVersion": "1.6",
        "version": 1,
        "metadata": {
            "timestamp": f"{today.isoformat()}T00:00:00Z",
            "tools": {"components": [{"type": "application", "name": "charter", "version": __version__}]},
            "component": {"type": "application", "name": plain(name) or "repository", "bom-ref": "repository"},
        },
        "components": [_component(item) for item in items if item.group != "host"],
        "services": [_service(item) for item in items if item.group == "host"],
    }
    serial = uuid.uuid5(_NAMESPACE, json.dumps(bill, sort_keys=True))
    return json.dumps({"serialNumber": f"urn:uuid:{serial}", **bill}, indent=1) + "\n"


def _component(item: Item) -> dict[str, Any]:
    component: dict[str, Any] = {
        "type": _TYPES[item.group],
        "bom-ref": f"{item.group}:{plain(item.name)}",
        "name": plain(item.title),
        "evidence": {"occurrences": [*_occurrences(item)]},
        "properties": _properties(item),
    }
    return component | ({"publisher": item.tool.vendor} if item.tool and item.tool.vendor else {})


def _service(item: Item) -> dict[str, Any]:
    where = [{"name": "charter:seen-at", "value": plain(f"{path}:{line}")} for path, line in item.places]
    return {
        "bom-ref": f"host:{plain(item.name)}",
        "name": plain(item.title),
        "x-trust-boundary": True,
        "properties": [*_properties(item), *where],
    }


def _occurrences(item: Item) -> Iterator[dict[str, Any]]:
    for path, line in item.places:
        yield {"location": plain(path), "line": line} if line else {"location": plain(path)}
    yield from ({"location": f"{COMMIT}{name}"} for name in item.commits[:MOST_COMMITS])


def _properties(item: Item) -> list[dict[str, str]]:
    said = {"charter:kind": item.group, "charter:state": item.standing.state}
    if item.standing.clause:
        said["charter:clause"] = place(item.standing.clause)
    if item.standing.until:
        said["charter:until"] = item.standing.until.isoformat()
    if item.commits:
        said["charter:commits"] = str(len(item.commits))
    return [{"name": name, "value": value} for name, value in said.items()]
