"""
All waivers of a repository, and what has become of each.
"""

import os
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field, replace
from datetime import date
from pathlib import Path

from charter import policy
from charter.cli import checking, sharing
from charter.cli.setting import Setting, resolver
from charter.model import Report
from charter.policy import Charter
from charter.policy.binding.sites import zone_of
from charter.policy.model.registers import Recorded
from charter.policy.waivers.inline import WORD, placed
from charter.report.waiver_table import Row
from charter.syntax import comments
from charter.text import Span
from charter.workspace import reading
from charter.workspace.git import Git, GitError

# By path and place: the `waiver.*` rules that are broken there.
_Troubles = dict[tuple[str, Span], list[str]]


def rows(setting: Setting) -> list[Row]:
    """
    Return all waivers, what ends first first.
    """
    run, seen = checking.of_files(setting, [setting.root]), _Seen(setting)
    store, _ = checking.store_for(setting)
    for report in run.reports(sharing.with_processes(os.cpu_count() or 1), store):
        seen.add(report)
    found = [*(row for path in run.files for row in seen.inline(path)), *seen.registered(run.charters)]
    return sorted(_dated(found, setting), key=lambda row: (row.expires or date.max, row.source, row.line))


@dataclass
class _Seen:
    """
    What the reports say of waivers.

    Args:
        troubles: with waivers, by their place.
    """

    setting: Setting
    troubles: _Troubles = field(default_factory=dict[tuple[str, Span], list[str]])

    def add(self, report: Report) -> None:
        for decision in report.decisions:
            finding = decision.finding
            if finding.rule.startswith("waiver."):
                self.troubles.setdefault((report.path, finding.span), []).append(finding.rule)

    def inline(self, path: str) -> Iterator[Row]:
        """
        Yield the waivers in the file *path*.
        """
        charter = resolver(self.setting).charter_for(path)
        document = reading.load(self.setting.root, path, charter.size_limit)
        if WORD not in document.text:
            return
        for place in placed(document, comments(document)):
            waiver = place.waiver
            yield Row(
                kind="inline",
                source=path,
                line=document.lines.line(place.span.start) + 1,
                rules=waiver.rules,
                troubles=tuple(self.troubles.get((path, place.span), ())),
                expires=waiver.expires,
                approver=waiver.by,
                owner=_owner(charter, path),
                reason=waiver.reason,
            )

    def registered(self, charters: Iterable[Charter]) -> Iterator[Row]:
        """
        Yield the waivers in the registers of *charters*, each once.
        """
        seen: set[tuple[str, Span]] = set()
        for charter in charters:
            broken = {
                (each.source, each.line): each.rule for each in policy.register_problems(charter, self.setting.today)
            }
            for waiver in _recorded(charter):
                if (waiver.clause.source, waiver.clause.span) in seen:
                    continue
                seen.add((waiver.clause.source, waiver.clause.span))
                places = ((each.source, each.line) for each in (waiver.clause, waiver.expires_clause))
                rules = [broken[place] for place in places if place in broken][:1]
                yield self._row(waiver, charter, (*rules, *self._idle(waiver)))

    def _row(self, waiver: Recorded, charter: Charter, troubles: tuple[str, ...]) -> Row:
        called = ": ".join(filter(None, (waiver.id, waiver.reason)))
        return Row(
            kind="register",
            source=waiver.clause.source,
            line=waiver.clause.line + 1,
            rules=tuple(sorted(waiver.rules)),
            paths=waiver.paths,
            troubles=troubles,
            since=waiver.created,
            expires=waiver.expires,
            approver=waiver.approver,
            owner=waiver.clause.owner or charter.owner,
            reason=called,
        )

    def _idle(self, waiver: Recorded) -> Iterator[str]:
        found = self.troubles.get((waiver.clause.source, waiver.clause.span), ())
        return (rule for rule in found if rule == "waiver.unused")


def _recorded(charter: Charter) -> Iterator[Recorded]:
    for layer in charter.layers:
        for register in layer.registers:
            yield from register.waivers


def _owner(charter: Charter, path: str) -> str:
    owner = zone_of(charter, path).owner
    return owner.value if owner else charter.owner


def _dated(found: Iterable[Row], setting: Setting) -> Iterator[Row]:
    """
    Yield *found* with the days on which git says that they were written.
    """
    try:
        git = Git.at(setting.root)
    except GitError:
        yield from found
        return
    days: dict[str, dict[int, date]] = {}
    for row in found:
        if row.since is None and not Path(row.source).is_absolute():
            known = days.setdefault(row.source, {}) or git.days_of(row.source)
            days[row.source] = known
            yield replace(row, since=known.get(row.line))
        else:
            yield row
