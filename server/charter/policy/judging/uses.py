"""
Whether AI that is used may be: servers that agents are given, and SDKs, models and hosts that the product calls.

What every list approves is no finding. A layer without a list leaves it to the
others; where none has one, nothing is approved and all is only counted.
"""

from collections.abc import Iterable, Iterator
from itertools import islice
from typing import get_args

from msgspec.structs import replace

from charter.evidence import Evidence
from charter.model import Clause, Finding
from charter.policy.binding.sites import Site, site_of
from charter.policy.binding.uses import approved_by_all, binding_lists, entry_for, name_of
from charter.policy.model.charter import Charter
from charter.policy.model.stated import Stated
from charter.policy.model.uses import Server, UseList, UseOf
from charter.policy.problems import shown

_USES: frozenset[str] = frozenset(get_args(UseOf))
_N_NAMED = 4


def is_use(evidence: Evidence) -> bool:
    """
    Tell whether *evidence* shows that AI is called or given to agents, and so is judged by a list of such uses.
    """
    return evidence.kind in _USES


def approval(charter: Charter, evidence: Evidence, path: str) -> Clause | None:
    """
    Return the entry that approves what *evidence* shows at *path*, the innermost list's; None unless every list does.
    """
    entry: Clause | None = None
    for listed in _lists(site_of(charter, path), evidence):
        entry = entry_for(listed, evidence)
        if entry is None:
            return None
    return entry


def is_approved(charter: Charter, finding: Finding, path: str) -> bool:
    """
    Tell whether *finding* is a use of AI that the charter's lists approve.
    """
    evidence = finding.evidence
    return evidence is not None and is_use(evidence) and approval(charter, evidence, path) is not None


def refusal(charter: Charter, evidence: Evidence, path: str) -> Clause | None:
    """
    Return the outermost list that does not approve what *evidence* shows; None if there is no list.
    """
    lists = _lists(site_of(charter, path), evidence)
    return next((listed.clause for listed in lists if entry_for(listed, evidence) is None), None)


def advised(charter: Charter, finding: Finding, evidence: Evidence, path: str) -> Finding:
    """
    Return *finding*, which nothing approves, saying what is approved instead, if anything is.
    """
    common = approved_by_all(_lists(site_of(charter, path), evidence))
    if not common:
        return finding
    names = ", ".join(islice(_names(common), _N_NAMED))
    asked = f"ask for {shown(name_of(evidence))} to be approved"
    return replace(finding, advice=f"Use what is approved ({names}), or {asked}.")


def _lists(site: Site, evidence: Evidence) -> list[UseList]:
    layers = list(site.layers)
    nothing: list[UseList] = []
    return next((binding_lists(layers, use) for use in get_args(UseOf) if use == evidence.kind), nothing)


def _names(approved: Iterable[Stated[str | Server]]) -> Iterator[str]:
    return (each.value if isinstance(each.value, str) else each.value.name for each in approved)
