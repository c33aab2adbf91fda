"""
The charters of all open folders, as they stand on disk and as they are being typed.
"""

import os
from collections.abc import Callable, Iterator, Mapping
from functools import lru_cache
from pathlib import Path

from lsprotocol import types
from msgspec import Struct

from charter import policy
from charter.lsp import uris
from charter.lsp.scan_jobs import Terms
from charter.lsp.session import Session
from charter.lsp.today import today
from charter.policy import Charter
from charter.policy.idle import Part, with_idle
from charter.policy.waivers.known_file import NAME as KNOWN_FILE
from charter.report import untrusted
from charter.workspace.charters import FILE, Resolver

# Nothing lies below it: what belongs to no workspace follows the organisation alone.
_NOWHERE = Path(os.devnull)
YAML = uris.YAML
_N_NAMED = 4
_NONE = frozenset[Part]()
_completed = lru_cache(maxsize=8)(with_idle)


class Stated(Struct, frozen=True):
    """
    A file that takes part in a charter.
    """

    charter: Charter
    source: str
    path: Path

    @property
    def has_problems(self) -> bool:
        return self.source in _troubled(self.charter)


class Laws:
    """
    One resolver for each root, kept in the session.
    """

    def __init__(self, session: Session) -> None:
        self._session = session
        self._lapsed: frozenset[str] = frozenset()
        self._idle: Mapping[Path | None, frozenset[Part]] = {}
        self.on_idle: Callable[[], None] | None = None

    def resolver(self, root: Path | None) -> Resolver:
        """
        Return who knows the charters of the workspace at *root*; None is no workspace.
        """
        known = self._session.resolvers
        if root not in known:
            resolver = Resolver(root or _NOWHERE, organisation=self._session.settings.organisation_policy)
            known[root] = resolver
            for text in self._session.texts.values():
                _overlay(resolver, text.buffer.uri, text.buffer.document.text)
        return known[root]

    def forget(self) -> None:
        """
        Begin anew, as when settings name another organisation.
        """
        self._session.resolvers.clear()

    def know_idle(self, idle: Mapping[Path, frozenset[Part]]) -> None:
        """
        Know what of the charters of each root no file needs; it is said in them from now on.
        """
        if idle != self._idle:
            self._idle = {**idle}
            if self.on_idle is not None:
                self.on_idle()

    def typed(self, uri: str, content: str | None) -> bool:
        """
        Let the file at *uri* say *content*, or again what it says on disk; tell whether a charter may have changed.
        """
        changes = [_overlay(resolver, uri, content) for resolver in self._session.resolvers.values()]
        return self._heeded(is_changed=any(changes))

    def refresh(self) -> bool:
        """
        Look at all files of all charters; tell whether one may have changed.
        """
        changes = [resolver.refresh() for resolver in self._session.resolvers.values()]
        return self._heeded(is_changed=any(changes))

    def files(self) -> Iterator[Path]:
        """
        Yield the files whose change is a change of some charter, those that may come to be included.
        """
        yield from (root / name for root in self._session.folders.roots for name in (FILE, KNOWN_FILE))
        yield from (stated.path for stated in self.stated())

    def status(self, root: Path) -> dict[str, object]:
        """
        Return what is in force at *root*, for a status line.
        """
        charter = self._whole(root, self.resolver(root).charter_for(""))
        return {
            "root": uris.to_uri(root),
            "name": charter.name,
            "revision": charter.revision,
            "layers": [
                {"layer": layer.label, "source": layer.source, "isRead": layer.is_read} for layer in charter.layers
            ],
            "onlyNewSince": self._session.settings.since,
            "problems": len(policy.problems_on(charter, today())),
        }

    def terms(self, root: Path, n_changes: int, *, measures: bool = False) -> Terms:
        """
        Return what a worker needs to know the charters of *root* as they are typed, and how findings are shown.

        Args:
            n_changes: charters are read anew by the worker whenever it is another number.
            measures: how complex every function is, is of interest too.
        """
        paths = ((uris.to_path(text.buffer.uri), text) for text in self._session.texts.values())
        typed = tuple((path, text.buffer.document.text) for path, text in paths if path and path.endswith(YAML))
        settings, encoding = self._session.settings, self._session.editor.encoding
        return Terms(root, settings.organisation_policy, typed, today(), encoding, n_changes, measures, settings.since)

    def stated(self) -> Iterator[Stated]:
        """
        Yield every file of every charter that is in force for an open folder or text, some of them twice.
        """
        for resolver, charter in self._in_force():
            files = (file for layer in charter.layers for file in layer.files)
            registers = (register.source for layer in charter.layers for register in layer.registers)
            sources = [*files, *registers, *_troubled(charter)]
            for source in dict.fromkeys(sources):
                if not source.startswith("pack:"):
                    yield Stated(charter, source, resolver.file_of(source))

    def _heeded(self, *, is_changed: bool) -> bool:
        """
        Tell people, once, which charters have been deleted: what they forbade is allowed from now on.
        """
        if is_changed:
            lapsed = frozenset(name for each in self._session.resolvers.values() for name in each.lapsed())
            names = sorted(lapsed - self._lapsed)
            self._lapsed = lapsed
            if names:
                more = f" and {len(names) - _N_NAMED} more" if len(names) > _N_NAMED else ""
                message = f"Deleted, and no longer in force: {', '.join(map(untrusted.path, names[:_N_NAMED]))}{more}"
                self._session.editor.tell(message, types.MessageType.Warning)
        return is_changed

    def _in_force(self) -> Iterator[tuple[Resolver, Charter]]:
        paths = [(root, "") for root in self._session.folders.roots]
        paths += [(text.home.root, text.home.path) for text in self._session.texts.values()]
        seen: set[int] = set()
        for root, path in dict.fromkeys(paths):
            resolver = self.resolver(root)
            charter = resolver.charter_for(path)
            if id(charter) not in seen:
                seen.add(id(charter))
                yield resolver, self._whole(root, charter)

    def _whole(self, root: Path | None, charter: Charter) -> Charter:
        return _completed(charter, self._idle.get(root, _NONE))


def _troubled(charter: Charter) -> list[str]:
    return [problem.source for problem in policy.problems_on(charter, today())]


def _overlay(resolver: Resolver, uri: str, content: str | None) -> bool:
    path = uris.to_path(uri)
    return path is not None and path.endswith((*YAML, KNOWN_FILE)) and resolver.overlay(path, content)
