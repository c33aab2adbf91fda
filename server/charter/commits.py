"""
What a commit says: its people, its message, its trailers.

Only the nouns. `workspace` gets commits from git, `provenance` reads messages
for evidence of AI, and the charter judges what they disclose.
"""

from collections.abc import Iterator
from datetime import date

from msgspec import Struct

from charter.text import Span

# The language of a message, and what stands before a commit's short name in the path of its message.
GIT_COMMIT = "git-commit"
COMMIT = "commit:"
# What begins a comment in a message that is being written, unless somebody chose another sign.
MARK = "#"


class Person(Struct, frozen=True):
    """
    Who a commit or a trailer names.

    Args:
        mailbox: in lower case; may be empty.
    """

    name: str
    mailbox: str


class Trailer(Struct, frozen=True):
    """
    A line `Key: value` at the end of a message; *value* has continued lines joined by spaces.

    Args:
        span: from the key to the end of the value, in the message's text.
    """

    key: str
    value: str
    span: Span


class Message(Struct, frozen=True):
    """
    A commit's message, as the commit has it or as it is being written.

    Args:
        text: all of it; while it is written, with the comments for the writer.
        subject: the first line that will be committed; empty where there is none.
        trailers: in order.
        lines: all that will be committed and is no trailer, in order, without line ends.
        end: where what will be committed ends: behind the last trailer or line that counts.
        mark: what begins a comment for the writer.
    """

    text: str
    subject: Span
    trailers: tuple[Trailer, ...] = ()
    lines: tuple[Span, ...] = ()
    end: int = 0
    mark: str = MARK

    def named(self, key: str) -> Iterator[Trailer]:
        """
        Yield the trailers with *key*, in any case.
        """
        return (trailer for trailer in self.trailers if trailer.key.casefold() == key.casefold())


class Commit(Struct, frozen=True):
    """
    One commit.

    Args:
        name: the full hash.
        day: on which it was authored, in UTC.
        parents: their full names.
        message: as decoded by its own encoding; what cannot be decoded is replaced.
    """

    name: str
    author: Person
    committer: Person
    day: date
    parents: tuple[str, ...]
    message: str

    @property
    def short(self) -> str:
        """
        What people are shown.
        """
        return self.name[:10]
