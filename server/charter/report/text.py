"""
Reports as text: one finding a line for programs, and a short paragraph each for people.

Both begin with the place, in the form that editors and terminals make clickable.
"""

import textwrap
from collections.abc import Callable, Generator, Iterable, Iterator, Sequence

from msgspec import Struct

from charter.model import Decision, Fault, Report, RuleBook
from charter.report import untrusted, wording
from charter.report.places import region
from charter.report.tally import Tally, listed, summary, untold
from charter.text import Notice, Span

# What a piece is (`path`, `faint`, `notice`, `fault` or a level's word), and its text.
Paint = Callable[[str, str], str]

_NARROWEST, _WIDEST = 20, 100
_INDENT = "    "


def as_is(_: str, text: str) -> str:
    """
    Return *text* without colour.
    """
    return text


def render(  # noqa: PLR0913 - one face takes them all
    reports: Iterable[Report],
    book: RuleBook,
    unread: Sequence[str] = (),
    paint: Paint = as_is,
    width: int | None = None,
    *,
    n_ignored: int = 0,
    tally: Tally | None = None,
) -> Generator[str, None, Tally]:
    """
    Yield the lines of each report that has something to say, then the summary.

    Observed, waived and suppressed findings are counted there and not listed.

    Args:
        width: columns of the terminal, where messages stand below their places
            and are broken between words; None breaks nothing.
        n_ignored: files and folders that were passed over because git ignores them.
        tally: what is counted already; it counts on.
    """
    tally = tally or Tally(unread, n_ignored)
    sheet = _Sheet(book, paint, width and min(max(width, _NARROWEST), _WIDEST))
    heading = f"{paint('path', 'This change loosens:')}\n"
    for report in reports:
        tally.add(report)
        if report.is_of_change and heading:
            yield heading
            heading = ""
        yield from sheet.block(report)
    yield "\n".join(_folded(summary(tally), sheet.width)) + "\n"
    return tally


class _Sheet(Struct, frozen=True):
    book: RuleBook
    paint: Paint
    width: int | None

    def block(self, report: Report) -> Iterator[str]:
        lines = [
            *(self._finding(report, decision) for decision in listed(report)),
            *(self._notice(report, notice) for notice in untold(report)),
            *(self._fault(report, fault) for fault in report.faults),
        ]
        yield from lines
        if lines:
            yield "\n"

    def _finding(self, report: Report, decision: Decision) -> str:
        first, *rest = wording.message(decision, self.book).split("\n")
        level = self.paint(decision.level.word, f"{decision.level.word:<6}")
        head = f"{self._place(report, decision.finding.span)} {level} {self.paint('faint', decision.finding.rule)}"
        return self._paragraph(head, first, rest)

    def _notice(self, report: Report, notice: Notice) -> str:
        head = f"{self._place(report, notice.span)} {self.paint('notice', 'not checked')} {notice.kind}:"
        return self._paragraph(head, untrusted.plain(notice.message))

    def _fault(self, report: Report, fault: Fault) -> str:
        head = f"{self._place(report, fault.span)} {self.paint('fault', 'fault')} {fault.checker}:"
        return self._paragraph(head, untrusted.plain(fault.message))

    def _place(self, report: Report, span: Span | None) -> str:
        path = self.paint("path", untrusted.path(report.path))
        if span is None:
            return f"{path}:"
        where = region(report.lines, span)
        return f"{path}:{where.line}:{where.column}"

    def _paragraph(self, head: str, first: str, rest: Sequence[str] = ()) -> str:
        below = [self.paint("faint", line) for each in rest for line in self._folded(each)]
        if self.width is None:
            return "\n".join([f"{head} {first}", *(f"{_INDENT}{line}" for line in below)]) + "\n"
        return "\n".join([head, *(f"{_INDENT}{line}" for line in (*self._folded(first), *below))]) + "\n"

    def _folded(self, text: str) -> list[str]:
        return _folded(text, self.width and self.width - len(_INDENT))


def _folded(text: str, width: int | None) -> list[str]:
    # An address that is broken cannot be clicked.
    return textwrap.wrap(text, width, break_long_words=False, break_on_hyphens=False) if width else [text]
