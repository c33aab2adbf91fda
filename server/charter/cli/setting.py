"""
What a run checks against, in each of its processes.
"""

import os
from datetime import UTC, date, datetime
from functools import cache
from pathlib import Path

from msgspec import Struct

from charter.workspace.charters import Resolver
from charter.workspace.roots import is_inside, root_of
from charter.workspace.store import cache_folder

# What is said where a clone has not all commits.
SHALLOW = "only a part of the history is here; of older commits nothing is known."


class Setting(Struct, frozen=True):
    """
    What a run checks against; the same in each of its processes.

    Args:
        root: absolute.
        charter: replaces the charters of the repository.
        today: in UTC.
    """

    root: Path
    charter: Path | None
    today: date


def here(charter: Path | None) -> Setting:
    """
    Return how this process, in its current folder and now, checks.
    """
    return Setting(root_of(Path.cwd()), charter and charter.absolute(), datetime.now(tz=UTC).date())


@cache
def resolver(setting: Setting) -> Resolver:
    """
    Return the charters of *setting*, read once by each process.
    """
    return Resolver(setting.root, charter=setting.charter)


def cache_outside(setting: Setting) -> Path | None:
    """
    Return where earlier runs kept what they found; None if this user has no place for it outside the workspace.
    """
    folder = cache_folder(os.environ)
    return None if folder is None or is_inside(folder, setting.root) else folder
