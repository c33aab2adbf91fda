"""
Known findings: what was there before anybody asked, recorded so that only what is new is shown.

Here is what a record means and which decisions it silences; its file is read in
`known_file`. A finding is known by its path and fingerprint; a measure that has
become worse is new. What charters and waivers do wrong is never known.
"""

from collections.abc import Iterable, Mapping

from msgspec import Struct
from msgspec.structs import replace

from charter.model import Decision, Level, Rule, Suppression
from charter.policy.binding.relaxing import GUARDED_FAMILIES
from charter.policy.model.charter import Charter
from charter.policy.model.known import KnownFinding
from charter.policy.waivers.holding import asking, locked
from charter.text import Span

_NOWHERE = Span(0, 0)


class Renewal(Struct, frozen=True):
    """
    What becomes of a record when all that is there now is looked at.

    Args:
        kept: the new record, sorted.
        n_gone: entries of the old one for which nothing stands any more.
        n_new: findings that the record does not hold, those that have become worse included.
    """

    kept: tuple[KnownFinding, ...]
    n_gone: int
    n_new: int


def recognised(charter: Charter, path: str, decisions: tuple[Decision, ...]) -> tuple[Decision, ...]:
    """
    Return *decisions*, which have their fingerprints, marked where they are recorded as known.
    """
    recorded = charter.known.get(path)
    if not recorded:
        return decisions
    return tuple(_recognised(charter, decision, recorded.get(decision.fingerprint)) for decision in decisions)


def may_be_known(decision: Decision) -> bool:
    """
    Tell whether *decision* is one that a record takes: shown to people, and nobody's exception already.
    """
    is_open = decision.suppression is None or decision.suppression.by == "known"
    is_guarded = decision.finding.rule.partition(".")[0] in GUARDED_FAMILIES
    return is_open and decision.level > Level.OBSERVE and not is_guarded


def recorded(path: str, decision: Decision) -> KnownFinding:
    return KnownFinding(path, decision.finding.rule, decision.fingerprint, decision.finding.figure)


def renewed(
    before: Iterable[KnownFinding], there: Iterable[KnownFinding], rules: Mapping[str, Rule], *, adds: bool
) -> Renewal:
    """
    Return the record that follows *before*, given all that is *there* now: without *adds* it only shrinks.

    A figure that has become better is recorded as it is now, so that it cannot slide back.
    """
    known = {entry.key: entry for entry in before}
    now = {entry.key: entry for entry in there}
    new = [entry for entry in now.values() if entry.key not in known or _is_worse(entry, known[entry.key], rules)]
    worse = {entry.key for entry in new}
    kept = [known[key] if key in worse else entry for key, entry in now.items() if key in known]
    if adds:
        kept = [entry for entry in kept if entry.key not in worse] + new
    return Renewal(tuple(sorted(kept)), len(known.keys() - now.keys()), len(new))


def is_loosened(entry: KnownFinding, before: KnownFinding | None, rules: Mapping[str, Rule]) -> bool:
    """
    Tell whether *entry* silences what *before* did not.
    """
    return before is None or _is_worse(entry, before, rules)


def _recognised(charter: Charter, decision: Decision, entry: KnownFinding | None) -> Decision:
    if entry is None or decision.suppression or not may_be_known(decision):
        return decision
    if objection := _objection(charter, decision, entry):
        return replace(decision, caution=decision.caution or f"It is recorded as known, but {objection}")
    return replace(decision, suppression=Suppression("external", "known", _NOWHERE, entry.source), caution="")


def _objection(charter: Charter, decision: Decision, entry: KnownFinding) -> str:
    """
    Return why a record does not silence *decision*; empty if it does.
    """
    rule, allowed = charter.book[decision.finding.rule], charter.waivers.known
    if _is_worse(recorded(entry.path, decision), entry, {rule.id: rule}):
        return f"with a figure of {entry.figure:g}" if entry.figure is not None else "without a figure"
    if lock := locked(rule.id, charter):
        return lock
    if allowed == "none":
        return f"this charter heeds no known findings{asking(charter, 'known')}"
    if allowed == "below-block" and decision.level == Level.BLOCK:
        return f"what is at block cannot be known{asking(charter, 'known')}"
    return ""


def _is_worse(entry: KnownFinding, before: KnownFinding, rules: Mapping[str, Rule]) -> bool:
    rule = rules.get(entry.rule)
    if rule is None or rule.limit is None or entry.figure is None:
        return False
    return before.figure is None or rule.limit.is_breached(entry.figure, before.figure)
