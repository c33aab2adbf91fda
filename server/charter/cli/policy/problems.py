"""
All problems of the charters that are in force in a place, as reports on their files.

Beside what is wrong in their texts that is what only the day or the list of all
files shows: waivers that do not hold any more, and zones in which no file lies.
"""

from collections.abc import Iterator, Sequence
from operator import attrgetter
from pathlib import Path

from msgspec import Struct

from charter import engine
from charter.cli.need import Need
from charter.cli.setting import Setting, here, resolver
from charter.model import Report
from charter.policy import Charter
from charter.workspace import reading
from charter.workspace.charters import FILE, is_fallback
from charter.workspace.files import walk
from charter.workspace.roots import name_of


class Found(Struct, frozen=True):
    """
    What there is to say of the charters of a place.

    Args:
        reports: one for each file that they are made of, by path.
        unread: paths of those that could not be read, or not wholly.
        has_no_charter: whether nobody wrote one.
    """

    root: Path
    reports: tuple[Report, ...]
    unread: tuple[str, ...]
    has_no_charter: bool


def problems_at(path: Path) -> Found:
    """
    Return what is wrong in the charters in force in *path* and below.

    Args:
        path: a folder, or a charter's file; one that is not called `charter.yaml`
            stands for all of the repository's charters.
    """
    path = path.absolute()
    is_stray = path.is_file() and path.name != FILE
    setting = here(path if is_stray else None)
    known = resolver(setting)
    names = walk(setting.root, [setting.root], known.excludes).files
    folder = name_of(setting.root if is_stray else path.parent if path.is_file() else path, setting.root)
    below = (name for name in names if not folder or name.startswith(f"{folder}/"))
    charters = dict.fromkeys(map(known.charter_for, [f"{folder}/*" if folder else "*", *below]))
    need = Need(tuple(charters), names)
    whole = [need.with_empty_zones(charter) for charter in charters]
    reports = sorted(_reports(whole, setting), key=attrgetter("path"))
    unread = sorted({each for charter in whole for each in charter.unread})
    return Found(setting.root, tuple(reports), tuple(unread), all(map(is_fallback, charters)))


def _reports(charters: Sequence[Charter], setting: Setting) -> Iterator[Report]:
    """
    Yield a report for each file, from the outermost charter that it is a part of.
    """
    seen: set[str] = set()
    for charter in charters:
        for source in dict.fromkeys((*_files(charter), *(problem.source for problem in charter.problems))):
            if source not in seen and not source.startswith("pack:"):
                seen.add(source)
                document = reading.load(setting.root, source, charter.size_limit_at(source))
                yield engine.charter_report(charter, source, document, setting.today)


def _files(charter: Charter) -> Iterator[str]:
    for layer in charter.layers:
        yield from layer.files
        yield from (register.source for register in layer.registers)
