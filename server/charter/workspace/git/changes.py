"""
What differs between a commit and the working tree, as git's patches say it.

Source: git, git-diff(1), "Combined diff format" and "Generating patch text with -p".
"""

import os
import re
from collections.abc import Iterator, Mapping

from msgspec import Struct

_HUNK = re.compile(rb"@@ -\d+(?:,(?P<n_old>\d+))? \+(?P<start>\d+)(?:,(?P<n_new>\d+))? @@")
_ESCAPE = re.compile(rb"\\([0-7]{3}|.)")
_LETTERS = {b"a": b"\a", b"b": b"\b", b"f": b"\f", b"n": b"\n", b"r": b"\r", b"t": b"\t", b"v": b"\v"}


class Lines(Struct, frozen=True):
    """
    Lines of a file, counted from one as git counts them: at line feeds only.

    Args:
        ranges: None for all of the file.
    """

    ranges: tuple[range, ...] | None = None

    def touch(self, first: int, last: int) -> bool:
        """
        Tell whether one of the lines from *first* to *last* is among them.
        """
        return self.ranges is None or any(each.start <= last and first < each.stop for each in self.ranges)

    @property
    def first(self) -> int:
        """
        The first changed line, or the one after lines that are gone.
        """
        return self.ranges[0].start if self.ranges else 1


ALL = Lines()


class Change(Struct, frozen=True):
    """
    What differs between a commit and the working tree: staged, unstaged and untracked.

    Args:
        commit: the full name of the commit before.
        lines: the new and changed lines by the file's name from the root; also for
            files that only lost lines, and for those that were only renamed.
        renames: old names by new ones.
        gone: names of files that are deleted.
    """

    commit: str
    lines: Mapping[str, Lines]
    renames: Mapping[str, str]
    gone: tuple[str, ...] = ()

    def before(self, name: str) -> str:
        """
        Return what the file *name* was called before.
        """
        return self.renames.get(name, name)


def changed(patch: bytes) -> Iterator[tuple[str, tuple[range, ...]]]:
    """
    Yield for each file of a patch without context its name and its new lines.
    """
    name, ranges, n_left = "", list[range](), 0
    for line in patch.split(b"\n"):
        if n_left and line[:1] in {b"+", b"-"}:
            n_left -= 1
        elif line.startswith(b"diff --git "):
            if ranges:
                yield name, tuple(ranges)
            name, ranges = "", []
        elif line.startswith(b"+++ "):
            name = os.fsdecode(unquoted(line.removeprefix(b"+++ ").removesuffix(b"\t")))
        elif hunk := _HUNK.match(line):
            n_old, n_new = (int(hunk[group] or b"1") for group in ("n_old", "n_new"))
            n_left, start = n_old + n_new, int(hunk["start"])
            # Lines that are gone leave a place behind them: after the line that is named.
            ranges.append(range(start, start + n_new) if n_new else range(start + 1, start + 1))
    if ranges:
        yield name, tuple(ranges)


def unquoted(name: bytes) -> bytes:
    """
    Return a name as it is; git writes one with control characters between quotes.
    """
    if not name.startswith(b'"'):
        return name
    return _ESCAPE.sub(_unescaped, name[1:-1])


def _unescaped(match: re.Match[bytes]) -> bytes:
    said = match[1]
    return bytes([int(said, 8)]) if len(said) > 1 else _LETTERS.get(said, said)
