"""
How many findings another charter changes: each file is looked at once and judged twice.
"""

import os
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path

from charter import engine, policy
from charter.cli import checking, sharing
from charter.cli.policy.sides import Side
from charter.cli.scanning import Scan, Seen, Want
from charter.cli.setting import Setting
from charter.model import Level, Report
from charter.policy import Charter
from charter.report.changes import Impact, Shift
from charter.text import Span
from charter.workspace import reading
from charter.workspace.files import walk

_Name = tuple[str, Span, str]


def names_of(before: Side, after: Side, root: Path) -> tuple[str, ...]:
    """
    Return all files of the tree that one of the sides does not exclude, from the root.
    """
    sides = (before.charters, after.charters)
    return walk(root, [root], lambda name: sides[0].excludes(name) and sides[1].excludes(name)).files


def impact(before: Side, after: Side, names: Sequence[str], setting: Setting) -> Impact:
    """
    Return what becomes of the findings in *names*; what is found in charters themselves is left out.
    """
    own = {source for name in names for side in (before, after) for source in _sources(side.charter_for(name))}
    checked = [name for name in names if name not in own]
    shifts = Counter[Shift]()
    for pair in _seen_twice(before, after, checked, setting):
        one, other = (
            _levels(seen, side.charter_for(seen.document.path), setting)
            for seen, side in zip(pair, (before, after), strict=True)
        )
        for name in one.keys() | other.keys():
            shifts[name[0], one.get(name, Level.OFF), other.get(name, Level.OFF)] += 1
    return Impact(len(checked), shifts)


def _sources(charter: Charter) -> Iterator[str]:
    return (source for layer in charter.layers for source in layer.files)


def _seen_twice(before: Side, after: Side, names: Sequence[str], setting: Setting) -> Iterator[tuple[Seen, Seen]]:
    """
    Yield each of *names* as it is seen for both sides: once, unless one of them knows other tools.
    """
    joined = [_joined(before.charter_for(name), after.charter_for(name)) for name in names]
    store = checking.store_for(setting)[0]
    wants = {name: want for name, want in zip(names, joined, strict=True) if want}
    if len(wants) == len(names):
        scan = Scan(setting.root, wants.__getitem__, store, _share())
        yield from ((seen, seen) for seen in scan.seen(names))
    else:
        one = Scan(setting.root, lambda name: Want.of(before.charter_for(name), name), store, _share())
        other = Scan(setting.root, lambda name: Want.of(after.charter_for(name), name), None, _share())
        yield from zip(one.seen(names), other.seen(names), strict=True)


def _joined(one: Charter, other: Charter) -> Want | None:
    terms = engine.terms_of(one).joined(engine.terms_of(other))
    return terms and Want(max(one.size_limit, other.size_limit), terms)


def _share() -> sharing.Share:
    return sharing.with_processes(os.cpu_count() or 1)


def _levels(seen: Seen, charter: Charter, setting: Setting) -> Mapping[_Name, Level]:
    """
    Return the level of each finding that is in force.
    """
    path = seen.document.path
    if policy.is_excluded(charter, path):
        return {}
    decisions = _report(seen, charter, setting).decisions
    return {
        (each.finding.rule, each.finding.span, each.finding.alias): each.level for each in decisions if each.is_in_force
    }


def _report(seen: Seen, charter: Charter, setting: Setting) -> Report:
    # In UTF-8 a code point has four bytes at most; only what may be too large is read again.
    if seen.observed and len(seen.document.text) * 4 > charter.size_limit:
        document = reading.load(setting.root, seen.document.path, charter.size_limit)
        if document.notices:
            return engine.check(document, charter, setting.today)
    return seen.report(charter, setting.today)
