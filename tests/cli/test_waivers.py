import json
from datetime import UTC, date, datetime, timedelta

import pytest

from charter.cli import setting

EVAL = "eval(text){}\n"
CHARTER = """\
owner: leads
roles: {b: {}, leads: {}}
zones: [{name: b, paths: [b.py], owner: b}]
waivers: {files: [waivers.yaml]}
"""
TODAY = date(2027, 1, 15)


@pytest.fixture(autouse=True)
def _today(monkeypatch):
    """
    Let it be the same day for the program, and two days earlier for git.
    """

    class Clock(datetime):
        @classmethod
        def now(cls, tz=None):
            return datetime(TODAY.year, TODAY.month, TODAY.day, tzinfo=tz)

    monkeypatch.setattr(setting, "datetime", Clock)
    monkeypatch.setenv("GIT_AUTHOR_DATE", datetime(2027, 1, 13, tzinfo=UTC).isoformat())


def waiver(days, reason="reason", rule="S307"):
    return f"  # charter: waive {rule} until {TODAY + timedelta(days=days)} by @lena -- {reason}"


def test_every_waiver_is_listed_with_what_became_of_it(charter, write, git):
    """
    Inline and recorded ones, what ends first first; git knows the age of the former.
    """
    write(
        {
            "a.py": "".join(EVAL.format(waiver(days)) for days in (-1, 5, 50)) + f"x = 1{waiver(60)}\n",
            "charter.yaml": CHARTER,
            "b.py": EVAL.format(waiver(70)) + EVAL.format(waiver(80)).replace(" -- reason", ""),
            "waivers.yaml": (
                f"- {{id: W-1, rules: [security.eval], paths: ['*.py'], reason: x, expires: {TODAY + timedelta(90)},"
                f" created: {TODAY - timedelta(3)}, approver: '@omar'}}\n"
                f"- {{rules: [security.exec], paths: [a.py], reason: y, expires: {TODAY + timedelta(91)}}}\n"
            ),
        }
    )
    git("init")
    git("add", "--all")
    git("commit", "--message", "first")

    rows = json.loads(charter("waivers", "--format", "json").out)["waivers"]

    assert [
        ("a.py", 1, "expired", "leads", "@lena"),
        ("a.py", 2, "expires soon", "leads", "@lena"),
        ("a.py", 3, "holds", "leads", "@lena"),
        ("a.py", 4, "unused", "leads", "@lena"),
        ("b.py", 1, "holds", "b", "@lena"),
        ("b.py", 2, "incomplete", "b", "@lena"),
        ("waivers.yaml", 1, "holds", "leads", "@omar"),
        ("waivers.yaml", 2, "unused", "leads", ""),
    ] == [(row["source"], row["line"], row["state"], row["owner"], row["approver"]) for row in rows]
    assert [2, 2, 2, 2, 2, 2, 3, 2] == [row["age_days"] for row in rows]


def test_the_table_is_plain(charter, write):
    """
    One line a waiver, without what could move a terminal's cursor; without git the age is unknown.
    """
    write({"a.py": EVAL.format(waiver(20, "a \x1b[31mlong\u202e story"))})

    heads, row, _, count = charter("waivers").out.splitlines()

    assert ["STATE", "RULES", "WHERE", "AGE", "EXPIRES", "APPROVER", "OWNER", "REASON"] == heads.split()
    expected = ["holds", "S307", "a.py:1", (TODAY + timedelta(20)).isoformat(), "@lena", "a [31mlong story"]
    assert expected == [cell.strip() for cell in row.split("  ") if cell.strip()]
    assert "1 waiver" == count


def test_a_recorded_waiver_that_has_ended_is_said_where_it_is_recorded(charter, write):
    """
    `charter check` names the register and its line, whether or not what was waived still stands there.
    """
    write(
        {
            "a.py": "x = 1\n",
            "charter.yaml": CHARTER,
            "waivers.yaml": "\n- {rules: [security.eval], paths: [a.py], reason: y, expires: 2027-01-14}\n",
        }
    )

    outcome = charter("check", "--format", "github")

    assert (0, ["::warning file=waivers.yaml,line=2"]) == (
        outcome.status,
        [line[: line.index(",", line.index("line="))] for line in outcome.out.splitlines() if "expired" in line],
    )
