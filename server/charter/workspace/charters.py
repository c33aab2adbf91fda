"""
Which charter is in force for a file.

Editor and terminal use this one resolver, so they cannot disagree. It keeps the
last good text of every layer: a charter that is broken for the length of a
keystroke does not switch the policy off, and the problem stays in sight.
"""

import os
import time
from collections.abc import Iterator, Mapping, Sequence
from functools import cache
from pathlib import Path, PurePosixPath

from msgspec.structs import replace

from charter import catalogue
from charter.engine import BOOK
from charter.model import Clause, Level
from charter.policy import Charter, Layer, build, is_excluded
from charter.policy.waivers.known_file import NAME as KNOWN_FILE
from charter.workspace import shipped
from charter.workspace.gathering import FILE, Gathering, pack_file
from charter.workspace.known_files import KnownFiles
from charter.workspace.machine import MachineLayer, machine_layers
from charter.workspace.remote import Remotes
from charter.workspace.roots import name_of
from charter.workspace.texts import Texts

GRACE = 1.0

# What leaves a file without any reading; all else drops an entry and keeps the rest.
_ILLEGIBLE = frozenset({"charter.not-yaml", "charter.too-large"})


class Resolver:
    """
    The charters of one workspace.

    Args:
        root: as `roots.root_of` gives it.
        charter: stands for all of the repository's own charters.
        organisation: the editor's machine-scoped setting.
        machine: the machine's layers; None takes what this machine has.
        texts: what files say; given by tests, which bring a clock.
    """

    def __init__(
        self,
        root: Path,
        *,
        charter: Path | None = None,
        organisation: Path | None = None,
        machine: Sequence[MachineLayer] | None = None,
        texts: Texts | None = None,
    ) -> None:
        self.root = root
        self._given = charter
        self._machine = machine_layers(os.environ, organisation) if machine is None else tuple(machine)
        self._texts = texts or Texts(time.monotonic, GRACE)
        self._known_files = KnownFiles(root, self._texts)
        self.remotes = Remotes.of(root)
        self._by_folder: dict[str, Charter] = {}

    def charter_for(self, path: str) -> Charter:
        """
        Return the charter in force for *path*, a name from the root; absolute if it lies outside.
        """
        folder = path.rstrip("/").rpartition("/")[0]
        if folder.partition("/")[0] == ".git":
            # What git keeps there, such as a message, belongs to the whole repository.
            folder = ""
        charter = self._by_folder.get(folder)
        return self._settled(folder) if charter is None else charter

    def excludes(self, path: str) -> Clause | None:
        """
        Return the clause that excludes *path*, which ends in a slash if it is a folder.
        """
        return is_excluded(self.charter_for(path), path)

    def overlay(self, path: Path | str, text: str | None) -> bool:
        """
        Take *text* for what a charter says while it is open in an editor; None ends that.

        Args:
            path: absolute, or a name from the root.

        Returns:
            Whether some charter may have changed.
        """
        return self._forget(is_changed=self._texts.type(self.root / path, text))

    def refresh(self) -> bool:
        """
        Look at all files that were read or looked for; tell whether some charter may have changed.
        """
        return self._forget(is_changed=self._texts.refresh())

    def lapsed(self) -> tuple[str, ...]:
        """
        Return the sources of charters that were in force and have been deleted, to be told of.
        """
        return tuple(name_of(path, self.root) for path in self._texts.lapsed())

    def file_of(self, source: str) -> Path:
        """
        Return the file that a clause's or problem's *source* names, packs included.
        """
        pack = pack_file(source)
        return shipped.file(pack) if pack else self.remotes.file_of(source) or self.root / source

    def text_of(self, source: str) -> str | None:
        """
        Return what the file that *source* names says now, as typed where it is open; None if it cannot be read.
        """
        pack = pack_file(source)
        said = shipped.text(pack) if pack else self._texts.read(self.file_of(source))
        return said if isinstance(said, str) else None

    def made_of(self, path: str) -> str:
        """
        Return all that the charter in force for *path* is made of: what is the same says the same of everything.
        """
        charter = self.charter_for(path)
        return "\0".join((*(said for layer in charter.layers for said in self._said_by(layer)), repr(charter.known)))

    def _said_by(self, layer: Layer) -> Iterator[str]:
        yield from (layer.label, layer.source, str(layer.is_read))
        for source in (*layer.files, *(register.source for register in layer.registers)):
            yield from (source, self.text_of(source) or "")

    def _forget(self, *, is_changed: bool) -> bool:
        if is_changed:
            self._by_folder.clear()
        return is_changed

    def _settled(self, folder: str) -> Charter:
        """
        Find the charter of *folder*, which is its parent's unless it has a file of its own.
        """
        followers = [folder]
        if Path(folder).is_absolute():
            folder = ""
        while folder not in self._by_folder and not self._speaks(folder):
            folder = folder.rpartition("/")[0]
            followers.append(folder)
        charter = self._by_folder.get(folder) or self._built(folder)
        self._by_folder.update(dict.fromkeys((folder, *followers), charter))
        return charter

    def _speaks(self, folder: str) -> bool:
        """
        Tell whether *folder* may have other charters in force than its parent.
        """
        if not folder or self._given:
            return not folder
        return self._texts.read(self.root / folder / FILE) is not None

    def follow(self, renames: Mapping[str, str]) -> None:
        """
        Let what is known of a file be known under its new name, too.

        Args:
            renames: old names by new ones, from the root.
        """
        self._known_files = replace(self._known_files, renames=renames)
        self._by_folder.clear()

    def known_file_for(self, path: str) -> str:
        """
        Return the name of the file in which what is known of *path* belongs: beside the nearest charter.
        """
        folders = [*self._folders_of_known(path.rpartition("/")[0])]
        return name_of(folders[-1] / KNOWN_FILE, self.root)

    def _built(self, folder: str) -> Charter:
        return self._known_files.beside(self._judging(folder), self._folders_of_known(folder))

    def _folders_of_known(self, folder: str) -> Iterator[Path]:
        yield self.root
        for place in [] if self._given else [*self._candidates(folder)][1:]:
            if self._texts.read(place) is not None:
                yield place.parent

    def _judging(self, folder: str) -> Charter:
        """
        Build the charter of *folder*, without what is known there.
        """
        gathering = self._gathered(folder)
        charter = _build(gathering)
        illegible = {problem.source for problem in charter.problems if problem.rule in _ILLEGIBLE}
        self._approve(gathering, illegible)
        if not illegible:
            return charter
        again = self._gathered(folder, illegible)
        recovered = _build(again)
        kept = [problem for problem in charter.problems if problem.rule in _ILLEGIBLE]
        others = [problem for problem in recovered.problems if problem not in kept]
        unread = dict.fromkeys((*recovered.unread, *charter.unread))
        return replace(recovered, problems=(*kept, *others), unread=tuple(unread))

    def _approve(self, gathering: Gathering, illegible: set[str]) -> None:
        for name, origin in gathering.origins.items():
            if name not in illegible:
                self._texts.approve(origin.path)

    def _gathered(self, folder: str, outdated: set[str] | None = None) -> Gathering:
        gathering = Gathering(self.root, self._texts, self.remotes, outdated or set())
        gathering.add_machine(self._machine)
        if self._given:
            gathering.add_given(self.root / self._given)
        else:
            gathering.add_repository(self._candidates(folder))
        gathering.add_fallback()
        return gathering

    def _candidates(self, folder: str) -> Iterator[Path]:
        """
        Yield where charters for *folder* may lie, the outermost first.
        """
        place = self.root
        for part in ("", *PurePosixPath(folder).parts):
            place /= part
            yield place / FILE


def is_fallback(charter: Charter) -> bool:
    """
    Tell whether *charter* is what is in force where nobody wrote one.
    """
    return not charter.unread and all(pack_file(layer.source) for layer in charter.layers)


def assembled(root: Path, base: Path, names: Sequence[str]) -> Charter:
    """
    Return the charter of the layers *names* and no others, whatever is in force here.

    Args:
        base: the folder from which relative paths lead; none may leave *root*.
        names: packs and paths, the outermost first.
    """
    gathering = Gathering(root, Texts(time.monotonic, GRACE), Remotes.of(root))
    for idx, name in enumerate(names):
        if name in shipped.packs():
            gathering.add_pack(name)
        else:
            gathering.add_own(base / name, "repository" if idx == len(names) - 1 else "team")
    gathering.add_fallback()
    return _build(gathering)


def _build(gathering: Gathering) -> Charter:
    charter = build(gathering.sources, gathering.load, BOOK, _catalogue())
    blocking = (problem.source for problem in gathering.problems if problem.level is Level.BLOCK)
    unread = dict.fromkeys((*blocking, *charter.unread))
    return replace(charter, problems=(*gathering.problems, *charter.problems), unread=tuple(unread))


@cache
def _catalogue() -> catalogue.Catalogue:
    return catalogue.parse(shipped.text("ai_tools.yaml"), shipped.text("ai_runtime.yaml"))
