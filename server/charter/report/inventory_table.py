"""
What AI a repository shows, as a table for people and as JSON for programs.
"""

import json
from collections.abc import Iterator, Sequence
from typing import Any

from charter.commits import COMMIT
from charter.report.inventory import Item
from charter.report.untrusted import plain
from charter.report.wording import place

HEADS = ("WHAT", "NAME", "STATE", "SEEN", "WHERE", "CLAUSE")

# Of a long history the newest show enough.
MOST_COMMITS = 20

_N_PLACES = 2


def cells(item: Item) -> tuple[str, ...]:
    """
    Return a row under `HEADS`, without characters that a terminal would obey.
    """
    places = (*(_place(*each) for each in item.places), *(f"{COMMIT}{name}" for name in item.commits))
    shown = places[:_N_PLACES]
    more = len(places) - len(shown)
    where = ", ".join((*shown, f"and {more} more") if more else shown)
    seen = ", ".join(f"{count} × {kind}" for kind, count in item.seen)  # noqa: RUF001 - the sign of multiplication
    return item.group, plain(item.title), _state(item), seen, plain(where), _clause(item)


def as_text(items: Sequence[Item]) -> Iterator[str]:
    """
    Yield the lines of a table, and how many of its rows need a look.
    """
    rows = [HEADS, *map(cells, items)]
    widths = [max(len(row[idx]) for row in rows) for idx in range(len(HEADS))]
    if items:
        for row in rows:
            yield "  ".join(cell.ljust(width) for cell, width in zip(row, widths, strict=True)).rstrip() + "\n"
        yield "\n"
    yield f"{summary(items)}\n"


def summary(items: Sequence[Item]) -> str:
    """
    Return in one line what was seen.
    """
    if not items:
        return "no trace of AI was seen; what leaves none is not seen"
    n_open = sum(item.standing.state in {"denied", "expired", "unapproved"} for item in items)
    return f"{len(items)} seen, {n_open} not approved"


def records(items: Sequence[Item]) -> list[dict[str, Any]]:
    """
    Return *items* for JSON: to programs, and to an editor that shows them.
    """
    return [
        {
            "kind": item.group,
            "name": item.name,
            "title": item.title,
            "vendor": item.tool.vendor if item.tool else "",
            "state": item.standing.state,
            "until": item.standing.until and item.standing.until.isoformat(),
            "reason": item.standing.reason,
            "clause": item.standing.clause
            and {"source": item.standing.clause.source, "line": item.standing.clause.line + 1},
            "seen": dict(item.seen),
            "places": [{"path": path, "line": line} for path, line in item.places],
            "commits": {"count": len(item.commits), "newest": [*item.commits[:MOST_COMMITS]]},
        }
        for item in items
    ]


def as_json(items: Sequence[Item]) -> str:
    return json.dumps({"version": 1, "seen": records(items)}, indent=1) + "\n"


def _place(path: str, line: int) -> str:
    return f"{path}:{line}" if line else path


def _state(item: Item) -> str:
    until = item.standing.until
    return f"{item.standing.state} until {until.isoformat()}" if until else item.standing.state


def _clause(item: Item) -> str:
    return place(item.standing.clause) if item.standing.clause else ""
