import json
import re
import shlex
import subprocess
import sys
from pathlib import Path

import yaml
from click.testing import CliRunner

from charter.cli import commands
from support import needs

ROOT = Path(__file__).parents[2]


def test_explain(charter):
    """
    A rule's page comes by its id, half of it, or an alias; a family or a weakness lists its rules.
    """
    by_id, by_alias = charter("explain", "security.shell-injection"), charter("explain", "b602")

    assert by_id == by_alias == charter("explain", "shell-injection")
    assert by_id.out.startswith("# security.shell-injection\n")
    assert "complexity.cyclomatic (C901): " in charter("explain", "complexity").out
    assert "security.shell-injection (B602" in charter("explain", "CWE-78").out


def test_explain_offers_what_was_meant(charter):
    """
    An unknown name is answered with the nearest ones, also for the second half of an id.
    """
    assert "security.shell-injection" in charter("explain", "security.shell-injecton").err
    assert "security.shell-injection" in charter("explain", "shell-injecton").err


def test_policy_without_an_organisation(charter, write):
    """
    Every layer in force is named, each value with its clause, and the missing organisation is said.
    """
    write(
        {
            "src/a.py": "",
            "charter.yaml": "rules:\n  security.pickle: block\n",
            "src/charter.yaml": "rules: {B602: block}\n",
        }
    )

    top, below = charter("policy", "show"), charter("policy", "show", "--path", "src/a.py")

    assert "no organisation layer" in top.out
    assert re.search(r"^ *rules\.security\.pickle +block +charter\.yaml:2", top.out, re.MULTILINE)
    assert not re.search(r"^ *rules\.security\.shell-injection +block", top.out, re.MULTILINE)
    assert re.search(r"^ *rules\.security\.shell-injection +block +src/charter\.yaml:1", below.out, re.MULTILINE)


def test_policy_of_the_machine(charter, write, place, monkeypatch):
    """
    The organisation's charter is named first, and its values win.
    """
    write({"charter.yaml": "rules: {B602: off}\n", "../org.yaml": "name: Acme\nrules: {B602: block}\n"})
    monkeypatch.setenv("CHARTER_POLICY", str(place.parent / "org.yaml"))

    shown = charter("policy", "show").out

    assert "no organisation layer" not in shown
    assert "Acme" in shown
    assert re.search(rf"rules\.security\.shell-injection +block +{place.parent}/org\.yaml:2 \(organisation\)", shown)


def test_policy_says_what_is_not_in_force(charter, place, monkeypatch):
    """
    An organisation's charter that is named and not there is missed in the open, and the exit status is 2.
    """
    missing = place.parent / "missing.yaml"
    monkeypatch.setenv("CHARTER_POLICY", str(missing))

    status, out, _ = charter("policy", "show")

    assert 2 == status
    assert f"Not wholly in force: {missing}.\nThere is a mistake in these charters: " in out


def test_help_names_every_command(charter):
    """
    `--help` of the program and of each command, the server's too, says what it does.
    """
    shown = charter("--help").out

    assert "server" in commands.commands
    for name, command in commands.commands.items():
        assert re.search(rf"^  {name} +\w+", shown, re.MULTILINE)
        assert 0 == CliRunner().invoke(command, ["--help"]).exit_code


def test_hooks_are_valid():
    """
    pre-commit takes our hooks.
    """
    manifest = ROOT / ".pre-commit-hooks.yaml"

    subprocess.run([needs.program("pre-commit"), "validate-manifest", manifest], check=True)


def test_documented_jobs_work(charter, write, git, place):
    """
    The CI page's YAML is YAML, each command in it is known, and GitLab's report is made as it says.
    """
    page = (ROOT / "docs/ci.md").read_text()
    script = re.search(r"```python\n(.*?)```", page, re.DOTALL)[1]
    write({"a.py": "import subprocess\nsubprocess.run(x, shell=True)\n", "charter.yaml": "rules: {B602: block}\n"})
    for command in ("init", "add .", "commit -m first", "update-ref refs/remotes/origin/main HEAD"):
        git(*command.split())

    assert 4 == len([yaml.safe_load(block) for block in re.findall(r"```yaml\n(.*?)```", page, re.DOTALL)])
    for line in re.findall(r"charter ((?:check|log) [^|\n`]*)", page):
        assert 2 != charter(*shlex.split(re.sub(r"\$\{\w+\}", "main", line))).status
    assert 1 == charter(*["check", "--format", "json", "--output", "charter.json"]).status
    with (place / "charter.json").open() as log:
        done = subprocess.run([sys.executable, "-c", script], check=False, stdin=log, capture_output=True)
    assert 1 == done.returncode
    assert [("security.shell-injection", "blocker", {"path": "a.py", "lines": {"begin": 2}})] == [
        (issue["check_name"], issue["severity"], issue["location"]) for issue in json.loads(done.stdout)
    ]


def test_standard_input_without_a_name_is_said_to_be_plain_text(charter, write, typed):
    """
    Where neither a name nor the text tells a language, people hear how to tell it; with a name nothing is said.
    """
    write({"charter.yaml": "extends: recommended\n"})
    typed(b"eval(text)\n")
    assert "Warning: standard input was read as plain text; say --stdin-filename NAME" in charter("check", "-").err
    typed(b"#!/usr/bin/env python3\neval(text)\n")
    assert "" == charter("check", "-").err
    typed(b"notes")
    assert "" == charter("check", "-", "--stdin-filename", "notes.txt").err
