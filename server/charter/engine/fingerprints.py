"""
Names of findings that survive edits above and beside them.

A fingerprint is made of the rule, the text that it underlines with white space
folded, the enclosing symbol, and a count that tells equal ones apart. No line,
no path, no figure. For a measure it is the symbol alone, so that the name stays
while the function changes.
"""

from collections import Counter
from collections.abc import Iterable
from hashlib import blake2b

from msgspec.structs import replace

from charter.model import Decision, Finding
from charter.text import Document

_SIZE = 8  # bytes; 16 hexadecimal digits

_Name = tuple[str, str, str]


def named(document: Document, decisions: Iterable[Decision]) -> tuple[Decision, ...]:
    """
    Return *decisions*, which come in the order of the text, each with its fingerprint.

    Those of one unit can be named first, and all of the document again: only where
    equal ones stand in several units does a name change.
    """
    decisions = tuple([_first(document, decision) for decision in decisions])
    counted = Counter([decision.fingerprint for decision in decisions])
    if len(counted) == len(decisions):
        # The common case: no two are alike.
        return decisions
    alike = {_kin(decision) for decision in decisions if counted[decision.fingerprint] > 1}
    # A stale finding must not change the name of a fresh one.
    seen = Counter[tuple[bool, _Name]]()
    results: list[Decision] = []
    for decision in decisions:
        if _kin(decision) not in alike:
            results.append(decision)
            continue
        name = _name(document, decision.finding)
        key = (decision.finding.is_stale, name)
        fingerprint = _digest(name, seen[key])
        seen[key] += 1
        is_known = decision.fingerprint == fingerprint
        results.append(decision if is_known else replace(decision, fingerprint=fingerprint))
    return tuple(results)


def _kin(decision: Decision) -> tuple[str, str]:
    """
    Return what all have in common that have the same name.
    """
    return decision.finding.rule, decision.finding.symbol


def _first(document: Document, decision: Decision) -> Decision:
    """
    Return *decision* with its fingerprint, as of the first of those that are alike.
    """
    if decision.fingerprint:
        return decision
    return replace(decision, fingerprint=_digest(_name(document, decision.finding), 0))


def _name(document: Document, finding: Finding) -> _Name:
    if finding.figure is not None:
        return finding.rule, "", finding.symbol
    text = document.text[finding.span.start : finding.span.end]
    return finding.rule, " ".join(text.split()), finding.symbol


def _digest(name: _Name, ordinal: int) -> str:
    joined = "\0".join((*name, str(ordinal))).encode("utf-8", "surrogatepass")
    return blake2b(joined, digest_size=_SIZE).hexdigest()
