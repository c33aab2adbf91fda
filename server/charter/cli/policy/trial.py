"""
Running one test of a charter: the fixture is read, its files are judged, and what came of it is compared.
"""

import os
from collections.abc import Iterable, Iterator
from datetime import UTC, date, datetime
from pathlib import Path

from msgspec import Struct

from charter import engine
from charter.engine import BOOK
from charter.model import Level, Report
from charter.policy import Charter
from charter.policy.fixtures import Fixture, read_fixture
from charter.policy.language.tree import MAX_BYTES
from charter.report import untrusted
from charter.report.fixtures import mismatches
from charter.report.places import region
from charter.text import Document, Span
from charter.workspace import reading
from charter.workspace.charters import assembled
from charter.workspace.roots import is_inside, root_of


class Trial(Struct, frozen=True):
    """
    What came of a test.

    Args:
        lines: what there is to say, ready to be shown; none if it passed.
        exit_status: 1 if the charter decides otherwise; 2 if there was nothing to compare.
    """

    lines: tuple[str, ...]
    exit_status: int


def run_fixture(path: Path) -> Trial:
    """
    Return what comes of the fixture at *path*.
    """
    here = root_of(Path.cwd())
    root = here if is_inside(path, here) else root_of(path)
    document = reading.load(root, path.absolute(), MAX_BYTES)
    if document.notices:
        return Trial(tuple(f"{path}: {notice.message}" for notice in document.notices), 2)
    fixture, mistakes = read_fixture(document.text, BOOK)
    if mistakes:
        said = ((mistake.span, f"{mistake.advice} {mistake.message}".strip()) for mistake in mistakes)
        return Trial(_placed(path, document, said), 2)
    charter = assembled(root, path.absolute().parent, fixture.layers)
    if charter.unread:
        return Trial(tuple(_unread(path, root, charter)), 2)
    found = mismatches(fixture, _reports(fixture, charter, datetime.now(tz=UTC).date()))
    return Trial(_placed(path, document, ((each.span, each.message) for each in found)), 1 if found else 0)


def _reports(fixture: Fixture, charter: Charter, now: date) -> dict[str, Report]:
    today = fixture.today or now
    # As bytes, for what a file's first lines say of its language.
    documents = (reading.document(name, said.value.encode("utf-8")) for name, said in fixture.files.items())
    return {document.path: engine.check(document, charter, today) for document in documents}


def _placed(path: Path, document: Document, said: Iterable[tuple[Span, str]]) -> tuple[str, ...]:
    places = ((region(document.lines, span), message) for span, message in said)
    return tuple(f"{_shown(path)}:{place.line}:{place.column} {message}" for place, message in places)


def _unread(path: Path, root: Path, charter: Charter) -> Iterator[str]:
    for problem in charter.problems:
        if problem.level == Level.BLOCK:
            place = untrusted.path(os.path.relpath(root / problem.source))
            yield f"{_shown(path)}: {place}:{problem.line + 1} {problem.message}"


def _shown(path: Path) -> str:
    return untrusted.path(str(path))
