import pytest

from charter.workspace.roots import leads_out, name_of, real, root_of


@pytest.fixture
def tree(tmp_path):
    (tmp_path / "repo/src/deep").mkdir(parents=True)
    (tmp_path / "repo/src/a.py").touch()
    return tmp_path / "repo"


@pytest.mark.parametrize("start", ["", "src/deep", "src/a.py", "src/deep/not/yet.py"])
def test_root_is_the_git_top_level(tree, start):
    """
    From anywhere inside, existing or not, the root is where `.git` lies.
    """
    (tree / ".git").mkdir()

    assert tree == root_of(tree / start)


def test_worktree_is_a_root_of_its_own(tree):
    """
    In worktrees and submodules `.git` is a file.
    """
    (tree / ".git").mkdir()
    (tree / "src/.git").write_text("gitdir: elsewhere")

    assert tree / "src" == root_of(tree / "src/deep")


def test_without_git_the_folder_is_the_root(tree):
    """
    A folder without git is its own root, and so is the folder of a file.
    """
    assert tree / "src/deep" == root_of(tree / "src/deep")
    assert tree / "src" == root_of(tree / "src/a.py")


def test_names_are_relative_inside_and_absolute_outside(tree):
    """
    A file is called by its path from the root; what lies outside by its full path.
    """
    assert "src/a.py" == name_of(tree / "src/deep/../a.py", tree)
    assert "src/a.py" == name_of("src/a.py", tree)
    assert "" == name_of(tree, tree)
    assert (tree.parent / "b.py").as_posix() == name_of("../b.py", tree)


def test_links_are_judged_by_where_they_end(tree):
    """
    A link leads out if its end is outside, though its name is inside; a loop ends nowhere else.
    """
    (tree / "out").symlink_to(tree.parent)
    (tree / "in").symlink_to(tree / "src")
    (tree / "loop").symlink_to(tree / "loop")

    assert leads_out("out/x.py", tree)
    assert not leads_out("in/a.py", tree)
    assert not leads_out("loop", tree)
    assert real(tree / "loop")
