import pytest

from charter.workspace.files import walk

# Folder → its `.gitignore`; the empty pattern file of `kept` says nothing.
IGNORES = {
    "": "# logs\n*.log\n!keep.log\n/top\nbuild/\n\\#odd\n  \nsp\\ \n\\!bang\nlib/*.js\r\n**/deep/x.py\nno[t.py\n",
    "a": "*.py\n!b.py\n/only\nsub/in.txt\n",
    "a/b": "!c.py\n!d.log\n*.txt\n",
    "odd[1]*": "gone.py\n",
    "build": "!x.py\n",
    "kept": "",
}
FILES = [
    "a.log",
    "keep.log",
    "top",
    "x/top",
    "build/x.py",
    "x/build/y.py",
    "file/build",
    "#odd",
    "sp",
    "sp ",
    "!bang",
    "lib/a.js",
    "lib/b/a.js",
    "deep/x.py",
    "q/deep/x.py",
    "deep/y.py",
    "not.py",
    "a/a.py",
    "a/b.py",
    "a/only",
    "a/b/only",
    "a/b/c.py",
    "a/b/d.log",
    "a/b/e.py",
    "a/b/f.txt",
    "a/sub/in.txt",
    "a/b/sub/in.txt",
    "odd[1]*/gone.py",
    "odd1/gone.py",
    "odd[1]*/s/gone.py",
    "kept/k.py",
    "excluded/e.py",
    "é.log",
]


@pytest.fixture
def repo(git, tmp_path):
    root = tmp_path / "repo"
    root.mkdir()
    git("init", "-q", folder=root)
    for name in FILES:
        write(root / name, "x = 1\n")
    for folder, text in IGNORES.items():
        write(root / folder / ".gitignore", text)
    write(root / ".git/info/exclude", "excluded\n!a.log\n")
    return root


def write(path, text):
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, newline="")


def found(root, *paths, **more):
    return walk(root, paths, lambda _: None, **more)


def listed(git, *arguments, folder):
    names = git("ls-files", "-z", "--cached", "--others", "--exclude-standard", *arguments, folder=folder)
    return tuple(sorted({name for name in names.split("\0") if name}))


def test_untracked_files_are_gits(repo, git):
    """
    What is walked is what git would take in, by all ignore files from the top down and `info/exclude`.
    """
    assert listed(git, folder=repo) == found(repo).files
    assert {"a/b/c.py", "keep.log", "odd1/gone.py"} <= {*found(repo).files}
    assert () == found(repo).troubles


def test_tracked_files_are_checked(repo, git):
    """
    What git tracks is found whatever the patterns say, also in a folder that is ignored as a whole.
    """
    git("add", "-f", "build/x.py", "a.log", "excluded/e.py", folder=repo)
    write(repo / "build/deeper/z.py", "x = 1\n")

    assert listed(git, folder=repo) == found(repo).files
    assert {"a.log", "build/x.py", "excluded/e.py"} <= {*found(repo).files}


def test_a_part_of_a_tree_obeys_the_whole(repo):
    """
    A folder that somebody names is walked by the ignore files above it too.
    """
    below = tuple(name for name in found(repo).files if name.startswith("a/b/"))

    assert below == found(repo, "a/b").files
    assert below == found(repo, "a/b", "a/b/").files


def test_what_is_named_is_looked_at(repo):
    """
    Who names an ignored file or folder gets it, and `heeds_git=False` gets everything.
    """
    assert ("a.log", "build/.gitignore", "build/x.py") == found(repo, "build", "a.log").files
    assert {*FILES} <= {*found(repo, heeds_git=False).files}
    assert 0 == found(repo, heeds_git=False).n_ignored < found(repo).n_ignored


def test_repositories_inside_have_their_own_rules(repo, git):
    """
    A submodule and a clone obey their own files, and not those of the repository around them.
    """
    for folder in ("other", "vendor"):
        write(repo.parent / folder / ".gitignore", "own.py\n")
        write(repo.parent / folder / "x.log", "")
        git("init", "-q", folder=repo.parent / folder)
        git("add", "-A", folder=repo.parent / folder)
        git("commit", "-qm", "first", folder=repo.parent / folder)
    git("submodule", "--quiet", "add", "-f", repo.parent / "other", "build/sub", folder=repo)
    git("clone", "-q", repo.parent / "vendor", "vendor", folder=repo)
    for folder in ("build/sub", "vendor"):
        write(repo / folder / "own.py", "")
        write(repo / folder / "new.log", "")

    names = {name for name in found(repo).files if name.startswith(("build", "vendor"))}

    assert {f"{folder}/{name}" for folder in ("build/sub", "vendor") for name in ("x.log", "new.log")} <= names
    assert not {"build/sub/own.py", "vendor/own.py", "build/x.py"} & names


def test_worktrees_share_what_is_excluded(repo, git):
    """
    In a worktree the index is its own and `info/exclude` that of the repository.
    """
    git("add", "-f", "a.log", ".gitignore", folder=repo)
    git("commit", "-qm", "first", folder=repo)
    tree = repo.parent / "tree"
    git("worktree", "add", "-q", tree, folder=repo)
    for name in ("excluded", "b.log"):
        write(tree / name, "")

    assert listed(git, folder=tree) == tuple(name for name in found(tree).files if name != ".git")


@pytest.mark.parametrize("data", [b"junk", b"DIRC\0\0\0\x09", None])
def test_an_unreadable_index_hides_nothing(repo, data):
    """
    If nobody knows what is tracked, everything is found, and that is said once.
    """
    index = repo / ".git/index"
    if data is None:
        index.mkdir()
    else:
        index.write_bytes(data)

    walked = found(repo)

    assert {*FILES} <= {*walked.files}
    assert [f"{index} cannot be read"] == [trouble.partition(" (")[0] for trouble in walked.troubles]


def test_only_git_ignores(repo):
    """
    Without a repository, and where `.git` is none, an ignore file is a file.
    """
    (repo / ".git/HEAD").unlink()

    assert {*FILES} <= {*found(repo).files}


def test_a_false_repository_hides_nothing(repo, git):
    """
    What the repository around it tracks is found, whatever a repository inside says.
    """
    git("add", "x/top", folder=repo)
    write(repo / "x/.git/HEAD", "ref: refs/heads/main\n")
    write(repo / "x/.gitignore", "top\n")

    assert "x/top" in found(repo).files


def test_ignore_files_are_read_with_care(repo):
    """
    Links and huge files are no ignore files, and pipes hang nobody.
    """
    write(repo / "kept/all", "*\n")
    (repo / "kept/.gitignore").unlink()
    (repo / "kept/.gitignore").symlink_to("all")
    write(repo / "lib/.gitignore", "*\n" + "#" * 1_000_000)

    assert {"kept/k.py", "lib/b/a.js"} <= {*found(repo).files}
