"""
All exceptions that are known, as rows that an editor shows.
"""

from collections.abc import Sequence
from datetime import date

from charter.lsp import requests
from charter.lsp.writing.impact import Known
from charter.policy import Charter
from charter.policy.model.registers import Recorded
from charter.report.exceptions import Place, recorded, register_rows
from charter.report.waiver_table import Row

_WELL = frozenset({"waiver.expires-soon", "waiver.unused", "waiver.written-by-agent"})


def rows(files: Sequence[Known], charters: Sequence[Charter], today: date, *, is_whole: bool) -> list[Row]:
    """
    Return all waivers, what ends first first.

    Args:
        is_whole: *files* are all files of the workspace, so that it is known which waivers are of no use.
    """
    inline = [row for known in files for row in known.overview.waivers]
    found = [*inline, *register_rows(charters, _idle(files, charters) if is_whole else frozenset(), today)]
    return sorted(found, key=lambda row: (row.expires or date.max, row.source, row.line))


def state(row: Row, uri: str, today: date) -> requests.WaiverState:
    """
    Return *row* as it goes over the wire.
    """
    return {
        "kind": "inline" if row.kind == "inline" else "register",
        "uri": uri,
        "source": row.source,
        "line": row.line - 1,
        "rules": list(row.rules),
        "paths": list(row.paths),
        "state": row.state,
        "holds": _WELL.issuperset(row.troubles),
        "ageDays": None if row.since is None else (today - row.since).days,
        "expires": row.expires.isoformat() if row.expires else None,
        "daysLeft": (row.expires - today).days if row.expires else None,
        "approver": row.approver,
        "owner": row.owner,
        "reason": row.reason,
    }


def _idle(files: Sequence[Known], charters: Sequence[Charter]) -> frozenset[Place]:
    """
    Return the places of the recorded waivers that meet nothing in *files*, and could meet nothing that was not checked.
    """
    waivers = [waiver for charter in charters for waiver in recorded(charter)]
    return frozenset(
        (waiver.clause.source, waiver.clause.span)
        for waiver in waivers
        if not any(_is_met(waiver, known) for known in files)
    )


def _is_met(waiver: Recorded, known: Known) -> bool:
    found = known.overview
    return waiver.reaches(known.path) and (not found.is_whole or not found.rules.isdisjoint(waiver.rules))
