"""
The hook commit-msg, run by the real git.
"""

import subprocess
import sys
from pathlib import Path

import pytest
import yaml

from support import needs

ROOT = Path(__file__).parents[2]
LAW = "disclosure: {profile: linux-kernel, commits: require}\ntools: {denied: [windsurf]}\n"


@pytest.fixture
def repository(git, write, place):
    """
    A repository in which the hook is installed.
    """
    git("init", "--initial-branch", "main")
    write({"charter.yaml": LAW, "a.py": "a = 1\n"})
    git("add", "--all")
    hook = place / ".git" / "hooks" / "commit-msg"
    hook.write_text(f'#!/bin/sh\nexec "{sys.executable}" -m charter commit-msg "$1"\n')
    hook.chmod(0o755)
    return place


def commit(place, *paragraphs, author="Jane Doe <jane@acme.example>"):
    """
    Commit as people do, and return git's status and what it printed.
    """
    said = [word for paragraph in paragraphs for word in ("-m", paragraph)]
    command = [needs.program("git"), "-c", "user.name=Jane Doe", "-c", "user.email=jane@acme.example", "commit"]
    run = subprocess.run(
        [*command, "--author", author, *said], cwd=place, capture_output=True, text=True, check=False, timeout=60
    )
    return run.returncode, run.stdout + run.stderr


def test_good_message_is_committed_without_a_word(repository):
    """
    A message as the profile wants it is committed, and the hook is silent.
    """
    status, said = commit(repository, "Add a", "Assisted-by: Claude:claude-opus-4-6")

    assert 0 == status, said
    assert "finding" not in said


def test_message_that_will_be_melted_is_asked_for_nothing(repository):
    """
    Its words are gone before anybody takes them; the one that they go into was asked.
    """
    status, said = commit(repository, "fixup! Add a", author="Cursor Agent <cursoragent@cursor.com>")

    assert 0 == status, said


@pytest.mark.parametrize(
    ("paragraphs", "author", "where", "advice"),
    [
        (
            ("Add a", "Assisted-by: AGENT_NAME:MODEL_VERSION"),
            "Jane Doe <jane@acme.example>",
            ":3:14 block  disclosure.placeholder",
            "Write the names of the AI tool and of its model.",
        ),
        (
            ("Add a",),
            "Cursor Agent <cursoragent@cursor.com>",
            ":1:1 block  disclosure.missing",
            "Say so with 'Assisted-by: AGENT_NAME:MODEL_VERSION'.",
        ),
        (
            ("Add a", "Assisted-by: Windsurf:swe-1"),
            "Jane Doe <jane@acme.example>",
            ":3:1 block  tools.denied",
            "without Windsurf",
        ),
    ],
)
def test_what_the_charter_forbids_is_not_committed(repository, paragraphs, author, where, advice):
    """
    Git stops, and says where in the message, which rule, and what to do.
    """
    status, said = commit(repository, *paragraphs, author=author)

    assert 1 == status, said
    assert f".git/COMMIT_EDITMSG{where}" in said
    assert advice in said


@pytest.mark.usefixtures("repository")
def test_message_of_a_worktree_is_judged_by_its_charter(git, tmp_path):
    """
    The message lies in the main repository, the charter that is in force in the worktree.
    """
    git("commit", "--no-verify", "--message", "Add a")
    tree = tmp_path / "tree"
    git("worktree", "add", "-b", "next", str(tree))
    (tree / "charter.yaml").write_text("disclosure: {profile: kubernetes, commits: require}\n")
    (tree / "b.py").write_text("b = 1\n")
    subprocess.run([needs.program("git"), "add", "--all"], cwd=tree, check=True)

    status, said = commit(tree, "Add b", "Assisted-by: Claude:claude-opus-4-6")

    assert 1 == status, said
    assert "disclosure.forbidden-trailer" in said


def test_what_people_did_not_write_does_not_count(charter, write):
    """
    Git's comments, and the change below the scissors, are no part of the message.
    """
    write(
        {
            "charter.yaml": LAW,
            ".git/COMMIT_EDITMSG": "Add a\n\n# Assisted-by: AGENT_NAME:MODEL_VERSION\n"
            "# ------------------------ >8 ------------------------\n+# Written with Copilot\n",
        }
    )

    assert (0, "", "") == charter("commit-msg", ".git/COMMIT_EDITMSG")


def test_bytes_that_are_no_text_are_said(charter, place, write):
    """
    A message in another encoding is not checked, and that is said; nothing is lost.
    """
    write({"charter.yaml": LAW, ".git/COMMIT_EDITMSG": ""})
    (place / ".git" / "COMMIT_EDITMSG").write_bytes("Füge a hinzu\n".encode("latin-1"))

    outcome = charter("commit-msg", ".git/COMMIT_EDITMSG")

    assert 0 == outcome.status
    assert "its bytes are not UTF-8" in outcome.out


def test_formats(charter, write):
    """
    Programs get what `charter check` would give them.
    """
    write({"charter.yaml": LAW, ".git/COMMIT_EDITMSG": "Add a\n\nAssisted-by: Claude Code\n"})

    outcome = charter("commit-msg", "--format", "json", ".git/COMMIT_EDITMSG")

    assert 1 == outcome.status
    assert '"rule": "disclosure.malformed"' in outcome.out


def test_pre_commit_runs_the_hook(git, write, place, monkeypatch):
    """
    The real pre-commit, with our hook as its manifest describes it, lets a message pass or stops the commit.
    """
    manifest = yaml.safe_load((ROOT / ".pre-commit-hooks.yaml").read_text("utf-8"))
    (hook,) = [each for each in manifest if each["id"] == "charter-commit-msg"]
    # Nothing is installed here: the program of this environment is run.
    program = hook["entry"].replace("charter", f'"{sys.executable}" -m charter', 1)
    local = {"repo": "local", "hooks": [{**hook, "entry": program, "language": "system"}]}
    git("init", "--initial-branch", "main")
    write({"charter.yaml": LAW, ".pre-commit-config.yaml": yaml.safe_dump({"repos": [local]})})
    git("add", "--all")
    monkeypatch.setenv("PRE_COMMIT_HOME", str(place.parent / "pre-commit"))
    command = [needs.program("pre-commit"), "install", "--hook-type", "commit-msg"]
    subprocess.run(command, cwd=place, check=True, capture_output=True)

    stopped, why = commit(place, "Add a", "Assisted-by: AGENT_NAME:MODEL_VERSION")
    passed, said = commit(place, "Add a", "Assisted-by: Claude:claude-opus-4-6")

    assert (1, 0) == (stopped, passed), said
    assert "disclosure.placeholder" in why
