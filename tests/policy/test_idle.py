"""
What of charters nothing needs: empty zones, and recorded waivers that meet no finding.
"""

import pytest

from charter.model import Decision, Finding, Level, Report
from charter.policy.idle import inhabited, needed, parts, with_idle
from charter.text import LineIndex, Notice, Span
from support.charters import of_files

HERE = Span(0, 1)
SHELL, EVAL = "security.shell-injection", "security.eval"
BROKEN = (Notice("syntax", ""),)
ALL = ["Remove the waiver.", "Remove the waiver."]
ZONES = "zones: [{name: all, paths: ['*']}, {name: pay, paths: [src/pay/]}, {name: typo, paths: [src/pya/]}]"
REGISTER = """\
- {id: W-1, rules: [B602, B307], paths: [src/], reason: x, expires: 2099-01-31}
- id: W-2
  rules: [B602]
  paths: [lib/]   # old code
  reason: y
"""


def law(register=REGISTER, label="repository", name="charter.yaml"):
    files = {name: f"waivers: {{files: [w.yaml]}}\n{ZONES}\n", "w.yaml": register}
    return of_files(files, (name, label))


def report(path, *rules, **more):
    decisions = (Decision(Finding(rule, HERE, "", "", HERE), Level.WARN, None) for rule in rules)
    return Report(path, LineIndex("x"), tuple(decisions), **more)


def said(charter, *idle):
    """
    Return the rule, the marked text and the words of each problem that *idle* leads to.
    """
    texts = {"charter.yaml": f"waivers: {{files: [w.yaml]}}\n{ZONES}\n", "w.yaml": REGISTER}
    found = with_idle(charter, frozenset().union(*idle)).problems
    return [(each.rule, texts[each.source][each.span.start : each.span.end], each.advice) for each in found]


def test_a_zone_without_files_is_said():
    """
    A zone is empty if none of its patterns matches a file, not if an earlier zone takes them all.
    """
    charter = law("")
    empty = parts(charter) - inhabited(charter, ["src/pay/a.py", "b.py"])

    assert [("charter.empty-zone", "[src/pya/]", "Correct the paths, or remove the zone.")] == said(charter, empty)


@pytest.mark.parametrize(
    ("reports", "expected"),
    [
        ([report("src/a.py", SHELL, EVAL), report("lib/a.py", SHELL)], []),
        ([report("src/a.py", SHELL)], ["Remove 'security.eval' from the waiver.", "Remove the waiver."]),
        ([report("lib/a.py", EVAL)], ALL),
        ([report("src/a.py", notices=BROKEN), report("lib/b.py", notices=BROKEN)], []),
        ([report("other.py", notices=BROKEN)], ALL),
    ],
)
def test_a_recorded_waiver_that_meets_nothing_is_said(reports, expected):
    """
    Rule by rule, and only where all that it reaches was wholly looked at.
    """
    charter = law()
    known = frozenset(part for part in parts(charter) if part.rule)
    unused = known.difference(*(needed(charter, each) for each in reports))

    assert expected == [advice for _, _, advice in said(charter, unused)]


@pytest.mark.parametrize(("idx", "rest"), [(0, REGISTER.partition("\n")[2]), (1, REGISTER.partition("\n")[0] + "\n")])
def test_an_unused_waiver_is_removed_by_its_lines(idx, rest):
    """
    The quick fix takes out the whole entry, with the comments in it.
    """
    charter = law()
    (problem,) = with_idle(charter, frozenset(part for part in parts(charter) if part.name == f"W-{idx + 1}")).problems
    (edit,) = problem.fixes[0].edits

    assert rest == REGISTER[: edit.span.start] + edit.text + REGISTER[edit.span.end :]


def test_what_shares_its_line_is_removed_by_hand():
    """
    Between brackets no line belongs to one entry alone.
    """
    charter = law("[{rules: [B602], paths: [a]}, {rules: [B307], paths: [a]}]")
    found = with_idle(charter, parts(charter)).problems

    assert [(), ()] == [problem.fixes for problem in found if problem.rule == "waiver.unused"]


def test_what_was_written_since_is_not_called_idle():
    """
    An entry is recognised by what it says: moved it is the same, and with other paths it is a new one.
    """
    idle = parts(law())
    moved, other = law(f"# a register\n{REGISTER}"), law(REGISTER.replace("[src/]", "[src/new/]"))

    assert [2, 1] == [
        len([problem for problem in with_idle(each, idle).problems if problem.rule == "waiver.unused"])
        for each in (moved, other)
    ]


def test_an_organisation_speaks_of_other_repositories_too():
    """
    What no file of one repository needs is no mistake in a charter for many.
    """
    assert frozenset() == parts(law(label="organisation", name="/etc/charter/charter.yaml"))
