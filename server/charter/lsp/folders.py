"""
Which open folder a text belongs to, with several folders open.

What lies in a git folder, as a commit's message does, belongs to its working tree. Else
the longest folder that holds a file decides. What lies in none, or is no file at
all, belongs to the only folder there is; with several or none of them, a file
belongs to its own folder, and any other text to nobody but the organisation.
"""

from collections.abc import Iterable
from pathlib import Path

from msgspec import Struct

from charter.lsp import uris
from charter.workspace.roots import name_of, root_of, tree_of


class Home(Struct, frozen=True):
    """
    Where a text lies.

    Args:
        root: of the workspace whose charters hold; None if no workspace does.
        path: as `Document.path`.
    """

    root: Path | None
    path: str


class Folders(Struct, frozen=True):
    """
    The folders that are open in the editor.
    """

    paths: tuple[Path, ...] = ()

    @classmethod
    def of(cls, folder_uris: Iterable[str]) -> "Folders":
        """
        Return the folders at *folder_uris*; what is no folder on disk is left out.
        """
        paths = (uris.to_path(uri) for uri in folder_uris)
        return cls(tuple(dict.fromkeys(Path(path.rstrip("/") or "/") for path in paths if path is not None)))

    def changed(self, added: Iterable[str], removed: Iterable[str]) -> "Folders":
        gone = Folders.of(removed).paths
        return Folders(
            tuple(dict.fromkeys((*(path for path in self.paths if path not in gone), *Folders.of(added).paths)))
        )

    @property
    def roots(self) -> tuple[Path, ...]:
        return tuple(dict.fromkeys(root_of(path) for path in self.paths))

    def home(self, uri: str) -> Home:
        """
        Return where the text at *uri* belongs.
        """
        name = uris.to_path(uri)
        if name is None or not Path(name).is_absolute():
            return Home(self._only_root(), "")
        path = Path(name)
        if tree := tree_of(path.parent):
            return Home(tree, name_of(path, tree))
        around = [folder for folder in self.paths if path.is_relative_to(folder)]
        if around:
            root = root_of(max(around, key=lambda folder: len(folder.parts)))
        else:
            root = self._only_root() or root_of(path.parent)
        return Home(root, name_of(path, root))

    def _only_root(self) -> Path | None:
        return self.roots[0] if len(self.paths) == 1 else None
