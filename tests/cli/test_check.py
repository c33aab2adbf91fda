import json
import re
from concurrent.futures import Future

import pytest

from charter.cli.output import paint_for
from charter.workspace.workers import WorkerError

CHARTER = """\
owner: leads
contact: https://acme.example/ai
rules:
  security: warn
  security.shell-injection: block
"""
SHELL = "import subprocess\nsubprocess.run(command, shell=True)\n"
PICKLE = "import pickle\npickle.loads(data)\n"
FORMATS = ("text", "json", "sarif", "github")


@pytest.mark.parametrize(
    ("files", "expected"),
    [
        ({}, 0),
        ({"a.py": "x = 1\n"}, 0),
        ({"a.py": SHELL}, 0),
        ({"a.py": SHELL, "charter.yaml": CHARTER}, 1),
        ({"a.py": PICKLE, "charter.yaml": CHARTER}, 0),
        ({"a.py": PICKLE, "charter.yaml": "rules: {securty: warn}\n"}, 0),
        ({"a.py": "x = 1\n", "charter.yaml": "rules: ["}, 2),
        ({"a.py": SHELL, "charter.yaml": f"{CHARTER}extends: [missing.yaml]\n"}, 2),
    ],
)
def test_exit_status(charter, write, files, expected):
    """
    Only a finding at block gives 1, only a charter that was not wholly read gives 2, in every format.
    """
    write(files)

    assert dict.fromkeys(FORMATS, expected) == {form: charter("check", "--format", form).status for form in FORMATS}


def test_findings_are_listed(charter, write):
    """
    A line says place, level, rule and what to do; the lines below say the clause and whom to ask.
    """
    write({"src/a.py": SHELL, "charter.yaml": CHARTER})

    head, clause, *_ = charter("check").out.splitlines()

    assert re.match(r"src/a\.py:2:\d+ block  security\.shell-injection ", head)
    assert "    Set by charter.yaml:5 (repository). Ask leads, https://acme.example/ai" == clause


@pytest.mark.parametrize("form", FORMATS)
def test_charter_problems_are_findings(charter, write, form):
    """
    A mistake in a charter is shown at its place, though only another file is checked.
    """
    write({"a.py": "x = 1\n", "charter.yaml": "owner: leads\nruls: {}\n"})

    shown = charter("check", "a.py", "--format", form).out

    assert "charter.unknown-key" in shown
    place = {
        "text": "charter.yaml:2:1",
        "json": '"start": {"line": 2, "column": 1',
        "sarif": '"startLine": 2, "startColumn": 1',
        "github": "file=charter.yaml,line=2,",
    }
    assert place[form] in shown


def test_formats_say_the_same(charter, write):
    """
    JSON and SARIF hold the same findings under the same fingerprints, and text and commands those in force.
    """
    write(
        {"a.py": SHELL + PICKLE, "b.py": f"{SHELL.strip()}  # nosec\n{PICKLE}", "charter.yaml": "rules: {B403: warn}\n"}
    )
    outputs = {form: charter("check", "--format", form).out for form in FORMATS}
    files = json.loads(outputs["json"])["files"]
    results = json.loads(outputs["sarif"])["runs"][0]["results"]
    found = [(file["path"], finding) for file in files for finding in file["findings"]]
    listed = [finding for _, finding in found if finding["in_force"] and finding["level"] != "observe"]

    assert [(path, finding["rule"], finding["fingerprint"]) for path, finding in found] == [
        (
            result["locations"][0]["physicalLocation"]["artifactLocation"]["uri"],
            result["ruleId"],
            result["partialFingerprints"]["charter/v1"],
        )
        for result in results
    ]
    for form, mark in (("text", ".py:"), ("github", "::")):
        assert len(listed) == sum(mark in line and "finding" not in line for line in outputs[form].splitlines())


def test_standard_input_is_checked_as_a_file(charter, write, typed):
    """
    A text on standard input gets the verdict of the file of that name, charters included.
    """
    write({"src/a.py": SHELL, "src/charter.yaml": CHARTER})
    in_file = charter("check", "src/a.py")
    typed(SHELL.encode())

    assert in_file == charter("check", "-", "--stdin-filename", "src/a.py")
    typed(b"extends: strict\nrules: {securty: warn}\n")
    assert "src/charter.yaml:2:" in charter("check", "-", "--stdin-filename", "src/charter.yaml").out
    typed(b"caf\xe9 = 1\n")
    assert "stdin:1:1 advise charter.unchecked " in charter("check", "-").out


@pytest.mark.parametrize(
    "arguments",
    [
        ["check", "missing.py"],
        ["check", "--charter", "missing.yaml"],
        ["check", "--format", "xml"],
        ["check", "--output", "missing/log"],
        ["check", "-", "."],
        ["check", "--stdin-filename", "a.py"],
        ["chek"],
        ["explain", "securty.pickle"],
    ],
)
def test_misuse(charter, arguments):
    """
    What makes no sense is said on standard error, with status 2 and nothing on standard output.
    """
    outcome = charter(*arguments)

    assert (2, "") == (outcome.status, outcome.out)
    assert "Error: " in outcome.err


def test_output_file(charter, write, place):
    """
    `--output` takes the log; the summary is still said.
    """
    write({"a.py": "x = 1\n"})

    assert (0, "", "1 file: no finding\n") == charter("check", "a.py", "--format", "sarif", "--output", "log.sarif")
    assert "2.1.0" == json.loads((place / "log.sarif").read_text())["version"]


def test_each_file_once(charter, write):
    """
    A file named twice, and again by its folder, is checked once.
    """
    write({"src/a.py": SHELL})

    assert ["src/a.py"] == _paths(charter("check", "src/a.py", "./src/../src/a.py", "src", "--format", "json"))


def test_paths_start_where_the_user_is(charter, write, place, monkeypatch):
    """
    In a folder of a repository, charters of its top are in force and paths are shown from the folder.
    """
    (place / ".git").mkdir()
    write({"src/a.py": SHELL, "charter.yaml": CHARTER})
    monkeypatch.chdir(place / "src")

    outcome = charter("check")

    assert (1, "a.py:2:") == (outcome.status, outcome.out[:7])
    assert ["src/a.py"] == _paths(charter("check", "--format", "json"))


def test_excluded_file_named_by_hand(charter, write):
    """
    What a charter excludes is not checked even if named, and that is said.
    """
    write({"vendor/a.py": SHELL, "charter.yaml": f'{CHARTER}exclude: ["vendor/**"]\n'})

    outcome = charter("check", "vendor/a.py")

    assert 0 == outcome.status
    assert 1 == outcome.out.count("not checked excluded")
    assert "1 part not checked" in outcome.out


def test_charter_in_an_excluded_folder_is_in_force_however_it_is_asked(charter, write, place, monkeypatch):
    """
    A stricter charter in a folder that an outer one excludes gives the same finding for the tree, the folder, the file,
    and from within the folder.
    """
    write({".git/HEAD": "ref: refs/heads/main\n", "charter.yaml": f"{CHARTER}exclude: [build/]\n"})
    write({"src/build/charter.yaml": CHARTER, "src/build/a.py": SHELL, "build/b.py": SHELL})

    for paths in ((), ("src/build",), ("src/build/a.py",)):
        outcome = charter("check", "--format", "json", *paths)
        assert (1, ["src/build/a.py"]) == (outcome.status, [path for path in _paths(outcome) if path.endswith(".py")])
    monkeypatch.chdir(place / "src/build")
    assert 1 == charter("check").status


def test_links_that_run_in_circles(charter, write, place):
    """
    Loops of links end, and a link that leads out of the root is not followed silently.
    """
    write({"a.py": "x = 1\n", "../outside/b.py": SHELL})
    (place / "loop").symlink_to(place)
    (place / "self").symlink_to("self")
    (place / "out").symlink_to(place.parent / "outside")

    assert ["a.py"] == _paths(charter("check", "--format", "json"))
    assert "out/:1:1 advise charter.unchecked " in charter("check", "out").out


def test_ignored_files(charter, write, place):
    """
    What git ignores is passed over, unless it is named or `--no-ignore` is given; doubts are said.
    """
    write({".git/HEAD": "", ".gitignore": "*.tmp.py\n", "a.tmp.py": SHELL, "b.py": "x = 1\n"})

    assert [".gitignore", "b.py"] == _paths(charter("check", "--format", "json"))
    assert [".gitignore", "a.tmp.py", "b.py"] == _paths(charter("check", "--no-ignore", "--format", "json"))
    assert charter("check").out.endswith("no finding; 1 passed over, ignored by git\n")
    assert "ignored" not in charter("check", "--no-ignore").out
    assert ["a.tmp.py"] == _paths(charter("check", "a.tmp.py", "--format", "json"))
    write({".git/index": "junk"})
    assert "2 files" in charter("check", ".gitignore", "a.tmp.py").out
    doubtful = charter("check", "--format", "json")
    assert [".gitignore", "a.tmp.py", "b.py"] == _paths(doubtful)
    assert f"Warning: {place / '.git/index'} cannot be read (" in doubtful.err


def test_bad_files_are_said(charter, place):
    """
    A file that is no text is neither a crash nor clean.
    """
    (place / "a.py").write_bytes(b"x = '\xff'\n")
    (place / "b.py").write_bytes(b"\0")

    outcome = charter("check")

    assert 0 == outcome.status
    assert ["a.py:1:1 advise charter.unchecked", "b.py:1:1 advise charter.unchecked"] == re.findall(
        r"^\S+ advise \S+", outcome.out, re.MULTILINE
    )
    assert "2 parts not checked" in outcome.out


def test_organisation_that_is_missing(charter, write, place, monkeypatch):
    """
    A charter that the machine names and that cannot be read gives status 2, and is named.
    """
    write({"a.py": "x = 1\n"})
    monkeypatch.setenv("CHARTER_POLICY", str(place.parent / "missing.yaml"))

    outcome = charter("check", "a.py")

    assert 2 == outcome.status
    assert f"not wholly in force: {place.parent / 'missing.yaml'}" in outcome.out


def test_given_charter_replaces_the_repository(charter, write):
    """
    `--charter` stands for the repository's charters, and paths in it for the root.
    """
    write({"a.py": SHELL, "charter.yaml": CHARTER, "mild.yaml": "rules: {security: observe}\n"})

    assert [1, 0] == [charter("check", *more).status for more in ([], ["--charter", "mild.yaml"])]


def test_processes_change_nothing(charter, write):
    """
    Many files checked by several processes give the same bytes as by one.
    """
    texts = {f"a{idx:02}.py": (SHELL if idx % 3 else "def f(:\n") + "#" * (idx // 2) for idx in range(60)}
    write(texts | {"charter.yaml": CHARTER})
    run = ("check", "--no-cache", "--format", "sarif", "--jobs")

    alone, together = (charter(*run, n_jobs) for n_jobs in (1, 2))

    assert 40 == alone.out.count('"level": "error"')
    assert alone == together


def test_second_run_says_the_same(charter, write, place):
    """
    What an earlier run saw is used again, and says what a run without it says, also under another charter.
    """
    write({"a.py": SHELL + PICKLE, "b.md": "Written by ChatGPT.\n", "c.py": "# Written by Claude.\ndef f(:\n"})
    write({"d.py": "# charter: waive-file B404 reason=x\n" + SHELL, "e.py": SHELL[:-1] + "  # nosec\n"})
    cold = charter("check", "--format", "json")
    (place / "a.py").rename(place / "moved.py")
    write({"charter.yaml": f"{CHARTER}tools: {{unapproved: block}}\n"})

    warm = charter("check", "--format", "json")

    assert charter("check", "--format", "json", "--no-cache") == warm
    assert "ChatGPT" in cold.out != warm.out
    assert "" == warm.err
    assert (place.parent / "cache/charter/observed.sqlite3").exists()


def test_known_files_need_no_looking(charter, write, monkeypatch):
    """
    A text that was seen once is not looked at again, whatever it is called.
    """
    write({"a.py": SHELL})
    charter("check")
    write({"b.py": SHELL})
    monkeypatch.setattr("charter.cli.scanning.observe", lambda *_: 1 / 0)

    assert 2 == charter("check").out.count("security.shell-injection")
    assert 2 == charter("check", "--no-cache").status


def test_cache_that_cannot_be_used(charter, write, place, monkeypatch):
    """
    A cache in the workspace is refused, one that cannot be written is said once; the findings stay the same.
    """
    write({"a.py": SHELL})
    expected = charter("check")

    for folder, reason in ((place / "cache", "lies in the workspace"), (place.parent / "file", "is not kept in")):
        (place.parent / "file").touch()
        monkeypatch.setenv("XDG_CACHE_HOME", str(folder))
        outcome = charter("check")
        assert (expected.status, expected.out) == (outcome.status, outcome.out)
        assert 1 == outcome.err.count("Warning: ") == outcome.err.count(reason)
    assert not (place / "cache").exists()


def test_nothing_of_the_folder_is_run(charter, write, place):
    """
    Processes start without importing anything from the folder that is checked.
    """
    trap = "open('ran', 'w')\n"
    write({f"{name}.py": trap for name in ("multiprocessing", "pickle", "signal", "json", "bandit", "charter")})
    write({f"a{idx}.py": f"x = {idx}\n" for idx in range(30)})

    outcome = charter("check", "--jobs", 2)

    assert "36 files: no finding\n" == outcome.out
    assert not (place / "ran").exists()


def test_process_that_dies(charter, write, monkeypatch):
    """
    A file whose process ended without a word is said to be unchecked.
    """
    write({f"a{idx}.py": f"{SHELL}# {idx}\n" for idx in range(30)})
    monkeypatch.setattr("charter.cli.sharing.Workers", _Dying)

    outcome = charter("check", "--jobs", 2)

    assert 30 == outcome.out.count("charter.unchecked Look at this yourself")
    assert "Checking this file failed: the analysis process ended." in outcome.out


def test_colours(monkeypatch):
    """
    Only a terminal gets colours, and none if NO_COLOR says so.
    """
    monkeypatch.delenv("NO_COLOR", raising=False)
    assert "\x1b[" in paint_for(_Stream(is_terminal=True))("block", "block")
    assert "block" == paint_for(_Stream(is_terminal=False))("block", "block")
    monkeypatch.setenv("NO_COLOR", "1")
    assert "block" == paint_for(_Stream(is_terminal=True))("block", "block")


class _Dying:
    def __init__(self, work, size, seconds):
        pass

    def submit(self, _):
        future = Future()
        future.set_exception(WorkerError("the analysis process ended"))
        return future

    def close(self):
        pass


class _Stream:
    def __init__(self, *, is_terminal):
        self.is_terminal = is_terminal

    def isatty(self):
        return self.is_terminal


def _paths(outcome):
    return [file["path"] for file in json.loads(outcome.out)["files"]]
