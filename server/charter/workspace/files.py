"""
Which files of a tree are to be checked.

Links are not followed: what they point to inside the tree is visited under its
own name, and what lies outside is not ours. Of links in place of what tools look
for by its name, files are taken in as well, and the others said. Binary files, and untracked ones
that git ignores, are passed over quietly, but counted. What somebody named is
looked at, ignored or not. What lies in `.git` is nobody's source text.

Who excludes a folder takes nothing from a charter that lies in it. So the folders
of an excluded tree are looked through for charters, unless git ignores them, and
from each charter down every name is asked about again, as if it had been named.
"""

import os
import re
from collections.abc import Callable, Iterable
from pathlib import Path

from msgspec import Struct, field

from charter.model import Clause
from charter.syntax import language_of
from charter.text import Document, Notice
from charter.workspace.charters import FILE
from charter.workspace.ignoring import Ignoring
from charter.workspace.reading import is_binary
from charter.workspace.roots import leads_out, name_of

# A file's name from the root (a folder's ends in a slash) → the clause that excludes it.
Exclusion = Callable[[str], Clause | None]
# The name of a link from the root (to a folder with a slash at its end) → whether somebody looks for that very name.
Heeds = Callable[[str], bool]

_BINARY = re.compile(
    r".*\.(?:"
    r"7z|bz2|gz|jar|rar|tar|tgz|whl|xz|zip|zst"
    r"|avif|bmp|gif|icns|ico|jpe?g|pdf|png|tiff?|webp|eot|otf|ttf|woff2?"
    r"|avi|flac|mov|mp[34]|ogg|wav|webm"
    r"|a|bin|class|dat|db|dll|dylib|exe|lib|npy|npz|o|obj|parquet|pickle|pkl|py[cdo]|so|sqlite3?|wasm|xlsx"
    r")",
    re.IGNORECASE,
)


class Walk(Struct, frozen=True):
    """
    What was found.

    Args:
        files: names from the root, sorted, each once; absolute outside the root.
            Those named by hand may not exist: loading them says so.
        unchecked: what was left out though somebody asked for it, each with its
            notice; a folder's path ends in a slash.
        n_binary: files that were passed over.
        n_ignored: files and whole folders that were passed over.
        troubles: sentences about repositories whose tracked files are unknown.
    """

    files: tuple[str, ...]
    unchecked: tuple[Document, ...]
    n_binary: int
    n_ignored: int
    troubles: tuple[str, ...]


def _nothing(_name: str) -> bool:
    return False


def walk(
    root: Path,
    paths: Iterable[Path | str],
    exclusion: Exclusion,
    *,
    heeds_git: bool = True,
    heeds: Heeds = _nothing,
) -> Walk:
    """
    Return all files in *paths*, or in the whole of *root* if there are none.

    Args:
        root: absolute.
        paths: files and folders, absolute or relative to *root*.
        exclusion: asked for everything but what an excluded folder without a charter holds.
        heeds_git: pass over what git ignores.
        heeds: asked for links.
    """
    ignoring = Ignoring(root) if heeds_git else None
    search = _Search(root, exclusion, ignoring, heeds)
    for path in [*paths] or [root]:
        search.add(name_of(path, root))
    unchecked = sorted(search.unchecked.values(), key=lambda document: document.path)
    troubles = ignoring.troubles if ignoring else ()
    return Walk(tuple(sorted(search.files)), tuple(unchecked), len(search.binary), search.n_ignored, troubles)


class _Search(Struct):
    root: Path
    exclusion: Exclusion
    ignoring: Ignoring | None
    heeds: Heeds
    files: set[str] = field(default_factory=set[str])
    unchecked: dict[str, Document] = field(default_factory=dict[str, Document])
    binary: set[str] = field(default_factory=set[str])
    n_ignored: int = 0

    def add(self, name: str) -> None:
        """
        Take in what somebody named.
        """
        is_folder = (self.root / name).is_dir()
        asked = f"{name}/" if is_folder else name
        clause = self.exclusion(asked) if name else None
        if clause and not (is_folder and os.path.lexists(self.root / name / FILE)):
            self._leave_out(asked, "excluded", f"Not checked: excluded by {clause.source}:{clause.line + 1}.")
        if not is_folder:
            self.files.update(() if clause else (name,))
        elif not leads_out(name, self.root):
            self._descend(name, is_excluded=clause is not None)
        elif not clause:
            self._leave_out(asked, "unreadable", "Not checked: a link that leads out of the workspace.")

    def _descend(self, name: str, *, is_excluded: bool) -> None:
        """
        Take in what lies below a folder that somebody named.
        """
        if self.ignoring:
            self.ignoring.enter_from_root(name)
        folders = [(name, is_excluded)]
        while folders:
            folder, is_excluded = folders.pop()
            entries = self._entries(folder, is_asked=not is_excluded)
            names = {entry.name for entry in entries}
            if self.ignoring:
                self.ignoring.enter(folder, names)
            is_excluded = is_excluded and FILE not in names
            for entry in entries:
                child = f"{folder}/{entry.name}" if folder else entry.name
                if entry.is_dir(follow_symlinks=False):
                    if entry.name == ".git":
                        continue
                    is_left_out = is_excluded or self.exclusion(f"{child}/") is not None
                    if not self._ignores(child, is_folder=True, counts=not is_left_out):
                        folders.append((child, is_left_out))
                elif not is_excluded:
                    self._find(entry, child)

    def _find(self, entry: os.DirEntry[str], name: str) -> None:
        if entry.is_file(follow_symlinks=False):
            if not self._passes_over(name, is_folder=False):
                self._meet(name)
        elif entry.is_symlink():
            self._meet_link(name, is_folder=(self.root / name).is_dir())

    def _passes_over(self, name: str, *, is_folder: bool) -> bool:
        is_excluded = self.exclusion(f"{name}/" if is_folder else name)
        return is_excluded is not None or self._ignores(name, is_folder=is_folder)

    def _ignores(self, name: str, *, is_folder: bool, counts: bool = True) -> bool:
        is_ignored = self.ignoring is not None and self.ignoring.ignores(name, is_folder=is_folder)
        self.n_ignored += is_ignored and counts
        return is_ignored

    def _entries(self, folder: str, *, is_asked: bool) -> list[os.DirEntry[str]]:
        try:
            with os.scandir(self.root / folder) as entries:
                return list(entries)
        except OSError:
            if is_asked:
                place = f"{folder}/" if folder else "./"
                self._leave_out(place, "unreadable", "Not checked: this folder cannot be read.")
            return []

    def _meet(self, name: str) -> None:
        """
        Take in a file that was found, unless it is binary.
        """
        is_unknown = language_of(name) == "plaintext"
        if is_unknown and (_BINARY.fullmatch(name) or is_binary(self.root / name)):
            self.binary.add(name)
        else:
            self.files.add(name)

    def _meet_link(self, name: str, *, is_folder: bool) -> None:
        """
        Take in a link that stands for a file which somebody looks for by its name.
        """
        asked = f"{name}/" if is_folder else name
        if not self.heeds(asked) or self._passes_over(name, is_folder=is_folder):
            return
        if leads_out(name, self.root):
            self._leave_out(asked, "unreadable", "Not checked: a link that leads out of the workspace.")
        elif is_folder:
            self._leave_out(asked, "unreadable", "Not checked: a link to a folder.")
        else:
            self.files.add(name)

    def _leave_out(self, name: str, kind: str, message: str) -> None:
        self.unchecked[name] = Document(name, "", language_of(name), (Notice(kind, message),))
