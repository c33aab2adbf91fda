"""
`charter tools`: which AI tools, servers, SDKs, models and hosts are present, and what the charter says of them.
"""

import os
import sys
from collections.abc import Iterator
from itertools import chain
from pathlib import Path
from typing import TYPE_CHECKING

import click

if TYPE_CHECKING:
    from charter.cli.checking import Run
    from charter.cli.setting import Setting
    from charter.report.inventory import Item, Sighting


@click.command()
@click.argument("paths", nargs=-1, metavar="[PATH]...", type=click.Path(exists=True, path_type=Path))
@click.option(
    "--charter",
    type=click.Path(exists=True, dir_okay=False, path_type=Path),
    help="Use this file instead of the repository's charters; an organisation's still bind.",
)
@click.option(
    "--format", "form", type=click.Choice(("text", "json", "cyclonedx")), default="text", help="How to say it."
)
@click.option("--jobs", type=click.IntRange(1), default=os.cpu_count() or 1, help="Processes; default: one a core.")
@click.option("--no-cache", is_flag=True, help="Neither use nor keep what earlier runs saw in the same texts.")
@click.option("--no-commits", is_flag=True, help="Look at files only.")
def tools(  # noqa: PLR0913 - the command's options
    *, paths: tuple[Path, ...], charter: Path | None, form: str, jobs: int, no_cache: bool, no_commits: bool
) -> None:
    """
    List the AI that each PATH shows (default: the current folder).

    Tools that set themselves up there or are named as authors, MCP servers that
    agents are given, and the SDKs, models and hosts that the product calls: whether
    the charter approves each, by which clause, and where it was seen. Of a whole
    repository its commits are looked at as well: their people, messages and git-ai's
    notes. What leaves no trace is not seen.
    """
    from charter.cli import checking
    from charter.cli.setting import here, resolver
    from charter.report import cyclonedx, inventory_table
    from charter.report.inventory import inventory

    setting = here(charter)
    run = checking.of_files(setting, [path.absolute() for path in paths or (Path.cwd(),)])
    commits = _in_commits(setting, keeps=not no_cache) if run.is_whole and not no_commits else ()
    sightings = chain(_sightings(run, jobs, is_kept=not no_cache), commits)
    items = inventory(sightings, resolver(setting).charter_for, setting.today)
    if form == "cyclonedx":
        click.echo(cyclonedx.render(items, setting.root.name, setting.today), nl=False)
    elif form == "json":
        click.echo(inventory_table.as_json(items), nl=False)
    elif sys.stdout.isatty():
        _show(items)
    else:
        click.echo("".join(inventory_table.as_text(items)), nl=False)
    for trouble in run.troubles:
        click.echo(f"Warning: {trouble}.", err=True)


def _sightings(run: "Run", n_jobs: int, *, is_kept: bool) -> "Iterator[Sighting]":
    from charter.cli import checking, sharing
    from charter.cli.scanning import Scan, Want
    from charter.cli.setting import resolver
    from charter.engine import shown
    from charter.report.inventory import Sighting

    charter_for = resolver(run.setting).charter_for
    store = checking.store_for(run.setting)[0] if is_kept else None
    scan = Scan(run.setting.root, lambda name: Want.of(charter_for(name), name), store, sharing.with_processes(n_jobs))
    for seen in scan.seen(run.files):
        document = seen.document
        for evidence in shown(document, seen.observed, charter_for(document.path).catalogue):
            # Cells of a notebook have lines of their own.
            line = 0 if document.joints else document.lines.line(evidence.span.start) + 1
            yield Sighting(document.path, line, evidence)


def _in_commits(setting: "Setting", *, keeps: bool) -> "Iterator[Sighting]":
    """
    Yield what the history says that is checked out; nothing where there is none.
    """
    from charter.cli.setting import SHALLOW, cache_outside, resolver
    from charter.commits import COMMIT
    from charter.report.inventory import Sighting
    from charter.text import Notice
    from charter.workspace.git import Git, GitError
    from charter.workspace.history.scanning import scans_kept
    from charter.workspace.history.telling import told

    if not (setting.root / ".git").exists():
        return
    folder = cache_outside(setting) if keeps else None
    store = scans_kept(folder, setting.today.toordinal()) if folder else None
    try:
        git = Git.at(setting.root)
        for each in told(git, resolver(setting).charter_for("").catalogue, store):
            if isinstance(each, Notice):
                click.echo(f"Warning: {each.message}", err=True)
            else:
                yield Sighting(f"{COMMIT}{each[0][:10]}", 0, each[1])
    except GitError as error:
        click.echo(f"Warning: commits were not looked at: {error}.", err=True)
        return
    if git.shallow:
        click.echo(f"Warning: {SHALLOW}", err=True)
    if store:
        store.close()


def _show(items: "tuple[Item, ...]") -> None:
    """
    Show a table as wide as the terminal.
    """
    from rich.console import Console
    from rich.table import Table
    from rich.text import Text

    from charter.report import inventory_table

    console = Console()
    if items:
        table = Table(box=None, pad_edge=False, header_style="bold")
        for head in inventory_table.HEADS:
            table.add_column(head, overflow="fold")
        for item in items:
            style = _STYLES.get(item.standing.state, "")
            table.add_row(
                *(
                    Text(cell, style=style if idx == _STATE else "")
                    for idx, cell in enumerate(inventory_table.cells(item))
                )
            )
        console.print(table)
        console.print()
    console.print(Text(inventory_table.summary(items)))


_STATE = 2
_STYLES = {"denied": "bold red", "expired": "yellow", "unapproved": "yellow", "approved": "green"}
