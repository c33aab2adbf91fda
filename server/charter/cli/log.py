"""
`charter log`: what the charter says of commits, their people included.
"""

import os
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from itertools import chain, islice
from pathlib import Path
from typing import TYPE_CHECKING

import click

from charter.cli.formats import FORMATS, render_for

if TYPE_CHECKING:
    from charter.cli.setting import Setting
    from charter.commits import Commit
    from charter.model import Report
    from charter.policy import Charter
    from charter.report.tally import Tally
    from charter.workspace.git import Git
    from charter.workspace.history.scanning import Scan
    from charter.workspace.store import Store

# Commits of which git is asked at a time which files they change.
_AT_ONCE = 500


@click.command()
@click.argument("range_", metavar="[REV..REV]", default="HEAD")
@click.option(
    "--charter",
    type=click.Path(exists=True, dir_okay=False, path_type=Path),
    help="Use this file instead of the repository's charters; an organisation's still bind.",
)
@click.option("--format", "form", type=click.Choice(FORMATS), default="text", help="How to say it; default: text.")
@click.option("--output", type=click.Path(dir_okay=False, path_type=Path), help="Write to this file.")
@click.option("--no-cache", is_flag=True, help="Neither use nor keep what earlier runs found in the same commits.")
def log(*, range_: str, charter: Path | None, form: str, output: Path | None, no_cache: bool) -> int:
    """
    Say what the charter says of the commits in REV..REV (default: all of HEAD).

    Authors, committers, messages and git-ai's notes are looked at; tools are judged as
    of the commit's day. The charter is that of the working tree. Exit status: 0 if
    nothing is at block; 1 if something is; 2 for misuse, or a charter that could
    not be read.
    """
    from charter.cli.output import opened, written
    from charter.cli.setting import here, resolver
    from charter.report.tally import Tally, summary
    from charter.workspace.git import Git

    setting = here(charter)
    law = resolver(setting).charter_for("")
    walk = _Walk(Git.at(setting.root), law, setting)
    store = None if no_cache else _store(setting)
    with opened(output) as stream:
        tally = Tally(law.unread, noun="commit")
        render = render_for(form, setting.root, stream, law.unread, tally=tally)
        written(render(walk.reports(range_, store, tally)), stream)
    if output:
        click.echo(summary(tally), err=True)
    if store and store.trouble:
        click.echo(f"Warning: {store.trouble}.", err=True)
    return tally.exit_status


@dataclass(frozen=True)
class _Walk:
    """
    A walk through the commits of a repository.
    """

    git: "Git"
    charter: "Charter"
    setting: "Setting"

    def reports(self, range_: str, store: "Store[Scan] | None", tally: "Tally") -> "Iterator[Report]":
        """
        Yield a report on each commit of which there is something to say, the newest first, and count all.
        """
        from charter.workspace.history.scanning import Scanner

        scanner = Scanner(self.git, self.charter.catalogue, store)
        scan = scanner.scan(range_)
        # What nobody signed off is found only by looking at all.
        asks_all = self.charter.disclosure.human_sign_off
        commits = scanner.commits(range_) if asks_all and asks_all.value else iter(scan.candidates)
        n_told = 0
        for report in self._on(commits, scan):
            n_told += 1
            yield report
        tally.n_files += scan.n_commits - n_told

    def _on(self, commits: "Iterator[Commit]", scan: "Scan") -> "Iterator[Report]":
        notes = self._notes(scan)
        further = self._noted_only(notes, scan)
        for group in _batched(chain(commits, further)):
            files = self._files(group)
            for commit in group:
                report = self._report(commit, files.get(commit.name, ()), notes.get(commit.name))
                if report.decisions or report.notices or report.faults:
                    yield report

    def _report(self, commit: "Commit", files: tuple[str, ...], blob: str | None) -> "Report":
        from charter.engine import check_commit
        from charter.workspace.commit_facts import noted

        own, notices = noted(self.git, blob, commit.name, self.charter.catalogue) if blob else ((), ())
        report = check_commit(commit, self.charter, self.setting.today, files=files, noted=own)
        return replace(report, notices=notices)

    def _files(self, commits: "tuple[Commit, ...]") -> "Mapping[str, tuple[str, ...]]":
        """
        Return which files *commits* change, where the charter asks for it.
        """
        from charter.workspace.commit_facts import files_of

        asked = self.charter.disclosure.reviewed_by
        return files_of(self.git, (commit.name for commit in commits)) if asked and asked.value else {}

    def _notes(self, scan: "Scan") -> "Mapping[str, str]":
        from charter.workspace.commit_facts import names_in, notes

        found = notes(self.git)
        within = names_in(self.git, scan.bounds) if found else frozenset[str]()
        return {name: blob for name, blob in found.items() if name in within}

    def _noted_only(self, notes: "Mapping[str, str]", scan: "Scan") -> "Iterator[Commit]":
        """
        Yield the commits that say nothing themselves and bear a note.
        """
        from charter.workspace.history.commits import commits_named

        asks_all = self.charter.disclosure.human_sign_off
        known = notes.keys() if asks_all and asks_all.value else {commit.name for commit in scan.candidates}
        yield from commits_named(self.git, (name for name in notes if name not in known)).values()


def _store(setting: "Setting") -> "Store[Scan] | None":
    """
    Return where earlier runs kept what they found; None if this user has no place for it outside the workspace.
    """
    from charter.workspace.history.scanning import scans_kept
    from charter.workspace.roots import is_inside
    from charter.workspace.store import cache_folder

    folder = cache_folder(os.environ)
    if folder is None or is_inside(folder, setting.root):
        return None
    return scans_kept(folder, setting.today.toordinal())


def _batched(commits: "Iterable[Commit]") -> "Iterator[tuple[Commit, ...]]":
    rest = iter(commits)
    while group := tuple(islice(rest, _AT_ONCE)):
        yield group
