"""
What shows that AI wrote something, and who wrote which part of a text.

Only the nouns: `provenance` reads evidence, the charter judges it. Nothing is
evidence but what somebody or some tool says; what carries no mark is unknown,
never human.
"""

import enum
from collections.abc import Iterator
from datetime import date
from typing import Literal

from msgspec import Struct
from msgspec.structs import replace

from charter.text import Notice, Span

Kind = Literal[
    "marker",  # words in a comment or docstring, or a file's tag
    "declaration",  # a file that speaks for others, such as AI_DISCLOSURE.md
    "trailer",  # a line of a commit's message
    "identity",  # a commit's author or committer
    "branch",  # the name of a branch that was merged
    "note",  # git-ai's record of lines
    "trace",  # Agent Trace's record of lines
    "settings",  # the settings of a tool
    "server",  # an MCP server that agents are given
    "sdk",  # a library through which the product calls AI
    "model",  # a model that the product calls
    "host",  # where the product calls AI
]

# What says that AI wrote, rather than that it is set up or called.
_OF_AUTHORS = frozenset({"marker", "declaration", "trailer", "identity", "branch", "note", "trace"})


class Strength(enum.IntEnum):
    """
    How much a piece of evidence is worth.
    """

    HINT = 1
    """It goes with AI and says nothing of who wrote what."""
    CLAIM = 2
    """Somebody says so."""
    RECORD = 3
    """The tool itself noted it, line by line."""


class Evidence(Struct, frozen=True):
    """
    What shows that AI wrote something, or is used.

    Args:
        tool: an id of the catalogue, the tool's name as written where the
            catalogue does not know it, or None for "some AI". For an SDK, a host or a
            server its name as written.
        model: as written, or None.
        span: the words that say it; where they stand elsewhere, what they are about.
        share: `ai` if it wrote all of it, `mixed` if a person had a hand in it.
        source: where it is said, if not in the text, such as `commit 1a2b3c4`.
        day: on which it was written, in UTC, where that is known.
    """

    kind: Kind
    tool: str | None
    model: str | None
    span: Span
    strength: Strength = Strength.CLAIM
    share: Literal["ai", "mixed"] = "ai"
    source: str = ""
    day: date | None = None

    @property
    def is_of_author(self) -> bool:
        """
        Whether it says that AI wrote something, not only that it is set up or called.
        """
        return self.kind in _OF_AUTHORS

    def moved(self, by: int) -> "Evidence":
        """
        Return the same evidence in a text that begins *by* code points later.
        """
        return replace(self, span=self.span.moved(by)) if by else self


class Provenance(Struct, frozen=True):
    """
    Who wrote a piece of text, and with which tool. Unmarked is unknown; `human` only where that is declared.

    Args:
        tool: an id of the catalogue, or as written; None if not known.
    """

    kind: Literal["ai", "human", "mixed", "unknown"] = "unknown"
    tool: str | None = None
    model: str | None = None


UNKNOWN = Provenance()


class Segment(Struct, frozen=True):
    """
    A part of a text of which it is known who wrote it.

    Args:
        evidence: what shows it, the strongest first; none where a person is declared.
        is_reviewed: a person other than the author has reviewed it, as its commit says.
    """

    span: Span
    provenance: Provenance
    evidence: tuple[Evidence, ...] = ()
    is_reviewed: bool = False

    @property
    def strength(self) -> Strength:
        """
        How sure it is.
        """
        return max((each.strength for each in self.evidence), default=Strength.CLAIM)


class Hand(Struct, frozen=True):
    """
    Who committed a part of a text.

    Args:
        name: of the author, as git has it; *mailbox* likewise, in lower case.
        commit: its full name.
        is_reviewed: a person other than the author has reviewed the commit, as it says itself.
    """

    span: Span
    name: str
    mailbox: str
    commit: str
    is_reviewed: bool = False


class Authorship(Struct, frozen=True):
    """
    What is known of a text's authors from outside of it: from commits, notes, traces and declarations.

    Args:
        segments: in order, none overlapping another; what lies between is unknown.
        hands: in order; what lies between is not committed, or was not looked up.
        notices: what could not be read.
        insertions: what came in at once while the text was open in an editor; of no known origin.
    """

    segments: tuple[Segment, ...] = ()
    hands: tuple[Hand, ...] = ()
    notices: tuple[Notice, ...] = ()
    insertions: tuple[Span, ...] = ()

    def hand_at(self, offset: int) -> Hand | None:
        """
        Return who committed the text at *offset*; None if that is not known.
        """
        return next((hand for hand in self.hands if hand.span.holds(offset)), None)

    def within(self, span: Span) -> Iterator[Segment]:
        """
        Yield the segments that share a code point with *span*.
        """
        return (each for each in self.segments if each.span.start < span.end and span.start < each.span.end)


UNSEEN = Authorship()
