"""
Reports for a terminal: one finding a line, in the form that editors and terminals make clickable.
"""

from collections.abc import Callable, Generator, Iterable, Iterator, Sequence

from charter.model import Decision, Fault, Report, RuleBook
from charter.report import untrusted, wording
from charter.report.places import region
from charter.report.tally import Tally, listed, summary, untold
from charter.text import Notice, Span

# What a piece is (`path`, `faint`, `notice`, `fault` or a level's word), and its text.
Paint = Callable[[str, str], str]


def as_is(_: str, text: str) -> str:
    """
    Return *text* without colour.
    """
    return text


def render(
    reports: Iterable[Report], book: RuleBook, unread: Sequence[str] = (), paint: Paint = as_is
) -> Generator[str, None, Tally]:
    """
    Yield the lines of each report that has something to say, then the summary.

    Observed, waived and suppressed findings are counted there and not listed.
    """
    tally = Tally(unread)
    for report in reports:
        tally.add(report)
        yield from _block(report, book, paint)
    yield f"{summary(tally)}\n"
    return tally


def _block(report: Report, book: RuleBook, paint: Paint) -> Iterator[str]:
    lines = [
        *(_finding(report, decision, book, paint) for decision in listed(report)),
        *(_notice(report, notice, paint) for notice in untold(report)),
        *(_fault(report, fault, paint) for fault in report.faults),
    ]
    yield from lines
    if lines:
        yield "\n"


def _finding(report: Report, decision: Decision, book: RuleBook, paint: Paint) -> str:
    first, *rest = wording.message(decision, book).split("\n")
    level = paint(decision.level.word, f"{decision.level.word:<6}")
    head = f"{_place(report, decision.finding.span, paint)} {level} {paint('faint', decision.finding.rule)} {first}\n"
    return head + "".join(f"    {paint('faint', line)}\n" for line in rest)


def _notice(report: Report, notice: Notice, paint: Paint) -> str:
    head = paint("notice", "not checked")
    return f"{_place(report, notice.span, paint)} {head} {notice.kind}: {untrusted.plain(notice.message)}\n"


def _fault(report: Report, fault: Fault, paint: Paint) -> str:
    head = paint("fault", "fault")
    return f"{_place(report, fault.span, paint)} {head} {fault.checker}: {untrusted.plain(fault.message)}\n"


def _place(report: Report, span: Span | None, paint: Paint) -> str:
    path = paint("path", untrusted.path(report.path))
    if span is None:
        return f"{path}:"
    where = region(report.lines, span)
    return f"{path}:{where.line}:{where.column}"
