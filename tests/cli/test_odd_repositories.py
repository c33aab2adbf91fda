"""
Commits of repositories of every shape: what can be told is told, what cannot be is said, and the rest goes on.
"""

import contextlib
import json
import subprocess

import pytest

from support import needs

LAW = "tools: {approved: [claude]}\n"
AGENT = ("-c", "user.name=Cursor Agent", "-c", "user.email=cursoragent@cursor.com")


@pytest.fixture
def repository(git, write, place):
    """
    Two commits of an agent, in a repository of its own below the current folder.
    """
    folder = place / "origin"
    git("init", "--initial-branch", "main", "origin")
    write({"origin/charter.yaml": LAW})
    for subject in ("Add a", "Add b"):
        git("-C", "origin", *AGENT, "commit", "--allow-empty", "--message", subject)
    return folder


def told(charter, folder):
    """
    Return the status of `charter log` in *folder*, rules that it names, what it warns of, and how often tools are seen.
    """
    with contextlib.chdir(folder):
        log = charter("log")
        tools = json.loads(charter("tools", "--format", "json").out)["seen"]
    rules = {line.split()[2] for line in log.out.splitlines() if line.startswith("commit:")}
    return log.status, rules, log.err, {each["name"]: each["commits"]["count"] for each in tools}


def detached(git, place):
    git("-C", "origin", "checkout", "--detach", "HEAD~1")
    return place / "origin", 1, ""


def worktree(git, place):
    git("-C", "origin", "worktree", "add", "-b", "next", "../tree")
    (place / "tree" / "charter.yaml").write_text(LAW)
    return place / "tree", 2, ""


def submodule(git, place):
    git("init", "outer")
    git("-c", "protocol.file.allow=always", "-C", "outer", "submodule", "add", (place / "origin").as_uri(), "inner")
    (place / "outer" / "inner" / "charter.yaml").write_text(LAW)
    return place / "outer" / "inner", 2, ""


def shallow(git, place):
    git("clone", "--depth", "1", (place / "origin").as_uri(), "part")
    (place / "part" / "charter.yaml").write_text(LAW)
    return place / "part", 1, "only a part of the history is here"


@pytest.mark.usefixtures("repository")
@pytest.mark.parametrize("shape", [detached, worktree, submodule, shallow])
def test_commits_are_told_in_every_shape(charter, git, place, shape):
    """
    A detached head, a linked tree, a submodule and a shallow clone have commits like any other; a part is called one.
    """
    folder, n_commits, warning = shape(git, place)

    status, rules, said, tools = told(charter, folder)

    assert (0, {"tools.unapproved"}, {"cursor": n_commits}) == (status, rules, tools)
    assert warning in said
    assert bool(warning) == bool(said)


def test_a_bare_repository(charter, git, place, repository):
    """
    A server's repository has no charter of its own: one that is given judges its commits.
    """
    git("clone", "--bare", repository.as_uri(), "bare.git")
    (place / "law.yaml").write_text(LAW)
    with contextlib.chdir(place / "bare.git"):
        outcome = charter("log", "--charter", place / "law.yaml")

    assert 2 == outcome.out.count("tools.unapproved")


def test_a_new_repository(charter, git, write):
    """
    Without a commit there is nothing to say of any, and a range that is asked for is misuse.
    """
    git("init")
    write({"charter.yaml": LAW})

    assert 2 == charter("log").status
    assert (0, "") == (charter("tools").status, charter("tools").err)


def test_a_corrupt_note_is_said(charter, git, repository):
    """
    The list of tools warns of it, and lists the rest.
    """
    git("-C", "origin", "notes", "--ref", "ai", "add", "--message", "a.py\n  s_1::t 1-1\n---\n{")
    with contextlib.chdir(repository):
        outcome = charter("tools")

    assert "Warning: Not checked: line" in outcome.err
    assert "git-ai note on commit" in outcome.err
    assert "Cursor" in outcome.out


def test_a_note_that_is_not_here_is_said(charter, git, repository):
    """
    A partial clone lacks it, and nothing is fetched.
    """
    git("-C", "origin", "notes", "--ref", "ai", "add", "--message", "a.py\n  s_1::t 1-1\n---\n{}")
    listed = [needs.program("git"), "-C", "origin", "ls-tree", "refs/notes/ai"]
    notes = subprocess.run(listed, capture_output=True, text=True, check=True).stdout.split()[2]
    (repository / ".git" / "objects" / notes[:2] / notes[2:]).unlink()
    with contextlib.chdir(repository):
        outcomes = charter("log"), charter("tools")

    assert ["not checked" in outcomes[0].out, "Warning: Not checked: the git-ai note" in outcomes[1].err] == [
        True,
        True,
    ]
