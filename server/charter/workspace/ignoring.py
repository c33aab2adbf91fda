"""
What git would not take in: untracked files that `.gitignore` names.

Submodules and clones inside a tree have their own rules, as for git. What git
tracks is always checked, whatever the patterns say, and outside a repository
nothing is ignored. The user's and the system's own ignore files are not asked:
the same tree is checked on every machine.

Source: gitignore(5), gitrepository-layout(5).
"""

import os
import re
import stat
from collections.abc import Collection, Iterable, Iterator
from functools import cached_property
from pathlib import Path

from charter.globs import Globs
from charter.workspace.git_index import IndexFormatError, tracked

FILE = ".gitignore"

_GITDIR = "gitdir: "
_SPECIAL = re.compile(r"([\\*?\[])")
_MOST_BYTES = 1_000_000
_MOST_BYTES_OF_INDEX = 500_000_000


class Ignoring:
    """
    What git ignores in a tree, asked while it is walked; all names are from the root.

    Args:
        root: absolute.
    """

    def __init__(self, root: Path) -> None:
        self._root = root
        self._by_folder: dict[str, _Repository | None] = {}

    def enter_from_root(self, folder: str) -> None:
        """
        Enter *folder*, which somebody named, and all folders above it.

        Nothing is ignored in a folder that is ignored itself or lies outside the root.
        """
        if Path(folder).is_absolute():
            self._by_folder[folder] = None
            return
        parts = folder.split("/") if folder else []
        for above in ("/".join(parts[:idx]) for idx in range(len(parts))):
            self.enter(above)
        self.enter(folder)
        if any(self.ignores("/".join(parts[: idx + 1]), is_folder=True) for idx in range(len(parts))):
            self._by_folder[folder] = None

    def enter(self, folder: str, names: Collection[str] | None = None) -> None:
        """
        Take in what *folder* says to git; the folder above was entered before.

        Args:
            names: what lies in it; None if that was not looked at.
        """
        if folder in self._by_folder:
            return
        repository = self._by_folder[folder.rpartition("/")[0]] if folder else None
        is_top = names is None or ".git" in names
        if is_top and (repository or not folder) and _is_repository(self._root / folder):
            repository = _Repository(self._root, folder, repository)
        elif repository and (names is None or FILE in names):
            repository.read(folder)
        self._by_folder[folder] = repository

    def ignores(self, name: str, *, is_folder: bool = False) -> bool:
        """
        Tell whether *name*, in a folder that was entered, is neither tracked nor to be, with all that it holds.
        """
        repository = self._by_folder[name.rpartition("/")[0]]
        return repository is not None and repository.ignores(name, is_folder=is_folder)

    @property
    def troubles(self) -> tuple[str, ...]:
        """
        Sentences about repositories of which it could not be learned what they track.
        """
        repositories = dict.fromkeys(filter(None, self._by_folder.values()))
        return tuple(repository.trouble for repository in repositories if repository.trouble)


class _Repository:
    """
    One repository.

    Args:
        root: of the workspace, absolute.
        top: the repository's folder.
        outer: the repository that this one lies in.
    """

    def __init__(self, root: Path, top: str, outer: "_Repository | None") -> None:
        self.trouble = ""
        self._folder = root / top
        self._n_top = len(top) + 1 if top else 0
        self._outer = outer
        own, common = _git_folders(self._folder)
        self._index = own / "index"
        # By folder, from the top; those of the folders above come first.
        self._patterns = {"": _lines(common / "info" / "exclude") + _lines(self._folder / FILE)}
        self._globs = {"": Globs(self._patterns[""])}

    def read(self, folder: str) -> None:
        """
        Take in the `.gitignore` of *folder*.
        """
        own = folder[self._n_top :]
        patterns = self._patterns[self._nearest(own)] + tuple(_below(own, _lines(self._folder / own / FILE)))
        self._patterns[own], self._globs[own] = patterns, Globs(patterns)

    def ignores(self, name: str, *, is_folder: bool) -> bool:
        own = name[self._n_top :]
        globs = self._globs[self._nearest(own.rpartition("/")[0])]
        return globs.matches(own, is_folder=is_folder) and not self._tracks(name, is_folder=is_folder)

    def _nearest(self, folder: str) -> str:
        while folder not in self._patterns:
            folder = folder.rpartition("/")[0]
        return folder

    def _tracks(self, name: str, *, is_folder: bool) -> bool:
        """
        Tell whether *name*, or something in it, is tracked, or may be for all that is known.
        """
        own, (files, folders) = name[self._n_top :], self._tracked
        if self.trouble or own in files or (is_folder and own in folders):
            return True
        return self._outer is not None and self._outer._tracks(name, is_folder=is_folder)  # noqa: SLF001 -- its own kind

    @cached_property
    def _tracked(self) -> tuple[frozenset[str], frozenset[str]]:
        """
        The names that are tracked, and the folders that they lie in; read once something is to be ignored.
        """
        try:
            data = _bytes(self._index, _MOST_BYTES_OF_INDEX)
            names = tracked(data) if data else frozenset[str]()
        except (OSError, IndexFormatError) as error:
            reason = error.strerror if isinstance(error, OSError) else str(error)
            self.trouble = f"{self._index} cannot be read ({reason}), so ignored files are checked as well"
            names = frozenset[str]()
        return names, frozenset(_folders(names))


def _is_repository(folder: Path) -> bool:
    return (_git_folders(folder)[0] / "HEAD").is_file()


def _folders(names: Iterable[str]) -> Iterator[str]:
    last = ""
    for name in sorted(names):
        folder = name.rpartition("/")[0]
        if folder != last:
            last = folder
            while folder:
                yield folder
                folder = folder.rpartition("/")[0]


def _below(folder: str, lines: Iterable[str]) -> Iterator[str]:
    """
    Yield the patterns of a file in *folder* as patterns from the top.
    """
    if not folder:
        yield from lines
        return
    place = _SPECIAL.sub(r"\\\1", folder)
    for line in lines:
        body = line.removeprefix("!")
        if body.strip(" ") and not line.startswith("#"):
            is_anchored = "/" in body.rstrip(" ")[:-1]
            middle = "" if is_anchored else "**/"
            yield f"{'!' if body != line else ''}/{place}/{middle}{body.removeprefix('/')}"


def _lines(path: Path) -> tuple[str, ...]:
    """
    Return the lines of an ignore file; none if it cannot be read, or is a link, as git has it.
    """
    try:
        data = b"" if path.is_symlink() else _bytes(path, _MOST_BYTES)
    except OSError:
        return ()
    text = data.removeprefix(b"\xef\xbb\xbf").decode("utf-8", "surrogateescape")
    return tuple(line.removesuffix("\r") for line in text.split("\n"))


def _git_folders(top: Path) -> tuple[Path, Path]:
    """
    Return where the index lies, and where what is common to all worktrees lies.
    """
    place = top / ".git"
    if place.is_dir():
        return place, place
    said = _first_line(place)
    own = top / said.removeprefix(_GITDIR) if said.startswith(_GITDIR) else place
    common = _first_line(own / "commondir")
    return own, own / common if common else own


def _first_line(path: Path) -> str:
    try:
        return os.fsdecode(_bytes(path, _MOST_BYTES)).partition("\n")[0].rstrip("\r")
    except OSError:
        return ""


def _bytes(path: Path, most: int) -> bytes:
    """
    Return what the file at *path* holds; nothing if there is none.

    Raises:
        OSError: it is there and cannot be read, or is larger than *most*.
    """
    try:
        said = path.stat()
    except (FileNotFoundError, NotADirectoryError):
        return b""
    except ValueError as error:
        raise OSError(0, "its path is no path") from error
    if not stat.S_ISREG(said.st_mode) or said.st_size > most:
        raise OSError(0, "no regular file of a usual size")
    return path.read_bytes()
