"""
`charter policy check`: what is wrong in charters, without looking at code.
"""

import json

import pytest

ROOT = """\
extends: recommended
zones:
  - {name: payments, paths: [src/pay/], ai: forbidden}
  - {name: nothing, paths: [src/nix/]}
waivers: {files: [waivers.yaml]}
rules: {securty: block}
"""
REGISTER = '- {id: W-1, rules: [B602], paths: ["**"], reason: constant, expires: 2020-01-01}\n'
TREE = {
    "charter.yaml": ROOT,
    "waivers.yaml": REGISTER,
    "src/pay/a.py": "import subprocess\nsubprocess.run(x, shell=True)\n",
    "lib/charter.yaml": "rules: {B602: loud}\n",
    "lib/a.py": "",
}


def rules_by_place(outcome):
    found = json.loads(outcome.out)["files"]
    return [
        (file["path"], each["start"]["line"], each["rule"], each["level"])
        for file in found
        for each in file["findings"]
    ]


def test_every_problem_of_every_charter(charter, write):
    """
    Nested charters, registers and empty zones are looked at; code is not.
    """
    write(TREE)

    outcome = charter("policy", "check", "--format", "json")

    assert 0 == outcome.status
    assert [
        ("charter.yaml", 4, "charter.empty-zone", "warn"),
        ("charter.yaml", 6, "charter.unknown-rule", "warn"),
        ("lib/charter.yaml", 1, "charter.wrong-type", "warn"),
        ("waivers.yaml", 1, "waiver.expired", "warn"),
    ] == rules_by_place(outcome)
    assert outcome == charter("policy", "check", ".", "--format", "json")


def test_only_charters_in_force_in_a_folder(charter, write):
    """
    A folder is told of its own charters and of those above it, and of no others.
    """
    write(TREE)

    assert {"charter.yaml", "waivers.yaml"} == {
        path for path, *_ in rules_by_place(charter("policy", "check", "src", "--format", "json"))
    }


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("rules: {B602: block}", 0),
        ("rules: {securty: block}", 0),
        ("rules: {charter.unknown-rule: block, securty: block}", 1),
        ("rules: {charter.empty-zone: block}\nzones: [{name: none, paths: [none/]}]", 1),
        ("rules: {charter.empty-zone: off}\nzones: [{name: none, paths: [none/]}]", 0),
        ("rules: [", 2),
        ("extends: missing.yaml", 2),
    ],
)
@pytest.mark.parametrize("form", ["text", "sarif", "github"])
def test_exit_status(charter, write, text, expected, form):
    """
    As of `charter check`: 1 for a problem at block, 2 for a charter that is not wholly in force.
    """
    write({"charter.yaml": text})

    assert expected == charter("policy", "check", "--format", form).status


def test_a_charter_that_is_not_in_force_yet(charter, write):
    """
    A file of another name stands for the repository's charters, so that a draft can be checked.
    """
    write({"charter.yaml": "rules: [", "drafts/next.yaml": "rules: {securty: block}\n"})

    outcome = charter("policy", "check", "drafts/next.yaml", "--format", "json")

    assert [("drafts/next.yaml", 1, "charter.unknown-rule", "warn")] == rules_by_place(outcome)


@pytest.mark.parametrize("command", [("check",), ("policy", "check")])
def test_without_a_charter_it_is_said_what_is_in_force(charter, write, command):
    """
    People are told that `recommended` stands in for the charter that is missing, and which file is nearly one; programs
    get the finding only.
    """
    write({"a.py": "", "charter.yml": "rules: {B602: block}\n"})

    outcome = charter(*command)

    said = "There is no charter here, so the pack recommended is in force; `charter init` writes one.\n"
    assert (0, said) == (outcome.status, outcome.err)
    assert "charter.yml:1:1 warn   charter.missing-layer" in outcome.out
    assert "Rename it to charter.yaml." in outcome.out
    assert "" == charter(*command, "--format", "json").err
    write({"charter.yaml": "rules: {B602: block}\n"})
    assert "" == charter(*command).err


def test_problems_of_a_large_charter_are_at_their_lines(charter, write):
    """
    However small `size_limit` is, a charter and its registers are read, and every face says where they are wrong.
    """
    write(
        {
            "charter.yaml": "name: Acme\nsize_limit: 50B\nwaivers:\n  files: [w.yaml]\nrules:\n  securty: block\n",
            "w.yaml": "# exceptions\n- {rules: [B602], paths: [a.py], reason: constant,\n   expires: 2020-01-31}\n",
        }
    )
    places = ["charter.yaml:6:3", "w.yaml:3:13"]

    for command in (("check", "."), ("policy", "check")):
        lines = charter(*command).out.splitlines()
        assert places == [
            line.split(" ")[0] for line in lines if " charter.unknown-rule " in line or ".expired " in line
        ]
    assert "too-large" not in charter("check", ".", "--format", "json").out
