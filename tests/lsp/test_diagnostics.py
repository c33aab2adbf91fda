"""
What an editor shows, and when.
"""

import json
import os
import sys
from pathlib import Path

import pytest

from charter.lsp.diagnostics import MOST
from support.lsp_client import PULL, ResponseError

SHELL = "import subprocess\nsubprocess.run(x, shell=True)\n"
RULE = "security.shell-injection"
LARGE = "".join(f"def f{n}(a, b):\n    if a:\n        return eval(b)\n    return {n}\n\n\n" for n in range(1700))


def codes(diagnostics):
    return [mark["code"] for mark in diagnostics]


def test_a_finding_is_shown_with_all_that_belongs_to_it(editor, root):
    """
    The place, the level, the fix first, the rule's page, the clause that decides, and its name across edits.
    """
    (root / "charter.yaml").write_text(f"extends: recommended\nrules:\n  {RULE}: block\n")
    editor.open("a.py", SHELL)
    (mark,) = editor.diagnostics("a.py")

    assert {"start": {"line": 1, "character": 0}, "end": {"line": 1, "character": 29}} == mark["range"]
    assert (1, RULE, "charter") == (mark["severity"], mark["code"], mark["source"])
    assert mark["message"].startswith("Pass the command as a list")
    assert mark["codeDescription"]["href"].endswith(f"/{RULE}.md")
    (clause,) = mark["relatedInformation"]
    assert ((root / "charter.yaml").as_uri(), 2) == (
        clause["location"]["uri"],
        clause["location"]["range"]["start"]["line"],
    )
    assert (RULE, 16) == (mark["data"]["rule"], len(mark["data"]["fingerprint"]))
    assert "tags" not in mark


def test_levels_are_sorted_and_observations_stay_out(editor, root):
    """
    The gravest first, then in the order of the text; what is observed, or waived, is not shown.
    """
    (root / "charter.yaml").write_text("extends: recommended\nrules: {B307: block, B105: advise}\n")
    waived = "subprocess.run(y, shell=True)  # charter: waive B602 until 2099-01-01 -- constant\n"
    editor.open("a.py", f"{SHELL}{waived}password = 'hunter2'\neval(x)\nimport tempfile\ntempfile.mktemp()\n")
    marks = editor.diagnostics("a.py")

    assert [(1, 4), (2, 1), (2, 6), (3, 3)] == [(mark["severity"], mark["range"]["start"]["line"]) for mark in marks]


def test_marks_count_in_the_clients_units(connect):
    """
    The same finding after an astral character, in all three encodings; a form feed ends no line.
    """
    seen = {}
    for encoding in ("utf-8", "utf-16", "utf-32"):
        with connect(encodings=(encoding,)) as client:
            client.open("a.py", 'x = 1\f\n"🙂é"; eval(x)\n')
            client.type("a.py", 0, "\u2028# é\f🙂\n")
            (mark,) = client.diagnostics("a.py")
            seen[encoding] = mark["range"]["start"]

    assert {"utf-8": 10, "utf-16": 7, "utf-32": 6} == {encoding: start["character"] for encoding, start in seen.items()}
    assert {2} == {start["line"] for start in seen.values()}


def test_every_newest_version_is_published_once(shared):
    """
    With its number, and nothing in between: of a burst of edits only the last.
    """
    shared.open("every-a.py", "x = 1\n")
    shared.diagnostics("every-a.py")
    for n, char in enumerate("eval(x)\n"):
        shared.type("every-a.py", n, char)
    assert ["security.eval"] == codes(shared.diagnostics("every-a.py"))
    shared.settle("every-a.py")
    versions = [params["version"] for params in shared.published[shared.uri("every-a.py")]]

    assert sorted(set(versions)) == versions
    assert 9 == versions[-1]


def test_nothing_is_published_twice(editor, root):
    """
    A charter edit that changes no verdict, and one that does.
    """
    charter = root / "charter.yaml"
    editor.open("a.py", SHELL)
    editor.diagnostics("a.py")
    uri = editor.uri("a.py")
    editor.open("charter.yaml", "extends: recommended\n", "yaml")
    editor.edit("charter.yaml", "extends: recommended\nname: Acme\n")
    editor.diagnostics("charter.yaml")
    editor.settle("a.py")
    assert 1 == len(editor.published[uri])

    editor.edit("charter.yaml", f"extends: recommended\nrules: {{{RULE}: block}}\n")
    assert [1] == [mark["severity"] for mark in editor.diagnostics_like(uri, lambda marks: marks[0]["severity"] == 1)]
    assert [1, 1] == [params["version"] for params in editor.published[uri]]
    assert not charter.exists()


def test_closing_takes_the_marks_away(shared):
    """
    And opening again brings them back, whatever number the editor begins with.
    """
    shared.open("closing-a.py", SHELL)
    shared.diagnostics("closing-a.py")
    shared.close("closing-a.py")
    assert [] == shared.diagnostics_like(shared.uri("closing-a.py"), lambda marks: not marks)

    shared.open("closing-a.py", SHELL)
    assert [RULE] == codes(shared.diagnostics_like(shared.uri("closing-a.py"), bool))


def test_too_many_findings_are_summed_up(shared):
    """
    Five hundred are shown; one more line says how many are not.
    """
    shared.open("too-a.py", "eval(x)\n" * (MOST + 7))
    marks = shared.diagnostics("too-a.py")

    assert MOST + 1 == len(marks)
    assert marks[-1]["message"].startswith("7 more findings")


def test_a_file_that_cannot_be_checked_is_never_shown_as_clean(editor, root):
    """
    Too large for the charter, or unfinished in one place: the gap is marked and the rest is checked.
    """
    (root / "charter.yaml").write_text("extends: recommended\nsize_limit: 100\n")
    editor.open("large.py", "x = 1\n" * 100)
    editor.open("broken.py", "x = = 1\n\neval(x)\n")

    assert ["charter.unchecked"] == codes(editor.diagnostics("large.py"))
    assert {"charter.unchecked", "security.eval"} == set(codes(editor.diagnostics("broken.py")))


def test_requests_are_answered_while_a_large_file_is_examined(shared):
    """
    The answer about a small text does not wait for the ten thousand lines that were opened before.
    """
    shared.open("requests-small.py", SHELL)
    shared.diagnostics("requests-small.py")
    shared.open("requests-large.py", LARGE)
    for _ in range(3):
        assert RULE in shared.hover("requests-small.py", 20)["contents"]["value"]

    assert shared.uri("requests-large.py") not in shared.published
    assert MOST + 1 == len(shared.diagnostics("requests-large.py"))


def test_a_text_being_examined_can_be_edited(shared):
    """
    The answer for the version that the worker saw is dropped; requests about it are told that it has changed.
    """
    shared.open("text-small.py", SHELL)
    shared.diagnostics("text-small.py")
    shared.open("text-large.py", LARGE)
    shared.type("text-large.py", 0, "import subprocess\nsubprocess.run(x, shell=True)\n")
    with pytest.raises(ResponseError, match="-32801"):
        shared.hover("text-large.py", 0)

    assert RULE in codes(shared.diagnostics("text-large.py"))
    assert [2] == [params["version"] for params in shared.published[shared.uri("text-large.py")]]


def workers_of(client):
    """
    Return the ids of the server's worker processes, whichever of its threads has started them.
    """
    tasks = Path(f"/proc/{client.wire.process.pid}/task").glob("*/children")
    pids = [int(pid) for task in tasks for pid in task.read_text().split()]
    return [pid for pid in pids if b"spawn_main" in Path(f"/proc/{pid}/cmdline").read_bytes()]


@pytest.mark.skipif(sys.platform != "linux", reason="finds workers in /proc")
def test_a_worker_that_dies_is_replaced_and_said(editor):
    """
    The text that it looked at is examined by another; the editor's log says what happened.
    """
    editor.open("small.py", SHELL)
    editor.diagnostics("small.py")
    editor.open("large.py", LARGE)
    while not (workers := workers_of(editor)):
        editor.request("charter/status")
    for pid in workers:
        os.kill(pid, 9)

    assert MOST + 1 == len(editor.diagnostics("large.py"))
    logged = [note["params"]["message"] for note in editor.notifications if note["method"] == "window/logMessage"]
    assert ["a text was not checked: the analysis process ended; trying again"] == logged


MORTAL = """
import sys
from charter import engine
from charter.lsp import serve
def die(document):
    sys.exit(3) if document.path else None
engine.learn = die
die.__module__ = "__main__"
if __name__ == "__main__":
    raise SystemExit(serve())
"""


def test_a_text_that_kills_workers_is_given_up_and_marked(connect, tmp_path):
    """
    After two of them; the rest of the session goes on.
    """
    (tmp_path / "mortal.py").write_text(MORTAL)
    with connect(command=(sys.executable, str(tmp_path / "mortal.py"))) as client:
        client.open("large.py", LARGE)
        (mark,) = client.diagnostics("large.py")
        assert ("charter.unchecked", 0) == (mark["code"], mark["range"]["start"]["line"])
        client.open("small.py", SHELL)
        assert [RULE] == codes(client.diagnostics("small.py"))


def test_an_editor_that_pulls_is_not_pushed_to(connect):
    """
    It gets a report for the newest version, "unchanged" if it has that one, and is told when to pull again.
    """
    with connect(capabilities=PULL) as client:
        client.open("a.py", SHELL)
        first = client.pull("a.py")
        again = client.pull("a.py", first["resultId"])
        client.type("a.py", len(SHELL), "eval(x)\n")
        edited = client.pull("a.py", first["resultId"])
        client.open("charter.yaml", f"extends: recommended\nrules: {{{RULE}: block}}\n", "yaml")
        client.wait(lambda: client.requests, "a refresh")
        told = client.pull("a.py", edited["resultId"])
        nowhere = client.pull("never-opened.py")

    assert ("full", [RULE]) == (first["kind"], codes(first["items"]))
    assert {"kind": "unchanged", "resultId": first["resultId"]} == again
    assert [RULE, "security.eval"] == codes(edited["items"])
    assert [1, 2] == [mark["severity"] for mark in told["items"]]
    assert ("full", []) == (nowhere["kind"], nowhere["items"])
    assert {"workspace/diagnostic/refresh"} == {request["method"] for request in client.requests}
    assert {} == client.published


def test_an_editor_that_cannot_be_told_to_pull_again_is_pushed_to(connect):
    """
    Otherwise a charter edit would leave old marks on the screen.
    """
    with connect(capabilities={"textDocument": {"diagnostic": {}}}) as client:
        client.open("a.py", SHELL)
        assert [RULE] == codes(client.diagnostics("a.py"))
        assert "diagnosticProvider" not in client.server["capabilities"]


@pytest.mark.parametrize(
    "uri",
    [
        "untitled:Untitled-1",
        "git:/w/a.py?%7B%22ref%22%3A%22%22%7D",
        "vscode-notebook-cell:/w/a.ipynb#W0sZmlsZQ%3D%3D",
        "file:///c%3A/x/a.py",
        "file:///%FF/a.py",
        "file://[broken",
        "x",
    ],
)
def test_a_text_is_checked_wherever_it_lies(editor, root, uri):
    """
    Under the charter of the only folder there is; its diagnostics name it as the editor does.
    """
    (root / "charter.yaml").write_text(f"extends: recommended\nrules: {{{RULE}: block}}\n")
    item = {"uri": uri, "languageId": "python", "version": 7, "text": SHELL}
    editor.notify("textDocument/didOpen", {"textDocument": item})
    (mark,) = editor.diagnostics_like(uri, bool)

    assert (1, RULE) == (mark["severity"], mark["code"])
    assert 7 == editor.published[uri][-1]["version"]


def test_each_folder_has_its_own_charter(connect, tmp_path):
    """
    Also one that is opened later; a closed one leaves its files to themselves.
    """
    other = tmp_path / "other"
    (other / ".git").mkdir(parents=True)
    (other / "charter.yaml").write_text(f"extends: recommended\nrules: {{{RULE}: block}}\n")
    uri = (other / "a.py").as_uri()
    with connect() as client:
        client.open(uri, SHELL)
        assert [2] == [mark["severity"] for mark in client.diagnostics(uri)]
        folder = {"uri": other.as_uri(), "name": "other"}
        client.notify("workspace/didChangeWorkspaceFolders", {"event": {"added": [folder], "removed": []}})
        client.diagnostics_like(uri, lambda marks: marks[0]["severity"] == 1)
        client.open("a.py", SHELL)
        assert [2] == [mark["severity"] for mark in client.diagnostics("a.py")]


def test_the_day_changes_at_midnight(connect, tmp_path):
    """
    A waiver that ran out is in force no longer, without an edit.
    """
    day = tmp_path / "day"
    day.write_text("2026-01-31")
    code = (
        "from datetime import date; from pathlib import Path; from charter.lsp import serve, today\n"
        f"today.today = lambda: date.fromisoformat(Path({str(day)!r}).read_text())\n"
        "today.seconds_to_midnight = lambda: 0.1\n"
        "raise SystemExit(serve())"
    )
    with connect(command=(sys.executable, "-c", code)) as client:
        client.open("a.py", f"{SHELL.rstrip()}  # charter: waive {RULE} until 2026-01-31 -- a constant\n")
        assert RULE not in codes(client.diagnostics("a.py"))
        day.write_text("2026-02-01")
        assert RULE in codes(client.diagnostics_like(client.uri("a.py"), lambda marks: RULE in codes(marks)))


def test_diagnostics_are_plain_json(shared):
    """
    What comes in `data` is what a client sends back.
    """
    shared.open("plain-a.py", SHELL)
    (mark,) = shared.diagnostics("plain-a.py")

    assert {"fingerprint", "rule", "level"} == set(json.loads(json.dumps(mark["data"])))


@pytest.mark.parametrize(("language", "name"), [("python", "script"), ("plaintext", "a.py"), ("", "b.py")])
def test_the_editors_language_counts_before_the_name(shared, language, name):
    """
    A script without suffix is Python if the editor says so; a name decides where the editor knows nothing.
    """
    shared.open(f"{language}{name}", SHELL, language)

    assert [RULE] == codes(shared.diagnostics(f"{language}{name}"))


def test_texts_that_are_called_the_same_know_nothing_of_each_other(editor):
    """
    Texts without a file have the same path, which is none: what is kept of one while it is half typed is its own.
    """
    one, other = "untitled:Untitled-1", "untitled:Untitled-2"
    editor.open(one, "eval(x)\n")
    assert ["security.eval"] == codes(editor.diagnostics(one))
    editor.open(other, "import pickle\npickle.loads(x)\n")
    assert ["security.pickle"] == codes(editor.diagnostics(other))

    editor.type(one, 7, " + (")
    assert ["security.eval"] == codes(editor.diagnostics(one))
    editor.close(other)
    editor.type(one, 7, " ")

    assert ["security.eval"] == codes(editor.diagnostics(one))


def test_a_stricter_charter_keeps_what_the_slow_rules_say(editor, root):
    """
    A charter that asks for rules which nobody has looked for yet takes no finding away.
    """
    law = "extends: []\nrules: {{security: {}, complexity.maintainability: {{level: warn, min: 60}}}}\n"
    (root / "charter.yaml").write_text(law.format("off"))
    editor.open("a.py", "def f(a, b):\n    if a:\n        return eval(b)\n    return a + b * 3\n" * 50)
    uri, slow = editor.uri("a.py"), "complexity.maintainability"
    editor.diagnostics_like(uri, lambda marks: [slow] == codes(marks))

    (root / "charter.yaml").write_text(law.format("warn"))

    editor.diagnostics_like(uri, lambda marks: {slow, "security.eval"} == {*codes(marks)})
