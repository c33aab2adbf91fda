"""
A repository without its configuration: a folder of our own that borrows objects and names.

What a repository's configuration says can start programs in more ways than anyone
can list: monitors, hooks, filters, text conversion, remote helpers, signature
checks, aliases, files that it includes. Git has no switch to leave it out. So git is
given a git folder that we wrote, whose configuration holds what decides how files
compare and nothing else, and which finds objects, references and index in the
repository. What is not there, such as a partial clone's missing objects, is not
fetched.

Source: git, gitrepository-layout(5), git(1) "Environment variables", git-config(1).
"""

import os
import re
import shutil
import tempfile
import weakref
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path

from msgspec import Struct
from msgspec.structs import replace

from charter.workspace.git.running import GitError, Program
from charter.workspace.roots import real

# How files compare, and what @{upstream} means.
_TAKEN = re.compile(
    r"core\.(?:autocrlf|eol|filemode|ignorecase|symlinks|precomposeunicode|checkstat|trustctime|longpaths)"
    r"|extensions\.objectformat|branch\..*\.(?:remote|merge)|remote\..*\.fetch"
)
_SIMPLE = re.compile(r"[\w./:*+@=-]*")
_MOST_BYTES = 4096


class Place(Struct, frozen=True):
    """
    Where a repository keeps what belongs to one working tree, and what all share.
    """

    own: Path
    common: Path

    @classmethod
    def of(cls, root: Path) -> "Place":
        """
        Return the place of the repository whose top level, or bare folder, is *root*.

        Raises:
            GitError: there is none, or one that does not know this folder.
        """
        own = root / ".git"
        if own.is_file():
            said = _first_line(own)
            own = root / said.removeprefix("gitdir: ") if said.startswith("gitdir: ") else own
        elif not os.path.lexists(own):
            own = root  # bare
        shared = _first_line(own / "commondir")
        place = cls(own, own / shared if shared else own)
        if not (own / "HEAD").is_file() or not (place.common / "objects").is_dir():
            raise GitError("expected a git repository, found none", place=str(root))
        return place


def sealed(root: Path) -> Program:
    """
    Return the program git, as it sees the repository at *root* without its configuration.

    Its folder goes when nobody holds the program any more.

    Raises:
        GitError: there is no such program, or no such repository.
    """
    program = Program.outside(root, Path(tempfile.gettempdir()))
    place = Place.of(root)
    folder = Path(tempfile.mkdtemp(prefix="charter-git-"))
    environment = {
        **program.environment,
        "GIT_DIR": str(folder),
        "GIT_OBJECT_DIRECTORY": str(real(place.common / "objects")),
        "GIT_INDEX_FILE": str(real(place.own / "index")),
        "GIT_WORK_TREE": str(root),
    }
    program = Program(program.path, root, environment)
    weakref.finalize(program, shutil.rmtree, folder, ignore_errors=True)
    inside = replace(program, folder=folder)
    _furnish(folder, place, inside)
    _check_lead(root, place, inside)
    return program


def _furnish(folder: Path, place: Place, program: Program) -> None:
    """
    Put into *folder* what makes it a git folder, and what git looks for in one.
    """
    (folder / "info").mkdir()
    for name in ("HEAD", "shallow", "info/exclude"):
        source = (place.own if name == "HEAD" else place.common) / name
        if source.is_file():
            shutil.copyfile(source, folder / name)
    for name in ("refs", "packed-refs", "logs"):
        _borrow(place.common / name, folder / name)
    for path in place.own.glob("sharedindex.*"):
        _borrow(path, folder / path.name)
    (folder / "refs").mkdir(exist_ok=True)
    settings = [*_settings(place, program)]
    is_new = any(key.startswith("extensions.") for key, _ in settings)
    lines = [f"[core]\n\trepositoryformatversion = {int(is_new)}\n\tbare = false\n", *map(_section, settings)]
    (folder / "config").write_text("".join(lines), encoding="utf-8")


def _borrow(source: Path, target: Path) -> None:
    """
    Let *target* be *source*: by a link, or a copy where links are not allowed.
    """
    if not source.exists():
        return
    try:
        target.symlink_to(real(source), target_is_directory=source.is_dir())
    except OSError:
        with suppress(OSError):
            shutil.copytree(source, target) if source.is_dir() else shutil.copyfile(source, target)


def _settings(place: Place, program: Program) -> Iterator[tuple[str, str]]:
    """
    Yield of the repository's configuration what is taken over; files that it includes are not read.
    """
    config = place.common / "config"
    if not config.is_file():
        return
    (Path(program.environment["GIT_DIR"]) / "config").write_text("[core]\n\tbare = false\n", encoding="utf-8")
    said = program.run("config", "--file", str(real(config)), "--no-includes", "--null", "--list")
    for entry in said.decode("utf-8", "surrogateescape").split("\0"):
        key, _, value = entry.partition("\n")
        if _TAKEN.fullmatch(key) and _SIMPLE.fullmatch(value):
            yield key, value


def _section(setting: tuple[str, str]) -> str:
    key, value = setting
    section, *middle, name = key.split(".")
    within = ".".join(middle).replace("\\", "\\\\").replace('"', '\\"')
    head = f'[{section} "{within}"]' if middle else f"[{section}]"
    return f"{head}\n\t{name} = {value or 'true'}\n"


def _check_lead(root: Path, place: Place, program: Program) -> None:
    """
    Refuse a file `.git` that leads to the repository of another folder, or of none.
    """
    lead = root / ".git"
    if lead.is_file() and real(_known_to(place, program) or lead) != real(lead):
        raise GitError("expected .git to lead to a repository that knows this folder", place=str(root))


def _known_to(place: Place, program: Program) -> Path | None:
    """
    Return the `.git` that the repository itself belongs to; None if it was put apart and does not say.

    A linked working tree has a file `gitdir`, a submodule `core.worktree`.
    """
    if back := _first_line(place.own / "gitdir"):
        return place.own / back
    said = _said_of("core.worktree", place, program)
    if said:
        return place.own / said / ".git"
    is_anothers = place.own.name == ".git" or _said_of("core.bare", place, program) == "true"
    return place.own if is_anothers else None


def _said_of(key: str, place: Place, program: Program) -> str:
    try:
        said = program.run("config", "--file", str(real(place.own / "config")), "--no-includes", key)
    except GitError:  # it says nothing of it
        return ""
    return os.fsdecode(said).strip()


def _first_line(path: Path) -> str:
    try:
        with path.open("rb") as file:
            return os.fsdecode(file.read(_MOST_BYTES).split(b"\n")[0].rstrip(b"\r"))
    except OSError:
        return ""
