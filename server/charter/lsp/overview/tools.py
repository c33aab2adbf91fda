"""
The AI tools that are named in the workspace, and whether the charter approves of them.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator
from datetime import date
from typing import Literal

from charter.lsp import requests, uris
from charter.lsp.writing.impact import Known
from charter.policy import Charter
from charter.report.overview import Mention

_Approval = Literal["approved", "denied", "not approved", "not ruled on"]
# What weighs most comes first.
_WEIGHTS: tuple[_Approval, ...] = ("denied", "not approved", "not ruled on", "approved")


def seen(files: Iterable[tuple[Known, Charter]], today: date) -> Iterator[requests.ToolSeen]:
    """
    Yield the tools, those that break something first.
    """
    mentions: dict[str, list[tuple[Known, Charter, Mention]]] = defaultdict(list)
    for known, charter in files:
        for mention in known.overview.mentions:
            mentions[mention.tool].append((known, charter, mention))
    found = (_tool(name, places, today) for name, places in mentions.items())
    yield from sorted(found, key=lambda tool: (_WEIGHTS.index(tool["approval"]), -len(tool["places"]), tool["title"]))


def _tool(name: str, places: list[tuple[Known, Charter, Mention]], today: date) -> requests.ToolSeen:
    ruled = {_approval(charter, name, today) for _, charter, _ in places}
    return {
        "tool": name,
        "title": places[0][2].title,
        "approval": next(word for word in _WEIGHTS if word in ruled),
        "objections": sorted({mention.objection for _, _, mention in places if mention.objection}),
        "places": [
            {"uri": known.uri, "path": known.path or uris.display_name(known.uri), "line": mention.line}
            for known, _, mention in places
        ],
    }


def _approval(charter: Charter, tool: str, today: date) -> _Approval:
    """
    Return what the lists of *charter* say of a tool, wherever it is used.
    """
    if any(tool in layer.denied for layer in charter.layers):
        return "denied"
    lists = [layer.approved for layer in charter.layers if layer.approved is not None]
    if not lists:
        return "not ruled on"
    entries = [listing.get(tool) for listing in lists]
    is_current = all(entry is not None and (entry.until is None or entry.until >= today) for entry in entries)
    return "approved" if is_current else "not approved"
