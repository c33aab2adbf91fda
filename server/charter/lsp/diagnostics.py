"""
A report, as an editor shows it.
"""

from collections.abc import Callable, Iterable
from functools import cache, partial
from pathlib import Path

from lsprotocol import types

from charter.engine import BOOK
from charter.lsp.convert import Places
from charter.lsp.uris import to_uri
from charter.model import Clause, Decision, Level
from charter.report import wording
from charter.workspace import shipped

MOST = 500

FileOf = Callable[[str], Path | None]
Locate = Callable[[Clause], types.Location | None]

_SEVERITIES = {
    Level.ADVISE: types.DiagnosticSeverity.Information,
    Level.WARN: types.DiagnosticSeverity.Warning,
    Level.BLOCK: types.DiagnosticSeverity.Error,
}


def is_shown(decision: Decision) -> bool:
    """
    Tell whether editors show *decision*: it is in force, and more than observed.
    """
    return decision.is_in_force and decision.level in _SEVERITIES


def is_told(decision: Decision) -> bool:
    """
    Tell whether a hover speaks of *decision*: it is shown, or would be if it were not waived.
    """
    return decision.level in _SEVERITIES


def to_diagnostics(decisions: Iterable[Decision], places: Places, file_of: FileOf) -> tuple[types.Diagnostic, ...]:
    """
    Return what an editor shows of *decisions*: the gravest first, then in the order of the text.

    At most `MOST`; a last one says how many more there are.

    Args:
        file_of: the file that a clause's source names; None for none.
    """
    shown = sorted(filter(is_shown, decisions), key=lambda decision: (-decision.level, decision.finding.span))
    locate = cache(partial(clause_location, file_of=file_of))
    diagnostics = [_to_diagnostic(decision, places, locate) for decision in shown[:MOST]]
    if len(shown) > MOST:
        diagnostics.append(_summary(len(shown) - MOST))
    return tuple(diagnostics)


def to_diagnostic(decision: Decision, places: Places, file_of: FileOf) -> types.Diagnostic:
    return _to_diagnostic(decision, places, partial(clause_location, file_of=file_of))


def clause_location(clause: Clause, file_of: FileOf) -> types.Location | None:
    """
    Return where *clause* stands; None if that is in no file.
    """
    path = file_of(clause.source)
    if path is None or not path.is_file():
        return None
    lines = types.Range(types.Position(clause.line, 0), types.Position(clause.line + 1, 0))
    return types.Location(to_uri(path), lines)


def _to_diagnostic(decision: Decision, places: Places, locate: Locate) -> types.Diagnostic:
    finding = decision.finding
    return types.Diagnostic(
        range=places.to_range(finding.span),
        severity=_SEVERITIES[decision.level],
        code=finding.rule,
        code_description=_page(finding.rule),
        source="charter",
        message=wording.message(decision, BOOK),
        related_information=_related(decision.clause, locate),
        data={"fingerprint": decision.fingerprint, "rule": finding.rule, "level": decision.level.word},
    )


def _related(clause: Clause | None, locate: Locate) -> list[types.DiagnosticRelatedInformation] | None:
    location = clause and locate(clause)
    if clause is None or location is None:
        return None
    return [types.DiagnosticRelatedInformation(location, f"{clause.key} ({clause.layer})")]


@cache
def _page(rule: str) -> types.CodeDescription | None:
    path = shipped.page(rule)
    return types.CodeDescription(to_uri(path)) if path.is_file() else None


def _summary(n_more: int) -> types.Diagnostic:
    start = types.Position(0, 0)
    return types.Diagnostic(
        range=types.Range(start, start),
        severity=types.DiagnosticSeverity.Information,
        code="charter.too-many",
        source="charter",
        message=f"{n_more} more findings are not shown here; `charter check` lists them all.",
    )
