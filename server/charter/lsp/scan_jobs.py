"""
What a worker process does beside the loop: find files, check one, and tell what an open text was.

All that it needs comes with the job, so that a process that is replaced knows
as much as the one before it.
"""

import os
from collections.abc import Sequence
from datetime import date
from functools import lru_cache, partial
from pathlib import Path

from msgspec import Struct
from msgspec.structs import replace

from charter import engine
from charter.errors import CharterError
from charter.lsp.convert import Encoding, Places
from charter.lsp.diagnostics import to_marks
from charter.lsp.marks import Mark
from charter.lsp.uris import to_uri
from charter.policy import Charter
from charter.policy.idle import Part, inhabited, needed, parts
from charter.report.ages import dated
from charter.report.overview import FileOverview, overview
from charter.text import Document
from charter.workspace import reading
from charter.workspace.authors import Authors
from charter.workspace.base import Base
from charter.workspace.charters import Resolver
from charter.workspace.files import walk
from charter.workspace.linked import is_heeded
from charter.workspace.newness import UNCHANGED, Past, figures_of, only_new
from charter.workspace.notebooks import as_filed

# What is beyond is said, and for `charter check` to show.
MOST_FILES = 20_000

# A file's time and size, from which a change is told.
Signature = tuple[int, int]


class Terms(Struct, frozen=True):
    """
    What a workspace is checked against.

    Args:
        organisation: the user's further layer.
        typed: paths and texts of charters that are open in the editor.
        sweep: charters are read anew for each sweep.
        measures: how complex every function is, is of interest too.
        since: a revision, if only what is new since then is shown; empty for all.
    """

    root: Path
    organisation: Path | None
    typed: tuple[tuple[str, str], ...]
    today: date
    encoding: Encoding
    sweep: int
    measures: bool = False
    since: str = ""


class Search(Struct, frozen=True):
    """
    Find all files in *folders*.
    """

    terms: Terms
    folders: tuple[Path, ...]


class Check(Struct, frozen=True):
    """
    Check the file that the root knows as *name*.
    """

    terms: Terms
    name: str


class Recall(Struct, frozen=True):
    """
    Tell how an open text differs from what its file was.
    """

    terms: Terms
    document: Document


class Found(Struct, frozen=True):
    """
    What a search has found.

    Args:
        files: names from the root, by URI.
        troubles: sentences on what could not be searched.
        parts: of their charters what no file needs, and waivers that files may need; None if these are not
            all files of the root.
    """

    files: dict[str, tuple[str, Signature]]
    troubles: tuple[str, ...]
    parts: frozenset[Part] | None


class Seen(Struct, frozen=True):
    """
    What a check has found in a file.

    Args:
        marks: what an editor shows.
        overview: what of it people ask about the whole workspace.
        needed: the waivers of registers that the file needs.
    """

    marks: tuple[Mark, ...]
    overview: FileOverview
    needed: frozenset[Part]


def recall(job: Recall) -> Past | str:
    """
    Do *job*; runs in another process.

    Returns:
        What the text was, or why nobody can tell.
    """
    terms, document = job.terms, job.document
    charter = _resolver(terms).charter_for(document.path)
    try:
        past = _base(terms.root, terms.since, terms.sweep).past(document, charter, terms.today)
    except CharterError as error:
        return str(error)
    if past.lines != UNCHANGED:
        return past
    # The next keystroke changes it, and what it has now is then what it had.
    return Past(UNCHANGED, figures_of(engine.check(document, charter, terms.today)))


def work(job: Search | Check) -> Found | Seen:
    """
    Do *job*; runs in another process.
    """
    return _found(job) if isinstance(job, Search) else _seen(job)


def look(document: Document, terms: Terms, resolver: Resolver) -> Seen:
    """
    Return what there is to know of a document that is not open.
    """
    charter = resolver.charter_for(document.path)
    figures = engine.figures(document, charter) if terms.measures and document.language == "python" else None
    past = _past(document, charter, terms)
    authorship = _authors(terms.root, terms.sweep).of(document, charter)
    document, report = as_filed(document, engine.check(document, charter, terms.today, authorship=authorship))
    report = only_new(report, past.lines, lambda: past.figures) if past else report
    marks = to_marks(report.decisions, Places(document, terms.encoding), resolver.file_of)
    said = overview(document, charter, report, figures)
    said = replace(said, waivers=tuple(dated(said.waivers, terms.root)))
    return Seen(marks, said, needed(charter, report))


def _past(document: Document, charter: Charter, terms: Terms) -> Past | None:
    """
    Return what a file was; None if all is shown, as it is where that is unknown.
    """
    if not terms.since:
        return None
    try:
        return _base(terms.root, terms.since, terms.sweep).past(document, charter, terms.today)
    except CharterError:
        return None


@lru_cache(maxsize=2)
def _authors(root: Path, _sweep: int) -> Authors:
    return Authors(root)


@lru_cache(maxsize=8)
def _base(root: Path, since: str, _sweep: int) -> Base:
    return Base.of(root, since)


def _seen(job: Check) -> Seen:
    resolver = _resolver(job.terms)
    limit = resolver.charter_for(job.name).size_limit_at(job.name)
    return look(reading.load(job.terms.root, job.name, limit), job.terms, resolver)


def _found(job: Search) -> Found:
    root, resolver = job.terms.root, _resolver(job.terms)
    heeds = partial(is_heeded, catalogue=resolver.charter_for("").catalogue)
    walked = walk(root, job.folders, resolver.excludes, heeds=heeds)
    signatures = ((name, _signature(root / name)) for name in walked.files)
    files = {to_uri(root / name): (name, known) for name, known in signatures if known}
    unread = [document for document in walked.unchecked if any(each.kind != "excluded" for each in document.notices)]
    n_unread = len(unread)
    noun = "folder" if all(document.path.endswith("/") for document in unread) else "place"
    said = (f"{n_unread:,} {noun if n_unread == 1 else f'{noun}s'} could not be read.",) if n_unread else ()
    return Found(files, (*walked.troubles, *said), None if n_unread else _parts(job, walked.files))


def _parts(job: Search, names: Sequence[str]) -> frozenset[Part] | None:
    if job.terms.root not in job.folders or len(names) > MOST_FILES:
        return None
    charters = dict.fromkeys(map(_resolver(job.terms).charter_for, ["", *names]))
    known = frozenset[Part]().union(*map(parts, charters))
    return known.difference(*(inhabited(charter, names) for charter in charters))


def _signature(path: Path) -> Signature | None:
    try:
        status = os.stat(path)  # noqa: PTH116 -- asked for every file of a tree
    except OSError:
        return None
    return status.st_mtime_ns, status.st_size


@lru_cache(maxsize=8)
def _resolver(terms: Terms) -> Resolver:
    resolver = Resolver(terms.root, organisation=terms.organisation)
    for path, text in terms.typed:
        resolver.overlay(path, text)
    return resolver
