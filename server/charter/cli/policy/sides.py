"""
What `charter policy diff` compares: charters from a file, a folder, a pack, or a git revision.
"""

from pathlib import Path

from msgspec import Struct

from charter.errors import CharterError
from charter.policy import Charter
from charter.workspace import shipped
from charter.workspace.charters import Resolver
from charter.workspace.git import Git, GitError
from charter.workspace.past import PastTexts
from charter.workspace.roots import is_inside, root_of


class Side(Struct, frozen=True):
    """
    Charters to be compared.

    Args:
        name: as it was asked for.
        charters: those in force for names from the root of the workspace.
    """

    name: str
    charters: Resolver

    def charter_for(self, name: str) -> Charter:
        return self.charters.charter_for(name)


def side_of(word: str, root: Path) -> Side:
    """
    Return the charters that *word* stands for.

    Args:
        word: a file, a folder, a pack's name, or a git revision, as `REV` or `REV:path`.
        root: of the workspace.

    Raises:
        CharterError: it stands for nothing.
    """
    path = Path(word)
    if path.is_dir():
        return Side(word, Resolver(root if is_inside(path, root) else root_of(path)))
    if path.is_file():
        return Side(word, Resolver(root, charter=path.absolute()))
    if word in shipped.packs():
        return Side(word, Resolver(root, charter=shipped.file(f"{word}.yaml")))
    return Side(word, _of_revision(word, root))


def _of_revision(word: str, root: Path) -> Resolver:
    revision, _, name = word.partition(":")
    try:
        git = Git.at(root)
        commit = git.commit(revision)
    except GitError as error:
        expected = f"expected a file, a folder, a pack or a git revision; {error.message}"
        raise CharterError(expected, place=word) from error
    if name and git.bytes_at(commit, name) is None:
        raise CharterError(f"expected a file of '{revision}', found none", place=word)
    return Resolver(root, charter=root / name if name else None, texts=PastTexts(git, commit))
