"""
Which commit each line of a committed file comes from.

Source: git, git-blame(1), "Incremental output". Lines are counted from one, and end
at line feeds only.
"""

import os
import re

from msgspec import Struct

from charter.workspace.git import Git
from charter.workspace.git.changes import unquoted

_HEAD = re.compile(rb"(?P<commit>[0-9a-f]{40,64}) (?P<original>\d+) (?P<first>\d+) (?P<n>\d+)")


class Run(Struct, frozen=True):
    """
    Lines that stand together and come from one commit.

    Args:
        first: of them, in the file.
        original: the same line in the file as *commit* has it, where it is called *path*.
    """

    first: int
    n_lines: int
    commit: str
    path: str
    original: int


class Blame(Struct, frozen=True):
    """
    Where the lines of a file come from, as far back as *head*, in order.
    """

    head: str
    runs: tuple[Run, ...]


def blame(git: Git, head: str, path: str) -> Blame:
    """
    Return where the lines of the file *path* of the commit *head* come from.

    Raises:
        GitError: git cannot tell.
    """
    said = git.program.run("blame", "--incremental", "--no-textconv", head, "--", path)
    runs, found = list[Run](), None
    for line in said.split(b"\n"):
        if match := _HEAD.fullmatch(line):
            found = match
        elif found and line.startswith(b"filename "):
            name = os.fsdecode(unquoted(line.removeprefix(b"filename ")))
            first, n_lines, original = (int(found[part]) for part in ("first", "n", "original"))
            runs.append(Run(first, n_lines, found["commit"].decode(), name, original))
    return Blame(head, tuple(sorted(runs, key=lambda run: run.first)))


def has_moved(git: Git, known: Blame, head: str, path: str) -> bool:
    """
    Tell whether the history of *path* from *head* is another than the one that is known.
    """
    if known.head == head:
        return False
    if not git.is_ancestor(known.head, head):
        return True
    between = f"{known.head}..{head}"
    return bool(git.program.run("rev-list", "--max-count=1", "--full-history", between, "--", path).strip())
