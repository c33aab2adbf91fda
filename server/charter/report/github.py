"""
Reports as GitHub's workflow commands, which show findings beside the changed lines.

Source: GitHub Docs, Workflow commands for GitHub Actions; the escapes are those
of actions/toolkit, `command.ts`.
"""

from collections.abc import Generator, Iterable, Iterator, Sequence

from charter.commits import COMMIT
from charter.model import Decision, Level, Report, RuleBook
from charter.report import untrusted, wording
from charter.report.places import region
from charter.report.tally import Tally, listed, summary, untold
from charter.text import Span

_COMMANDS = {Level.ADVISE: "notice", Level.WARN: "warning", Level.BLOCK: "error"}
_IN_DATA = str.maketrans({"%": "%25", "\r": "%0D", "\n": "%0A"})
_IN_PROPERTY = str.maketrans({"%": "%25", "\r": "%0D", "\n": "%0A", ":": "%3A", ",": "%2C"})


def render(
    reports: Iterable[Report], book: RuleBook, unread: Sequence[str] = (), tally: Tally | None = None
) -> Generator[str, None, Tally]:
    """
    Yield a command for each finding, notice and fault, then the summary as a plain line.
    """
    tally = tally or Tally(unread)
    for report in reports:
        tally.add(report)
        yield from _commands(report, book)
    yield f"{summary(tally)}\n"
    return tally


def _commands(report: Report, book: RuleBook) -> Iterator[str]:
    for decision in listed(report):
        yield _finding(report, decision, book)
    for notice in untold(report):
        message = f"{notice.kind}: {untrusted.plain(notice.message)}"
        yield _command("notice", "not checked", message, _where(report, notice.span))
    for fault in report.faults:
        message = f"{fault.checker}: {untrusted.plain(fault.message)}"
        yield _command("warning", "fault", message, _where(report, fault.span))


def _finding(report: Report, decision: Decision, book: RuleBook) -> str:
    where = _where(report, decision.finding.span)
    message = wording.message(decision, book)
    # A commit is no file of the change, so that GitHub shows it beside the run.
    said = f"{report.path}: {message}" if report.path.startswith(COMMIT) else message
    return _command(_COMMANDS[decision.level], decision.finding.rule, said, where)


def _where(report: Report, span: Span | None) -> dict[str, str | int]:
    if report.path.startswith(COMMIT):
        return {}
    if span is None:
        return {"file": report.path}
    where = region(report.lines, span)
    lines: dict[str, str | int] = {"file": report.path, "line": where.line, "endLine": where.end_line}
    # Columns of a range over several lines are refused.
    return lines if where.line != where.end_line else lines | {"col": where.column, "endColumn": where.end_column}


def _command(name: str, title: str, message: str, where: dict[str, str | int]) -> str:
    properties = ",".join(
        f"{key}={untrusted.path(str(value).translate(_IN_PROPERTY))}"
        for key, value in (where | {"title": title}).items()
    )
    return f"::{name} {properties}::{message.translate(_IN_DATA)}\n"
