import os
import subprocess
import sys
from datetime import date

import pytest

from charter.workspace.git import ALL, Git, GitError
from charter.workspace.history import Historian, Scanner
from charter.workspace.history.judging import Judge
from charter.workspace.history.telling import told
from support.charters import charter
from support.histories import CATALOGUE

# Every key of git's configuration that names a program, or a place to read from.
HOSTILE = {
    "core.fsmonitor": "{run}",
    "core.hooksPath": "{hooks}",
    "core.pager": "{run}",
    "core.editor": "{run}",
    "core.sshCommand": "{run}",
    "core.gitProxy": "{run}",
    "core.alternateRefsCommand": "{run}",
    "core.askPass": "{run}",
    "core.worktree": "{elsewhere}",
    "core.attributesFile": "{fifo}",
    "core.excludesFile": "{fifo}",
    "include.path": "{fifo}",
    "diff.external": "{run}",
    "diff.orderFile": "{fifo}",
    "diff.evil.textconv": "{run}",
    "diff.evil.command": "{run}",
    "filter.evil.clean": "{run}",
    "filter.evil.smudge": "{run}",
    "filter.evil.process": "{run}",
    "filter.evil.required": "true",
    "log.showSignature": "true",
    "gpg.program": "{run}",
    "gpg.ssh.program": "{run}",
    "pager.diff": "{run}",
    "pager.log": "{run}",
    "alias.diff": "!{run}",
    "alias.log": "!{run}",
    "alias.blame": "!{run}",
    "alias.rev-parse": "!{run}",
    "credential.helper": "!{run}",
    "trailer.x.command": "{run}",
    "mailmap.file": "{fifo}",
    "blame.ignoreRevsFile": "{fifo}",
    "extensions.partialClone": "origin",
    "remote.origin.promisor": "true",
    "remote.origin.url": "ext::{run}",
    "remote.origin.uploadpack": "{run}",
    "remote.origin.vcs": "evil",
    "protocol.allow": "always",
    "protocol.ext.allow": "always",
}


@pytest.fixture
def place(tmp_path):
    folder = tmp_path / "place"
    folder.mkdir()
    return folder


@pytest.fixture
def hostile(place, tmp_path, git):
    """
    A repository whose configuration names a program wherever it can; the file `ran` appears if one runs.

    What it names to be read is a pipe, at which a reader would wait for ever.
    """
    git("init", "--initial-branch=main", folder=place)
    (place / "a.py").write_text("a = 1\n", encoding="utf-8")
    (place / ".gitattributes").write_text("* diff=evil filter=evil merge=evil\n", encoding="utf-8")
    (place / ".mailmap").write_text("Somebody Else <else@acme.example> <a@example.com>\n", encoding="utf-8")
    git("add", "--all", folder=place)
    git("commit", "--message=first", folder=place)
    commit = git("rev-parse", "HEAD", folder=place).strip()
    run, hooks, fifo = tmp_path / "run", tmp_path / "hooks", tmp_path / "fifo"
    run.write_text(f"#!/bin/sh\necho $0 $@ >> {tmp_path}/ran\nexec cat\n", encoding="utf-8")
    run.chmod(0o755)
    hooks.mkdir()
    for name in ("post-index-change", "reference-transaction", "post-checkout", "pre-auto-gc"):
        (hooks / name).symlink_to(run)
    os.mkfifo(fifo)
    said = {"run": run, "hooks": hooks, "fifo": fifo, "elsewhere": tmp_path / "elsewhere"}
    lines = [
        "[core]\nrepositoryformatversion = 1\nbare = false\n",
        *(section(*each, said) for each in HOSTILE.items()),
    ]
    (place / ".git" / "config").write_text("".join(lines), encoding="utf-8")
    (place / ".git" / "hooks").rename(tmp_path / "samples")
    (place / ".git" / "hooks").symlink_to(hooks)
    (place / "a.py").write_text("a = 2\n", encoding="utf-8")
    (place / "b.py").write_text("b = 1\n", encoding="utf-8")
    os.utime(place / ".gitattributes", (1, 1))
    return commit


@pytest.mark.skipif(sys.platform == "win32", reason="pipes and scripts are Unix's")
def test_nothing_that_a_repository_names_is_run_or_read(place, tmp_path, hostile):
    """
    Whatever Charter asks of git, the repository's configuration starts nothing and is led nowhere.
    """
    git = Git.at(place)
    change = git.change_since(hostile)

    assert hostile == git.commit("HEAD") == git.commit("main") == git.fork(hostile)
    assert {"a.py": ((range(1, 2),)), "b.py": None} == {name: lines.ranges for name, lines in change.lines.items()}
    assert change.lines["b.py"] is ALL or change.lines["b.py"] == ALL
    assert b"a = 1\n" == git.bytes_at(hostile, "a.py")
    assert (".gitattributes", ".mailmap", "a.py") == git.names_at(hostile)
    assert set(git.names()) == {".gitattributes", ".mailmap", "a.py", "b.py"}
    assert {} == git.days_of("a.py")
    assert hostile == git.last_commit_of("a.py")
    assert not (tmp_path / "ran").exists()


@pytest.mark.skipif(sys.platform == "win32", reason="pipes and scripts are Unix's")
def test_nothing_is_run_or_read_to_know_who_wrote(place, tmp_path, hostile):
    """
    Nor does blame, or reading commits: people are those that the commit names, whatever a mailmap says.
    """
    historian = Historian(place, CATALOGUE)
    (hand,) = historian.authorship("a.py", "a = 1\n").hands
    scan = Scanner(Git.at(place), CATALOGUE).scan("HEAD")
    law = charter("disclosure: {human_sign_off: true, reviewed_by: [all]}\nzones: [{name: all, paths: ['*']}]")
    (report,) = Judge(Scanner(Git.at(place), law.catalogue), law, "", date(2027, 1, 1)).judged("HEAD").reports

    assert ["disclosure.missing-sign-off"] == [each.finding.rule for each in report.decisions]
    assert [] == [*told(Git.at(place), CATALOGUE)]
    assert (hostile, "a@example.com") == (hand.commit, hand.mailbox)
    assert frozenset() == historian.may_know(["a.py"])
    assert 1 == scan.n_commits
    assert not (tmp_path / "ran").exists()


@pytest.mark.skipif(sys.platform == "win32", reason="pipes and scripts are Unix's")
def test_the_hostile_repository_is_hostile(place, tmp_path, hostile):
    """
    Git itself, run in that repository, does run what it names.
    """
    config = place / ".git" / "config"
    config.write_text(config.read_text("utf-8").replace(f"{tmp_path}/fifo", "/dev/null"), encoding="utf-8")
    subprocess.run(["git", f"--work-tree={place}", "diff", hostile], cwd=place, check=False, capture_output=True)

    assert "run" in (tmp_path / "ran").read_text("utf-8")


def test_missing_objects_are_not_fetched(place, tmp_path, git):
    """
    A partial clone lacks what nobody asked for yet; asking Charter does not go online.
    """
    source = tmp_path / "source"
    git("init", source)
    (source / "a.py").write_text("a = 1\n", encoding="utf-8")
    git("add", "--all", folder=source)
    git("commit", "--message=first", folder=source)
    git("config", "uploadpack.allowFilter", "true", folder=source)
    git("clone", "--filter=blob:none", "--no-checkout", source.as_uri(), place)

    assert Git.at(place).bytes_at("HEAD", "a.py") is None
    assert "a = 1\n" == git("show", "HEAD:a.py", folder=place)


@pytest.mark.parametrize("how", ["worktree", "submodule", "separate", "bare"])
def test_repositories_of_every_shape_are_found(place, tmp_path, git, how):
    """
    Linked working trees, submodules, git folders elsewhere and bare repositories.
    """
    source = tmp_path / "source"
    git("init", "--initial-branch=main", source)
    (source / "a.py").write_text("a = 1\n", encoding="utf-8")
    git("add", "--all", folder=source)
    git("commit", "--message=first", folder=source)
    made = {
        "worktree": lambda: git("worktree", "add", place / "it", folder=source),
        "submodule": lambda: (git("init", folder=place), git("submodule", "add", source.as_uri(), "it", folder=place)),
        "separate": lambda: git("clone", f"--separate-git-dir={tmp_path}/apart", source.as_uri(), place / "it"),
        "bare": lambda: git("clone", "--bare", source.as_uri(), place / "it"),
    }
    made[how]()

    assert git("rev-parse", "HEAD", folder=source).strip() == Git.at(place / "it").commit("HEAD")


def test_a_file_that_leads_to_anothers_repository_is_refused(place, tmp_path, git):
    """
    A folder cannot show the history of a repository that does not know it.
    """
    git("init", tmp_path / "private")
    (place / ".git").write_text(f"gitdir: {tmp_path}/private/.git\n", encoding="utf-8")

    with pytest.raises(GitError, match="a repository that knows this folder"):
        Git.at(place)


def test_a_repository_with_longer_names_is_read(place, git):
    """
    SHA-256 is one of the few things that a repository's own configuration decides.
    """
    git("init", "--object-format=sha256", folder=place)
    git("commit", "--allow-empty", "--message=first", folder=place)

    assert 64 == len(Git.at(place).commit("HEAD"))


def test_what_a_hook_hands_on_leads_nowhere(place, tmp_path, git, monkeypatch):
    """
    Charter run from a hook of another repository looks at the folder that it was asked about.
    """
    git("init", folder=place)
    git("commit", "--allow-empty", "--message=first", folder=place)
    git("init", tmp_path / "other")
    monkeypatch.setenv("GIT_DIR", str(tmp_path / "other" / ".git"))
    monkeypatch.setenv("GIT_INDEX_FILE", str(tmp_path / "nowhere"))

    assert 40 == len(Git.at(place).commit("HEAD"))


def test_the_folder_of_our_own_goes(place, git):
    """
    Nothing is left behind once nobody asks any more.
    """
    git("init", folder=place)
    asked = Git.at(place)
    folder = asked.program.environment["GIT_DIR"]
    assert os.path.isdir(folder)  # noqa: PTH112 - a string
    del asked

    assert not os.path.exists(folder)  # noqa: PTH110 - a string


def section(key, value, said):
    head, *middle, name = key.split(".")
    within = f' "{".".join(middle)}"' if middle else ""
    return f"[{head}{within}]\n\t{name} = {value.format(**said)}\n"
