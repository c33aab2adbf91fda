"""
Whether a commit's message says of AI what the charter asks for.

The one question of this room: which of the `disclosure.*` rules a commit breaks.
How much that matters is decided as for every finding.
"""

from collections.abc import Iterator

from msgspec import Struct

from charter.evidence import Evidence
from charter.model import Finding, Fix
from charter.policy.judging.disclosing import forms, repairs
from charter.policy.judging.disclosing.signatures import signatures
from charter.policy.judging.disclosing.submission import Submission
from charter.policy.judging.disclosing.trailers import Reading, read_trailers
from charter.policy.language.conventions import ASSISTED, CONVENTIONS, Convention
from charter.policy.model.charter import Charter
from charter.policy.model.disclosing import Demand, Profile
from charter.policy.problems import shown
from charter.text import Span


def breaches(charter: Charter, submission: Submission) -> Iterator[Finding]:
    """
    Yield what *submission* does not say as *charter* asks for it, in no telling order.
    """
    if submission.is_empty:
        return
    yield from _Judge.of(charter, submission).breaches()
    yield from signatures(charter, submission)


class _Judge(Struct, frozen=True):
    """
    A commit under one profile.
    """

    charter: Charter
    submission: Submission
    profile: Profile
    demand: Demand

    @classmethod
    def of(cls, charter: Charter, submission: Submission) -> "_Judge":
        said = charter.disclosure
        profile: Profile = said.profile.value if said.profile else "custom"
        return cls(charter, submission, profile, said.commits.value if said.commits else "off")

    @property
    def convention(self) -> Convention:
        return CONVENTIONS[self.profile]

    def breaches(self) -> Iterator[Finding]:
        if self.demand == "off":
            return
        if self.demand == "forbid" or self.convention.forbids == "all":
            yield from self._forbidden()
            return
        yield from self._by_agents()
        reading = read_trailers(self.charter, self.convention, self.profile, self.submission)
        yield from reading.findings
        if self.demand == "require" and not reading.discloses:
            yield from self._missing(reading)

    def _forbidden(self) -> Iterator[Finding]:
        reading = read_trailers(self.charter, self.convention, self.profile, self.submission)
        for trailer in reading.naming_ai:
            advice = f"Remove the trailer {shown(trailer.key)}."
            fixes = (repairs.removed(trailer, self.submission.text),)
            yield _finding("disclosure.forbidden-trailer", trailer.span, advice, self._why_forbidden(), fixes)
        if self.demand == "forbid" or not self.convention.takes_agents:
            trailers = [trailer.span for trailer in reading.naming_ai]
            others = (
                each for each in self.submission.evidence if not any(span.touches(each.span) for span in trailers)
            )
            yield from self._authorship(next(others, None), "Have a person write this anew, without AI.")

    def _by_agents(self) -> Iterator[Finding]:
        """
        Yield who committed by itself where the profile wants a person as the author.
        """
        if not self.convention.takes_agents:
            people = (each for each in self.submission.evidence if each.kind == "identity" and each.share == "ai")
            yield from self._authorship(next(people, None), "Have a person answer for this as its author.")

    def _authorship(self, evidence: Evidence | None, advice: str) -> Iterator[Finding]:
        if evidence:
            span = self.submission.place_of(evidence)
            reason = f"{self._seen(evidence)} {self._why_forbidden()}"
            yield _finding("disclosure.ai-authorship", span, advice, reason)

    def _why_forbidden(self) -> str:
        if self.demand == "forbid":
            return "The charter lets no AI have a part in commits."
        return f"The profile {self.profile} does not allow that."

    def _missing(self, reading: Reading) -> Iterator[Finding]:
        """
        Yield the disclosure that is missing, at the first words that show AI had a part.
        """
        shows = next((each for each in self.submission.evidence if self._obliges(each)), None)
        if shows is None or self.submission.is_passing:
            return
        form = reading.likely_form(shows)
        line = forms.written(form or ASSISTED, shows.tool or "", shows.model, self.charter.catalogue)
        wanted = f"Say so with '{form.template}'." if form else "Name the AI tool in the message."
        fixes = (repairs.added(self.submission.message, line),) if shows.tool else ()
        reason = f"{self._seen(shows)} The profile {self.profile} asks for a trailer that says so."
        yield _finding("disclosure.missing", self.submission.place_of(shows), wanted, reason, fixes)

    def _obliges(self, evidence: Evidence) -> bool:
        """
        Tell whether *evidence* is of AI's part in this commit, and not in those that it merges.
        """
        return evidence.is_of_author and not (evidence.kind == "branch" and self.submission.is_merge)

    def _seen(self, evidence: Evidence) -> str:
        tool = self.charter.catalogue.find(evidence.tool) if evidence.tool else None
        name = tool.title if tool else shown(evidence.tool) if evidence.tool else "an AI"
        match evidence.kind:
            case "identity":
                return f"The commit's author or committer is {name}."
            case "branch":
                return f"The branch is called as {name} calls its own."
            case "note" | "trace":
                return f"A record says that {name} wrote lines of it."
            case _:
                return f"This says that {name} had a part in it."


def _finding(rule: str, span: Span, advice: str, reason: str, fixes: tuple[Fix, ...] = ()) -> Finding:
    return Finding(rule, span, advice, reason, extent=span, fixes=fixes)
