"""
Which bandit is installed, and which plugins for it: what folders and entry points say, without loading any of it.

Whoever only speaks of rules, or finds all that it needs in the store, has no use
for bandit, which takes longer to load than the rest. `importlib.metadata` takes as
long, and looks along all of `sys.path`: where it begins, a checked folder may lie.

Source: packaging.python.org, "Recording installed projects" and "Entry points specification".
"""

import re
from collections.abc import Iterator
from functools import cache
from importlib import import_module
from importlib.util import find_spec
from operator import attrgetter
from pathlib import Path
from typing import Any

from msgspec import Struct

_INFO = re.compile(r"(?P<name>[^-]+)-(?P<version>[^-]+)(?:-.+)?\.(?:dist|egg)-info")
_ENTRY = re.compile(
    r"\[(?P<group>[^\]]+)\]|(?P<name>[^\s=;#][^=]*?)\s*=\s*(?P<module>[\w.]+)\s*:\s*(?P<attribute>[\w.]+)"
)
_GROUPS = ("bandit.plugins", "bandit.blacklists")


class Entry(Struct, frozen=True):
    """
    What a distribution offers to bandit.

    Args:
        group: such as `bandit.plugins`.
        value: `module:attribute`.
    """

    group: str
    name: str
    value: str

    @property
    def is_foreign(self) -> bool:
        """
        It does not come with bandit.
        """
        return not self.value.startswith("bandit.")

    def load(self) -> Any:  # noqa: ANN401 -- bandit has no types
        module, _, attribute = self.value.partition(":")
        return attrgetter(attribute)(import_module(module))


class Distribution(Struct, frozen=True):
    """
    What is installed beside bandit.

    Args:
        entries: what it offers to bandit; most offer nothing.
    """

    name: str
    version: str
    entries: tuple[Entry, ...]


@cache
def distributions() -> tuple[Distribution, ...]:
    """
    Return all that is installed in the folder that bandit is loaded from, by name.
    """
    matches = ((path, _INFO.fullmatch(path.name)) for path in _folder().glob("*-info"))
    found = [Distribution(match["name"], match["version"], tuple(_entries(path))) for path, match in matches if match]
    return tuple(sorted(found, key=attrgetter("name")))


def version(name: str) -> str:
    """
    Return the version of what is installed as *name*; empty if that is not there.
    """
    return next((known.version for known in distributions() if known.name == name), "")


def entries(group: str) -> list[Entry]:
    """
    Return what is offered to bandit in *group*, by name.
    """
    offered = (entry for known in distributions() for entry in known.entries if entry.group == group)
    return sorted(offered, key=attrgetter("name"))


def _folder() -> Path:
    spec = find_spec("bandit")
    if spec is None or spec.origin is None:
        raise ModuleNotFoundError("no module named 'bandit'", name="bandit")
    return Path(spec.origin).parents[1]


def _entries(info: Path) -> Iterator[Entry]:
    try:
        text = (info / "entry_points.txt").read_text("utf-8", "replace")
    except OSError:
        return
    if not any(f"[{group}]" in text for group in _GROUPS):
        return
    group = ""
    for match in filter(None, map(_ENTRY.match, text.splitlines())):
        group = match["group"] or group
        if match["name"] and group in _GROUPS:
            yield Entry(group, match["name"], f"{match['module']}:{match['attribute']}")
