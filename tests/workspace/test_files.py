import os

import pytest

from charter.globs import Globs
from charter.model import Clause
from charter.text import Span
from charter.workspace.files import walk

CLAUSE = Clause("charter.yaml", Span(0, 1), 3, "exclude", "repository")


def excluding(*patterns):
    globs = Globs(patterns)
    return lambda path: CLAUSE if globs.matches(path.rstrip("/"), is_folder=path.endswith("/")) else None


@pytest.fixture
def tree(tmp_path):
    root = tmp_path / "repo"
    for name in ("b.py", "a/x.py", "a/y.js", "vendor/v.py", ".git/config", "sub/.git", ".hidden/h.py"):
        (root / name).parent.mkdir(parents=True, exist_ok=True)
        (root / name).write_text("x = 1\n")
    return root


def test_tree_is_walked_in_order(tree):
    """
    All files come once, sorted, without what git keeps for itself; excluded folders are left out quietly.
    """
    found = walk(tree, [], excluding("vendor/"))

    assert (".hidden/h.py", "a/x.py", "a/y.js", "b.py", "sub/.git") == found.files
    assert () == found.unchecked


def test_of_an_excluded_folder_only_its_name_is_asked(tree):
    """
    Of what lies in an excluded folder without a charter nothing is asked, however large it is.
    """
    (tree / "vendor/deep").mkdir()
    (tree / "vendor/deep/d.py").touch()
    asked = []
    exclusion = excluding("vendor/")

    walk(tree, [], lambda path: asked.append(path) or exclusion(path))

    assert ["vendor/"] == [path for path in asked if path.startswith("vendor")]


def test_charter_in_an_excluded_tree_is_found(tree):
    """
    A charter anywhere in an excluded tree has all below it asked about, as for files that are named; what lies beside
    its folder stays out.
    """
    for name in ("vendor/deep/own/charter.yaml", "vendor/deep/own/sub/s.py", "vendor/deep/d.py", "vendor/other/o.py"):
        (tree / name).parent.mkdir(parents=True, exist_ok=True)
        (tree / name).touch()
    outer = excluding("vendor/")

    def exclusion(path):
        return None if path.startswith("vendor/deep/own/") and path != "vendor/deep/own/" else outer(path)

    own = ("vendor/deep/own/charter.yaml", "vendor/deep/own/sub/s.py")
    assert own == tuple(name for name in walk(tree, [], exclusion).files if name.startswith("vendor/"))
    assert own == walk(tree, ["vendor"], exclusion).files
    assert own == walk(tree, ["vendor/deep/own"], exclusion).files


def test_what_git_ignores_in_an_excluded_tree_is_not_looked_through(tree):
    """
    No charter is looked for in a folder that git ignores, excluded or not, and such a folder in an excluded one
    is not counted.
    """
    (tree / ".git/HEAD").write_text("ref: refs/heads/main\n")
    (tree / ".gitignore").write_text("own/\n")
    (tree / "vendor/own").mkdir()
    (tree / "vendor/own/charter.yaml").touch()

    found = walk(tree, [], excluding("vendor/"))

    assert [] == [name for name in found.files if name.startswith("vendor/")]
    assert 0 == found.n_ignored


def test_paths_are_taken_as_given(tree):
    """
    Files and folders named twice or in each other come once; one that is missing is left for loading to report.
    """
    found = walk(tree, ["a", tree / "a/x.py", "missing.py", "a/../b.py"], excluding())

    assert ("a/x.py", "a/y.js", "b.py", "missing.py") == found.files


def test_excluded_by_name_is_said(tree):
    """
    Who asks for an excluded file or folder by name hears why it is not checked.
    """
    found = walk(tree, ["vendor", "a/y.js", "b.py"], excluding("vendor/", "*.js"))

    assert ("b.py",) == found.files
    assert ["a/y.js", "vendor/"] == [document.path for document in found.unchecked]
    assert "charter.yaml:4" in found.unchecked[0].notices[0].message


def test_links_are_not_followed(tree):
    """
    Links, also in circles and out of the root, add nothing to a walk; one named by hand that leads out is said.
    """
    (tree.parent / "outside").mkdir()
    (tree.parent / "outside/o.py").touch()
    (tree / "a/circle").symlink_to(tree)
    (tree / "out").symlink_to(tree.parent / "outside")
    (tree / "link.py").symlink_to(tree / "b.py")

    assert ("a/x.py", "a/y.js") == walk(tree, ["a"], excluding()).files
    assert not {"link.py", "out/o.py"} & {*walk(tree, [], excluding()).files}
    assert ["unreadable"] == [document.notices[0].kind for document in walk(tree, ["out"], excluding()).unchecked]


def test_binary_files_are_counted(tree):
    """
    Pictures and programs are passed over and counted; a source file with NUL bytes is not passed over.
    """
    (tree / "a/logo.png").write_bytes(b"\x89PNG")
    (tree / "a/program").write_bytes(b"\x7fELF\0\0")
    (tree / "a/z.py").write_bytes(b"x = 1\0")
    (tree / "a/NOTES").write_text("text")
    os.mkfifo(tree / "a/pipe")

    found = walk(tree, ["a"], excluding())

    assert ("a/NOTES", "a/x.py", "a/y.js", "a/z.py") == found.files
    assert 2 == found.n_binary


def test_outside_of_the_root_names_are_absolute(tree):
    """
    A file outside is checked when somebody names it.
    """
    (tree.parent / "o.py").touch()

    assert ((tree.parent / "o.py").as_posix(),) == walk(tree, ["../o.py"], excluding()).files
