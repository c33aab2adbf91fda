"""
The AI that the workspace shows, and what the charter says of it.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from datetime import date
from pathlib import Path

from charter.lsp import requests, uris
from charter.lsp.writing.impact import Known
from charter.policy import Charter
from charter.report.inventory import Item, inventory


def seen(files: Iterable[tuple[Known, Charter]], today: date) -> Iterator[requests.ToolSeen]:
    """
    Yield what is seen in each root: tools first, and what needs a look before the rest.
    """
    roots: dict[Path | None, dict[str, tuple[Known, Charter]]] = defaultdict(dict)
    for known, charter in files:
        roots[known.root][known.path] = (known, charter)
    for of_root in roots.values():
        sightings = [each for known, _ in of_root.values() for each in known.overview.sightings]
        for item in inventory(sightings, lambda path, known=of_root: known[path][1], today):
            yield _seen(item, of_root)


def _seen(item: Item, files: Mapping[str, tuple[Known, Charter]]) -> requests.ToolSeen:
    return {
        "group": item.group,
        "title": item.title,
        "state": item.standing.state,
        "reason": item.standing.reason,
        "places": [_place(files[path][0], line) for path, line in item.places],
    }


def _place(known: Known, line: int) -> requests.ToolPlace:
    return {"uri": known.uri, "path": known.path or uris.display_name(known.uri), "line": line - 1}
