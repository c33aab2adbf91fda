"""
Users who set it see only what is new since a commit, as `charter check --since` says it.
"""

import json
import os
import subprocess
import sys

import pytest

from charter.lsp.only_new import carried
from charter.workspace.git import Lines
from support import needs
from support.lsp_client import PROGRESS

SHELL = "import subprocess\nsubprocess.run(x, shell=True)\n"
HASH = "import hashlib\nhashlib.md5(x)\n"
RULE, OTHER = "security.shell-injection", "security.weak-hash"
NEW = {"onlyNew": True}
FILLER = "".join(f"x{n} = {n}\n" for n in range(40))


@pytest.fixture
def git(root):
    """
    Runs the real git in the workspace, which is a repository with one commit of `a.py`.
    """
    program = needs.program("git")
    environment = {**os.environ, "GIT_CONFIG_GLOBAL": os.devnull, "GIT_CONFIG_NOSYSTEM": "1"}

    def git(*arguments):
        command = [program, "-c", "user.name=a", "-c", "user.email=a@example.com", *arguments]
        subprocess.run(command, cwd=root, check=True, capture_output=True, env=environment)

    (root / ".git").rmdir()
    (root / "a.py").write_text(SHELL + FILLER)
    git("init", "--initial-branch", "main")
    git("add", "--all")
    git("commit", "--message", "first")
    return git


def rules(marks):
    return [(mark["range"]["start"]["line"], mark["code"]) for mark in marks]


def becomes(client, name, expected):
    client.diagnostics_like(client.uri(name), lambda marks: rules(marks) == expected)


def test_old_findings_are_hidden_and_new_ones_shown(git, connect):
    """
    What is committed is not shown, and hovers still tell; what is typed is, on its line, wherever lines move.
    """
    assert git
    with connect(options=NEW) as client:
        client.open("a.py", SHELL + FILLER)
        becomes(client, "a.py", [])
        assert "There before the change" in client.hover("a.py", SHELL.index("run"))["contents"]["value"]

        client.edit("a.py", SHELL + FILLER + HASH)
        becomes(client, "a.py", [(43, OTHER)])
        client.edit("a.py", "# moved\n" + SHELL + FILLER + HASH)
        becomes(client, "a.py", [(44, OTHER)])
        client.edit("a.py", "# moved\n" + SHELL.replace("x,", "y,") + FILLER + HASH)
        becomes(client, "a.py", [(2, RULE), (44, OTHER)])
        client.edit("a.py", (SHELL + FILLER + HASH).replace("\n", "\r\n"))
        becomes(client, "a.py", [(43, OTHER)])


def test_a_commit_makes_everything_old(git, connect, root):
    """
    Within seconds of a commit nothing of it is new any more, and a new file is new until then.
    """
    (root / "b.py").write_text(SHELL)
    with connect(options=NEW) as client:
        client.open("b.py", SHELL)
        becomes(client, "b.py", [(1, RULE)])

        git("add", "--all")
        git("commit", "--message", "second")
        becomes(client, "b.py", [])


def test_the_commit_to_compare_with_is_a_setting(git, connect, root):
    """
    With `onlyNewSince` what the branch brings stays in sight; without `onlyNew` all is shown.
    """
    git("checkout", "-b", "topic")
    (root / "b.py").write_text(SHELL)
    git("add", "--all")
    git("commit", "--message", "second")
    with connect(options={**NEW, "onlyNewSince": "main"}) as client:
        client.open("b.py", SHELL)
        client.open("a.py", SHELL + FILLER)
        becomes(client, "b.py", [(1, RULE)])
        becomes(client, "a.py", [])

        client.notify("workspace/didChangeConfiguration", {"settings": {"charter": {}}})
        becomes(client, "a.py", [(1, RULE)])


@pytest.mark.parametrize(
    ("options", "expected"),
    [({**NEW, "onlyNewSince": "nowhere"}, "which git does not know"), (NEW, "expected a git repository, found none")],
)
def test_what_cannot_be_compared_is_shown_and_said(connect, root, options, expected, request):
    """
    Without git, or such a commit, all findings are shown, with one word about it.
    """
    if "onlyNewSince" in options:
        request.getfixturevalue("git")
    else:
        (root / ".git").rmdir()
    with connect(options=options) as client:
        client.open("a.py", SHELL)
        client.open("b.py", SHELL)
        becomes(client, "a.py", [(1, RULE)])
        becomes(client, "b.py", [(1, RULE)])

        said = [each["params"]["message"] for each in client.notifications if each["method"] == "window/showMessage"]
        assert [True] == [expected in message and "all findings are shown" in message for message in said]


def test_a_scan_shows_only_what_is_new(git, connect, root):
    """
    Closed files that are as they were are silent; changed, new and renamed ones say what the terminal says.
    """
    for name in ("old.py", "moved.py", "longer.py"):
        (root / name).write_text(SHELL + FILLER)
    git("add", "--all")
    git("commit", "--message", "second")
    git("mv", "moved.py", "elsewhere.py")
    (root / "longer.py").write_text(SHELL + FILLER + HASH)
    (root / "new.py").write_text(SHELL)

    with connect(options=NEW, capabilities=PROGRESS) as client:
        client.request("workspace/executeCommand", {"command": "charter.scanWorkspace", "arguments": []})
        client.wait(lambda: any(said["value"]["kind"] == "end" for said in client.progress), "the end")

        shown = {uri.rpartition("/")[2]: rules(said[-1]["diagnostics"]) for uri, said in client.published.items()}
    assert {"new.py": [(1, RULE)], "longer.py": [(43, OTHER)]} == {name: each for name, each in shown.items() if each}
    assert {name: each for name, each in shown.items() if each} == in_terminal(root)


def in_terminal(root):
    command = [sys.executable, "-m", "charter", "check", "--since", "HEAD", "--format", "json", "--no-cache"]
    out = subprocess.run(command, cwd=root, check=False, capture_output=True, text=True).stdout
    return {
        file["path"]: found
        for file in json.loads(out)["files"]
        if (
            found := [
                (each["start"]["line"] - 1, each["rule"])
                for each in file["findings"]
                if not each.get("suppression") and each["level"] != "observe"
            ]
        )
    }


def test_nothing_of_the_repository_is_run(git, connect, root, tmp_path):
    """
    No filter, text conversion, monitor or hook that the repository's configuration names, not even for a changed file.
    """
    trap = f"touch {tmp_path / 'run'}; cat"
    for key in ("filter.trap.clean", "filter.trap.smudge", "diff.trap.textconv", "diff.trap.command", "core.fsmonitor"):
        git("config", key, trap)
    (root / ".git" / "info").mkdir(exist_ok=True)
    (root / ".git" / "info" / "attributes").write_text("* filter=trap diff=trap\n")
    (root / "a.py").write_text(SHELL + FILLER + HASH)

    with connect(options=NEW, capabilities=PROGRESS) as client:
        client.open("a.py", SHELL + FILLER + HASH)
        becomes(client, "a.py", [(43, OTHER)])
        client.request("workspace/executeCommand", {"command": "charter.scanWorkspace", "arguments": []})
        client.wait(lambda: any(said["value"]["kind"] == "end" for said in client.progress), "the end")

    assert not (tmp_path / "run").exists()


@pytest.mark.parametrize(
    ("before", "lines", "after", "expected"),
    [
        ("abcd", (), "abcd", ()),
        ("abcd", (), "abXcd", (range(3, 4),)),
        ("abcd", (), "abd", (range(3, 3),)),
        ("abcd", (), "aXXd", (range(2, 4),)),
        ("abcd", (range(4, 5),), "Xabcd", (range(1, 2), range(5, 6))),
        ("abcd", (range(1, 2),), "abcdX", (range(1, 2), range(5, 6))),
        ("abcdef", (range(2, 6),), "abXef", (range(2, 3), range(3, 4), range(4, 5))),
        ("aabb", (), "aaabb", (range(3, 4),)),
        ("", (), "ab", (range(1, 3),)),
        ("ab", None, "b", None),
    ],
)
def test_changed_lines_go_with_the_text(before, lines, after, expected):
    """
    Until git has looked again, what is between a common beginning and a common end counts as new.
    """
    assert Lines(expected) == carried(Lines(lines), tuple(before), tuple(after))
