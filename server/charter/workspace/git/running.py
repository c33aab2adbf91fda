"""
Running the program git, with nothing from around it that could lead it elsewhere.
"""

import os
import shutil
import subprocess
from collections.abc import Iterator, Mapping
from pathlib import Path

from msgspec import Struct

from charter.errors import CharterError
from charter.workspace.roots import is_inside

# Whoever runs Charter from a hook of git hands these on; they speak of another place.
_LOCAL = frozenset(
    {
        "GIT_ALTERNATE_OBJECT_DIRECTORIES",
        "GIT_ATTR_SOURCE",
        "GIT_COMMON_DIR",
        "GIT_CONFIG",
        "GIT_CONFIG_COUNT",
        "GIT_CONFIG_PARAMETERS",
        "GIT_DIR",
        "GIT_EXTERNAL_DIFF",
        "GIT_GRAFT_FILE",
        "GIT_IMPLICIT_WORK_TREE",
        "GIT_INDEX_FILE",
        "GIT_NAMESPACE",
        "GIT_OBJECT_DIRECTORY",
        "GIT_PREFIX",
        "GIT_REPLACE_REF_BASE",
        "GIT_SHALLOW_FILE",
        "GIT_WORK_TREE",
    }
)
_SAID = {
    "GIT_OPTIONAL_LOCKS": "0",
    "GIT_TERMINAL_PROMPT": "0",
    "GIT_NO_REPLACE_OBJECTS": "1",
    "GIT_NO_LAZY_FETCH": "1",
    "GIT_ALLOW_PROTOCOL": "none",  # a list of the protocols that may be used
    "LC_ALL": "C",
}
# Of the user's own configuration too, only what compares files is wanted.
_SETTINGS = (
    *("-c", "core.fsmonitor=false"),
    *("-c", "core.hooksPath=/dev/null"),
    *("-c", "core.quotePath=false"),
    *("-c", "diff.interHunkContext=0"),
    *("-c", "blame.ignoreRevsFile="),
    *("-c", "mailmap.file="),
)
_PATIENCE = 300  # seconds; a blame of the largest repositories takes tens
_CHUNK = 1 << 20


class GitError(CharterError):
    """
    Git is missing, or does not know what it was asked for.
    """


class Program(Struct, frozen=True, weakref=True):
    """
    The program git, to be run in *folder*.

    Args:
        path: of the program.
        environment: what it is told besides.
    """

    path: str
    folder: Path
    environment: Mapping[str, str]

    @classmethod
    def outside(cls, root: Path, folder: Path) -> "Program":
        """
        Return the program that lies outside of *root*.

        Raises:
            GitError: there is none.
        """
        path = shutil.which("git")
        # On Windows a program of the current folder would be found first.
        if path is None or is_inside(Path(path), root):
            raise GitError("expected the program git, found none")
        around = {key: value for key, value in os.environ.items() if key not in _LOCAL}
        return cls(path, folder, {**around, **_SAID})

    def run(self, *arguments: str, given: bytes = b"", differs: bool = False) -> bytes:
        """
        Return what the command prints; *given* is what it reads.

        Args:
            differs: a status of 1 says that something differs, and is no failure.

        Raises:
            GitError: it fails, or takes more than minutes.
        """
        try:
            done = subprocess.run(  # noqa: S603 - the program is not of the workspace, and no shell reads this
                self._command(*arguments),
                cwd=self.folder,
                env=self.environment,
                input=given,
                capture_output=True,
                check=False,
                timeout=_PATIENCE,
            )
        except OSError as error:
            raise GitError(f"git cannot be run: {error.strerror}") from error
        except subprocess.TimeoutExpired as error:
            raise GitError(f"git {arguments[0]} took more than {_PATIENCE} seconds") from error
        if done.returncode and not (differs and done.returncode == 1):
            raise _failure(arguments[0], done.stderr)
        return done.stdout

    def stream(self, *arguments: str) -> Iterator[bytes]:
        """
        Yield what the command prints, piece by piece.

        Raises:
            GitError: it fails; pieces may have come before.
        """
        try:
            process = subprocess.Popen(  # noqa: S603 - as above
                self._command(*arguments),
                cwd=self.folder,
                env=self.environment,
                stdin=subprocess.DEVNULL,
                stdout=subprocess.PIPE,
                stderr=subprocess.DEVNULL,
            )
        except OSError as error:
            raise GitError(f"git cannot be run: {error.strerror}") from error
        with process:
            if process.stdout:
                while piece := process.stdout.read(_CHUNK):
                    yield piece
        if process.returncode:
            raise _failure(arguments[0], b"")

    def _command(self, *arguments: str) -> list[str]:
        return [self.path, "--no-pager", "--literal-pathspecs", *_SETTINGS, *arguments]


def _failure(command: str, said: bytes) -> GitError:
    first = said.decode("utf-8", "replace").strip().partition("\n")[0]
    return GitError(f"git {command} failed: {first.removeprefix('fatal: ') or 'it does not say why'}")
