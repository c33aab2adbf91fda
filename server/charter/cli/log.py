"""
`charter log`: what the charter says of commits, their people included.
"""

from collections.abc import Generator, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

import click

from charter.cli.formats import FORMATS, render_for

if TYPE_CHECKING:
    from charter.cli.setting import Setting
    from charter.model import Report
    from charter.report.tally import Tally
    from charter.workspace.history.judging import Judge, Judged


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

    setting = here(charter)
    law = resolver(setting).charter_for("")
    with _judge(setting, keeps=not no_cache) as judge, opened(output) as stream:
        tally = Tally(law.unread, noun="commit")
        render = render_for(form, setting.root, stream, law.unread, tally=tally)
        written(render(_counted(judge.judged(range_), tally)), stream)
    if output:
        click.echo(summary(tally), err=True)
    return tally.exit_status


def _counted(judged: "Judged", tally: "Tally") -> "Iterator[Report]":
    """
    Yield the reports, and count the commits of which there is nothing to say.
    """
    n_told = 0
    for report in judged.reports:
        n_told += 1
        yield report
    tally.n_files += judged.n_commits - n_told


@contextmanager
def _judge(setting: "Setting", *, keeps: bool) -> "Generator[Judge]":
    from charter.cli.setting import SHALLOW, cache_outside, resolver
    from charter.workspace.git import Git
    from charter.workspace.history.judging import Judge, verdicts_kept
    from charter.workspace.history.scanning import Scanner, scans_kept

    laws, day = resolver(setting), setting.today.toordinal()
    law, git = laws.charter_for(""), Git.at(setting.root)
    folder = cache_outside(setting) if keeps else None
    scans, verdicts = (scans_kept(folder, day), verdicts_kept(folder, day)) if folder else (None, None)
    kept = (scans, verdicts) if scans and verdicts else ()
    try:
        yield Judge(Scanner(git, law.catalogue, scans), law, laws.made_of(""), setting.today, verdicts)
    finally:
        for store in kept:
            store.close()
    if git.shallow:
        click.echo(f"Warning: {SHALLOW}", err=True)
    if trouble := next((store.trouble for store in kept if store.trouble), ""):
        click.echo(f"Warning: {trouble}.", err=True)
