"""
`charter check`: what the charter says of files, as in the editor.
"""

import os
import sys
from pathlib import Path
from typing import TYPE_CHECKING

import click
from msgspec.structs import replace

from charter.cli.formats import FORMATS, NO_CHARTER, render_for

if TYPE_CHECKING:
    from charter.cli.checking import Run
    from charter.cli.sharing import Share
    from charter.cli.since import Since
    from charter.engine.observed import Observed
    from charter.workspace.authors import Authors
    from charter.workspace.store import Store

_STDIN = Path("-")
_NAMELESS = "standard input was read as plain text; say --stdin-filename NAME to have it checked as a file of that name"


@click.command()
@click.argument("paths", nargs=-1, metavar="[PATH]...", type=click.Path(exists=True, allow_dash=True, path_type=Path))
@click.option(
    "--charter",
    type=click.Path(exists=True, dir_okay=False, path_type=Path),
    help="Use this file instead of the repository's charters; an organisation's still bind.",
)
@click.option("--format", "form", type=click.Choice(FORMATS), default="text", help="How to say it; default: text.")
@click.option("--output", type=click.Path(dir_okay=False, path_type=Path), help="Write to this file.")
@click.option("--jobs", type=click.IntRange(1), default=os.cpu_count() or 1, help="Processes; default: one a core.")
@click.option("--cluster", metavar="ADDRESS", help="Let the Dask cluster at tcp://HOST:PORT or tls://HOST:PORT help.")
@click.option("--no-cache", is_flag=True, help="Neither use nor keep what earlier runs saw in the same texts.")
@click.option("--no-ignore", is_flag=True, help="Check untracked files that git ignores, too.")
@click.option("--since", metavar="REV", help="Judge only what changed since this branch left the commit REV.")
@click.option("--stdin-filename", type=click.Path(path_type=Path), help="What standard input is called.")
def check(  # noqa: PLR0913 - click hands over one argument for each option
    *,
    paths: tuple[Path, ...],
    charter: Path | None,
    form: str,
    output: Path | None,
    jobs: int,
    cluster: str | None,
    no_cache: bool,
    no_ignore: bool,
    since: str | None,
    stdin_filename: Path | None,
) -> int:
    """
    Say what the charter says of each PATH (default: the current folder).

    In a folder, untracked files that git ignores are passed over. A PATH of -
    alone reads standard input. With --since, what was there before is counted and
    not listed, and what the change itself loosens comes first. Exit status: 0 if
    nothing is at block; 1 if something is; 2 for misuse, or a charter that could
    not be read.
    """
    from charter.cli.output import opened, written
    from charter.cli.progress import bar_for
    from charter.report.tally import summary

    judging = _judging(charter, since, paths) if since else None
    run = _run(paths, charter, stdin_filename, heeds_git=not no_ignore)
    troubles = [*run.troubles, *filter(None, [judging and judging.trouble])]
    share = _share(jobs, cluster, troubles)
    authors = _authors(run, is_kept=not no_cache)
    store, trouble = (None, "") if no_cache or not run.files else _store(run)
    with opened(output) as stream:
        reports, bar = run.reports(share, store, authors), bar_for(len(run.files))
        reports = judging.reports(reports) if judging else reports
        render = render_for(form, run.setting.root, stream, run.unread, run.n_ignored)
        tally = written(render(bar.passing(reports) if bar else reports), stream, bar)
    if output:
        click.echo(summary(tally), err=True)
    if form == "text" and run.has_no_charter:
        click.echo(NO_CHARTER, err=True)
    for said in filter(None, (*troubles, *authors.troubles, trouble or (store.trouble if store else ""))):
        click.echo(f"Warning: {said}.", err=True)
    return tally.exit_status


def _judging(charter: Path | None, revision: str, paths: tuple[Path, ...]) -> "Since":
    from charter.cli.setting import here
    from charter.cli.since import Since

    if _STDIN in paths:
        raise click.UsageError("git knows no earlier version of standard input, so --since judges files only")
    return Since.of(here(charter), revision)


def _run(paths: tuple[Path, ...], charter: Path | None, stdin_filename: Path | None, *, heeds_git: bool) -> "Run":
    is_stdin = paths == (_STDIN,)
    if not is_stdin and (_STDIN in paths or stdin_filename):
        raise click.UsageError("standard input is checked alone: charter check - --stdin-filename NAME")
    from charter.cli import checking
    from charter.cli.setting import here

    setting = here(charter)
    if is_stdin:
        run = checking.of_text(setting, (stdin_filename or Path("stdin")).absolute(), sys.stdin.buffer.read())
        is_known = stdin_filename or run.texts[0].language != "plaintext"
        return run if is_known else replace(run, troubles=(_NAMELESS,))
    absolute = [path.absolute() for path in paths or (Path.cwd(),)]
    return checking.of_files(setting, absolute, heeds_git=heeds_git)


def _share(n_jobs: int, address: str | None, troubles: list[str]) -> "Share":
    from charter.cli import sharing

    if address is None:
        return sharing.with_processes(n_jobs)
    return sharing.with_cluster(address, n_jobs, troubles.append)


def _authors(run: "Run", *, is_kept: bool) -> "Authors":
    from charter.cli import checking

    return checking.authors_for(run.setting, is_kept=is_kept)


def _store(run: "Run") -> "tuple[Store[Observed] | None, str]":
    from charter.cli import checking

    return checking.store_for(run.setting)
