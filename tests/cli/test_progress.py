"""
How far a long run is, beside what it prints.
"""

import io
import sys

import pytest

from charter.cli.output import written
from charter.cli.progress import Bar, bar_for
from charter.model import Report
from charter.text import LineIndex


class Screen(io.StringIO):
    """
    A terminal; what was written over is gone.
    """

    def isatty(self):
        return True

    @property
    def lines(self):
        shown = []
        for line in self.getvalue().split("\n"):
            cells = ""
            for part in line.split("\r"):
                cells = part + cells[len(part) :]
            shown.append(cells.rstrip())
        return shown


@pytest.fixture
def screen():
    return Screen()


def rendered(reports):
    """
    Say every second path.
    """
    for idx, report in enumerate(reports):
        if idx % 2:
            yield f"{report.path}\n"
    yield "end\n"


def reports(screen, seen):
    for idx in range(5):
        seen.append(screen.lines)
        yield Report(f"a{idx}", LineIndex(""))


def test_reports_come_while_the_run_goes_on(screen, monkeypatch):
    """
    Each is printed as soon as it is known, where the line stood; the line comes back below and is gone at the end.
    """
    monkeypatch.setattr("charter.cli.progress._SECONDS", 0)
    bar, seen = Bar(screen, 5), []

    written(rendered(bar.passing(reports(screen, seen))), screen, bar)

    assert ["Checking: 0 of 5 files"] == seen[1]
    assert ["a1", "Checking: 2 of 5 files"] == seen[3]
    assert ["a1", "a3", "end", ""] == screen.lines


def test_only_who_waits_at_a_terminal_sees_it(screen, monkeypatch):
    """
    A short run, a file, and a terminal that cannot go back in a line get none.
    """
    monkeypatch.setenv("TERM", "xterm")
    monkeypatch.setattr(sys, "stderr", screen)

    assert bar_for(1_000)
    assert bar_for(10) is None
    monkeypatch.setenv("TERM", "dumb")
    assert bar_for(1_000) is None
    monkeypatch.setattr(sys, "stderr", io.StringIO())
    assert bar_for(1_000) is None
