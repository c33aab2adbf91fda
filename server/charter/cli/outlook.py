"""
What charters would say of a folder that is looked at once: impact before anything is in force.
"""

import os
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path

from msgspec import Struct, field
from msgspec.structs import replace

from charter.cli import checking, sharing
from charter.cli.progress import bar_for
from charter.cli.scanning import Scan, Want
from charter.cli.setting import Setting, resolver
from charter.model import Level, Report
from charter.policy import Charter
from charter.report.tally import Tally
from charter.workspace import shipped

_LEVELS = (Level.BLOCK, Level.WARN, Level.ADVISE, Level.OBSERVE)


class Outlook(Struct):
    """
    What came of it.

    Args:
        tallies: by the charter's name.
        tools: how often each AI tool names itself in the texts.
    """

    tallies: Mapping[str, Tally]
    tools: Counter[str] = field(default_factory=Counter[str])


def of_packs(setting: Setting, folder: Path) -> Outlook:
    """
    Return what each pack would say of *folder* instead of the charters that are there.
    """
    settings = {name: replace(setting, charter=shipped.file(f"{name}.yaml")) for name in shipped.packs()}
    charters = {name: resolver(each).charter_for("") for name, each in settings.items()}
    # All packs leave the same out.
    run = checking.of_files(next(iter(settings.values())), [folder])
    outlook = Outlook({name: Tally() for name in charters})
    bar = bar_for(len(run.files))
    reports = _reports(run, charters, outlook)
    for report in bar.passing(reports) if bar else reports:
        marks = (decision.finding.evidence for decision in report.decisions)
        outlook.tools.update(mark.tool for mark in marks if mark and mark.tool)
    return outlook


def of_draft(setting: Setting, folder: Path, path: Path, text: str) -> Tally:
    """
    Return what would be said of *folder* if the charter at *path* said *text*.
    """
    resolver(setting).overlay(path, text)
    store, _ = checking.store_for(setting)
    tally = Tally()
    for report in checking.of_files(setting, [folder]).reports(_share(), store):
        tally.add(report)
    return tally


def table(tallies: Mapping[str, Tally]) -> Iterator[str]:
    """
    Yield a line for each of *tallies*: how much there is at each level.
    """
    width = max(map(len, tallies))
    yield f"  {'':{width}}  " + "  ".join(f"{level.word:>7}" for level in _LEVELS)
    for name, tally in tallies.items():
        yield f"  {name:{width}}  " + "  ".join(f"{tally.findings[level]:>7,}" for level in _LEVELS)


def _reports(run: checking.Run, charters: Mapping[str, Charter], outlook: Outlook) -> Iterator[Report]:
    """
    Count what each of *charters* says of each file, and yield what the first says.
    """
    want = _wanted([*charters.values()])
    store, _ = checking.store_for(run.setting)
    for seen in Scan(run.setting.root, lambda _: want, store, _share()).seen(run.files):
        reports = {name: seen.report(charter, run.setting.today) for name, charter in charters.items()}
        for name, report in reports.items():
            outlook.tallies[name].add(report)
        yield next(iter(reports.values()))


def _wanted(charters: Sequence[Charter]) -> Want:
    """
    Return what all of *charters*, which know the same tools, want to be looked at.
    """
    first, *others = map(Want.of, charters)
    terms = first.terms
    for other in others:
        terms = terms.joined(other.terms) or terms
    return Want(min(each.size_limit for each in (first, *others)), terms)


def _share() -> sharing.Share:
    return sharing.with_processes(os.cpu_count() or 1)
