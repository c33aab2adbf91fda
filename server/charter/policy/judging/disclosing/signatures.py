"""
Who signs a commit off, and who has reviewed it.
"""

from collections.abc import Iterator

from charter.model import Finding
from charter.policy.binding.sites import site_of
from charter.policy.judging.disclosing import forms, repairs
from charter.policy.judging.disclosing.submission import Submission
from charter.policy.language.conventions import CONVENTIONS, PERSON, REVIEWED, SIGNED
from charter.policy.model.charter import Charter
from charter.policy.problems import listed, shown
from charter.text import Span

_SIGNATURES = frozenset({SIGNED.casefold(), REVIEWED.casefold()})


def signatures(charter: Charter, submission: Submission) -> Iterator[Finding]:
    """
    Yield what is wrong with the sign-offs and the review of *submission*.
    """
    said = charter.disclosure
    needs_person = bool(said.human_sign_off and said.human_sign_off.value)
    is_asked = said.commits is not None and said.commits.value != "off"
    profile = CONVENTIONS[said.profile.value] if said.profile and is_asked else None
    if needs_person or (profile and profile.forbids != "all" and SIGNED in profile.forbids):
        yield from _by_ai(submission)
    yield from _by_template(submission)
    if needs_person and not submission.is_merge and not submission.is_passing:
        yield from _by_nobody(submission)
    if said.reviewed_by and submission.is_reviewed is False:
        yield from _unreviewed(charter, submission, said.reviewed_by.value)


def _by_ai(submission: Submission) -> Iterator[Finding]:
    for trailer, _ in submission.naming():
        if trailer.key.casefold() == SIGNED.casefold():
            advice = f"Remove this '{SIGNED}': a person signs off, with 'git commit --signoff'."
            reason = "Only a person can answer for where a change comes from."
            fixes = (repairs.removed(trailer, submission.text),)
            yield Finding("disclosure.ai-sign-off", trailer.span, advice, reason, extent=trailer.span, fixes=fixes)


def _by_template(submission: Submission) -> Iterator[Finding]:
    """
    Yield the signatures that stand there as a template has them.
    """
    for trailer in submission.message.trailers:
        start, value = forms.value_of(trailer, submission.text)
        if trailer.key.casefold() in _SIGNATURES and value == PERSON:
            span = Span(start, start + len(value))
            advice = "Write the name and the address of a person."
            reason = f"{shown(value)} is nobody, and signs nothing."
            yield Finding("disclosure.placeholder", span, advice, reason, extent=span)


def _by_nobody(submission: Submission) -> Iterator[Finding]:
    signed = (
        trailer
        for trailer in submission.message.named(SIGNED)
        if not submission.named_in(trailer) and not forms.placeholders(trailer, submission.text)
    )
    if next(signed, None) is None:
        span = submission.message.subject
        advice = f"Sign off with 'git commit --signoff', which adds '{SIGNED}: {PERSON}'."
        reason = "The charter wants a person to sign off each commit."
        who = submission.committer
        line = f"{SIGNED}: {f'{who.name} <{who.mailbox}>' if who else PERSON}"
        fixes = (repairs.added(submission.message, line),)
        yield Finding("disclosure.missing-sign-off", span, advice, reason, extent=span, fixes=fixes)


def _unreviewed(charter: Charter, submission: Submission, zones: frozenset[str]) -> Iterator[Finding]:
    shows = next((each for each in submission.evidence if each.is_of_author), None)
    touched = [name for name in _zones(charter, submission) if name in zones]
    if shows and touched:
        span = submission.place_of(shows)
        advice = f"Have somebody other than the author review this, and say so with '{REVIEWED}: {PERSON}'."
        reason = f"AI had a part in it, and it changes {listed(touched)}."
        yield Finding("disclosure.missing-review", span, advice, reason, extent=span)


def _zones(charter: Charter, submission: Submission) -> Iterator[str]:
    names = (name for path in submission.files for name in site_of(charter, path).zone.names)
    yield from dict.fromkeys(names)
