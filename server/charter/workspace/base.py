"""
The commit that an editor's texts are compared with, where only what is new is to be shown.

Texts are compared and not files, so that git never looks at the working tree:
that takes long in large ones. Nothing here is on the path of a keystroke; a
worker does it.
"""

from collections.abc import Mapping
from datetime import date
from hashlib import sha1, sha256
from pathlib import Path

from msgspec import Struct

from charter import engine
from charter.policy import Charter
from charter.text import Document
from charter.workspace import reading
from charter.workspace.git import ALL, Git, GitError
from charter.workspace.git.sealing import Place
from charter.workspace.newness import UNCHANGED, Past, figures_of
from charter.workspace.notebooks import Notebook

_N_SHA1 = 40


class Base(Struct, frozen=True):
    """
    A commit, and what its files were called.

    Args:
        blobs: the name of what each file said, by the file's; a submodule's folder is one of them.
        renames: old names by new ones, as far as they are staged.
    """

    git: Git
    commit: str
    blobs: Mapping[str, str]
    renames: Mapping[str, str]

    @classmethod
    def of(cls, root: Path, revision: str) -> "Base":
        """
        Return the commit where the current branch left *revision*.

        Raises:
            CharterError: there is no git, no repository, or no such revision.
        """
        git = Git.at(root)
        named = git.commit(revision)
        commit = git.fork(named) or named
        return cls(git, commit, git.blobs_at(commit), git.staged_renames(commit))

    def past(self, document: Document, charter: Charter, today: date) -> Past:
        """
        Return how *document* differs from what its file was; all is new in a file that was none.

        Lines are those of the file if *document* was read from one, and else of what is typed.
        """
        name, text = document.path, _written(document)
        blob = self.blobs.get(self.renames.get(name, name))
        if blob is None:
            return Past(UNCHANGED if self._lies_in_submodule(name) else ALL, {})
        if blob == _blob(text, len(blob)):
            return Past(UNCHANGED, {})
        data = self.git.blob(blob)
        # Git ends lines at line feeds only, so that its numbers may not be ours.
        if data is None or "\r" in text.replace("\r\n", ""):
            return Past(ALL, {})
        before = reading.document(name, data)
        was = _written(before) if isinstance(document, Notebook) else before.text
        if _unix(was) == _unix(text):
            return Past(UNCHANGED, {})
        lines = self.git.changed_lines(_unix(was), _unix(text))
        return Past(lines, figures_of(engine.check(before, charter, today)))

    def _lies_in_submodule(self, name: str) -> bool:
        parts = name.split("/")
        return any("/".join(parts[:n]) in self.blobs for n in range(1, len(parts)))


def moment(root: Path) -> tuple[int, ...]:
    """
    Return what is another after each commit, checkout and reset; git is not asked.
    """
    try:
        place = Place.of(root)
    except GitError:
        return ()
    return tuple(map(_time, (place.own / "HEAD", place.own / "logs" / "HEAD", place.common / "packed-refs")))


def _time(path: Path) -> int:
    try:
        return path.stat().st_mtime_ns
    except OSError:
        return 0


def _written(document: Document) -> str:
    return document.file.text if isinstance(document, Notebook) else document.text


def _blob(text: str, n_digits: int) -> str:
    """
    Return the name that git gives to *text*.

    Source: git-hash-object(1); gitformat-loose, "blob".
    """
    data = text.encode("utf-8", "surrogatepass")
    make = sha1 if n_digits == _N_SHA1 else sha256
    return make(b"blob %d\0" % len(data) + data, usedforsecurity=False).hexdigest()


def _unix(text: str) -> str:
    return text.replace("\r\n", "\n")
