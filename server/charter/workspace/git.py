"""
What has changed since a revision, as the program `git` says.

For the terminal only, where somebody asked for it; the server never runs git.
Nothing that a repository's configuration names is started by what is asked here:
no external diff, text conversion, monitor or filter.

Source: git, git-diff(1), "Raw output format" and "Combined diff format"; git-cat-file(1).
"""

import os
import re
import shutil
import subprocess
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import UTC, date, datetime
from functools import cached_property
from pathlib import Path

from charter.errors import CharterError
from charter.workspace.roots import is_inside

_HUNK = re.compile(rb"@@ -\d+(?:,(?P<n_old>\d+))? \+(?P<start>\d+)(?:,(?P<n_new>\d+))? @@")
_BLAMED = re.compile(r"(?P<commit>[0-9a-f]{40,64}) \d+ (?P<line>\d+)")
_ESCAPE = re.compile(rb"\\([0-7]{3}|.)")
_LETTERS = {b"a": b"\a", b"b": b"\b", b"f": b"\f", b"n": b"\n", b"r": b"\r", b"t": b"\t", b"v": b"\v"}
_PLAIN_DIFF = ("--no-ext-diff", "--no-textconv", "--no-color", "--find-renames", "--ignore-submodules")
_SETTINGS = ("-c", "core.fsmonitor=false", "-c", "core.quotePath=false", "-c", "diff.interHunkContext=0")


class GitError(CharterError):
    """
    Git is missing, or does not know what it was asked for.
    """


@dataclass(frozen=True)
class Lines:
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


@dataclass(frozen=True)
class Change:
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


@dataclass(frozen=True)
class Git:
    """
    The repository at *root*, asked through the program.
    """

    root: Path
    program: str

    @classmethod
    def at(cls, root: Path) -> "Git":
        """
        Return the repository whose top level is *root*.

        Raises:
            GitError: there is no such program, or no such repository.
        """
        program = shutil.which("git")
        # On Windows a program of the current folder would be found first.
        if program is None or is_inside(Path(program), root):
            raise GitError("expected the program git, found none")
        if not os.path.lexists(root / ".git"):
            raise GitError("expected a git repository, found none", place=str(root))
        return cls(root, program)

    def commit(self, revision: str) -> str:
        """
        Return the full name of the commit that *revision* names.

        Raises:
            GitError: it names none.
        """
        asked = ("rev-parse", "--verify", "--quiet", "--end-of-options", f"{revision}^{{commit}}")
        try:
            return self._told(*asked).strip()
        except GitError as error:
            raise GitError(f"expected a commit, found '{revision}', which git does not know") from error

    def fork(self, commit: str) -> str | None:
        """
        Return the commit where the current branch left that of *commit*; None if they have nothing in common.
        """
        try:
            return self._told("merge-base", commit, "HEAD").strip()
        except GitError:
            return None

    def last_commit_of(self, name: str) -> str | None:
        """
        Return the last commit that changed the file *name*; None if there is none.
        """
        try:
            return self._told("log", "-1", "--format=%H", "--", name).strip() or None
        except GitError:
            return None

    def change_since(self, commit: str) -> Change:
        """
        Return what the working tree has that *commit* has not.
        """
        renames, lines, gone = dict[str, str](), dict[str, Lines](), list[str]()
        for status, old, new in self._files(commit):
            if status == "D":
                gone.append(new)
                continue
            lines[new] = ALL if status in "UT" else Lines(())
            if status == "R":
                renames[new] = old
        patch = self._run("diff", *_PLAIN_DIFF, "--no-prefix", "--unified=0", commit, "--")
        for name, ranges in _changed(patch):
            if name in lines and lines[name] is not ALL:
                lines[name] = Lines(ranges)
        untracked = self._run("ls-files", "-z", "--others", "--exclude-standard")
        lines.update((os.fsdecode(name), ALL) for name in untracked.split(b"\0") if name)
        return Change(commit, lines, renames, tuple(gone))

    def bytes_at(self, commit: str, name: str) -> bytes | None:
        """
        Return what the file *name* said in *commit*; None if it was not there, or no file.
        """
        try:
            return self._run("cat-file", "blob", f"{commit}:{name}")
        except GitError:
            return None

    def names_at(self, commit: str) -> tuple[str, ...]:
        """
        Return the names of all files of *commit*, from the root.
        """
        names = self._run("ls-tree", "-r", "-z", "--name-only", "--full-tree", commit)
        return tuple(os.fsdecode(name) for name in names.split(b"\0") if name)

    def days_of(self, name: str) -> dict[int, date]:
        """
        Return on which day, in UTC, each line of the file *name*, counted from one, was committed; none if not yet.
        """
        try:
            blame = self._told("blame", "--no-textconv", "--line-porcelain", "--", name)
        except GitError:
            return {}
        days, line = dict[int, date](), 0
        for said in blame.split("\n"):
            if head := _BLAMED.match(said):
                line = 0 if head["commit"].strip("0") == "" else int(head["line"])
            elif line and said.startswith("author-time "):
                days[line] = datetime.fromtimestamp(int(said.removeprefix("author-time ")), tz=UTC).date()
        return days

    def names(self) -> tuple[str, ...]:
        """
        Return the names of all files that git tracks or does not ignore, from the root.
        """
        names = self._run("ls-files", "-z", "--cached", "--others", "--exclude-standard")
        return tuple(os.fsdecode(name) for name in names.split(b"\0") if name)

    def _files(self, commit: str) -> Iterator[tuple[str, str, str]]:
        """
        Yield status, old name and new name of each file that differs.
        """
        fields = iter(self._run("diff", *_PLAIN_DIFF, "--raw", "-z", commit, "--").split(b"\0"))
        for field in fields:
            if not field:
                return
            status = field.rpartition(b" ")[2].decode()[:1]
            old = new = os.fsdecode(next(fields))
            if status in "RC":
                new = os.fsdecode(next(fields))
            yield status, old, new

    def _told(self, *arguments: str) -> str:
        return self._run(*arguments).decode("utf-8", "surrogateescape")

    def _run(self, *arguments: str) -> bytes:
        command = [self.program, "--no-pager", "--literal-pathspecs", *_SETTINGS, *arguments]
        try:
            done = subprocess.run(  # noqa: S603 - the program is not of the workspace, and no shell reads this
                command, cwd=self.root, env=self._environment, stdin=subprocess.DEVNULL, capture_output=True, check=True
            )
        except OSError as error:
            raise GitError(f"git cannot be run: {error.strerror}") from error
        except subprocess.CalledProcessError as error:
            said: bytes = error.stderr
            first = said.decode("utf-8", "replace").strip().partition("\n")[0]
            reason = first.removeprefix("fatal: ") or "it does not say why"
            raise GitError(f"git {arguments[0]} failed: {reason}") from error
        return done.stdout

    @cached_property
    def _environment(self) -> dict[str, str]:
        said = {"GIT_OPTIONAL_LOCKS": "0", "GIT_TERMINAL_PROMPT": "0", "LC_ALL": "C"}
        return {**os.environ, **said}


def _changed(patch: bytes) -> Iterator[tuple[str, tuple[range, ...]]]:
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
            name = os.fsdecode(_unquoted(line.removeprefix(b"+++ ").removesuffix(b"\t")))
        elif hunk := _HUNK.match(line):
            n_old, n_new = (int(hunk[group] or b"1") for group in ("n_old", "n_new"))
            n_left, start = n_old + n_new, int(hunk["start"])
            # Lines that are gone leave a place behind them: after the line that is named.
            ranges.append(range(start, start + n_new) if n_new else range(start + 1, start + 1))
    if ranges:
        yield name, tuple(ranges)


def _unquoted(name: bytes) -> bytes:
    """
    Return a name as it is; git writes one with control characters between quotes.
    """
    if not name.startswith(b'"'):
        return name
    return _ESCAPE.sub(_unescaped, name[1:-1])


def _unescaped(match: re.Match[bytes]) -> bytes:
    said = match[1]
    return bytes([int(said, 8)]) if len(said) > 1 else _LETTERS.get(said, said)
