import json
from datetime import UTC, date, datetime, timedelta

import pytest

from charter.cli import setting
from charter.report.waiver_table import Row

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


def states(charter):
    """
    Return line, state and rules of each waiver that is listed.
    """
    rows = json.loads(charter("waivers", "--format", "json").out)["waivers"]
    return [(row["source"], row["line"], row["state"], row["rules"]) for row in rows]


def test_a_waiver_in_the_code_of_what_is_at_block_does_not_hold(charter, write):
    """
    The list says of a waiver that `check` does not heed that it does not hold; beside it one below block does.
    """
    write(
        {
            "a.py": EVAL.format(waiver(50)) + f"exec(text){waiver(60, rule='S102')}\n",
            "charter.yaml": "rules: {security.eval: block}\n",
        }
    )

    assert 1 == charter("check").status
    assert [("a.py", 1, "not waivable", ["S307"]), ("a.py", 2, "holds", ["S102"])] == states(charter)


def test_what_a_register_has_for_no_waiver_is_listed(charter, write):
    """
    An entry that names no rule, and one that cannot be read, stand in the list with what is wrong.
    """
    write(
        {
            "a.py": "x = 1\n",
            "charter.yaml": CHARTER,
            "waivers.yaml": (
                "- {rules: [security], paths: [a.py], reason: y, expires: 2027-05-01}\n"
                "- {rules: [security.eval], reason: y, expires: 2027-05-01}\n"
            ),
        }
    )

    expected = [("waivers.yaml", 1, "unknown rule", ["security"]), ("waivers.yaml", 2, "not read", [])]
    assert expected == states(charter)


@pytest.mark.parametrize("text", ["- {rules: [", "rules: [security.eval]\n", "just words\n"])
def test_a_register_that_is_none_is_listed(charter, write, text):
    """
    A register that nobody can read is a row of its own, whatever else is listed.
    """
    write({"a.py": EVAL.format(waiver(50)), "charter.yaml": CHARTER, "waivers.yaml": text})

    assert [("a.py", 1, "holds", ["S307"]), ("waivers.yaml", 1, "not read", [])] == states(charter)
    assert "2 waivers, 1 to look at" in charter("waivers").out


def test_a_register_that_is_not_there_is_listed(charter, write):
    """
    At the line of the charter that names it, as something to look at.
    """
    write({"a.py": "x = 1\n", "charter.yaml": CHARTER})

    line = 1 + CHARTER[: CHARTER.index("waivers.yaml")].count("\n")
    assert [("charter.yaml", line, "not read", [])] == states(charter)
    assert "1 waiver, 1 to look at" in charter("waivers").out


def test_an_approver_whom_nobody_can_verify_is_said(charter, write):
    """
    Where a role lists only groups, a waiver holds and is shown unverified, inline and in a register.
    """
    roles = 'roles: {leads: {members: ["@acme/leads"]}}\nwaivers: {approvers: [leads], files: [waivers.yaml]}\n'
    entry = "- {rules: [security.exec], paths: [a.py], reason: y, expires: 2027-05-01, approver: '@lena'}\n"
    write({"a.py": f"exec(text)\n{EVAL.format(waiver(50))}", "charter.yaml": roles, "waivers.yaml": entry})

    assert ["holds, not verified"] * 2 == [state for _, _, state, _ in states(charter)]
    assert [False, False] == [
        row["verified"] for row in json.loads(charter("waivers", "--format", "json").out)["waivers"]
    ]


@pytest.mark.parametrize("kind", ["self-approved", "written-by-agent"])
def test_every_state_is_in_words(kind):
    """
    No id of a rule stands in the table.
    """
    assert "waiver." not in Row("inline", "a.py", 1, (), troubles=(f"waiver.{kind}",)).state
