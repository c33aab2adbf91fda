"""
Which files of a commit AI may have written something of, without blaming any.

A line of a file comes from a commit that touched the file, under the name that it
had then. So a file matters if a commit that is evidence touched it, or a file that
may have become it: one that is gone after a commit in which the other appears. That
is more than git calls a rename, and never less, so blaming only these gives the same.

Source: git, git-diff-tree(1); git follows renames in blame by comparing what a
commit removed with what it added.
"""

import os
from collections.abc import Iterable, Iterator
from hashlib import blake2b

from msgspec import Struct

from charter.workspace.circumstances import circumstances
from charter.workspace.codec import Codec
from charter.workspace.git import Git
from charter.workspace.store import Store

_TREES = ("diff-tree", "--stdin", "-m", "-r", "-z", "--no-renames", "--no-ext-diff", "--ignore-submodules")


class Replaced(Struct, frozen=True):
    """
    What commits removed and added at once.

    Args:
        head: up to which they were looked at.
        pairs: for each commit, and each parent of a merge, the files removed and those added, if there are both.
    """

    head: str
    pairs: tuple[tuple[tuple[str, ...], tuple[str, ...]], ...]


REPLACED = Codec(Replaced)


def touched(git: Git, commits: Iterable[str]) -> frozenset[str]:
    """
    Return the names of all files that one of *commits* changed, added or removed.
    """
    given = "".join(f"{name}\n" for name in sorted(commits)).encode()
    if not given:
        return frozenset()
    said = git.program.run(*_TREES, "--root", "--no-commit-id", "--name-only", given=given)
    return frozenset(os.fsdecode(name) for name in said.split(b"\0") if name)


def heirs(names: frozenset[str], replaced: Replaced) -> frozenset[str]:
    """
    Return *names*, and those of all files that one of them may have become.
    """
    known, n_before = set(names), 0
    while n_before != len(known):
        n_before = len(known)
        for removed, added in replaced.pairs:
            if not known.isdisjoint(removed):
                known.update(added)
    return frozenset(known)


def replacements(git: Git, head: str, store: Store[Replaced] | None) -> Replaced:
    """
    Return what commits up to *head* removed and added at once; of what is kept only the new is looked at.
    """
    said = "\0".join((circumstances(), str(git.root), git.shallow))
    key = blake2b(said.encode("utf-8", "surrogateescape"), digest_size=20).digest()
    known = store.find([key]).get(key) if store else None
    if known and known.head == head:
        return known
    is_part = known is not None and git.is_ancestor(known.head, head)
    bounds = (head, f"^{known.head}") if known and is_part else (head,)
    names = git.program.run("rev-list", *bounds, "--")
    found = git.program.run(*_TREES, "--diff-filter=AD", "--name-status", given=names)
    pairs = (*(known.pairs if known and is_part else ()), *_pairs(found))
    replaced = Replaced(head, pairs)
    if store:
        store.keep({key: replaced})
    return replaced


def _pairs(said: bytes) -> Iterator[tuple[tuple[str, ...], tuple[str, ...]]]:
    """
    Yield what each commit removed and added; what git prints is a commit's name, then statuses and paths by turns.
    """
    names: dict[bytes, list[str]] = {b"A": [], b"D": []}
    parts = iter(said.split(b"\0"))
    for part in parts:
        if part in names:
            names[part].append(os.fsdecode(next(parts)))
            continue
        if names[b"A"] and names[b"D"]:
            yield tuple(names[b"D"]), tuple(names[b"A"])
        names = {b"A": [], b"D": []}
    if names[b"A"] and names[b"D"]:
        yield tuple(names[b"D"]), tuple(names[b"A"])
