"""
What git knows of commits beside what they say: the files that they change, and git-ai's notes on them.

Source: git-diff-tree(1), `--stdin` and `-z`; git-notes(1), whose tree names commits by
their hash, in folders of two digits where there are many.
"""

import os
from collections.abc import Iterable, Mapping

from charter.catalogue import Catalogue
from charter.evidence import Evidence, Strength
from charter.provenance.records.git_ai import read_note
from charter.text import Notice, Span
from charter.workspace.git import Git, GitError

_NOTES = "refs/notes/ai"
_TREE = ("--no-ext-diff", "--no-textconv", "--ignore-submodules", "--no-renames", "-r", "-z", "--name-only", "--root")
_NOWHERE = Span(0, 0)


def files_of(git: Git, names: Iterable[str]) -> Mapping[str, tuple[str, ...]]:
    """
    Return which files each of the commits with these full *names* changes, from the root; merges change none.
    """
    files = {name: list[str]() for name in names}
    if not files:
        return {}
    given = "".join(f"{name}\n" for name in files).encode()
    current = list[str]()
    for field in git.program.run("diff-tree", "--stdin", *_TREE, given=given).split(b"\0"):
        said = os.fsdecode(field)
        if said in files:
            current = files[said]
        elif said:
            current.append(said)
    return {name: tuple(each) for name, each in files.items()}


def notes(git: Git) -> Mapping[str, str]:
    """
    Return the blobs of git-ai's notes, by the full names of their commits; none where there are no such notes.
    """
    try:
        listing = git.program.run("ls-tree", "-r", "-z", "--full-tree", _NOTES)
    except GitError:
        return {}
    rows = (row.partition(b"\t") for row in listing.split(b"\0") if row)
    return {name.replace(b"/", b"").decode("ascii", "replace"): said.split()[2].decode() for said, _, name in rows}


def names_in(git: Git, bounds: Iterable[str]) -> frozenset[str]:
    """
    Return the full names of all commits between *bounds*.
    """
    return frozenset(git.program.run("rev-list", *bounds, "--").decode().split())


def noted(git: Git, blob: str, commit: str, catalogue: Catalogue) -> tuple[tuple[Evidence, ...], tuple[Notice, ...]]:
    """
    Return which agents wrote lines of *commit*, as the note *blob* says, each once; and what of it cannot be read.
    """
    reading = read_note(git.program.run("cat-file", "blob", blob).decode("utf-8", "replace"), catalogue)
    source = f"git-ai note on commit {commit[:10]}"
    agents = ((each.tool, each.model) for each in reading.attributions if each.kind != "human")
    evidence = (
        Evidence("note", tool, model, _NOWHERE, Strength.RECORD, "mixed", source)
        for tool, model in dict.fromkeys(agents)
    )
    troubles = (f"Not checked: line {each.place} of the {source}: {each.message}." for each in reading.troubles)
    return tuple(evidence), tuple(Notice("note", message) for message in troubles)
