import json

import pytest

SHELL = "import subprocess\nsubprocess.run(command, shell=True)\n"
EVAL = "eval(text)\n"
CHARTER = "rules: {security: warn, complexity.cyclomatic: {level: warn, max: 3}}\n"


def measured(n_branches):
    return "def f(x):\n" + "    if x:\n        pass\n" * n_branches


@pytest.fixture
def recorded(place):
    """
    Give what is recorded, as pairs of path and rule.
    """

    def recorded(name="charter-known.json"):
        said = json.loads((place / name).read_text(encoding="utf-8"))
        return [(entry["path"], entry["rule"]) for entry in said["known"]]

    return recorded


@pytest.fixture
def organisation(tmp_path, monkeypatch):
    """
    The file of an organisation's layer.
    """
    policy = tmp_path / "organisation.yaml"
    monkeypatch.setenv("CHARTER_POLICY", str(policy))
    return policy


def test_what_is_recorded_is_silent_and_stays_in_the_report(charter, write):
    """
    After `charter known` nothing is listed or at block, the count says so, and SARIF holds it as unchanged.
    """
    write({"a.py": SHELL, "charter.yaml": "rules: {security.shell-injection: block}\n"})
    assert 1 == charter("check").status

    assert "Wrote charter-known.json: 1 known finding\n" == charter("known").out

    assert (0, "3 files: no finding; 1 observed; 1 known\n") == charter("check")[:2]
    results = json.loads(charter("check", "--format", "sarif").out)["runs"][0]["results"]
    known = [result for result in results if result.get("baselineState") == "unchanged"]
    assert [("security.shell-injection", "external")] == [
        (result["ruleId"], result["suppressions"][0]["kind"]) for result in known
    ]


def test_what_is_new_is_listed(charter, write):
    """
    A second finding of the kind, and one in another file, are new; lines above do not matter.
    """
    write({"a.py": SHELL, "charter.yaml": CHARTER})
    charter("known")

    write({"a.py": f"import os\n\n\n{SHELL}{EVAL}", "b.py": SHELL})

    assert ["a.py:6:1", "b.py:2:1"] == [
        line.split()[0] for line in charter("check").out.splitlines() if ":1 warn" in line
    ]


def test_record_only_shrinks(charter, write, recorded):
    """
    What is gone leaves the record and cannot come back; what is new is counted, and recorded only if told.
    """
    write({"a.py": SHELL, "b.py": EVAL, "charter.yaml": CHARTER})
    charter("known")
    write({"a.py": "x = 1\n", "c.py": EVAL})

    shrunk = charter("known").out
    assert "Wrote charter-known.json: 1 known finding, 1 gone, 1 new and not recorded (see --add)\n" == shrunk
    assert [("b.py", "security.eval")] == recorded()

    assert "Wrote charter-known.json: 2 known findings, 1 new\n" == charter("known", "--add").out
    assert [("b.py", "security.eval"), ("c.py", "security.eval")] == recorded()


@pytest.mark.parametrize(("n_branches", "expected"), [(5, 1), (4, 0), (3, 0)])
def test_worse_figures_are_new(charter, write, n_branches, expected):
    """
    A function may stay as complex as it was, or become simpler; more complex it is new, and the report says why.
    """
    write({"a.py": measured(4), "charter.yaml": CHARTER})
    charter("known")
    write({"a.py": measured(n_branches)})

    told = charter("check").out

    assert expected == told.count("complexity.cyclomatic")
    assert expected == told.count("It is recorded as known, but with a figure of 5.")


def test_better_figures_are_kept(charter, write):
    """
    A figure that became better cannot slide back once the record was renewed.
    """
    write({"a.py": measured(5), "charter.yaml": CHARTER})
    charter("known")
    write({"a.py": measured(4)})
    charter("known")
    write({"a.py": measured(5)})

    assert "complexity.cyclomatic" in charter("check").out


@pytest.mark.parametrize(
    ("said", "expected"),
    [("all", 0), ("below-block", 1), ("none", 1)],
)
def test_higher_layers_decide(charter, write, organisation, said, expected):
    """
    A repository's record, and its own wish, loosen nothing that the organisation forbids; the report says who does.
    """
    organisation.write_text(f"rules: {{security.shell-injection: block}}\nwaivers: {{known: {said}}}\n")
    write({"a.py": SHELL, "charter.yaml": "waivers: {known: all}\n"})
    charter("known")

    outcome = charter("check")

    assert expected == outcome.status
    assert expected == outcome.out.count("organisation.yaml:2); an exception is up to whoever owns the charter.")


def test_rules_that_nobody_may_waive_are_not_known(charter, write):
    """
    A record silences no rule of `not_waivable`, and takes in nothing that charters do wrong.
    """
    write({"a.py": SHELL, "charter.yaml": "waivers: {not_waivable: [security.shell-injection]}\nruls: {}\n"})

    charter("known")

    listed = charter("check").out
    assert "this charter lets nobody waive security.shell-injection (waivers.not_waivable, charter.yaml:1)" in listed
    assert "charter.unknown-key" in listed


@pytest.mark.parametrize(
    ("text", "at"),
    [
        ("", "1:1"),
        ("[]", "1:1"),
        ('{"version": 2, "known": []}', "1:1"),
        ('{"version": 1, "known": [\n<<<<<<< HEAD\n]}\n', "2:1"),
        ('{"version": 1, "known": [\n{"path": "a.py", "rule": "x", "fingerprint": "?"}\n]}\n', "2:1"),
        ('{"version": 1, "known": [\n{"path": "a.py", "rule": "x", "fingerprint": "0123456789abcdef"},\n7]}\n', "3:1"),
        ("[" * 100_000, "1:1"),
    ],
)
def test_broken_records_are_said(charter, write, text, at):
    """
    A record that is no record, or has a bad entry, is a problem at its place, and silences nothing by it.
    """
    write({"a.py": SHELL, "charter-known.json": text, "charter.yaml": CHARTER})

    listed = charter("check").out

    assert f"charter-known.json:{at} warn   charter.broken-known" in listed
    assert "a.py:2:1 warn   security.shell-injection" in listed


def test_broken_records_are_not_overwritten(charter, write, place):
    """
    What cannot be read is left as it is: it may be a conflict that somebody has to settle.
    """
    write({"a.py": SHELL, "charter-known.json": "<<<<<<<\n"})

    outcome = charter("known")

    assert (2, "<<<<<<<\n") == (outcome.status, (place / "charter-known.json").read_text())
    assert "charter-known.json: cannot be read, and was left as it is" in outcome.err


def test_nested_charters_have_records_of_their_own(charter, write, recorded):
    """
    What lies below a nested charter is recorded beside that, by paths from there, so that the folder can move.
    """
    write({"a.py": SHELL, "part/a.py": SHELL, "part/charter.yaml": CHARTER, "charter.yaml": CHARTER})

    charter("known")

    names = ("charter-known.json", "part/charter-known.json")
    assert [[("a.py", "security.shell-injection")]] * 2 == [recorded(name) for name in names]
    assert "no finding" in charter("check").out


def test_what_was_not_checked_stays_recorded(charter, write, recorded):
    """
    A file that does not parse today may hold all that it held.
    """
    write({"a.py": SHELL, "charter.yaml": CHARTER})
    charter("known")
    write({"a.py": f"{SHELL}def broken(:\n"})

    charter("known")

    assert [("a.py", "security.shell-injection")] == recorded()


def test_renamed_files_take_their_records_along(charter, write, git, recorded):
    """
    After `git mv` the record follows, though it does not grow.
    """
    write({"a.py": SHELL, "charter.yaml": CHARTER})
    git("init")
    charter("known")
    git("add", ".")
    git("commit", "-m", "first")
    git("mv", "a.py", "ä b.py")

    assert "Wrote charter-known.json: 1 known finding\n" == charter("known").out

    assert [("ä b.py", "security.shell-injection")] == recorded()


def test_linked_records_outside_are_not_read(charter, write, tmp_path, place):
    """
    A link out of the workspace is refused, to be read and to be written.
    """
    write({"a.py": SHELL, "charter.yaml": CHARTER})
    elsewhere = tmp_path / "elsewhere.json"
    elsewhere.write_text('{"version": 1, "known": []}')
    (place / "charter-known.json").symlink_to(elsewhere)

    assert "link that leads out of the workspace" in charter("check").out
    assert 2 == charter("known").status
    assert '{"version": 1, "known": []}' == elsewhere.read_text()
