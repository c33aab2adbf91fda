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
from charter.workspace.history.ledger import NOTES
from charter.workspace.history.objects import MOST_BYTES, tree

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


def last_note(git: Git) -> str:
    """
    Return the name of the commit that holds all of git-ai's notes as they are now; empty where there are none.
    """
    try:
        return git.commit(NOTES)
    except GitError:
        return ""


def notes(git: Git, revision: str) -> Mapping[str, str]:
    """
    Return the blobs of the notes that *revision* holds, by the full names of their commits.
    """
    entries = tree(git, revision).items() if revision else ()
    return {path.replace("/", ""): entry.name for path, entry in entries}


def noted(note: bytes | None, commit: str, catalogue: Catalogue) -> tuple[tuple[Evidence, ...], tuple[Notice, ...]]:
    """
    Return which agents wrote lines of *commit*, as its *note* says, each once; and what of it cannot be read.

    Args:
        note: None if it is not at hand, or too large.
    """
    source = f"git-ai note on commit {commit[:10]}"
    if note is None:
        return (), (Notice("note", f"Not checked: the {source}: expected at most {MOST_BYTES:,} bytes, all here."),)
    reading = read_note(note.decode("utf-8", "replace"), catalogue)
    agents = ((each.tool, each.model) for each in reading.attributions if each.kind != "human")
    evidence = (
        Evidence("note", tool, model, _NOWHERE, Strength.RECORD, "mixed", source)
        for tool, model in dict.fromkeys(agents)
    )
    troubles = (f"Not checked: line {each.place} of the {source}: {each.message}." for each in reading.troubles)
    return tuple(evidence), tuple(Notice("note", message) for message in troubles)
