"""
Who wrote which part of a file, by all that git and the records beside it say.
"""

from collections.abc import Iterator, Sequence
from itertools import groupby
from pathlib import Path
from typing import TypeVar

from msgspec.structs import replace

from charter.catalogue import Catalogue
from charter.evidence import Authorship, Hand, Segment
from charter.provenance.declarations import FILE, Declaration, read_declaration
from charter.text import Document, Notice, Span
from charter.workspace import reading
from charter.workspace.git import Git, GitError
from charter.workspace.history.claims import Claim, of_declaration
from charter.workspace.history.committed import Committed, Line
from charter.workspace.history.lines import lines_of, matched

Known = TypeVar("Known")

_MOST_DECLARED = 1_000_000


class Historian:
    """
    Tells who wrote what in one repository, as its last commit stands when this is made.

    Nothing here is for the way of a keystroke: git may take seconds.

    Args:
        root: of the workspace, where `.git` lies.
        folder: of caches, where blames are kept between runs; None to keep nothing.
        day: of the run, as a number; what was used longest ago is dropped first.
    """

    def __init__(self, root: Path, catalogue: Catalogue, folder: Path | None = None, day: int = 0) -> None:
        self._root = root
        self._catalogue = catalogue
        self._declarations: dict[str, Declaration | None] = {}
        self._trouble = ""
        self._committed: Committed | None = None
        try:
            git = Git.at(root)
            head = git.head()
            self._committed = Committed(git, head, catalogue, folder, day) if head else None
        except GitError as error:
            self._trouble = str(error)

    @property
    def notices(self) -> tuple[Notice, ...]:
        """
        What holds for every file: that there is no git or no repository, or that this is a part of its history.
        """
        if self._trouble:
            return (Notice("unreadable", f"who committed what is not known: {self._trouble}"),)
        if self._committed and self._committed.is_part:
            return (Notice("unreadable", "this clone is shallow: who wrote what is older is not known"),)
        return ()

    def authorship(self, path: str, text: str) -> Authorship:
        """
        Return who wrote which part of *text*, which may differ from what is committed as *path*.

        Lines that are not committed are in no hand; of them only a declaration speaks.
        """
        declared = self._declared(path)
        lines, notices = self._lines(path, text)
        whole = of_declaration(declared) if declared else None
        spans = [*_spans(text)]
        return Authorship(
            tuple(_segments(spans, [(line and line.claim) or whole for line in lines])),
            tuple(_hands(spans, lines)),
            (*(declared.notices if declared else ()), *notices),
        )

    def may_know(self, paths: Sequence[str]) -> frozenset[str]:
        """
        Return those of *paths* of which `authorship` may have segments: of the others it has none.
        """
        try:
            known = self._committed.touched_by_ai if self._committed else frozenset[str]()
        except GitError:  # nothing is known of what need not be asked
            return frozenset(paths)
        return frozenset(path for path in paths if path in known or self._declared(path))

    def _lines(self, path: str, text: str) -> tuple[list[Line | None], list[Notice]]:
        """
        Return what is known of each line of *text*, and what could not be read.
        """
        present = lines_of(text)
        unknown: list[Line | None] = [None] * len(present)
        try:
            committed = self._committed.text(path) if self._committed else None
            if not self._committed or committed is None:
                return unknown, []
            known, notices = self._committed.lines(path, committed)
        except GitError as error:
            return unknown, [Notice("unreadable", f"who wrote {path} is not known: {error}")]
        return [None if idx is None else known[idx] for idx in matched(lines_of(committed), present)], notices

    def _declared(self, path: str) -> Declaration | None:
        """
        Return what the nearest AI_DISCLOSURE.md above *path* declares; None if there is none.
        """
        folder = path.rpartition("/")[0]
        while (found := self._declaration_of(folder)) is None and folder:
            folder = folder.rpartition("/")[0]
        return found

    def _declaration_of(self, folder: str) -> Declaration | None:
        if folder not in self._declarations:
            name = f"{folder}/{FILE}" if folder else FILE
            is_there = (self._root / name).is_file()
            document = reading.load(self._root, name, _MOST_DECLARED) if is_there else None
            self._declarations[folder] = self._read(document) if document else None
        return self._declarations[folder]

    def _read(self, document: Document) -> Declaration:
        found = read_declaration(document.text, document.path, self._catalogue)
        notices = (*document.notices, *found.notices)
        return replace(found, notices=tuple(_cited(each, document.path) for each in notices))


def _cited(notice: Notice, source: str) -> Notice:
    return replace(notice, span=None, message=f"{source}: {notice.message}")


def _spans(text: str) -> Iterator[Span]:
    """
    Yield where each line of *text* stands, with its end.
    """
    start = 0
    for line in lines_of(text):
        yield Span(start, start + len(line))
        start += len(line)


def _segments(spans: Sequence[Span], claims: Sequence[Claim | None]) -> Iterator[Segment]:
    for claim, span in _together(spans, claims):
        yield claim.on(span)


def _hands(spans: Sequence[Span], lines: Sequence[Line | None]) -> Iterator[Hand]:
    facts = [line.facts if line else None for line in lines]
    for known, span in _together(spans, facts):
        author = known.commit.author
        yield Hand(span, author.name, author.mailbox, known.commit.name, known.is_reviewed)


def _together(spans: Sequence[Span], each_known: Sequence[Known | None]) -> Iterator[tuple[Known, Span]]:
    """
    Yield what is known of lines that stand together, if anything is, with the span of all of them.
    """
    start = 0
    for known, group in groupby(each_known):
        end = start + sum(1 for _ in group)
        if known is not None:
            yield known, Span(spans[start].start, spans[end - 1].end)
        start = end
