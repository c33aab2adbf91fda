"""
Quick fixes that begin, prolong and convert waivers.
"""

from datetime import date, timedelta

import pytest

from charter import engine
from charter.lsp import waiving
from charter.text import Document, Span
from support.charters import charter

TODAY = date(2027, 1, 1)
RULE = "security.shell-injection"
CALL = "subprocess.run(x, shell=True)"


def fixed(text, law="", at="run("):
    """
    Return by title what each quick fix makes of *text*, RULE and DATE for what is the same in all.
    """
    document, charters = Document("a.py", text, "python"), charter(law or "extends: recommended\n")
    decisions = engine.check(document, charters, TODAY).decisions
    start = text.index(at)
    here = Span(start, start)
    near = [each for each in decisions if each.finding.span.touches(here) and each.is_in_force and each.level > 1]
    fixes = [fix for each in near for fix in waiving.waive(document, each, charters, TODAY)]
    fixes += [fix for each in near if (fix := waiving.prolong(document, each, charters, TODAY))]
    fixes += waiving.convert(document, here, decisions, charters, TODAY)
    return {_short(fix.title): _short(_applied(text, fix.edits)) for fix in fixes}


def _applied(text, edits):
    (edit,) = edits
    return text[: edit.span.start] + edit.text + text[edit.span.end :]


def _short(text):
    return text.replace(RULE, "RULE").replace((TODAY + timedelta(30)).isoformat(), "DATE")


def test_a_waiver_may_be_for_the_statement_the_function_or_the_file():
    """
    Above decorators, and below how the file is run and read; each has what the charter asks for, but the reason.
    """
    head = "#!/usr/bin/python\n# coding: utf-8\n"
    body = f"import subprocess\nclass A:\n    @staticmethod\n    def f(x):\n        if x:\n            {CALL}"

    assert {
        "Waive RULE here (give a reason)": f"{head}{body}  # charter: waive RULE until DATE by @ -- \n",
        "Waive RULE in this function (give a reason)": f"{head}{body}\n".replace(
            "    @", "    # charter: waive RULE until DATE by @ -- \n    @"
        ),
        "Waive RULE in this file (give a reason)": f"{head}# charter: waive-file RULE until DATE by @ -- \n{body}\n",
    } == fixed(f"{head}{body}\n", "waivers: {require: [reason, expires, approver]}\n")


def test_no_function_around_is_none():
    """
    A function further up, or a string that looks like one, does not reach the finding.
    """
    text = f'import subprocess\ndef f():\n    pass\ns = """\ndef g():\n"""\n{CALL}\n'

    assert ["Waive RULE here (give a reason)", "Waive RULE in this file (give a reason)"] == [*fixed(text)]


@pytest.mark.parametrize("last_day", ["2026-12-31", "2027-01-10", "2027-12-31"])
def test_waivers_that_end_can_be_prolonged(last_day):
    """
    One that has expired, will soon, or runs too long: as long as new ones, and never longer than allowed.
    """
    text = f"import subprocess\n{CALL}  # charter: waive RULE until {last_day} -- x\n".replace("RULE", RULE)

    made = fixed(text, "waivers: {max_days: 20}\n", at="charter:")

    assert {
        "Let the waiver hold until 2027-01-21": _short(text).replace(last_day, "2027-01-21"),
    } == made


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("# nosec", "# charter: waive RULE until DATE -- "),
        ("# nosec B602", "# charter: waive RULE until DATE -- "),
        ("# nosec B602, B404 - x is ours", "# charter: waive RULE until DATE -- x is ours"),
        ("# run it  # nosec", "# run it  # charter: waive RULE until DATE -- "),
        ("# noqa: S602", "# charter: waive RULE until DATE -- "),
        ("# noqa: E501, S602", "# noqa: E501  # charter: waive RULE until DATE -- "),
        ("# noqa: S602 - x is ours", "# charter: waive RULE until DATE -- x is ours"),
        ("# noqa: S602  # x is ours", "# x is ours  # charter: waive RULE until DATE -- "),
    ],
)
def test_comments_of_other_tools_become_waivers(before, after):
    """
    What else the comment says stays; a reason that it gives becomes the waiver's, which then holds at once.
    """
    (made,) = fixed(f"import subprocess\n{CALL}  {before}\n").values()

    assert f"import subprocess\n{CALL}  {after}\n" == made
    if "ours" in after.partition("--")[2]:
        document = Document("a.py", made.replace("RULE", RULE).replace("DATE", "2027-02-01"), "python")
        decisions = engine.check(document, charter("extends: recommended\n"), TODAY).decisions
        assert ["waiver"] == [each.suppression.by for each in decisions if each.finding.rule == RULE]


def test_what_would_not_hold_is_not_offered():
    """
    Where the charter heeds no inline waivers, or nobody may waive the rule, none is begun.
    """
    for law in ("waivers: {inline: none}\n", f"waivers: {{not_waivable: [{RULE}]}}\n"):
        assert {} == fixed(f"import subprocess\n{CALL}\n", law)
        assert {} == fixed(f"import subprocess\n{CALL}  # nosec\n", f"{law}rules: {{security: warn}}\n")
