"""
`charter policy check`: all that is wrong in the charters that are in force here.
"""

from pathlib import Path

import click

from charter.cli.formats import FORMATS, NO_CHARTER, render_for


@click.command()
@click.argument("path", default=".", type=click.Path(exists=True, path_type=Path))
@click.option("--format", "form", type=click.Choice(FORMATS), default="text", help="How to say it; default: text.")
@click.option("--output", type=click.Path(dir_okay=False, path_type=Path), help="Write to this file.")
def check(path: Path, form: str, output: Path | None) -> int:
    """
    Say what is wrong in the charters in force in PATH and below (default: here).

    Their registers of waivers are looked at too, and whether any file of the
    repository lies in each zone. A PATH that is another file than charter.yaml
    stands for all of the repository's charters.

    Exit status: 0 if nothing is at block; 1 if something is; 2 for misuse, or a
    charter that could not be read.
    """
    from charter.cli.output import opened, written
    from charter.cli.policy.problems import problems_at
    from charter.report.tally import summary

    found = problems_at(path)
    with opened(output) as stream:
        tally = written(render_for(form, found.root, stream, found.unread)(found.reports), stream)
    if output:
        click.echo(summary(tally), err=True)
    if form == "text" and found.has_no_charter:
        click.echo(NO_CHARTER, err=True)
    return tally.exit_status
