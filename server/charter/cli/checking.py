"""
What there is to check, and the reports on it in the order of their paths.
"""

import heapq
import os
from collections.abc import Callable, Iterator, Sequence
from functools import partial
from operator import attrgetter
from pathlib import Path

from msgspec import Struct
from msgspec.structs import replace

from charter import engine, policy
from charter.cli.need import Need
from charter.cli.scanning import Scan, Seen, Want
from charter.cli.setting import Setting, cache_outside, resolver
from charter.cli.sharing import CODEC, Share
from charter.engine.observed import Observed
from charter.model import Report
from charter.policy import Charter
from charter.text import Document
from charter.workspace import reading
from charter.workspace.authors import Authors
from charter.workspace.charters import Resolver, is_fallback
from charter.workspace.files import walk
from charter.workspace.linked import is_heeded
from charter.workspace.notebooks import as_filed
from charter.workspace.roots import is_inside, name_of
from charter.workspace.store import Store, cache_folder


class Run(Struct, frozen=True):
    """
    What will be checked.

    Args:
        files: names from the root, sorted.
        texts: what is at hand already: standard input, and what could not be read, with its notices.
        charters: all that are in force for a part of it, and at the root.
        troubles: sentences about what was looked for and could not be read.
        n_ignored: files and folders passed over because git ignores them.
        is_whole: these are all files of the root, so that it shows what of the charters nothing needs.
    """

    setting: Setting
    files: tuple[str, ...]
    texts: tuple[Document, ...]
    charters: tuple[Charter, ...]
    troubles: tuple[str, ...] = ()
    n_ignored: int = 0
    is_whole: bool = False

    @property
    def unread(self) -> tuple[str, ...]:
        """
        The paths of charters that could not be read, or not wholly.
        """
        return tuple(sorted({path for charter in self.charters for path in charter.unread}))

    @property
    def has_no_charter(self) -> bool:
        """
        Whether nobody wrote a charter that is in force for a part of it, or at the root.
        """
        return all(map(is_fallback, self.charters))

    def reports(
        self, share: Share, store: Store[Observed] | None = None, authors: Authors | None = None
    ) -> Iterator[Report]:
        """
        Yield a report for each file and each text, by path, then for each other charter with problems.

        What no file needs is known when all were looked at, so that registers come late, too.

        Args:
            share: who helps; let go of at the end.
            store: what earlier runs observed, and where this run keeps it; closed at the end.
            authors: who tells who wrote what.
        """
        authors = authors or Authors(self.setting.root)
        need = Need(self.charters, self.files) if self.is_whole else Need()
        aside = sorted((self._check_text(text, authors) for text in self.texts), key=attrgetter("path"))
        for report in aside:
            need.heed(resolver(self.setting).charter_for(report.path), report)
        yield from heapq.merge(self._of_files(share, store, need, authors), aside, key=attrgetter("path"))
        yield from self._other_charters(need)

    def _of_files(self, share: Share, store: Store[Observed] | None, need: Need, authors: Authors) -> Iterator[Report]:
        charter_for = resolver(self.setting).charter_for
        scan = Scan(self.setting.root, lambda name: Want.of(charter_for(name), name), store, share)
        registers: list[Seen] = []
        for seen in scan.seen(self.files):
            report = self._report(seen, need.with_empty_zones, authors)
            need.heed(charter_for(report.path), report)
            if report.path in need.registers:
                registers.append(seen)
            else:
                yield report
        yield from (self._report(seen, need.completed, authors) for seen in registers)

    def _report(self, seen: Seen, completed: Callable[[Charter], Charter], authors: Authors) -> Report:
        charter = completed(resolver(self.setting).charter_for(seen.document.path))
        authorship = authors.of(seen.document, charter)
        return as_filed(seen.document, seen.report(charter, self.setting.today, authorship))[1]

    def _check_text(self, text: Document, authors: Authors) -> Report:
        # The engine itself says what is excluded.
        notices = tuple(notice for notice in text.notices if notice.kind != "excluded")
        document, charter = replace(text, notices=notices), resolver(self.setting).charter_for(text.path)
        authorship = authors.of(document, charter)
        return as_filed(document, engine.check(document, charter, self.setting.today, authorship=authorship))[1]

    def _other_charters(self, need: Need) -> Iterator[Report]:
        charters = resolver(self.setting)
        seen = {*self.files, *(text.path for text in self.texts if not charters.excludes(text.path))}
        for charter in map(need.completed, self.charters):
            for source in {problem.source for problem in policy.problems_on(charter, self.setting.today)} - seen:
                seen.add(source)
                document = self._charter_text(charters, source, charter.size_limit_at(source))
                yield engine.charter_report(charter, source, document, self.setting.today)

    def _charter_text(self, charters: Resolver, source: str, size_limit: int) -> Document:
        if charters.remotes.file_of(source):
            return Document(source, charters.text_of(source) or "", "yaml")
        return reading.load(self.setting.root, source, size_limit)


def of_files(setting: Setting, paths: Sequence[Path], *, heeds_git: bool = True) -> Run:
    """
    Return what there is to check in *paths*, which are files and folders.

    Args:
        heeds_git: pass over what lies in a folder and is ignored by git.
    """
    known = resolver(setting)
    heeds = partial(is_heeded, catalogue=known.charter_for("").catalogue)
    walked = walk(setting.root, paths, known.excludes, heeds_git=heeds_git, heeds=heeds)
    charters = dict.fromkeys(map(known.charter_for, ["", *walked.files]))
    is_whole = any(not name_of(path, setting.root) for path in paths)
    return Run(setting, walked.files, walked.unchecked, tuple(charters), walked.troubles, walked.n_ignored, is_whole)


def of_text(setting: Setting, path: Path, data: bytes) -> Run:
    """
    Return *data* as what there is to check, as if it lay at *path*.
    """
    document = reading.document(name_of(path, setting.root), data)
    known = resolver(setting)
    # It may be a charter, which is then in force as typed.
    known.overlay(path, document.text)
    return Run(setting, (), (document,), (known.charter_for(document.path),))


def charter_of(setting: Setting, path: Path) -> tuple[str, Charter]:
    """
    Return the name from the root of a file, or of some file in a folder, and its charter.
    """
    name = name_of(path / "*" if path.is_dir() else path, setting.root)
    return name, resolver(setting).charter_for(name)


def report_on(setting: Setting, name: str) -> Report | None:
    """
    Return the report on the file *name*; None if it is not checked.
    """
    reports = of_files(setting, [setting.root / name]).reports(Share())
    return next((report for report in reports if report.path == name), None)


def store_for(setting: Setting) -> tuple[Store[Observed] | None, str]:
    """
    Return what this user's earlier runs observed, or else why it cannot be had.
    """
    folder = cache_folder(os.environ)
    if folder is None:
        return None, "what was seen is not kept, because this user has no cache folder"
    if is_inside(folder, setting.root):
        return None, f"what was seen is not kept, because {folder} lies in the workspace"
    return Store(folder, CODEC, setting.today.toordinal()), ""


def authors_for(setting: Setting, *, is_kept: bool) -> Authors:
    """
    Return who tells who wrote what.

    Args:
        is_kept: what git said is kept for later runs, where this user has a folder for it.
    """
    return Authors(setting.root, cache_outside(setting) if is_kept else None, setting.today.toordinal())
