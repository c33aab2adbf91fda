"""
Where and when a layer says something else than everywhere: zones, classes of tools, AI's code, stages.

Zones replace what their layer says elsewhere; the others only tighten it. Only
the nouns: `layers.scoping` reads them, `judging` asks them.
"""

import enum
from collections.abc import Mapping, Sequence
from datetime import date
from types import MappingProxyType
from typing import Literal

from msgspec import Struct, field

from charter.globs import Globs
from charter.model import Clause
from charter.policy.model.stated import Stated, StatedLevel

ToolClass = Literal["public", "enterprise", "self-hosted", "custom"]

# What a tool is that no charter says more of: a marker cannot show a contract.
UNTOLD_CLASS: ToolClass = "public"

# What a path is in that lies in no zone.
DEFAULT_ZONE = "default"


class DataClass(enum.IntEnum):
    """
    How sensitive the data in a zone is, the least first.
    """

    PUBLIC = 0
    INTERNAL = 1
    CONFIDENTIAL = 2
    RESTRICTED = 3

    @property
    def word(self) -> str:
        """
        The class as charters write it.
        """
        return self.name.lower()


class AiUse(enum.IntEnum):
    """
    What AI may do in a zone, the most first.
    """

    OPEN = 0
    REVIEWED = 1
    FORBIDDEN = 2

    @property
    def word(self) -> str:
        """
        The use as charters write it.
        """
        return self.name.lower()


class Settings(Struct, frozen=True):
    """
    What is said of rules in one place, each by its id.
    """

    levels: Mapping[str, StatedLevel] = field(default_factory=lambda: MappingProxyType({}))
    limits: Mapping[str, Stated[float]] = field(default_factory=lambda: MappingProxyType({}))

    def __bool__(self) -> bool:
        return bool(self.levels or self.limits)


class Zone(Struct, frozen=True):
    """
    Named paths with an owner, a data class and limits of their own.

    Args:
        clause: where its name stands.
        paths: where its list of paths stands.
        patterns: in order; the last that matches decides, `!` carves out.
        texts: the same, as written.
        folder: where the patterns are anchored, from the root; empty at the root.
    """

    name: str
    clause: Clause
    paths: Clause
    patterns: tuple[tuple[Globs, bool], ...]
    texts: tuple[str, ...] = ()
    folder: str = ""
    owner: Stated[str] | None = None
    data: Stated[DataClass] | None = None
    ai: Stated[AiUse] | None = None
    settings: Settings = field(default_factory=Settings)

    def matches(self, path: str) -> bool:
        """
        Tell whether *path*, which ends in a slash if it is a folder, lies in the zone.

        Unlike in a .gitignore file `!` also takes back what lies in a matched folder.
        """
        within = path.removeprefix(f"{self.folder}/") if self.folder else path
        if self.folder and within == path:
            return False
        name, is_folder = within.rstrip("/"), within.endswith("/")
        decisive = (takes for globs, takes in reversed(self.patterns) if globs.matches(name, is_folder=is_folder))
        return next(decisive, False)


class ClassTerms(Struct, frozen=True):
    """
    What a class of tools changes.

    Args:
        data: the most sensitive data that tools of the class may see.
    """

    data: Stated[DataClass] | None = None
    settings: Settings = field(default_factory=Settings)


class Stage(Struct, frozen=True):
    """
    What is in force from a day on.

    Args:
        starts: the first day, in UTC.
        clause: where that day stands.
    """

    starts: date
    clause: Clause
    settings: Settings
    note: str = ""


def zone_at(zones: Sequence[Zone], path: str) -> Zone | None:
    """
    Return the first of *zones* that *path* lies in.
    """
    return next((zone for zone in zones if zone.matches(path)), None)
