"""
Files that set up AI tools: that one is there shows that the tool is used here, and nothing of who wrote what.

Only paths are read. Where several tools claim a path, the longest claim holds:
`.gemini/config.yaml` is another tool's than the rest of `.gemini/`. Files that
keep a tool out, such as `.cursorignore`, are no such sign.
"""

import re
from collections.abc import Iterator
from functools import lru_cache

from msgspec import Struct

from charter.catalogue import Catalogue
from charter.evidence import Evidence, Strength
from charter.globs import Globs
from charter.text import Span

_MAGIC = re.compile(r"[*?\[\\]")


def settings_evidence(path: str, catalogue: Catalogue) -> Evidence | None:
    """
    Return what the file at *path* shows; None if it sets up no AI tool.

    The tool is None where agents of any kind read the file. Of a file nothing is
    underlined but its beginning.

    Args:
        path: from the root, with forward slashes.
    """
    claim = _claims(catalogue).on(path)
    return Evidence("settings", claim.tool, None, Span(0, 0), Strength.HINT) if claim else None


def ignoring_tool(path: str, catalogue: Catalogue) -> str | None:
    """
    Return the id of the tool that the file at *path* keeps from reading others; None if it is no such file.
    """
    claim = _ignoring(catalogue).on(path)
    return claim.tool if claim else None


class _Claim(Struct, frozen=True):
    """
    Args:
        parts: the names of which the end of a path must consist; the last may be a pattern.
        is_folder: all that lies in it is meant.
        is_anchored: only at the root.
    """

    tool: str | None
    parts: tuple[str, ...]
    is_folder: bool
    is_anchored: bool
    last: Globs

    @classmethod
    def of(cls, tool: str | None, pattern: str) -> "_Claim":
        parts = tuple(pattern.strip("/").split("/"))
        return cls(tool, parts, pattern.endswith("/"), pattern.startswith("/"), Globs([parts[-1]]))

    def holds(self, names: list[str], at: int) -> bool:
        """
        Tell whether the path of *names* is meant by its part that begins *at*.
        """
        end = at + len(self.parts)
        reaches = end < len(names) if self.is_folder else end == len(names)
        if not reaches or (self.is_anchored and at):
            return False
        return tuple(names[at : end - 1]) == self.parts[:-1] and self.last.matches(names[end - 1])


class _Claims:
    """
    Which paths are whose, found by the first name of a claim; by the empty one where that is a pattern.
    """

    def __init__(self, claims: Iterator[_Claim]) -> None:
        self._by_first: dict[str, list[_Claim]] = {}
        for claim in claims:
            first, *more = claim.parts
            self._by_first.setdefault(first if more or not _MAGIC.search(first) else "", []).append(claim)

    def on(self, path: str) -> _Claim | None:
        names = path.split("/")
        known = (
            (at, claim)
            for at, name in enumerate(names)
            for claim in (*self._by_first.get(name, ()), *self._by_first.get("", ()))
        )
        holding = (claim for at, claim in known if claim.holds(names, at))
        return max(holding, key=lambda claim: (len(claim.parts), claim.tool is not None), default=None)


@lru_cache(maxsize=8)
def _claims(catalogue: Catalogue) -> _Claims:
    own = ((tool.id, pattern) for tool in catalogue.tools for pattern in tool.files)
    shared = ((None, pattern) for pattern in catalogue.shared)
    return _Claims(_Claim.of(tool, pattern) for tool, pattern in (*own, *shared))


@lru_cache(maxsize=8)
def _ignoring(catalogue: Catalogue) -> _Claims:
    return _Claims(_Claim.of(tool.id, pattern) for tool in catalogue.tools for pattern in tool.ignores)
