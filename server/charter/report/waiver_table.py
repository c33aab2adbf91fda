"""
All exceptions of a repository as a table for people, and as JSON for programs.
"""

import json
from collections.abc import Iterable, Iterator, Sequence
from datetime import date
from typing import Any

from msgspec import Struct

from charter.report import untrusted

_HEADS = ("STATE", "RULES", "WHERE", "AGE", "EXPIRES", "APPROVER", "OWNER", "REASON")
_WIDEST = 60
_STATES = {
    "waiver.missing-field": "incomplete",
    "waiver.expired": "expired",
    "waiver.expires-soon": "expires soon",
    "waiver.too-long": "too long",
    "waiver.unused": "unused",
    "waiver.approver-not-allowed": "approver not allowed",
    "waiver.self-approved": "self-approved",
    "waiver.written-by-agent": "written by an agent",
    "waiver.not-waivable": "not waivable",
    "waiver.unknown-rule": "unknown rule",
}
_UNREAD = "not read"


class Row(Struct, frozen=True):
    """
    One waiver.

    Args:
        kind: `inline` or `register`.
        source: the file in which it stands, from the root.
        line: there, counted from one.
        paths: patterns, for those of a register.
        troubles: ids of the `waiver.*` rules that it breaks, and of the `charter.*` rules for which it is no waiver;
            none if it holds and is of use.
        since: the day on which it was agreed or written; None if nobody knows.
        expires: None if it does not end.
        owner: who answers for the place or the charter.
        is_verified: false if nobody can tell whether its approver may approve it.
    """

    kind: str
    source: str
    line: int
    rules: tuple[str, ...]
    paths: tuple[str, ...] = ()
    troubles: tuple[str, ...] = ()
    since: date | None = None
    expires: date | None = None
    approver: str = ""
    owner: str = ""
    reason: str = ""
    is_verified: bool = True

    @property
    def state(self) -> str:
        states = dict.fromkeys(_STATES.get(rule, _UNREAD) for rule in self.troubles)
        return ", ".join(states) or ("holds" if self.is_verified else "holds, not verified")


def as_text(rows: Sequence[Row], today: date) -> Iterator[str]:
    """
    Yield the lines of a table, and how many waivers there are.
    """
    cells = [_HEADS, *(_cells(row, today) for row in rows)]
    widths = [max(len(line[idx]) for line in cells) for idx in range(len(_HEADS))]
    if rows:
        for line in cells:
            yield "  ".join(cell.ljust(width) for cell, width in zip(line, widths, strict=True)).rstrip() + "\n"
        yield "\n"
    n_troubled = sum(bool(row.troubles) for row in rows)
    count = f"{len(rows)} waiver{'' if len(rows) == 1 else 's'}"
    yield f"{count}, {n_troubled} to look at\n" if n_troubled else f"{count}\n"


def as_json(rows: Iterable[Row], today: date) -> str:
    return json.dumps({"version": 1, "waivers": [_fields(row, today) for row in rows]}, indent=1) + "\n"


def _cells(row: Row, today: date) -> tuple[str, ...]:
    age = "" if row.since is None else f"{(today - row.since).days} d"
    paths = f" ({', '.join(row.paths)})" if row.paths else ""
    return (
        row.state,
        _shown(", ".join(row.rules)),
        untrusted.path(f"{row.source}:{row.line}") + _shown(paths),
        age,
        row.expires.isoformat() if row.expires else "never",
        _shown(row.approver),
        _shown(row.owner),
        _shown(row.reason),
    )


def _shown(text: str) -> str:
    lead = " " if text.startswith(" ") else ""
    return lead + untrusted.shortened(untrusted.plain(text), _WIDEST)


def _fields(row: Row, today: date) -> dict[str, Any]:
    return {
        "kind": row.kind,
        "source": row.source,
        "line": row.line,
        "rules": row.rules,
        "paths": row.paths,
        "state": row.state,
        "troubles": row.troubles,
        "since": row.since and row.since.isoformat(),
        "age_days": None if row.since is None else (today - row.since).days,
        "expires": row.expires and row.expires.isoformat(),
        "approver": row.approver,
        "verified": row.is_verified,
        "owner": row.owner,
        "reason": row.reason,
    }
