import struct

import pytest

from charter.workspace.git_index import IndexFormatError, tracked

NAMES = ["A", "a b/c.py", "a/b.py", "a/é.py", "lib/" + "long/" * 20 + "x.py", "lib/z.py", "x" * 200]


@pytest.fixture
def index(git, tmp_path):
    """
    The index of a repository that holds `NAMES`, made by options and commands.
    """

    def index(*commands, options=()):
        git("init", "-q", *options)
        for name in NAMES:
            (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
            (tmp_path / name).touch()
        git("add", "-A")
        for command in commands:
            git(*command)
        return (tmp_path / ".git/index").read_bytes()

    return index


@pytest.mark.parametrize("n_version", [2, 3, 4])
@pytest.mark.parametrize("hashes", ["sha1", "sha256"])
def test_names_are_gits(index, git, n_version, hashes):
    """
    In every version and with both hashes the names are those of `git ls-files`, whatever else the index holds.
    """
    data = index(
        ("commit", "-qm", "first"),  # adds the cached trees
        ("rm", "-q", "--cached", "a b/c.py"),
        ("add", "--intent-to-add", "a b/c.py"),  # needs an extended entry, and so version 3
        ("update-index", "--index-version", n_version),
        ("update-index", "--untracked-cache"),
        options=("--object-format", hashes),
    )

    assert {*git("ls-files", "-z").split("\0")} - {""} == tracked(data)
    assert max(n_version, 3) == struct.unpack(">I", data[4:8])[0]


def test_submodules_and_links_are_names(index, git, tmp_path):
    """
    A submodule is tracked by its folder's name, a link by its own.
    """
    index(("commit", "-qm", "first"))
    (tmp_path / "link").symlink_to("A")
    git("clone", "-q", ".", "sub")
    git("add", "link", "sub")

    assert {*NAMES, "link", "sub"} == tracked((tmp_path / ".git/index").read_bytes())


def test_empty_index(index, tmp_path):
    """
    Nothing tracked is nothing wrong.
    """
    index(("rm", "-rq", "--cached", "."))

    assert frozenset() == tracked((tmp_path / ".git/index").read_bytes())


def test_what_is_not_surely_known_is_refused(index):
    """
    A split index, whose entries lie elsewhere, and every shortened index are errors, never fewer names.
    """
    whole = index()
    split = index(("update-index", "--split-index"))

    for data in (split, b"", b"DIRC", whole[:4] + b"\0\0\0\x05" + whole[8:], whole + b"x"):
        with pytest.raises(IndexFormatError):
            tracked(data)
    for n_bytes in range(0, len(whole), 7):
        with pytest.raises(IndexFormatError):
            tracked(whole[:n_bytes])


def test_names_that_grow_without_end_are_refused():
    """
    Version 4 can write very long names in few bytes; nobody spends memory on them.
    """
    entry = struct.pack(">24xI12x20xH", 0o100644, 0xFFF) + b"\0" + b"x" * 4_000 + b"\0"
    data = struct.pack(">4sII", b"DIRC", 4, 1_000) + entry * 1_000 + b"\0" * 20

    with pytest.raises(IndexFormatError):
        tracked(data)
