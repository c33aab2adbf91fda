"""
The files of known findings that are in force beside charters, and where a new one belongs.

One that is broken for a while keeps its last good text, as charters do, and is
said. A link out of the workspace is not followed.
"""

from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from types import MappingProxyType

from msgspec import Struct, field
from msgspec.structs import replace

from charter.policy import Charter
from charter.policy.building import levelled
from charter.policy.model.known import KnownFinding
from charter.policy.waivers.known_file import MOST_BYTES, NAME, KnownFile, read, unreadable
from charter.workspace.roots import is_inside, name_of
from charter.workspace.texts import Texts


class KnownFiles(Struct, frozen=True):
    """
    Reads them for one workspace.

    Args:
        renames: old name by new one, from the root, where somebody knows them: the
            record of a file that was renamed goes with it.
    """

    root: Path
    texts: Texts
    renames: Mapping[str, str] = field(default_factory=lambda: MappingProxyType({}))

    def beside(self, charter: Charter, folders: Iterable[Path]) -> Charter:
        """
        Return *charter* with what the files in *folders*, the outermost first, record.
        """
        files = [*self._files(folders)]
        entries = [entry for file in files for entry in file.entries]
        problems = [problem for file in files for problem in file.problems]
        if not entries and not problems:
            return charter
        told = (*charter.problems, *levelled(charter, problems))
        return replace(charter, known=self._by_path(entries), problems=told)

    def _files(self, folders: Iterable[Path]) -> Iterator[KnownFile]:
        for folder in folders:
            path = folder / NAME
            said, source = self.texts.read(path, MOST_BYTES), name_of(path, self.root)
            if said is None:
                continue
            if not is_inside(path, self.root):
                yield KnownFile(problems=(unreadable(source, "it is a link that leads out of the workspace"),))
            elif isinstance(said, str):
                yield self._read(path, source, said)
            else:
                yield KnownFile(self._good(path, source), (unreadable(source, said.reason),))

    def _read(self, path: Path, source: str, said: str) -> KnownFile:
        file = read(source, said)
        if file.is_legible:
            self.texts.approve(path)
            return file
        return replace(file, entries=self._good(path, source))

    def _good(self, path: Path, source: str) -> tuple[KnownFinding, ...]:
        good = self.texts.good(path)
        return read(source, good).entries if good is not None else ()

    def _by_path(self, entries: Iterable[KnownFinding]) -> dict[str, dict[str, KnownFinding]]:
        known: dict[str, dict[str, KnownFinding]] = {}
        for entry in entries:
            known.setdefault(entry.path, {})[entry.fingerprint] = entry
        moved = {new: known[old] for new, old in self.renames.items() if old in known}
        return {**known, **{new: {**entries, **known.get(new, {})} for new, entries in moved.items()}}
