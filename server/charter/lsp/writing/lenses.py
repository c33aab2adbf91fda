"""
Above each rule and zone of a charter: how many findings that is, before anybody enforces it.
"""

from collections.abc import Iterable, Iterator

from lsprotocol import types

from charter import policy
from charter.lsp.closed_files import counted
from charter.lsp.features import scan_workspace
from charter.lsp.today import today
from charter.lsp.writing.drafts import Draft
from charter.model import Level
from charter.policy.writing.impact import Impact, Spot, Tally, impacts, spots

_UNKNOWN = "scan the workspace to see its impact"
_OFF = "off: its findings are not counted"


def lenses(draft: Draft, tallies: Iterable[tuple[str, Tally]], *, has_scan: bool) -> Iterator[types.CodeLens]:
    """
    Yield a lens for each rule and zone of *draft*.

    Args:
        tallies: by path from the root.
        has_scan: whether they are those of the whole workspace.
    """
    known = [(path, found) for path, found in tallies if path.startswith(draft.folder)]
    found = list(spots(draft.outline, draft.charter.book))
    for spot, impact in zip(found, impacts(found, draft.zones, known), strict=True):
        title = _title(draft, spot, impact, has_scan=has_scan) if known or has_scan else _UNKNOWN
        yield types.CodeLens(
            draft.buffer.places.to_range(spot.span), types.Command(title, command=scan_workspace.COMMAND)
        )


def _title(draft: Draft, spot: Spot, impact: Impact, *, has_scan: bool) -> str:
    if not impact.n_findings and _is_off(draft, spot):
        return _OFF
    n_findings = counted(impact.n_findings, "finding") if impact.n_findings else "no findings"
    blocking = f", {impact.n_blocking:,} would block" if impact.n_findings else ""
    return f"{n_findings} here{blocking}" if has_scan else f"{n_findings} in open files{blocking}; scan for all"


def _is_off(draft: Draft, spot: Spot) -> bool:
    rulings = (policy.explain(draft.charter, rule, draft.example, today()) for rule in spot.rules or ())
    return bool(spot.rules) and all(ruling.level == Level.OFF for ruling in rulings)
