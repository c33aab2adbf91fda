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


def name_of(path: Path | str, root: Path) -> str:
    """
    Return what *path* is called below *root*: relative with forward slashes, absolute if it lies outside.

    The root itself has the empty name.
    """
    absolute = os.path.abspath(root / path)  # noqa: PTH100 - as above
    top = os.path.join(root, "")  # noqa: PTH118 - strings: this is asked for every file of a tree
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
