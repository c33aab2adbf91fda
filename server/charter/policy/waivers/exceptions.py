"""
The exceptions that stand in the code of one document, as they can be counted and compared.

Inline waivers, and what bandit and Ruff are told with `# nosec` and `# noqa: S…`.
"""

from collections.abc import Iterator, Sequence
from datetime import date

from msgspec import Struct

from charter.model import RuleBook
from charter.policy.waivers.inline import placed
from charter.policy.waivers.suppressions import Suppressions
from charter.text import Comment, Document, Span


class CodeException(Struct, frozen=True):
    """
    One exception.

    Args:
        by: `waiver`, `waive-file`, `nosec` or `noqa`.
        rules: what it names, as written; empty for a `nosec` about everything.
        until: the last day; None if it does not end.
    """

    by: str
    rules: frozenset[str]
    until: date | None
    span: Span

    @property
    def words(self) -> str:
        named = ", ".join(sorted(self.rules)) or "everything"
        return f"{self.by} of {named}{f' until {self.until}' if self.until else ''}"

    def covers(self, other: "CodeException") -> bool:
        """
        Tell whether all that *other* allows is allowed by this one, and for as long.
        """
        is_as_long = (self.until or date.max) >= (other.until or date.max)
        is_all = self.by == "nosec" and not self.rules
        return self.by == other.by and is_as_long and (is_all or (bool(other.rules) and other.rules <= self.rules))


def exceptions(document: Document, comments: Sequence[Comment], book: RuleBook) -> Iterator[CodeException]:
    """
    Yield the exceptions of *document*, waivers first.

    Args:
        comments: all of them, in order.
    """
    for place in placed(document, comments):
        by = "waive-file" if place.waiver.is_for_file else "waiver"
        yield CodeException(by, frozenset(place.waiver.rules), place.waiver.expires, place.span)
    for heard in Suppressions(document, comments, book).said():
        yield CodeException(heard.by, heard.names, None, heard.span)


def newer(before: Sequence[CodeException], after: Sequence[CodeException]) -> Iterator[CodeException]:
    """
    Yield those of *after* for which nothing in *before* stood; what was moved about is none.
    """
    free = [*before]
    for exception in after:
        earlier = next((each for each in free if each.covers(exception)), None)
        if earlier:
            free.remove(earlier)
        else:
            yield exception
