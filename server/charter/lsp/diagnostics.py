"""
A report, as an editor shows it.
"""

import json
from collections.abc import Callable, Iterable
from functools import cache, partial
from pathlib import Path
from typing import TYPE_CHECKING

from lsprotocol import types
from lsprotocol.converters import get_converter

from charter.engine import BOOK
from charter.lsp.convert import Places
from charter.lsp.marks import Mark, Place
from charter.lsp.uris import to_uri
from charter.model import Clause, Decision, Level
from charter.report import wording
from charter.workspace import shipped

if TYPE_CHECKING:
    from cattrs import Converter

MOST = 500
# Stands in hovers between one thing and the next.
BETWEEN = "\n\n---\n\n"

FileOf = Callable[[str], Path | None]
Locate = Callable[[Clause], types.Location | None]

_NOWHERE = types.Range(types.Position(0, 0), types.Position(0, 0))
_TOP = Place(0, 0, 0, 0)
# With the clause, so that no other one gets its identity.
_RESTS: dict[object, tuple[Clause | None, str]] = {}
# Each takes 2 KB, and each keystroke within what is underlined makes another one.
_N_KEPT = 2 * MOST
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


def to_marks(decisions: Iterable[Decision], places: Places, file_of: FileOf) -> tuple[Mark, ...]:
    """
    Return what an editor shows of *decisions*: the gravest first, then in the order of the text.

    At most `MOST`; a last one says how many more there are.

    Args:
        file_of: the file that a clause's source names; None for none.
    """
    shown = sorted(filter(is_shown, decisions), key=_gravity)
    # By identity: a charter's clauses are many fields and few objects.
    clauses = {id(decision.clause): decision.clause for decision in shown[:MOST] if decision.clause}
    located = {key: clause_location(clause, file_of) for key, clause in clauses.items()}
    marks = [
        Mark(places.to_place(decision.finding.span), _rest(decision, located.get(id(decision.clause))))
        for decision in shown[:MOST]
    ]
    if len(shown) > MOST:
        marks.append(Mark(_TOP, _to_json(_summary(len(shown) - MOST))))
    return tuple(marks)


def to_diagnostic(decision: Decision, places: Places, file_of: FileOf) -> types.Diagnostic:
    """
    Return *decision* as it is shown, for requests that carry a diagnostic or two.
    """
    return _to_diagnostic(decision, places.to_range(decision.finding.span), partial(clause_location, file_of=file_of))


def clause_location(clause: Clause, file_of: FileOf) -> types.Location | None:
    """
    Return where *clause* stands; None if that is in no file.
    """
    path = file_of(clause.source)
    if path is None or not path.is_file():
        return None
    lines = types.Range(types.Position(clause.line, 0), types.Position(clause.line + 1, 0))
    return types.Location(to_uri(path), lines)


def _gravity(decision: Decision) -> tuple[int, int, int]:
    span = decision.finding.span
    return -decision.level, span.start, span.end


def _rest(decision: Decision, location: types.Location | None) -> str:
    """
    Return all of a mark but its place.
    """
    key = _unmoved(decision), location and location.uri
    if key not in _RESTS:
        if len(_RESTS) >= _N_KEPT:
            del _RESTS[next(iter(_RESTS))]
        _RESTS[key] = decision.clause, _to_json(_to_diagnostic(decision, _NOWHERE, lambda _clause: location))
    return _RESTS[key][1]


def _unmoved(decision: Decision) -> tuple[object, ...]:
    """
    Return what a mark says of *decision*, wherever it stands.
    """
    finding, ask = decision.finding, (decision.owner, decision.contact)
    said = (finding.rule, finding.advice, finding.reason, decision.caution, decision.rise)
    return decision.fingerprint, decision.level, decision.limit, id(decision.clause), ask, said


def _to_json(diagnostic: types.Diagnostic) -> str:
    """
    Return all of *diagnostic* but its range, as members of a JSON object.
    """
    properties = _converter().unstructure(diagnostic, types.Diagnostic)
    del properties["range"]
    return json.dumps(properties)[1:-1]


@cache
def _converter() -> "Converter":
    return get_converter()


def _to_diagnostic(decision: Decision, where: types.Range, locate: Locate) -> types.Diagnostic:
    finding = decision.finding
    return types.Diagnostic(
        range=where,
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
    return types.Diagnostic(
        range=_NOWHERE,
        severity=types.DiagnosticSeverity.Information,
        code="charter.too-many",
        source="charter",
        message=f"{n_more} more findings are not shown here; `charter check` lists them all.",
    )


def warm_up() -> None:
    """
    Let the libraries write their code for diagnostics now, rather than at the first edit.
    """
    related = types.DiagnosticRelatedInformation(types.Location("", _NOWHERE), "")
    page = types.CodeDescription("")
    _to_json(types.Diagnostic(_NOWHERE, "", code="", code_description=page, related_information=[related], data={}))
