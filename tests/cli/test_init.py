"""
A first charter: as it is, and from answers in a real terminal.
"""

import os
import re
import sys

import pytest
import yaml

from charter.cli.interview import Answers, written
from charter.report.first_charter import FIRST
from support.charters import charter as charter_of
from support.terminal import answer

CODE = 'import subprocess\n\nsubprocess.run(command, shell=True)\n# Written by ChatGPT\npassword = "tiger123"\n'


@pytest.fixture
def ask(place):
    """
    Run `charter init --interactive` in a terminal and give answers.
    """
    command = [sys.executable, "-m", "charter", "init", "--interactive"]
    return lambda *answers: answer(command, answers, place, os.environ)


def test_first_charter(charter, place, write):
    """
    `init` writes a charter without a mistake, even in its comments; a second time it leaves the file alone.
    """
    write({"a.py": "x = 1\n"})

    assert 0 == charter("init").status
    assert (0, "2 files: no finding\n") == charter("check")[:2]
    active = re.sub(r"^# ", "", FIRST.split("\n\n", 1)[1], flags=re.MULTILINE)
    (place / "charter.yaml").write_text(active)
    assert "leads" in yaml.safe_load(active)["owner"]
    assert (0, "2 files: no finding\n") == charter("check")[:2]
    (place / "charter.yaml").write_text("extends: strict\n")
    for asks in ([], ["--interactive"]):
        assert (2, "") == charter("init", *asks)[:2]
    assert "extends: strict\n" == (place / "charter.yaml").read_text()


def test_answers_make_a_charter(ask, charter, place, write):
    """
    Each question says what Enter means, and a wrong answer what was likely meant; what would be found is shown first.
    """
    write({"a.py": CODE})

    tools = ("copilot, chatgtp", "copilot, chatgpt", "block")
    levels, rows = r"^ +block +warn +advise +observe\n", r"  recommended +0 +1 +0 +[2-9]\n  startup +0 +2 +1 "

    shown, status = ask("startup", *tools, "@dana @lena", "https://a.example", "y")

    assert 0 == status
    assert re.search(levels + rows, shown, re.MULTILINE)
    assert "did you mean chatgpt?" in shown
    assert "Named here: chatgpt (1)." in shown
    assert re.search(r"this charter, here +0 +2 +0 ", shown)
    assert yaml.safe_load((place / "charter.yaml").read_text()) == {
        "extends": "startup",
        "owner": "charter-owners",
        "roles": {"charter-owners": {"members": ["@dana", "@lena"], "duty": "answers for this charter"}},
        "contact": "https://a.example",
        "tools": {"unapproved": "block", "approved": ["copilot", "chatgpt"]},
    }
    assert "2 warn" in charter("check").out


def test_enter_alone_makes_a_good_charter(ask, place):
    """
    Whoever knows nothing yet gets the recommended pack.
    """
    assert 0 == ask("", "", "", "", "")[1]
    assert {"extends": "recommended"} == yaml.safe_load((place / "charter.yaml").read_text())


@pytest.mark.parametrize("answers", [("strict", "none", "", "", "", "n"), ("strict",), ()])
def test_nothing_is_written_against_somebodys_will(ask, place, answers):
    """
    Whoever says no, or goes away, has no charter.
    """
    assert 0 != ask(*answers)[1]
    assert [] == list(place.iterdir())


def test_without_a_terminal_nobody_is_asked(charter, place):
    """
    A script is told what to call instead.
    """
    status, out, err = charter("init", "--interactive")

    assert (2, "") == (status, out)
    assert "charter init alone asks nothing" in err
    assert [] == list(place.iterdir())


@pytest.mark.parametrize(
    "answers",
    [
        Answers("no-ai"),
        Answers("strict", (), "block"),
        Answers("recommended", ("copilot",), "warn", ("@dana", "off", "a: b"), "#ask: 'us' \N{SNOWMAN}\x1b[0m"),
    ],
)
def test_whatever_is_answered_the_charter_is_good(answers):
    """
    Names and contacts mean in the charter what was typed, and nothing else.
    """
    law = charter_of(written(answers))

    assert () == law.problems
    assert answers.contact == law.contact
    assert list(answers.owners) == [member for role in law.roles.values() for member in role.members]
