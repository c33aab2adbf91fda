"""
A commit as it is judged: its message, and what shows that AI had a part in it.
"""

from collections.abc import Iterator

from msgspec import Struct

from charter.commits import Message, Person, Trailer
from charter.evidence import Evidence
from charter.text import Span

# What `git rebase --autosquash` will melt into another commit.
_PASSING = ("fixup! ", "squash! ", "amend! ")


class Submission(Struct, frozen=True):
    """
    Args:
        evidence: of AI, in order; of the message itself, of its people, and of what is noted elsewhere.
        files: names of the files that it changes, from the root, as far as anybody asked.
        is_merge: it has several parents, or will have.
        is_reviewed: somebody other than the author has reviewed it; None while it is being written.
        committer: who will commit, as git says it in a message that is being written; None if it does not.
    """

    message: Message
    evidence: tuple[Evidence, ...] = ()
    files: tuple[str, ...] = ()
    is_merge: bool = False
    is_reviewed: bool | None = None
    committer: Person | None = None

    @property
    def text(self) -> str:
        return self.message.text

    @property
    def is_written(self) -> bool:
        """
        Whether it is a commit, and no message that somebody is still writing.
        """
        return self.is_reviewed is not None

    @property
    def is_empty(self) -> bool:
        """
        Whether there is nothing to commit under: git gives up.
        """
        return not self.message.end and not self.is_written

    @property
    def is_passing(self) -> bool:
        """
        Whether the message will be gone before anybody takes the commit. What is taken with it anyway is a commit.
        """
        return not self.is_written and self.text.startswith(_PASSING, self.message.subject.start)

    def named_in(self, trailer: Trailer) -> Evidence | None:
        """
        Return the AI that *trailer* names.
        """
        within = (each for each in self.evidence if each.span.start >= trailer.span.start)
        return next((each for each in within if each.span.start < trailer.span.end), None)

    def naming(self) -> Iterator[tuple[Trailer, Evidence]]:
        """
        Yield the trailers that name AI, each with whom it names.
        """
        for trailer in self.message.trailers:
            evidence = self.named_in(trailer)
            if evidence:
                yield trailer, evidence

    def place_of(self, evidence: Evidence) -> Span:
        """
        Return the words that say so; the subject for what the message does not say itself.
        """
        return evidence.span if evidence.span.start < evidence.span.end else self.message.subject
