"""
`charter policy test`: tests of charters, run as their owners run them.
"""

import re
from pathlib import Path

import pytest

PASSES = """\
charter: ../charter.yaml
today: 2027-02-01
files:
  src/pay/run.py: |
    import subprocess
    subprocess.run(command, shell=True)
  src/web/run.py: |
    import subprocess
    subprocess.run(command, shell=True)
expect:
  src/pay/run.py: [{line: 2, rule: security.shell-injection, level: block}]
  src/web/run.py: [{line: 2, rule: security.shell-injection, level: warn}]
"""
FAILS = 'charter: ../charter.yaml\nfiles:\n  a.py: "eval(x)"\n'
LAW = "zones: [{name: payments, paths: [src/pay/], rules: {security: block}}]\nrules: {security: warn}\n"


def test_tests_pass(charter, write):
    """
    Only the charter that a test names is in force, on the day that it names.
    """
    write({"policy-tests/a.yaml": PASSES, "charter.yaml": LAW, "policy-tests/layers/no-test.yaml": "["})

    assert (0, "1 test: 1 passed\n", "") == charter("policy", "test")


def test_failures_stand_at_their_place(charter, write):
    """
    A test that fails says where, what was found, and which line of which charter says so.
    """
    write({"policy-tests/a.yaml": PASSES, "policy-tests/b.yml": FAILS, "charter.yaml": LAW})

    status, out, _ = charter("policy", "test", "policy-tests")

    assert 1 == status
    found = "found security.eval at warn (set by charter.yaml:2 (repository))"
    assert f"policy-tests/b.yml:3:3 a.py:1 expected nothing, {found}\n2 tests: 1 passed, 1 failed\n" == out


def test_layers_bind(charter, write):
    """
    Of several layers the outermost comes first, packs by name; what is in force here does not matter.
    """
    files = {
        "charter.yaml": "rules: {security.eval: off}\n",
        "policy-tests/layers/org.yaml": "rules: {security.eval: block}\n",
        "policy-tests/a.yaml": (
            "charter: [recommended, layers/org.yaml, ../charter.yaml]\n"
            "files: {a.py: eval(x)}\n"
            "expect: {a.py: [{rule: security.eval, level: block}]}\n"
        ),
    }
    write(files)

    assert (0, "1 test: 1 passed\n", "") == charter("policy", "test", "policy-tests/a.yaml")


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("charter: strict\nfile: {a.py: x}\n", "a.yaml:2:1 Write 'files' instead of 'file'."),
        (
            "charter: none.yaml\nfiles: {a.py: x}\n",
            "a.yaml: none.yaml:1 It cannot be read: expected a file, found none.",
        ),
        ("charter: bad.yaml\nfiles: {a.py: x}\n", "a.yaml: bad.yaml:1 "),
        ("charter: /etc/passwd\nfiles: {a.py: x}\n", "Expected a YAML file in the workspace."),
        ("charter: ../outside.yaml\nfiles: {a.py: x}\n", "Expected a YAML file in the workspace."),
        ("charter: [\n", "a.yaml:2:1 Correct the YAML here"),
        ("\xff", "a.yaml:1:1 Write 'key: value' entries for 'the test'."),
    ],
)
def test_what_cannot_be_run(charter, write, text, expected):
    """
    A test or charter that cannot be read is said where it is wrong, and is no test that passed.
    """
    write({"a.yaml": text, "bad.yaml": "rules: [", "../outside.yaml": "extends: strict"})

    status, out, _ = charter("policy", "test", "a.yaml")

    assert 2 == status
    assert expected in out
    assert "1 test: 0 passed, 1 could not be run\n" in out


@pytest.mark.parametrize("name", ["policy-tests", "empty", "none.yaml"])
def test_no_tests(charter, write, name):
    """
    Where there is no test nothing passes.
    """
    write({"empty/readme.md": ""})

    assert (2, "") == charter("policy", "test", name)[:2]


def test_documented_test_passes(charter, write):
    """
    The test on its page is one that passes.
    """
    page = (Path(__file__).parents[2] / "docs/policy-tests.md").read_text()
    blocks = dict(re.findall(r"```yaml\n# (\S+)\n(.*?)```", page, re.DOTALL))
    write(blocks)

    assert {"charter.yaml", "policy-tests/shell.yaml"} == blocks.keys()
    assert (0, "1 test: 1 passed\n", "") == charter("policy", "test")
