from datetime import date

import pytest

from charter.model import Finding, Level
from charter.policy import decide, register_problems
from charter.text import Span
from support.charters import of_files
from support.pages import draw, examples

TODAY = date(2027, 1, 10)
HERE = Span(0, 4)
SHELL = "security.shell-injection"
BLOCKING = "rules: {security: block}\nroles: {leads: {members: ['@lena']}, team: {members: ['@acme/team']}}\n"


FAILS = """
    == a required field is missing
    - {rules: [B602], paths: ["*"], reason: constant}
      ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ missing-field: Add what is missing.

    == a field is unknown, or cannot be read
    - {rules: [B602], paths: ["*"], reason: constant, expires: 2027-1-31}
      ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ missing-field: Put right what it says, or remove the waiver.

    == its last day has passed
    - {rules: [B602], paths: ["*"], reason: constant, expires: 2027-01-09}
                                                               ^^^^^^^^^^ expired: Fix what it waives, or agree on a later day and write that.

    == it runs too long, counted from the day on which it was agreed
    - {rules: [B602], paths: ["*"], reason: constant, created: 2026-12-01, expires: 2027-03-02}
                                                                                    ^^^^^^^^^^ too-long: Write a last day at most 90 days after 2026-12-01.

    == its days are counted from no day to come
    - {rules: [B602], paths: ["*"], reason: constant, created: 2027-12-01, expires: 2028-01-15}
                                                                                    ^^^^^^^^^^ too-long: Write a last day at most 90 days after 2027-01-10.

    == somebody approved it who may not
    - {rules: [B602], paths: ["*"], reason: constant, approver: "@omar", expires: 2027-01-31}
                                                                                  ^^^^^^^^^^ approver-not-allowed: Have it approved by a member of 'leads'.

    == who approves it has asked for it
    - {rules: [B602], paths: ["*"], reason: constant, approver: "@lena", requested_by: "@Lena", expires: 2027-01-31}
                                                                                                         ^^^^^^^^^^ self-approved: Have somebody else approve it.

    == nobody may waive the rule
    - {rules: [security.eval], paths: ["*"], reason: constant, expires: 2027-01-31}
                                                                        ^^^^^^^^^^ not-waivable: Fix the finding, and remove the waiver.
"""  # noqa: E501 - a waiver is one line

MISTAKES = """
    == rules that do not exist, families and weaknesses
    - {rules: [B6002, security, CWE-78], paths: ["*"]}
               ^^^^^ waiver.unknown-rule: Write 'B602' instead of 'B6002'.
                      ^^^^^^^^ waiver.unknown-rule: Name the rules one by one, such as 'security.assert'.
                                ^^^^^^ waiver.unknown-rule: Name the rules one by one, such as 'security.eval'.

    == fields that are missing, unknown or of the wrong kind
    - {rules: [B602]}
      ^^^^^^^^^^^^^^^ charter.wrong-type: Add 'paths' to this entry.
    - {rules: [B602], paths: "[a", untill: 2027-01-31}
                             ^^^^ charter.bad-glob: Write a pattern as in .gitignore.
                                   ^^^^^^ charter.unknown-key: Remove 'untill'.
    - {rules: [B602], paths: [a], expires: 31.1.2027}
                                           ^^^^^^^^^ charter.bad-date: Write a date such as 2027-01-31.

    == it ends before it begins
    - {rules: [B602], paths: [a], created: 2027-02-01, expires: 2027-01-31}
                                                                ^^^^^^^^^^ charter.bad-date: Write a last day after 'created'.

    == no list
    W-1: {rules: [B602]}
    ^^^^^^^^^^^^^^^^^^^^ charter.wrong-type: Write a list for 'register'.
"""  # noqa: E501 - as above

TERMS = "waivers: {files: [w.yaml], max_days: 90, approvers: [leads], not_waivable: [security.eval]}"


def law(register, terms="waivers: {files: [w.yaml]}", roles=BLOCKING):
    return of_files({"charter.yaml": f"{roles}{terms}\n", "w.yaml": register}, ("charter.yaml", "repository"))


def decided(charter, path="tools/a.py", rule=SHELL):
    return decide(charter, Finding(rule, HERE, "", "", HERE), path, TODAY)


def test_waiver_of_a_register_silences_what_blocks():
    """
    On its paths and for its rules a finding at block is waived, from outside; elsewhere it is in force.
    """
    register = "- {id: W-1, rules: [B602], paths: [tools/], reason: constant, expires: 2027-01-31}"
    waived, elsewhere, other = (
        decided(law(register)),
        decided(law(register), "src/a.py"),
        decided(law(register), rule="security.eval"),
    )

    assert (Level.BLOCK, "external", "W-1: constant") == (
        waived.level,
        waived.suppression.kind,
        waived.suppression.reason,
    )
    assert [True, True] == [elsewhere.is_in_force, other.is_in_force]


@pytest.mark.parametrize("example", examples(FAILS), ids=str)
def test_waiver_that_does_not_hold_is_said_in_the_register_and_at_the_finding(example):
    """
    Its finding is in force and says why, and the register says what would help.
    """
    charter = law(example.code, TERMS)
    decisions = [decided(charter, rule=rule) for rule in (SHELL, "security.eval")]
    problems = [(each.span, f"{each.rule[7:]}: {each.advice}") for each in register_problems(charter, TODAY)]

    assert example.picture == draw(example.code, problems)
    assert [True, True] == [each.is_in_force for each in decisions]
    assert any("does not hold" in each.caution for each in decisions)


@pytest.mark.parametrize(
    ("end", "why"),
    [
        ("expires: 2027-1-31", "its 'expires' is no date"),
        ("expire: 2020-01-01", "a waiver has no field 'expire'"),
        ("expires: [2027-01-31]", "its 'expires' is wrong"),
        ("paths: '[a'", "its 'paths' is wrong"),
    ],
)
def test_recorded_waiver_that_cannot_be_understood_does_not_hold(end, why):
    """
    What cannot be read may be what bounds it, also where the charter requires no last day.
    """
    paths = "" if "paths" in end else "paths: [tools/], "
    law_of = law(
        f"- {{rules: [B602], {paths}reason: constant, {end}}}", "waivers: {files: [w.yaml], require: [reason]}"
    )

    assert decided(law_of).is_in_force
    assert [("waiver.missing-field", f"The waiver does not hold: {why}.")] == [
        (each.rule, each.message) for each in register_problems(law_of, TODAY)
    ]


@pytest.mark.parametrize("example", examples(MISTAKES), ids=str)
def test_mistakes_in_a_register_are_said_in_their_place(example):
    """
    Everything that is wrong with a register is found at once, and what can be read holds.
    """
    problems = [(each.span, f"{each.rule}: {each.advice}") for each in law(example.code).problems]

    assert example.picture == draw(example.code, problems)


@pytest.mark.parametrize(
    ("approver", "approvers", "expected"),
    [
        ("@lena", "[leads]", "constant"),
        ("@LENA ", "[leads]", "constant"),
        ("@omar", "[leads]", None),
        ("@omar", "[team]", "constant (approved by @omar, which is not verified)"),
        ("@omar", "[leads, team]", "constant (approved by @omar, which is not verified)"),
        ("@omar", "[nobody]", None),
        ("@omar", "[]", None),
    ],
)
def test_approver_is_a_member_of_an_approving_role(approver, approvers, expected):
    """
    A known non-member does not count; who belongs to a group is not known, so there it holds unverified.
    """
    register = f"- {{rules: [B602], paths: ['*'], reason: constant, expires: 2027-01-31, approver: '{approver}'}}"
    decision = decided(law(register, f"waivers: {{files: [w.yaml], approvers: {approvers}}}"))

    assert expected == (decision.suppression and decision.suppression.reason)


def test_register_that_is_not_there_waives_nothing():
    """
    A register that is named and missing is said where it is named, and leaves no layer unread.
    """
    charter = of_files({"charter.yaml": f"{BLOCKING}waivers: {{files: [none.yaml]}}"}, ("charter.yaml", "repository"))

    assert [("waiver.unread-register", Level.WARN)] == [(each.rule, each.level) for each in charter.problems]
    assert () == charter.unread
    assert decided(charter).is_in_force


def test_hostile_register_leaves_the_charter_standing():
    """
    A register that is no YAML, too deep or too large is one problem, in its place.
    """
    for text in ("[" * 1_000, "- x\n" * 10_001, "a: *b"):
        (problem,) = law(text).problems

        assert ("w.yaml", Level.BLOCK) == (problem.source, problem.level)


@pytest.mark.parametrize(
    ("dates", "rule", "until"),
    [
        ("expires: 2027-01-24", "waiver.expires-soon", "2027-02-09"),
        ("expires: 2027-01-09", "waiver.expired", "2027-02-09"),
        ("created: 2026-10-20, expires: 2027-01-12", "waiver.expires-soon", "2027-01-18"),
        ("created: 2027-01-01, expires: 2027-05-01", "waiver.too-long", "2027-02-09"),
        ("created: 2026-09-01, expires: 2026-12-01", "waiver.expired", None),
        ("expires: 2027-01-25", None, None),
    ],
)
def test_a_recorded_waiver_that_ends_is_prolonged(dates, rule, until):
    """
    What ends within two weeks is announced; its last day moves by a month, or as far as `max_days` lets it.
    """
    register = f"- {{rules: [B602], paths: ['*'], reason: constant, {dates}}}"
    found = [*register_problems(law(register, terms="waivers: {files: [w.yaml], max_days: 90}"), TODAY)]

    assert [rule] * bool(rule) == [each.rule for each in found]
    edits = [edit for each in found for fix in each.fixes for edit in fix.edits]
    assert [until] * bool(until) == [edit.text for edit in edits]
