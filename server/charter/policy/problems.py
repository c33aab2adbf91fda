"""
What is wrong in a charter, in words that say how to put it right.

A problem is data: whatever people write, the rest of the charter stays in
force. Reading collects mistakes, which know only the text; `build` makes them
problems of a file, at the level that the charter itself gives their rule.
"""

import difflib
import unicodedata
from collections.abc import Iterable

from msgspec import Struct, field
from msgspec.structs import replace

from charter.errors import CharterError
from charter.model import Edit, Fix, Level
from charter.text import Span

_WIDTH = 60
_N_HINTS = 50


class MissingLayer(CharterError):  # noqa: N818 - it reads as what it reports; the loader raises it
    """
    What an `extends` entry or a layer names cannot be found or read.
    """


class UntrustedLayer(CharterError):  # noqa: N818 - as above
    """
    What an `extends` entry or a layer names lies where it must not.
    """


class RemoteLayer(CharterError):  # noqa: N818 - as above
    """
    What an `extends` entry pins is not at hand, or is not what was pinned.

    Args:
        last_good: name, text and layer of what the address said before; None if nobody knows.
    """

    def __init__(self, message: str, *, is_altered: bool, last_good: tuple[str, str, str] | None) -> None:
        super().__init__(message)
        self.is_altered = is_altered
        self.last_good = last_good


class Problem(Struct, frozen=True):
    """
    One thing that is wrong in a charter's file.

    Args:
        rule: `charter.*`.
        source: the file's path.
        span: the key or value that is meant, in the file's text.
        line: counted from zero.
        message: what was expected and what was found, as a sentence.
        advice: what to do, as one sentence that stands alone.
        level: `block` if it leaves a layer unread.
    """

    rule: str
    source: str
    span: Span
    line: int
    message: str
    advice: str
    fixes: tuple[Fix, ...] = ()
    level: Level = Level.WARN


class Mistake(Struct, frozen=True):
    """
    A problem that does not know its file yet.

    Args:
        leaves_unread: because of it, a part of the layer is not in force.
    """

    rule: str
    span: Span
    advice: str
    message: str
    fixes: tuple[Fix, ...] = ()
    leaves_unread: bool = False


class Notes(Struct):
    """
    Where a reader writes down what it finds wrong.

    The nearest name costs time, so that a file of nothing but unknown names gets
    it for the first fifty only.
    """

    mistakes: list[Mistake] = field(default_factory=list[Mistake])
    n_hints: int = 0

    def add(self, mistake: Mistake) -> None:
        self.mistakes.append(mistake)

    def conclude(self, since: int, mistakes: Iterable[Mistake], consequence: str) -> None:
        """
        Add to each of *mistakes*, which stand here from the index *since* on, the sentence that says what follows.
        """
        meant = {id(mistake) for mistake in mistakes}
        self.mistakes[since:] = [
            replace(each, message=f"{each.message} {consequence}") if id(each) in meant else each
            for each in self.mistakes[since:]
        ]

    def nearest(self, name: str, known: Iterable[str]) -> str | None:
        """
        Return the one of *known* that *name* was most likely meant to be.
        """
        self.n_hints += 1
        if self.n_hints > _N_HINTS or len(name) > _WIDTH:
            return None
        by_fold = {candidate.casefold(): candidate for candidate in known}
        close = difflib.get_close_matches(name.casefold(), by_fold, n=1, cutoff=0.65)
        return by_fold[close[0]] if close else None


def replacement(span: Span, text: str) -> tuple[Fix, ...]:
    """
    Return the quick fix that writes *text* at *span*.
    """
    return (Fix(f"Write '{text}'", (Edit(span, text),)),)


def shown(text: str) -> str:
    """
    Return *text* in quotes for a message: on one line, shortened, without invisible characters.
    """
    visible = "".join(
        letter for letter in text[: 4 * _WIDTH] if unicodedata.category(letter)[0] not in "CZ" or letter == " "
    )
    return f"'{visible[:_WIDTH]}…'" if len(visible) > _WIDTH else f"'{visible}'"


def listed(words: Iterable[str]) -> str:
    """
    Return *words* as people list alternatives: `'a', 'b' or 'c'`.
    """
    *head, last = (f"'{word}'" for word in words)
    return f"{', '.join(head)} or {last}" if head else last


def sentence(text: str) -> str:
    """
    Return *text*, as exceptions word it, as a sentence.
    """
    return f"{text[:1].upper()}{text[1:]}."
