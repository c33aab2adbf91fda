"""
Which decisions are not in force because somebody recorded an exception.

Nothing is dropped: a silenced decision says by what, and one that a waiver or
comment was meant to silence and does not says why, and what would. Waivers that
do not hold, are of no use or end soon are findings themselves.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date

from msgspec import Struct, field
from msgspec.structs import replace

from charter.evidence import UNSEEN, Authorship, Evidence
from charter.model import Decision, Edit, Finding, Fix, Level, RuleBook, Suppression
from charter.policy.judging.decisions import decide
from charter.policy.model.charter import Charter, Silencing
from charter.policy.waivers.holding import Claim, Trouble, asking, ends_soon, lacking, locked, meant, trouble
from charter.policy.waivers.inline import Placed, Waiver, placed, removal, render
from charter.policy.waivers.suppressions import Heard, Suppressions
from charter.text import Comment, Document

_WORDS = ("charter:", "nosec", "noqa")


class _Standing(Struct):
    """
    A waiver, and what became of it.

    Args:
        named: for each of its words the rules that it means.
        agent: what shows that AI wrote it, from outside of the document.
        used: words that meant a finding.
    """

    place: Placed
    named: Mapping[str, tuple[str, ...]]
    trouble: Trouble | None
    agent: Evidence | None = None
    used: set[str] = field(default_factory=set[str])

    def means(self, rule: str) -> list[str]:
        return [word for word, rules in self.named.items() if rule in rules]


class _Remarks(Struct, frozen=True):
    """
    All that people wrote beside the code of one document.
    """

    charter: Charter
    document: Document
    standings: Sequence[_Standing]
    suppressions: Suppressions

    def answers(self, decision: Decision) -> Iterator[Suppression | str]:
        """
        Yield for each waiver and comment that means *decision* what it records, or why it does not hold.
        """
        line = self.document.lines.line(decision.finding.span.start)
        for standing in self.standings:
            words = standing.means(decision.finding.rule) if line in standing.place.lines else []
            standing.used.update(words)
            if words:
                objection = _objection_to_waiver(standing, decision, self.charter)
                yield f"The waiver does not hold: {objection}" if objection else _by_waiver(standing.place)
        heard = self.suppressions.heard(decision.finding)
        if heard:
            objection = _objection_to_comment(heard, decision, self.charter)
            suppression = Suppression("inSource", heard.by, heard.span)
            yield f"The {heard.by} comment does not hold: {objection}" if objection else suppression


def silence(  # noqa: PLR0913, PLR0917 - all that is known of a document
    charter: Charter,
    document: Document,
    comments: Iterable[Comment],
    decisions: Iterable[Decision],
    today: date,
    authorship: Authorship = UNSEEN,
) -> tuple[Decision, ...]:
    """
    Return *decisions*, marked where they are waived or suppressed, and those on the waivers themselves.

    Args:
        comments: all of the document, in order.
        today: in UTC; a waiver holds on its last day.
        authorship: who committed what, where that is known.
    """
    comments = tuple(comments)
    standings = [_standing(place, charter, today, authorship) for place in placed(document, comments)]
    remarks = _Remarks(charter, document, standings, Suppressions(document, comments, charter.book))
    marked = [_marked(decision, remarks.answers(decision)) for decision in decisions]
    found = (finding for standing in standings for finding in _findings(standing, charter, document, today))
    of_waivers = (decide(charter, finding, document.path, today) for finding in found)
    return (*marked, *(decision for decision in of_waivers if decision))


def may_silence(comment: Comment) -> bool:
    """
    Tell whether *comment* may be a waiver or a suppression; quick, for every comment of every text.
    """
    return any(map(comment.text.casefold().__contains__, _WORDS))


def _standing(place: Placed, charter: Charter, today: date, authorship: Authorship) -> _Standing:
    named = {word: meant(word, charter.book) for word in place.waiver.rules}
    hand = authorship.hand_at(place.span.start)
    agent = next((each.evidence[0] for each in authorship.within(place.span) if each.evidence), None)
    askers = (hand.name, hand.mailbox) if hand else ()
    return _Standing(place, named, _trouble(place.waiver, charter, today, askers), agent)


def _trouble(waiver: Waiver, charter: Charter, today: date, askers: tuple[str, ...]) -> Trouble | None:
    said = {"reason": waiver.reason, "expires": waiver.until, "approver": waiver.by}
    fields = frozenset(name for name, value in said.items() if value)
    # When it was written is not known, so its days are counted from today.
    claim = Claim(fields, today, waiver.expires, waiver.by, askers)
    missing = lacking(claim, charter)
    if missing or not waiver.rules:
        found = trouble(claim, charter, today) if missing else Trouble("waiver.missing-field", "it has no rule")
        return found and replace(found, advice=f"Complete the waiver: `{render(_completed(waiver, missing))}`.")
    if waiver.until and not waiver.expires:
        advice = "Write the last day as in `until 2027-01-31`."
        return Trouble("waiver.missing-field", "its last day is no date", advice)
    return trouble(claim, charter, today)


def _completed(waiver: Waiver, missing: Iterable[str]) -> Waiver:
    blanks = {"reason": {"reason": "WHY"}, "expires": {"until": "YYYY-MM-DD"}, "approver": {"by": "@NAME"}}
    changes = {field: blank for name in missing for field, blank in blanks.get(name, {}).items()}
    completed = replace(waiver, **changes)
    return completed if completed.rules else replace(completed, rules=("RULE",))


def _marked(decision: Decision, answers: Iterable[Suppression | str]) -> Decision:
    """
    Return *decision* with what silences it, or with why something beside it does not.
    """
    answers = list(answers)
    held = next((answer for answer in answers if isinstance(answer, Suppression)), None)
    caution = next((answer for answer in answers if isinstance(answer, str)), "")
    if held:
        return replace(decision, suppression=held, caution="")
    return replace(decision, caution=caution) if caution and not decision.suppression else decision


def _by_waiver(place: Placed) -> Suppression:
    return Suppression("inSource", "waiver", place.span, place.waiver.reason)


def _objection_to_waiver(standing: _Standing, decision: Decision, charter: Charter) -> str:
    """
    Return why a waiver that means *decision* does not hold, and what would; empty if it does.
    """
    objection = locked(decision.finding.rule, charter) or _beyond("inline", charter.waivers.inline, decision, charter)
    if standing.trouble and not objection:
        return f"{standing.trouble.reason}. {standing.trouble.advice.removesuffix('.')}"
    return objection


def _objection_to_comment(heard: Heard, decision: Decision, charter: Charter) -> str:
    lock = locked(decision.finding.rule, charter)
    return lock or _beyond("suppressions", charter.waivers.suppressions, decision, charter) or heard.objection


def _beyond(key: str, allowed: Silencing, decision: Decision, charter: Charter) -> str:
    """
    Return why the level of *decision* is out of reach for what stands in the code; empty if it is not.
    """
    if allowed == "none":
        return f"this charter heeds nothing of the kind in the code{asking(charter, key)}"
    if allowed == "below-block" and decision.level == Level.BLOCK:
        return f"what is at block is not waived in the code{asking(charter, key)}"
    return ""


def _findings(standing: _Standing, charter: Charter, document: Document, today: date) -> Iterator[Finding]:
    """
    Yield what is wrong with a waiver, or will be soon.
    """
    unknown = [word for word, rules in standing.named.items() if not rules]
    if unknown:
        yield _unknown(standing, unknown[0], charter.book)
    closed = [word for word, rules in standing.named.items() if charter.waivers.not_waivable.intersection(rules)]
    if closed:
        reason = f"This charter lets nobody waive {closed[0]}{asking(charter, 'not_waivable')}."
        yield _finding(standing, "waiver.not-waivable", "Fix the finding, and remove the waiver.", reason)
    if standing.agent:
        yield _by_agent(standing, standing.agent)
    known = [word for word in standing.named if word not in (*unknown, *closed)]
    if known or not standing.named:
        yield from _on_effect(standing, known, document, today)


def _on_effect(standing: _Standing, known: Sequence[str], document: Document, today: date) -> Iterator[Finding]:
    """
    Yield why a waiver does nothing, or will soon do nothing; of what it names, *known* can be waived.
    """
    if standing.trouble:
        reason = f"The waiver does not hold: {standing.trouble.reason}."
        yield _finding(standing, standing.trouble.rule, standing.trouble.advice, reason)
    elif unused := [word for word in known if word not in standing.used]:
        yield _unused(standing, unused, document)
    elif ends_soon(standing.place.waiver.expires, today):
        reason = f"The waiver holds until {standing.place.waiver.until}; then this is in force again."
        yield _finding(standing, "waiver.expires-soon", "Fix what it waives, or agree on a later day.", reason)


def _unknown(standing: _Standing, word: str, book: RuleBook) -> Finding:
    rules = book.named(word)
    if rules:
        advice = f"Name the rules one by one, such as `{rules[0]}`."
        reason = "A waiver takes ids and aliases of rules, never a family or a weakness."
    else:
        advice = "Name rules by their ids, with commas between, and write the reason after ` -- `."
        reason = "The waiver names a rule that does not exist."
    return _finding(standing, "waiver.unknown-rule", advice, reason)


def _by_agent(standing: _Standing, agent: Evidence) -> Finding:
    advice = "Have a person decide whether the exception is right, and write it anew in a commit of their own."
    reason = f"{agent.tool or 'AI'} had a hand in the waiver, as {agent.source} says; it holds all the same."
    return _finding(standing, "waiver.written-by-agent", advice, reason)


def _unused(standing: _Standing, unused: Sequence[str], document: Document) -> Finding:
    if standing.place.waiver.is_for_file and not standing.place.lines:
        advice = "Move it above the first statement, where it is about the whole file."
        return _finding(standing, "waiver.unused", advice, "Here `waive-file` reaches nothing.")
    reason = f"Nothing that it reaches breaks {', '.join(unused)}."
    finding = _finding(standing, "waiver.unused", "Remove what the waiver does not need.", reason)
    return replace(finding, fixes=(_pruning(standing, unused, document),))


def _pruning(standing: _Standing, unused: Sequence[str], document: Document) -> Fix:
    waiver, place = standing.place.waiver, standing.place
    rest = tuple(word for word in waiver.rules if word not in unused)
    if rest:
        return Fix("Remove what is unused from the waiver", (Edit(place.span, render(replace(waiver, rules=rest))),))
    return Fix("Remove the waiver", (Edit(removal(document, place), ""),))


def _finding(standing: _Standing, rule: str, advice: str, reason: str) -> Finding:
    return Finding(rule, standing.place.span, advice, reason, extent=standing.place.span)
