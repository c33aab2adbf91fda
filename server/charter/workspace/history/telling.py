"""
What the commits of a history say of AI, one after the other.
"""

from collections.abc import Iterator

from charter.catalogue import Catalogue
from charter.evidence import Evidence
from charter.text import Notice
from charter.workspace.git import Git
from charter.workspace.history.beside import last_note, noted, notes
from charter.workspace.history.commits import names_of
from charter.workspace.history.objects import blobs
from charter.workspace.history.scanning import Scan, Scanner
from charter.workspace.store import Store

Saying = tuple[str, Evidence]
"""The full name of a commit, and one thing that it says."""


def told(git: Git, catalogue: Catalogue, store: Store[Scan] | None = None) -> Iterator[Saying | Notice]:
    """
    Yield what the commits of the history that is checked out say of AI, the newest first, then what is noted of them.

    What cannot be read of a note is a notice.

    Raises:
        GitError: git cannot read it.
    """
    if git.is_new:
        return
    head = git.commit("HEAD")
    scan = Scanner(git, catalogue, store).scan_between((head,))
    for commit, said in zip(scan.candidates, scan.said, strict=True):
        yield from ((commit.name, each) for each in said)
    yield from _noted(git, catalogue, head)


def _noted(git: Git, catalogue: Catalogue, head: str) -> Iterator[Saying | Notice]:
    every = notes(git, last_note(git))
    names = [name for name in names_of(git, (head,)) if name in every] if every else []
    texts = blobs(git, (every[name] for name in names))
    for name in names:
        evidence, notices = noted(texts.get(every[name]), name, catalogue)
        yield from ((name, each) for each in evidence)
        yield from notices
