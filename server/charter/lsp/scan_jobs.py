"""
What a worker process does in a scan: find files, and check one.

All that it needs comes with the job, so that a process that is replaced knows
as much as the one before it.
"""

import os
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from pathlib import Path

from charter import engine
from charter.lsp.convert import Encoding, Places
from charter.lsp.diagnostics import Mark, to_marks
from charter.lsp.uris import to_uri
from charter.report.overview import FileOverview, overview
from charter.text import Document
from charter.workspace import reading
from charter.workspace.charters import Resolver
from charter.workspace.files import walk
from charter.workspace.notebooks import as_filed

# A file's time and size, from which a change is told.
Signature = tuple[int, int]


@dataclass(frozen=True, slots=True)
class Terms:
    """
    What a workspace is checked against.

    Args:
        organisation: the user's further layer.
        typed: paths and texts of charters that are open in the editor.
        sweep: charters are read anew for each sweep.
        measures: how complex every function is, is of interest too.
    """

    root: Path
    organisation: Path | None
    typed: tuple[tuple[str, str], ...]
    today: date
    encoding: Encoding
    sweep: int
    measures: bool = False


@dataclass(frozen=True, slots=True)
class Search:
    """
    Find all files in *folders*.
    """

    terms: Terms
    folders: tuple[Path, ...]


@dataclass(frozen=True, slots=True)
class Check:
    """
    Check the file that the root knows as *name*.
    """

    terms: Terms
    name: str


@dataclass(frozen=True, slots=True)
class Found:
    """
    What a search has found.

    Args:
        files: names from the root, by URI.
        troubles: sentences on what could not be searched.
    """

    files: dict[str, tuple[str, Signature]]
    troubles: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Seen:
    """
    What a check has found in a file.

    Args:
        marks: what an editor shows.
        overview: what of it people ask about the whole workspace.
    """

    marks: tuple[Mark, ...]
    overview: FileOverview


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
    document, report = as_filed(document, engine.check(document, charter, terms.today))
    marks = to_marks(report.decisions, Places(document, terms.encoding), resolver.file_of)
    return Seen(marks, overview(document, charter, report, terms.today, figures))


def _seen(job: Check) -> Seen:
    resolver = _resolver(job.terms)
    limit = resolver.charter_for(job.name).size_limit
    return look(reading.load(job.terms.root, job.name, limit), job.terms, resolver)


def _found(job: Search) -> Found:
    root = job.terms.root
    walked = walk(root, job.folders, _resolver(job.terms).excludes)
    signatures = ((name, _signature(root / name)) for name in walked.files)
    files = {to_uri(root / name): (name, known) for name, known in signatures if known}
    unread = [document for document in walked.unchecked if any(each.kind != "excluded" for each in document.notices)]
    n_unread = len(unread)
    said = (f"{n_unread:,} {'folder' if n_unread == 1 else 'folders'} could not be read.",) if n_unread else ()
    return Found(files, (*walked.troubles, *said))


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
