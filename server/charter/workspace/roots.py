"""
Where a workspace begins, and what its files are called.

Git is not asked: running it inside a folder runs what the folder's
configuration says. The top level is where `.git` lies.
"""

import os
import re
from pathlib import Path

_WORK_TREE = re.compile(r"^\s*worktree\s*=\s*\"?(?P<path>[^\"\r\n]+?)\"?\s*$", re.MULTILINE)
_N_SHORT = 65_536


def root_of(path: Path) -> Path:
    """
    Return the git top level that *path* lies in, or else the folder itself.

    Args:
        path: a folder or a file, which need not exist; links in it are kept, so
            that names stay as the caller wrote them.
    """
    folder = Path(os.path.abspath(path))  # noqa: PTH100 - Path.resolve would follow links
    if folder.is_file():
        folder = folder.parent
    tops = (candidate for candidate in (folder, *folder.parents) if os.path.lexists(candidate / ".git"))
    return next(tops, folder)


def tree_of(git_folder: Path) -> Path | None:
    """
    Return the top level of the working tree that *git_folder* belongs to; None if it says of none.

    That of a worktree and of a submodule lies elsewhere, and says where.

    Source: gitrepository-layout(5), `gitdir`; git-config(1), `core.worktree`.
    """
    if git_folder.name == ".git":
        return git_folder.parent
    if ".git" not in git_folder.parts:
        return None
    if pointer := _short_text(git_folder / "gitdir").strip():
        return Path(os.path.normpath(git_folder / pointer)).parent
    said = _WORK_TREE.search(_short_text(git_folder / "config"))
    return Path(os.path.normpath(git_folder / said["path"])) if said else None


def _short_text(path: Path) -> str:
    try:
        with path.open(encoding="utf-8", errors="surrogateescape") as file:
            return file.read(_N_SHORT)
    except (OSError, ValueError):
        return ""


def name_of(path: Path | str, root: Path) -> str:
    """
    Return what *path* is called below *root*: relative with forward slashes, absolute if it lies outside.

    The root itself has the empty name.
    """
    # Strings: this is asked for every file of a tree.
    absolute = os.path.abspath(os.path.join(root, path))  # noqa: PTH100, PTH118 - as above
    top = os.path.join(root, "")  # noqa: PTH118 - as above
    name = absolute[len(top) :] if f"{absolute}{os.sep}".startswith(top) else absolute
    return name.replace(os.sep, "/")


def leads_out(name: str, root: Path) -> bool:
    """
    Tell whether *name*, which is relative to *root*, leads out of it through a link.
    """
    if Path(name).is_absolute():
        return False
    place = str(root)
    for part in name.split("/"):
        place = f"{place}/{part}"
        if os.path.islink(place):  # noqa: PTH114 - as above
            return not is_inside(root / name, root)
    return False


def is_inside(path: Path, folder: Path) -> bool:
    """
    Tell whether *path* lies in *folder* once all links are followed.
    """
    return real(path).is_relative_to(real(folder))


def real(path: Path) -> Path:
    """
    Return *path* with all links followed; what cannot be followed is left as it is.
    """
    try:
        # Path.resolve raises on a loop of links in Python 3.11 and 3.12.
        return Path(os.path.realpath(path))
    except ValueError:  # a NUL character
        return path
