"""
Where a workspace begins, and what its files are called.

Git is not asked: running it inside a folder runs what the folder's
configuration says. The top level is where `.git` lies.
"""

import os
from pathlib import Path


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


def name_of(path: Path, root: Path) -> str:
    """
    Return what *path* is called below *root*: relative with forward slashes, absolute if it lies outside.

    The root itself has the empty name.
    """
    absolute = Path(os.path.abspath(root / path))  # noqa: PTH100 - as above
    if not absolute.is_relative_to(root):
        return absolute.as_posix()
    name = absolute.relative_to(root).as_posix()
    return "" if name == "." else name


def leads_out(path: Path, root: Path) -> bool:
    """
    Tell whether *path* is called a part of *root* and is, its links followed, none.
    """
    return path.is_relative_to(root) and not is_inside(path, root)


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
