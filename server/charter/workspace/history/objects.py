"""
Objects of a repository by name, many at once.

Source: git, git-cat-file(1), "Batch output"; git-ls-tree(1).
"""

import os
from collections.abc import Iterable, Iterator, Mapping

from msgspec import Struct

from charter.workspace.git import Git, GitError

# Notes and traces with more are not read, nor is a file that nobody could check.
MOST_BYTES = 16_000_000


class Entry(Struct, frozen=True):
    """
    What a tree has under a name.
    """

    is_file: bool
    name: str


def blobs(git: Git, names: Iterable[str]) -> dict[str, bytes]:
    """
    Return what the blobs with these *names* hold; those that are missing or too large are left out.

    Raises:
        GitError: git cannot be run.
    """
    wanted = "".join(f"{name}\n" for name in dict.fromkeys(names)).encode()
    if not wanted:
        return {}
    sizes = git.program.run("cat-file", "--batch-check=%(objectname) %(objecttype) %(objectsize)", given=wanted)
    rows = (line.split(" ") for line in sizes.decode().split("\n"))
    readable = [row[0] for row in rows if _is_readable(row)]
    return dict(
        _batch(git.program.run("cat-file", "--batch", given="".join(f"{each}\n" for each in readable).encode()))
    )


def _is_readable(row: list[str]) -> bool:
    return row[1:2] == ["blob"] and int(row[2]) <= MOST_BYTES


def _batch(said: bytes) -> Iterator[tuple[str, bytes]]:
    start = 0
    while start < len(said):
        end = said.index(b"\n", start)
        name, _, size = said[start:end].decode().split(" ")
        start = end + 1 + int(size) + 1
        yield name, said[end + 1 : start - 1]


def tree(git: Git, revision: str, *paths: str) -> Mapping[str, Entry]:
    """
    Return the files of *revision*, or those at *paths*; empty if it is not there.
    """
    try:
        said = git.program.run("ls-tree", "-r", "-z", "--full-tree", revision, "--", *paths)
    except GitError:
        return {}
    entries = (entry.partition(b"\t") for entry in said.split(b"\0") if entry)
    return {os.fsdecode(path): _entry(head.decode()) for head, _, path in entries}


def _entry(head: str) -> Entry:
    mode, _, name = head.split(" ")
    return Entry(mode.startswith("100"), name)
