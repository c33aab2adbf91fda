import json
import re

import pytest

SHELL = "import subprocess\nsubprocess.run(command, shell=True)\n"
EVAL = "eval(text)\n"
WAIVER = "# charter: waive S307 until 2999-01"
STRICT = "rules: {security: block, complexity.cyclomatic: {level: warn, max: 3}}\n"


@pytest.fixture
def commit(git, write):
    """
    Commit texts, in a repository that is made at the first time.
    """
    git("init", "--initial-branch", "main")

    def commit(texts=()):
        write(dict(texts))
        git("add", "--all")
        git("commit", "--message", "next", "--allow-empty")

    return commit


def listed(outcome):
    """
    Return the place and rule of each finding that is listed.
    """
    return re.findall(r"^(\S+:\d+):\d+ \w+ +([\w.-]+)", outcome.out, re.MULTILINE)


def loosened(outcome):
    """
    Return by place what the change is said to loosen.
    """
    said = re.findall(
        r"^(\S+:\d+):\d+ \w+ +charter.loosened [^\n]*?\n?[^\n]*?The change loosens: (.*)\.$", outcome.out, re.MULTILINE
    )
    places = dict.fromkeys(place for place, _ in said)
    return {place: [each for at, what in said if at == place for each in what.split("; ")] for place in places}


def test_what_was_there_is_counted(charter, write, commit):
    """
    Old findings neither fail the run nor are listed; one more of the kind above them is the only one that is.
    """
    commit({"a.py": SHELL * 2, "b.py": SHELL, "charter.yaml": STRICT})
    assert (0, "3 files: no finding; 3 observed; 3 there before the change\n") == charter("check", "--since", "HEAD")[
        :2
    ]

    write({"a.py": f"import subprocess\nsubprocess.run( command, shell=True)\n{SHELL * 2}"})
    outcome = charter("check", "--since", "HEAD")

    assert (1, [("a.py:2", "security.shell-injection")]) == (outcome.status, listed(outcome))
    assert "3 there before the change" in outcome.out


@pytest.mark.parametrize("stage", [(), ("add", "--all"), ("commit", "--all", "--message", "b")])
def test_staged_unstaged_and_committed_changes_count(charter, write, commit, git, stage):
    """
    Wherever the change has got to, it is judged; a file that git does not know yet is new altogether.
    """
    commit({"a.py": SHELL, "charter.yaml": STRICT})
    git("tag", "before")
    write({"a.py": SHELL + EVAL})
    if stage:
        git(*stage)
    write({"new.py": EVAL})

    assert [("a.py:3", "security.eval"), ("new.py:1", "security.eval")] == listed(charter("check", "--since", "before"))


def test_renamed_files_are_not_new(charter, write, commit, git):
    """
    A file that moved is judged where it changed, and what was known of it is known still; names may be strange.
    """
    commit({"a.py": SHELL * 9, "charter.yaml": STRICT})
    charter("known")
    commit({"a.py": SHELL * 9 + EVAL})
    git("mv", "a.py", 'ä "b"\t.py')
    write({'ä "b"\t.py': f"{SHELL * 9}{EVAL}exec(text)\n"})

    outcome = charter("check", "--since", "HEAD", "--format", "json")

    (report,) = (each for each in json.loads(outcome.out)["files"] if each["path"].endswith("\t.py"))
    by = [each["suppression"] and each["suppression"]["by"] for each in report["findings"] if each["level"] == "block"]
    assert [*["known"] * 9, "unchanged", None] == by


def test_functions_that_become_too_complex_are_new(charter, write, commit):
    """
    Though the line that is marked did not change; one that was too complex and became simpler is old.
    """

    def function(name, n_branches):
        return f"def {name}(x):\n" + "".join(f"    if x == {name}{idx}:\n        pass\n" for idx in range(n_branches))

    commit({"a.py": function("f", 2) + function("g", 6), "charter.yaml": STRICT})
    write({"a.py": function("f", 5) + function("g", 5)})

    assert [("a.py:1", "complexity.cyclomatic")] == listed(charter("check", "--since", "HEAD"))


def test_statements_that_lost_a_line_are_judged(charter, write, commit):
    """
    Lines that are gone belong to the change as well.
    """
    call = "subprocess.run(\n    command,\n    timeout=1,\n    shell=True,\n)\n"
    commit({"a.py": f"import subprocess\n{call}", "charter.yaml": STRICT})
    write({"a.py": f"import subprocess\n{call.replace('    timeout=1,' + chr(10), '')}"})

    assert [("a.py:4", "security.shell-injection")] == listed(charter("check", "--since", "HEAD"))


def test_revisions_are_compared_from_where_the_branch_began(charter, commit, git):
    """
    What others did to the main branch meanwhile is no part of this one.
    """
    commit({"a.py": SHELL, "charter.yaml": STRICT})
    git("switch", "--create", "mine")
    commit({"mine.py": EVAL})
    git("switch", "main")
    commit({"a.py": "x = 1\n"})
    git("switch", "mine")

    assert [("mine.py:1", "security.eval")] == listed(charter("check", "--since", "main"))


@pytest.mark.parametrize("line_end", ["\r\n", "\r"])
def test_other_line_ends(charter, commit, place, line_end):
    """
    Lines that git counts otherwise never hide what is new.
    """
    commit({"a.py": "x = 1\n", "charter.yaml": STRICT})
    (place / "a.py").write_bytes(f"x = 1\n{EVAL}y = 2\n".replace("\n", line_end).encode())

    assert [("a.py:2", "security.eval")] == listed(charter("check", "--since", "HEAD"))


def test_loosened_charters_come_first(charter, commit, write):
    """
    Each place that loosens something is listed before all findings, at its own line, with what it loosens.
    """
    commit(
        {
            "src/pay.py": EVAL,
            "old.py": "x = 1\n",
            "charter.yaml": """\
name: Acme
rules:
  security.eval: block
  complexity.cyclomatic: {level: warn, max: 5}
tools: {unapproved: block, approved: [copilot], denied: [windsurf]}
zones: [{name: pay, paths: [src/**], ai: forbidden, rules: {security.exec: block}}]
rollout: [{from: 2999-01-01, rules: {security.yaml-load: block}}]
""",
        }
    )
    write(
        {
            "new.py": EVAL,
            "charter.yaml": """\
name: Acme
rules:
  security.eval: warn
  complexity.cyclomatic: {level: warn, max: 9}
tools: {unapproved: block, approved: [copilot, cursor]}
zones: [{name: pay, paths: [src/**], ai: open, rules: {security.exec: warn}}]
exclude: [old.py, "later/**"]
waivers: {suppressions: all}
""",
        }
    )

    outcome = charter("check", "--since", "HEAD")

    assert "This change loosens:\n" == outcome.out[: len("This change loosens:\n")]
    assert ("new.py:1", "security.eval") == listed(outcome)[-1]
    said = loosened(outcome)
    assert "rules.security.eval: block → warn" in said["charter.yaml:3"]
    assert ["rules.complexity.cyclomatic.max: 5 → 9"] == said["charter.yaml:4"]
    assert "tools, cursor: block → off" in said["charter.yaml:5"]
    assert "rules.security.exec: block → warn" in said["charter.yaml:6"]
    left_out = ["exclude leaves out old.py", "exclude leaves out later/**, which matches no file yet"]
    assert left_out == said["charter.yaml:7"]
    assert ["waivers.suppressions: below-block → all"] == said["charter.yaml:8"]


def test_a_deleted_charter_loosens(charter, commit, place):
    """
    What a charter held is said at its place, though the file is gone.
    """
    commit({"a.py": EVAL, "charter.yaml": "extends: recommended\nrules: {security.eval: block}\n"})
    (place / "charter.yaml").unlink()

    expected = {"charter.yaml:1": ["rules.security.eval: block → by finding"]}
    assert expected == loosened(charter("check", "--since", "HEAD"))


def test_moving_lines_about_loosens_nothing(charter, commit, write):
    """
    Nor does what is stricter, nor a waiver that ends earlier or moved within its file.
    """
    waiver = "# charter: waive security.eval until {} -- reason\n"
    commit(
        {
            "a.py": f"{waiver.format('2999-02-01')}{EVAL}x = 1\n{SHELL.strip()}  # nosec B602\n",
            "charter.yaml": "rules: {security.eval: warn, security.exec: block}\n",
        }
    )
    write(
        {
            "a.py": f"{SHELL.strip()}  # nosec B602\nx = 1\n{waiver.format('2999-01-01')}{EVAL}",
            "charter.yaml": "rules:\n  security.exec: block\n  security.eval: block\n",
        }
    )

    assert {} == loosened(charter("check", "--since", "HEAD"))


@pytest.mark.parametrize(
    ("comments", "expected"),
    [
        (("", "  # nosec"), "nosec of everything"),
        (("", "  # noqa: S307, E501"), "noqa of S307"),
        (("", "  # noqa"), None),
        (("", "  # noqa: E501"), None),
        (("  # nosec", "  # nosec B307"), None),
        (("  # nosec B307", "  # nosec"), "nosec of everything"),
        (("", f"  {WAIVER}-01"), "waiver of S307 until 2999-01-01"),
        ((f"  {WAIVER}-01", f"  {WAIVER}-02"), "waiver of S307 until 2999-01-02"),
        ((f"  {WAIVER}-02", f"  {WAIVER}-01"), None),
    ],
)
def test_new_exceptions_in_the_code_loosen(charter, commit, write, comments, expected):
    """
    Suppressions and waivers that are new, wider or longer are listed where they stand.
    """
    before, after = (f"x = 1\n{EVAL.strip()}{comment}\n" for comment in comments)
    commit({"a.py": before})
    write({"a.py": after})

    assert ({"a.py:2": [expected]} if expected else {}) == loosened(charter("check", "--since", "HEAD"))


def test_records_and_registers_loosen(charter, commit, write):
    """
    Findings that were added to the known ones, and waivers added to a register, are listed in those files.
    """
    register = "- {rules: [security.eval], paths: [a.py], reason: x, expires: 2999-01-01}\n"
    commit({"a.py": EVAL, "charter.yaml": "waivers: {files: [waivers.yaml]}\n", "waivers.yaml": register})
    write({"b.py": SHELL, "waivers.yaml": register + register.replace("a.py", "b.py")})
    charter("known")

    assert {
        "charter-known.json:1": ["1 more finding recorded as known"],
        "waivers.yaml:2": ["waiver of security.eval in b.py"],
    } == loosened(charter("check", "--since", "HEAD"))


def test_a_change_cannot_hush_up_what_it_loosens(charter, commit, write):
    """
    The charter before the change counts as well: what is at block there cannot be switched off at once.
    """
    commit({"a.py": EVAL, "charter.yaml": "rules: {security.eval: block, charter.loosened: block}\n"})
    write({"charter.yaml": "rules: {security.eval: warn, charter.loosened: off}\n"})

    outcome = charter("check", "--since", "HEAD")

    assert (1, True) == (outcome.status, "charter.yaml:1:24 block  charter.loosened" in outcome.out)


def test_misuse_is_said(charter, write, place):
    """
    Without a repository, or with a revision that is none, nothing is judged and the status is 2.
    """
    write({"a.py": EVAL})
    assert (2, "", f"Error: {place}: expected a git repository, found none\n") == charter("check", "--since", "HEAD")

    for revision in ("HEAD", "--output=x"):
        (place / ".git").mkdir(exist_ok=True)
        assert (2, "") == charter("check", f"--since={revision}")[:2]


def test_no_git_is_said(charter, commit, monkeypatch, tmp_path):
    """
    Without the program git, nothing is judged and the status is 2.
    """
    commit({"a.py": EVAL})
    monkeypatch.setenv("PATH", str(tmp_path))

    assert (2, "", "Error: expected the program git, found none\n") == charter("check", "--since", "HEAD")


def test_nothing_of_the_repository_is_run(charter, commit, git, place, write):
    """
    Programs that the repository's configuration names for diffs, text conversion, filters and watching are not started.
    """
    commit({"a.py": EVAL, ".gitattributes": "*.py diff=evil filter=evil\n"})
    evil = f"touch {place}/ran"
    programs = ("diff.external", "diff.evil.textconv", "diff.evil.command", "filter.evil.clean", "filter.evil.process")
    for key in (*programs, "core.fsmonitor"):
        git("config", key, evil)
    write({"a.py": EVAL * 2})

    assert [("a.py:2", "security.eval")] == listed(charter("check", "--since", "HEAD"))
    assert not (place / "ran").exists()
