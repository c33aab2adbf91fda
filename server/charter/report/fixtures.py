"""
What came of the tests of a charter: where it decides otherwise than its owners expect.
"""

from collections.abc import Iterator, Mapping, Sequence

from msgspec import Struct

from charter.model import Decision, Level, Report
from charter.policy.fixtures import Expectation, Fixture, Outcome
from charter.report.untrusted import path, plain
from charter.report.wording import place
from charter.text import Span

_SILENCED: Outcome = "silenced"


class Mismatch(Struct, frozen=True):
    """
    Something that a fixture expects and a charter does not do, or the reverse.

    Args:
        span: in the fixture.
    """

    span: Span
    message: str


def mismatches(fixture: Fixture, reports: Mapping[str, Report]) -> tuple[Mismatch, ...]:
    """
    Return where *reports*, by path, are not what *fixture* expects, in the order of its text.
    """
    found = (
        each
        for name, said in fixture.files.items()
        for each in _in_file(name, said.name, fixture.expected.get(name, ()), reports[name])
    )
    return tuple(sorted(found, key=lambda each: each.span))


def _in_file(name: str, span: Span, expected: Sequence[Expectation], report: Report) -> Iterator[Mismatch]:
    """
    Args:
        span: where the file stands, for what nobody expects there.
    """
    unexplained = list(report.decisions)
    # Those that name a line first, so that those for any line take what is left.
    for expectation in sorted(expected, key=lambda each: each.line is None):
        meant = [decision for decision in unexplained if _is_about(expectation, decision, report)]
        met = [decision for decision in meant if _outcome(decision) == expectation.level]
        unexplained = [decision for decision in unexplained if decision not in (met or meant)]
        if not met and not (expectation.level == Level.OFF and not meant):
            yield Mismatch(expectation.span, _unmet(expectation, meant, report))
    for decision in unexplained:
        if decision.is_in_force and decision.level > Level.OBSERVE:
            where = f"{path(name)}:{_line(decision, report)}"
            yield Mismatch(span, f"{where} expected nothing, found {decision.finding.rule} at {_said(decision)}")


def _is_about(expectation: Expectation, decision: Decision, report: Report) -> bool:
    is_there = expectation.line in {None, _line(decision, report)}
    return is_there and expectation.rule == decision.finding.rule


def _unmet(expectation: Expectation, meant: Sequence[Decision], report: Report) -> str:
    return f"expected {expectation.rule} {_at(expectation.level)}, found {_instead(expectation, meant, report)}"


def _instead(expectation: Expectation, meant: Sequence[Decision], report: Report) -> str:
    if meant:
        return f"it {_at(_outcome(meant[0]))}{_because(meant[0])}"
    lines = sorted({_line(each, report) for each in report.decisions if each.finding.rule == expectation.rule})
    return f"it on line {', '.join(map(str, lines))}" if lines else "nothing"


def _at(outcome: Outcome) -> str:
    return f"at {outcome.word}" if isinstance(outcome, Level) else outcome


def _said(decision: Decision) -> str:
    return f"{decision.level.word}{_because(decision)}"


def _because(decision: Decision) -> str:
    reasons = (
        f"set by {place(decision.clause)}" if decision.clause else "its default",
        plain(decision.suppression.reason) if decision.suppression else plain(decision.caution),
    )
    return f" ({'; '.join(filter(None, reasons))})"


def _outcome(decision: Decision) -> Outcome:
    return decision.level if decision.is_in_force else _SILENCED


def _line(decision: Decision, report: Report) -> int:
    return report.lines.line(decision.finding.span.start) + 1


def summary(n_tests: int, n_failed: int, n_unread: int) -> str:
    """
    Return the last line of a run.
    """
    parts = (
        f"{n_tests - n_failed - n_unread} passed",
        f"{n_failed} failed" if n_failed else "",
        f"{n_unread} could not be run" if n_unread else "",
    )
    return f"{n_tests} test{'' if n_tests == 1 else 's'}: {', '.join(filter(None, parts))}"
