"""
What a commit says of AI: by its author and committer, its trailers, its words, the branch it merged.

A commit speaks for everything in it. So where a person is the author, a tool that
is thanked had a hand in it (`mixed`), unless the commit says that it was generated.
Reviewing, testing or reporting is no authorship, and a person's name in a trailer
that AI also uses is a person.

Source: the trailers of the Linux kernel, Fedora, Apache, LLVM, OpenInfra and Open
Liberty; what tools sign, in public history (`policies/ai_tools.yaml`).
"""

import re
from collections.abc import Iterator
from functools import lru_cache

from msgspec.structs import replace

from charter.catalogue import Catalogue
from charter.commits import Commit, Message, Person, Trailer
from charter.evidence import Evidence, Strength
from charter.provenance.commits.branches import merged_branch
from charter.provenance.commits.messages import read_message
from charter.provenance.commits.sieve import sieve
from charter.provenance.identities import Signer, identities, read_person
from charter.provenance.markers import Register, claims
from charter.provenance.markers.claims import Claim
from charter.provenance.markers.words import keys
from charter.text import Span

_NOWHERE = Span(0, 0)
# Keys that say all of it was made by a machine, unless the value says less.
_WHOLE = keys("""
    generated-by generated-with generated-using generated-by-ai ai-generated ai-generated-by ai-authored ai-written
    written-by spdx-ai-disclosure
""")
_PARTLY = re.compile(r"(?:partial|partly|some|most|ai[ -]assisted)", re.IGNORECASE)
# A line that goes on longer is data; of a trailer as much is read.
_LONGEST = 1_000


def evidence(commit: Commit, catalogue: Catalogue) -> tuple[Evidence, ...]:
    """
    Return what *commit* says of AI: first its people, then its message, in order.

    Places are in the message; those of people and branches are empty, or name the branch.
    """
    author = signer(commit.author, catalogue)
    said = [*_people(commit, author, catalogue), *_branch(commit, catalogue)]
    said += said_in(read_message(commit.message), catalogue)
    is_all = author is not None and not author.only_suggests
    cited = {"source": f"commit {commit.short}", "day": commit.day} | ({"share": "ai"} if is_all else {})
    return tuple(replace(each, **cited) for each in said)


def said_in(message: Message, catalogue: Catalogue) -> tuple[Evidence, ...]:
    """
    Return what *message* says of AI, in order, with a person as the author.
    """
    trailers = (each for trailer in message.trailers for each in _trailer(trailer, catalogue))
    words = (each for line in message.lines for each in _words(message.text, line, catalogue))
    return tuple(sorted((*_subject(message, catalogue), *words, *trailers), key=lambda each: each.span))


def signer(person: Person, catalogue: Catalogue) -> Signer | None:
    """
    Return the tool that a commit's *person* is; None for people, and for whoever is not known.
    """
    return identities(catalogue).signer(person)


def is_reviewed(commit: Commit, catalogue: Catalogue) -> bool:
    """
    Tell whether a person other than the author of *commit* has reviewed it, as its trailers say.
    """
    reviewers = (read_person(trailer.value) for trailer in read_message(commit.message).named("Reviewed-by"))
    return any(_is_another(reviewer, commit.author, catalogue) for reviewer in reviewers)


def _is_another(reviewer: Person, author: Person, catalogue: Catalogue) -> bool:
    is_same = reviewer.mailbox == author.mailbox or reviewer.name.casefold() == author.name.casefold()
    # `Reviewed-by: NAME <ADDRESS>` is a template that nobody filled in.
    is_known = bool(reviewer.name) and "@" in reviewer.mailbox
    claimed = claims(f"Co-authored-by: {reviewer.name}", Register.COMMIT, catalogue)
    return is_known and not is_same and not claimed and not signer(reviewer, catalogue)


def _people(commit: Commit, author: Signer | None, catalogue: Catalogue) -> Iterator[Evidence]:
    if author:
        yield Evidence("identity", author.tool, None, _NOWHERE, share="mixed" if author.only_suggests else "ai")
    elif tool := _suffixed(commit.author.name, catalogue):
        yield Evidence("identity", tool, None, _NOWHERE)
    committer = signer(commit.committer, catalogue)
    if committer and committer != author:
        yield Evidence("identity", committer.tool, None, _NOWHERE, share="mixed")


def _suffixed(name: str, catalogue: Catalogue) -> str | None:
    """
    Return the tool whose sign stands behind an author's *name*, as in `Jane Doe (aider)`.
    """
    ends = name.rstrip().lower().endswith
    return next((tool for suffix, tool in _suffixes(catalogue) if ends(suffix)), None)


def _branch(commit: Commit, catalogue: Catalogue) -> Iterator[Evidence]:
    """
    Yield what the branch that was merged is called: who began it, not who wrote which line.
    """
    branch = merged_branch(commit.message) if len(commit.parents) > 1 else None
    if branch:
        begins = commit.message[branch.start : branch.end].startswith
        tool = next((tool.id for tool in catalogue.tools if begins(tool.branches)), None)
        if tool:
            yield Evidence("branch", tool, None, branch, Strength.HINT, "mixed")


def _subject(message: Message, catalogue: Catalogue) -> Iterator[Evidence]:
    """
    Yield the tool that begins its commits' subjects with its name; others begin so what is about it.
    """
    subject = message.text[message.subject.start : message.subject.end]
    for prefix, tool in _prefixes(catalogue):
        if subject.startswith(prefix):
            span = Span(message.subject.start, message.subject.start + len(prefix.rstrip()))
            yield Evidence("marker", tool, None, span, Strength.HINT, "mixed")


@lru_cache(maxsize=8)
def _prefixes(catalogue: Catalogue) -> tuple[tuple[str, str], ...]:
    return tuple((prefix, tool.id) for tool in catalogue.tools for prefix in tool.subjects)


@lru_cache(maxsize=8)
def _suffixes(catalogue: Catalogue) -> tuple[tuple[str, str], ...]:
    return tuple((f" {suffix}", tool.id) for tool in catalogue.tools for suffix in tool.suffixes)


def _words(text: str, line: Span, catalogue: Catalogue) -> Iterator[Evidence]:
    said = text[line.start : line.end]
    if len(said) > _LONGEST or not sieve(catalogue).holds(said.encode("utf-8", "replace")):
        return
    found, end = claims(said, Register.COMMIT, catalogue), -1
    for claim in sorted(found, key=lambda claim: claim.span):
        if claim.span.start >= end:
            end = claim.span.end
            yield Evidence("marker", claim.tool, claim.model, claim.span.moved(line.start), share="mixed")


def _trailer(trailer: Trailer, catalogue: Catalogue) -> Iterator[Evidence]:
    for claim in _trailer_claims(trailer.key, trailer.value[:_LONGEST], catalogue)[:1]:
        is_whole = trailer.key.lower() in _WHOLE and not _PARTLY.match(trailer.value)
        yield Evidence("trailer", claim.tool, claim.model, trailer.span, share="ai" if is_whole else "mixed")


# The same few trailers close thousands of commits.
@lru_cache(maxsize=4_096)
def _trailer_claims(key: str, value: str, catalogue: Catalogue) -> tuple[Claim, ...]:
    if not sieve(catalogue).holds(f"{key} {value}".encode("utf-8", "replace")):
        return ()
    return claims(f"{key}: {value}", Register.COMMIT, catalogue)
