"""
What a repository holds, and what has changed in it, as the program `git` says.

Source: git, git-diff(1), "Raw output format"; git-cat-file(1); git-blame(1).
"""

import os
import re
from collections.abc import Iterator
from datetime import UTC, date, datetime
from pathlib import Path
from tempfile import TemporaryDirectory

from msgspec import Struct
from msgspec.structs import replace

from charter.workspace.git.changes import ALL, Change, Lines, changed
from charter.workspace.git.running import GitError, Program
from charter.workspace.git.sealing import sealed

_BLAMED = re.compile(r"(?P<commit>[0-9a-f]{40,64}) \d+ (?P<line>\d+)")
_PLAIN_DIFF = ("--no-ext-diff", "--no-textconv", "--no-color", "--find-renames", "--ignore-submodules")


class Git(Struct, frozen=True):
    """
    The repository at *root*, asked through the program.
    """

    root: Path
    program: Program

    @classmethod
    def at(cls, root: Path) -> "Git":
        """
        Return the repository whose top level, or bare folder, is *root*.

        Raises:
            GitError: there is no such program, or no such repository.
        """
        return cls(root, sealed(root))

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

    def head(self) -> str | None:
        """
        Return the full name of the commit that is checked out; None before the first.
        """
        try:
            return self.commit("HEAD")
        except GitError:
            return None

    @property
    def is_new(self) -> bool:
        """
        Whether nothing has been committed yet on the branch that is checked out.
        """
        try:
            branch = self._told("symbolic-ref", "--quiet", "HEAD").strip()
        except GitError:
            return False
        try:
            self.program.run("show-ref", "--verify", "--quiet", branch)
        except GitError:
            return True
        return False

    def is_ancestor(self, commit: str, later: str) -> bool:
        """
        Tell whether *commit* is part of the history of *later*.
        """
        try:
            self.program.run("merge-base", "--is-ancestor", commit, later)
        except GitError:
            return False
        return True

    @property
    def shallow(self) -> str:
        """
        Where a shallow clone's history is cut off: names of commits, a line each; empty for a whole history.
        """
        try:
            return (Path(self.program.environment["GIT_DIR"]) / "shallow").read_text("ascii", "replace")
        except OSError:
            return ""

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
        patch = self.program.run("diff", *_PLAIN_DIFF, "--no-prefix", "--unified=0", commit, "--")
        for name, ranges in changed(patch):
            if name in lines and lines[name] is not ALL:
                lines[name] = Lines(ranges)
        untracked = self.program.run("ls-files", "-z", "--others", "--exclude-standard")
        lines.update((os.fsdecode(name), ALL) for name in untracked.split(b"\0") if name)
        return Change(commit, lines, renames, tuple(gone))

    def bytes_at(self, commit: str, name: str) -> bytes | None:
        """
        Return what the file *name* said in *commit*; None if it was not there, or no file.
        """
        try:
            return self.program.run("cat-file", "blob", f"{commit}:{name}")
        except GitError:
            return None

    def names_at(self, commit: str) -> tuple[str, ...]:
        """
        Return the names of all files of *commit*, from the root.
        """
        names = self.program.run("ls-tree", "-r", "-z", "--name-only", "--full-tree", commit)
        return tuple(os.fsdecode(name) for name in names.split(b"\0") if name)

    def blobs_at(self, commit: str) -> dict[str, str]:
        """
        Return the name of the blob that each file of *commit* is, by its name from the root; submodules have one too.
        """
        rows = self.program.run("ls-tree", "-r", "-z", "--full-tree", commit).split(b"\0")
        pairs = (row.partition(b"\t")[::2] for row in rows if row)
        return {os.fsdecode(name): about.split()[-1].decode() for about, name in pairs}

    def staged_renames(self, commit: str) -> dict[str, str]:
        """
        Return the old names, by the new ones, of files that are staged under another name than *commit* has.
        """
        asked = ("diff-index", "--cached", "--raw", "-z", "--find-renames", "--diff-filter=R", commit, "--")
        fields = self.program.run(*asked).split(b"\0")[:-1]
        return {os.fsdecode(new): os.fsdecode(old) for old, new in zip(fields[1::3], fields[2::3], strict=True)}

    def blob(self, name: str) -> bytes | None:
        """
        Return what the blob *name* says; None if it is not at hand.
        """
        try:
            return self.program.run("cat-file", "blob", name)
        except GitError:
            return None

    def changed_lines(self, before: str, after: str) -> Lines:
        """
        Return the lines of *after*, a text, that are new or changed since *before*; both end lines with LF.
        """
        with TemporaryDirectory(prefix="charter-") as folder:
            for name, text in (("before", before), ("after", after)):
                (Path(folder) / name).write_bytes(text.encode("utf-8", "surrogatepass"))
            asked = ("diff", *_PLAIN_DIFF, "--no-index", "--no-prefix", "--unified=0", "--text", "before", "after")
            patch = replace(self.program, folder=Path(folder)).run(*asked, differs=True)
        return Lines(next((ranges for _, ranges in changed(patch)), ()))

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
        names = self.program.run("ls-files", "-z", "--cached", "--others", "--exclude-standard")
        return tuple(os.fsdecode(name) for name in names.split(b"\0") if name)

    def _files(self, commit: str) -> Iterator[tuple[str, str, str]]:
        """
        Yield status, old name and new name of each file that differs.
        """
        fields = iter(self.program.run("diff", *_PLAIN_DIFF, "--raw", "-z", commit, "--").split(b"\0"))
        for field in fields:
            if not field:
                return
            status = field.rpartition(b" ")[2].decode()[:1]
            old = new = os.fsdecode(next(fields))
            if status in "RC":
                new = os.fsdecode(next(fields))
            yield status, old, new

    def _told(self, *arguments: str) -> str:
        return self.program.run(*arguments).decode("utf-8", "surrogateescape")
