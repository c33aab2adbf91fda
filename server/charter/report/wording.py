"""
What a decision says to people: the same words in every face.

The fix comes first, because agents, and people in a hurry, read nothing else;
then why, then the clause and whom to ask.
"""

from collections.abc import Iterator

from charter.model import Clause, Decision, Level, Rise, Rule, RuleBook, Suppression
from charter.report.untrusted import link, markdown, path, plain, prose, shortened

WIDTH = 200
_VERBS = {Level.ADVISE: "Advises", Level.WARN: "Warns", Level.BLOCK: "Blocks"}
# Never those of the reader's machine: every face says the same.
_MONTHS = (
    *("January", "February", "March", "April", "May", "June"),
    *("July", "August", "September", "October", "November", "December"),
)
_UNNAMED = "No charter names it; the rule's default is in force"
_SILENCED_BY = {
    "waiver": "Waived",
    "nosec": "Silenced by nosec",
    "noqa": "Silenced by noqa",
    "known": "Recorded as known",
    "unchanged": "There before the change",
}


def message(decision: Decision, book: RuleBook) -> str:
    """
    Return what a diagnostic says: one to four lines of plain text.

    The first has at most `WIDTH` characters and begins with what to do; the
    reason stands beside it where it fits, else below. Then why a waiver there
    does not hold or why the finding is not in force, then the clause and whom to ask.
    """
    return "\n".join(_lines(decision, book))


def hover(decision: Decision, book: RuleBook) -> str:
    """
    Return all there is to say about *decision*, as Markdown.
    """
    rule = book[decision.finding.rule]
    return "\n\n".join(
        [
            _heading(decision, rule),
            prose(f"{_sentence(decision.finding.advice)} {_why(decision, rule)}"),
            "\n".join(f"- {fact}" for fact in _facts(decision, rule)),
        ]
    )


def beyond(decision: Decision, book: RuleBook) -> str:
    """
    Return what a hover adds where `message`, and a link to the clause, are read beside it, as Markdown.
    """
    rule = book[decision.finding.rule]
    contact = whom(decision)[1]
    facts = ("" if decision.clause else _UNNAMED, contact and f"Contact: {link(contact)}", _known_as(decision, rule))
    listed = "\n".join(f"- {fact}" for fact in facts if fact)
    return "\n\n".join(filter(None, [_heading(decision, rule), listed]))


def place(clause: Clause) -> str:
    """
    Return where *clause* stands, as `file:line` counted from one, and whose layer that is.
    """
    return f"{path(clause.source)}:{clause.line + 1} ({plain(clause.layer)})"


def whom(decision: Decision) -> tuple[str, str]:
    """
    Return whom to ask, as owner and contact: those of the clause, else those of the whole charter.
    """
    clause = decision.clause
    answering = clause if clause and (clause.owner or clause.contact) else decision
    return answering.owner, answering.contact


def cwes(decision: Decision, rule: Rule) -> tuple[int, ...]:
    """
    Return the weakness that the library names for this finding, else all that its rule counts for.
    """
    return rule.cwes if decision.finding.cwe is None else (decision.finding.cwe,)


def _heading(decision: Decision, rule: Rule) -> str:
    return f"**{markdown(rule.id)}** · {decision.level.word}: {prose(rule.summary)}"


def _lines(decision: Decision, book: RuleBook) -> Iterator[str]:
    advice = _sentence(decision.finding.advice)
    why = _why(decision, book[decision.finding.rule])
    both = f"{advice} {why}".strip()
    yield both if len(both) <= WIDTH else shortened(advice or why, WIDTH)
    if advice and len(both) > WIDTH:
        yield why
    if decision.caution:
        yield _sentence(decision.caution)
    if decision.suppression:
        yield _silenced(decision.suppression)
    if decision.rise:
        yield _announced(decision.rise)
    if closing := " ".join((*_set_by(decision.clause), *_asked(decision))):
        yield closing


def _why(decision: Decision, rule: Rule) -> str:
    reason, by_whom = _sentence(decision.finding.reason), _written_by(decision)
    if decision.limit is not None:
        where = " in AI's code" if by_whom else ""
        reason = f"{reason} {_bound(rule, decision.limit)} is allowed{where}."
    return f"{reason} {by_whom}".strip()


def _written_by(decision: Decision) -> str:
    """
    Return who wrote the code and what says so, where that makes a difference; else nothing.
    """
    evidence = decision.written_by
    if evidence is None:
        return ""
    who = plain(evidence.tool or "AI")
    hand = "wrote this" if evidence.share == "ai" else "had a hand in this"
    return f"{who} {hand}, as {plain(evidence.source or 'a comment')} says."


def _bound(rule: Rule, limit: float | None) -> str:
    is_lowest = rule.limit is not None and rule.limit.key == "min"
    return f"{'At least' if is_lowest else 'At most'} {limit:g}"


def _silenced(suppression: Suppression) -> str:
    reason = shortened(plain(suppression.reason), WIDTH)
    return _sentence(": ".join(filter(None, (_SILENCED_BY[suppression.by], reason))))


def _announced(rise: Rise) -> str:
    starts = rise.starts
    day = f"{starts.day} {_MONTHS[starts.month - 1]} {starts.year}"
    note = shortened(plain(rise.clause.note), WIDTH)
    return _sentence(": ".join(filter(None, (f"{_VERBS[rise.level]} from {day}", note))))


def _set_by(clause: Clause | None) -> Iterator[str]:
    if clause:
        note = shortened(plain(clause.note), WIDTH)
        yield f"Set by {place(clause)}" + (f": {_sentence(note)}" if note else ".")


def _asked(decision: Decision) -> Iterator[str]:
    if names := ", ".join(filter(None, map(plain, whom(decision)))):
        yield f"Ask {shortened(names, WIDTH)}"


def _facts(decision: Decision, rule: Rule) -> Iterator[str]:
    if decision.limit is not None and decision.finding.figure is not None:
        yield f"Figure: {decision.finding.figure:g}. {_bound(rule, decision.limit)} is allowed"
    if decision.caution:
        yield f"Waiver: {markdown(decision.caution)}"
    if decision.suppression:
        yield markdown(_silenced(decision.suppression))
    if decision.rise:
        yield markdown(_announced(decision.rise))
    yield from _origin(decision)
    if known_as := _known_as(decision, rule):
        yield known_as


def _known_as(decision: Decision, rule: Rule) -> str:
    names = ", ".join([*map(markdown, rule.aliases), *map(_to_cwe_link, cwes(decision, rule))])
    return f"Also known as {names}" if names else ""


def _origin(decision: Decision) -> Iterator[str]:
    clause, (owner, contact) = decision.clause, whom(decision)
    if clause is None:
        yield _UNNAMED
    else:
        yield f"Clause: {markdown(clause.key)}, {markdown(place(clause))}"
        if clause.note:
            yield f"Note: {markdown(clause.note)}"
    if owner:
        yield f"Owner: {markdown(owner)}"
    if contact:
        yield f"Contact: {link(contact)}"


def _to_cwe_link(cwe: int) -> str:
    return f"[CWE-{cwe}](https://cwe.mitre.org/data/definitions/{cwe}.html)"


def _sentence(text: str) -> str:
    text = plain(text)
    return text if not text or text.endswith((".", "?", "!", "…")) else f"{text}."
