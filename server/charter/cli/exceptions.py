"""
All waivers of a repository, and what has become of each.
"""

import os
from collections.abc import Iterator
from datetime import date

from charter.cli import checking, sharing
from charter.cli.setting import Setting, resolver
from charter.model import Decision, Report
from charter.report.ages import dated
from charter.report.exceptions import Place, inline_rows, register_rows
from charter.report.waiver_table import Row
from charter.workspace import reading


def rows(setting: Setting) -> list[Row]:
    """
    Return all waivers, what ends first first.
    """
    run = checking.of_files(setting, [setting.root])
    store, _ = checking.store_for(setting)
    names = frozenset(run.files)
    found: list[Row] = []
    idle: set[Place] = set()
    for report in run.reports(sharing.with_processes(os.cpu_count() or 1), store):
        idle.update((report.path, each.finding.span) for each in report.decisions if _is_unused(each))
        if report.path in names:
            found += _inline(setting, report)
    found += register_rows(run.charters, idle, setting.today)
    return sorted(dated(found, setting.root), key=lambda row: (row.expires or date.max, row.source, row.line))


def _is_unused(decision: Decision) -> bool:
    return decision.finding.rule == "waiver.unused"


def _inline(setting: Setting, report: Report) -> Iterator[Row]:
    charter = resolver(setting).charter_for(report.path)
    return inline_rows(reading.load(setting.root, report.path, charter.size_limit_at(report.path)), charter, report)
