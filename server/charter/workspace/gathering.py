"""
The texts that one charter is made of, and whether each may be read at all.

A repository's files are strangers: they may not name, by path or by link, what
lies outside the workspace, and nothing but YAML. The machine's files may not
lie inside it, or the workspace would bind itself. A file at the root that is
nearly called as a charter is none, and is told of.
"""

import os
from collections.abc import Collection, Iterable
from pathlib import Path, PurePosixPath

from msgspec import Struct, field
from msgspec.structs import replace

from charter.model import Level
from charter.policy import MissingLayer, Problem, Source, UntrustedLayer
from charter.policy.reading.pins import SCHEME
from charter.text import Span
from charter.workspace import shipped
from charter.workspace.machine import MachineLayer
from charter.workspace.remote import Remotes
from charter.workspace.roots import is_inside, name_of, real
from charter.workspace.texts import Texts

FILE = "charter.yaml"
FALLBACK = "recommended"

_PACK = "pack:"
_SUFFIXES = frozenset({".yaml", ".yml"})
_NEARLY = frozenset({FILE, "charter.yml"})


class _Origin(Struct, frozen=True):
    """
    Where a source was read, and what it may extend.

    Args:
        regions: folders in one of which its `extends` must end.
    """

    path: Path
    layer: str
    regions: tuple[Path, ...]


class Gathering(Struct):
    """
    Sources for `policy.build`, the outermost first, and what stands in the way of others.

    Args:
        outdated: names of sources whose text is no charter: their last good one is taken.
        lost: names of layers that have no text at all, good or bad.
        layers: of charters from the network, by their names.
    """

    root: Path
    texts: Texts
    remotes: Remotes
    outdated: Collection[str] = ()
    sources: list[Source] = field(default_factory=list[Source])
    problems: list[Problem] = field(default_factory=list[Problem])
    lost: list[str] = field(default_factory=list[str])
    origins: dict[str, _Origin] = field(default_factory=dict[str, _Origin])
    layers: dict[str, str] = field(default_factory=dict[str, str])

    def add_machine(self, layers: Iterable[MachineLayer]) -> None:
        for layer in layers:
            if not layer.is_named and self.texts.read(layer.path) is None:
                continue
            if not layer.path.is_absolute():
                self._refuse(layer.path, f"{layer.origin} names a relative path, expected an absolute one.")
            elif is_inside(layer.path, self.root):
                self._refuse(layer.path, f"{layer.origin} names a file in the workspace, which would bind itself.")
            else:
                origin = _Origin(layer.path, "organisation", (layer.path.parent,))
                self._add(origin, is_named=layer.is_named)

    def add_given(self, path: Path) -> None:
        """
        Take *path* for all that the repository says.
        """
        self._add(_Origin(path, "repository", (self.root, path.parent)), is_named=True)

    def add_own(self, path: Path, layer: str) -> None:
        """
        Take *path*, a file of the workspace, for what *layer* says.
        """
        if _is_trusted(path, (self.root,)):
            self._add(_Origin(path, layer, (self.root,)), is_named=True)
        else:
            self._refuse(path, "Expected a YAML file in the workspace.")

    def add_pack(self, name: str) -> None:
        self.sources.append(_pack(name))

    def add_repository(self, paths: Iterable[Path]) -> None:
        for path in paths:
            if self.texts.read(path) is None:
                continue
            if _is_trusted(path, (self.root,)):
                layer = name_of(path.parent, self.root) or "repository"
                self._add(_Origin(path, layer, (self.root,)), is_named=False)
            else:
                self._refuse(path, "It is a link to what is no charter of this workspace.")
        if self.texts.read(self.root / FILE) is None:
            self._tell_of_misnamed()

    def add_fallback(self) -> None:
        """
        Put `recommended` where no charter, or none that can be read, says anything.
        """
        if self.lost or not self.sources:
            self.add_pack(FALLBACK)

    def load(self, reference: str, base: str) -> Source:
        """
        Return what *base* extends under the name of *reference*, as `policy.Loader`.

        Raises:
            MissingLayer: there is no such pack or file, or it cannot be read.
            UntrustedLayer: it lies where *base* may not look.
        """
        if reference in shipped.packs():
            return _pack(reference)
        if "://" in reference:
            source = self.remotes.load(reference, self._layer_of(base), self.texts)
            self.layers[source.path] = source.layer
            return source
        if base.startswith(SCHEME):
            raise MissingLayer(
                "expected a pack or an https address: a charter from the network has no folder", place=base
            )
        if base not in self.origins or not ("." in reference or _is_absolute(reference)):
            raise MissingLayer(f"expected a relative path or one of {', '.join(shipped.packs())}", place=base)
        return self._extended(reference, self.origins[base])

    def _layer_of(self, source: str) -> str:
        return self.origins[source].layer if source in self.origins else self.layers.get(source, "repository")

    def _extended(self, reference: str, base: _Origin) -> Source:
        if _is_absolute(reference):
            raise UntrustedLayer("expected a relative path, found an absolute one", place=str(base.path))
        path = base.path.parent / reference
        is_foreign = base.layer == "organisation" and is_inside(path, self.root)
        if is_foreign or not _is_trusted(path, base.regions):
            where = "beside this one, outside the workspace" if base.layer == "organisation" else "in the workspace"
            raise UntrustedLayer(f"expected a YAML file {where}", place=str(base.path))
        name = self._register(_Origin(path, base.layer, base.regions))
        said = self.texts.read(path)
        if name in self.outdated:
            said = self.texts.good(path) or said
        if not isinstance(said, str):
            reason = said.reason if said else "expected a file, found none"
            raise MissingLayer(reason, place=name)
        return Source(name, said, base.layer)

    def _add(self, origin: _Origin, *, is_named: bool) -> None:
        name = self._register(origin)
        said = self.texts.read(origin.path)
        if said is None and not is_named:
            return
        if not isinstance(said, str):
            self._miss(name, said.reason if said else "expected a file, found none")
        if not isinstance(said, str) or name in self.outdated:
            said = self.texts.good(origin.path)
        if said is None:
            self.lost.append(name)
        else:
            self.sources.append(Source(name, said, origin.layer))

    def _register(self, origin: _Origin) -> str:
        name = name_of(origin.path, self.root)
        self.origins[name] = origin
        return name

    def _miss(self, name: str, reason: str) -> None:
        advice = "Put a charter there that can be read; until then the last good one is in force, or recommended."
        self.problems.append(_problem("charter.missing-layer", name, f"It cannot be read: {reason}.", advice))

    def _tell_of_misnamed(self) -> None:
        for name in _nearly_charters(self.root):
            if self.texts.read(self.root / name) is not None:
                message = f"This file is not in force: a charter is called {FILE}."
                problem = _problem("charter.missing-layer", name, message, f"Rename it to {FILE}.")
                self.problems.append(replace(problem, level=Level.WARN))

    def _refuse(self, path: Path, message: str) -> None:
        name = name_of(path, self.root)
        self.lost.append(name)
        advice = "Keep the organisation's charter outside the workspace, and the repository's in it."
        self.problems.append(_problem("charter.untrusted-layer", name, message, advice))


def pack_file(source: str) -> str | None:
    """
    Return the shipped file's name that *source*, such as `pack:strict`, stands for; None if it is no pack.
    """
    return f"{source.removeprefix(_PACK)}.yaml" if source.startswith(_PACK) else None


def _pack(name: str) -> Source:
    return Source(f"{_PACK}{name}", shipped.text(f"{name}.yaml"), "pack")


def _nearly_charters(root: Path) -> list[str]:
    """
    Return the names in *root* that people take for that of a charter.
    """
    try:
        names = os.listdir(root)  # noqa: PTH208 - names, not paths
    except OSError:
        return []
    return sorted(name for name in names if name != FILE and name.casefold() in _NEARLY)


def _is_absolute(reference: str) -> bool:
    return PurePosixPath(reference).is_absolute() or Path(reference).is_absolute()


def _is_trusted(path: Path, regions: Iterable[Path]) -> bool:
    """
    Tell whether *path*, links followed, is YAML in one of *regions*: no other file is ever quoted.
    """
    return real(path).suffix in _SUFFIXES and any(is_inside(path, region) for region in regions)


def _problem(rule: str, source: str, message: str, advice: str) -> Problem:
    return Problem(rule, source, Span(0, 0), 0, message, advice, level=Level.BLOCK)
