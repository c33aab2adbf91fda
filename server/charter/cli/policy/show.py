"""
`charter policy show`: what is in force, and which line says so.
"""

from pathlib import Path

import click


@click.command()
@click.option(
    "--path", type=click.Path(path_type=Path), default=".", help="The file that it is about; default: any here."
)
@click.option(
    "--charter",
    type=click.Path(exists=True, dir_okay=False, path_type=Path),
    help="Use this file instead of the repository's charters.",
)
def show(path: Path, charter: Path | None) -> int:
    """
    Show the layers in force, and each value with the clause that sets it.

    For a file that is there also what is silenced in it. What holds only where
    AI wrote the code, or from a later day on, is shown apart.

    Exit status: 2 if a charter could not be read, or not wholly; else 0.
    """
    from charter.cli import checking
    from charter.cli.setting import here
    from charter.report import in_force

    setting = here(charter)
    name, found = checking.charter_of(setting, path.absolute())
    report = checking.report_on(setting, name) if path.is_file() else None
    for line in in_force.render(found, name, setting.today, report):
        click.echo(line, nl=False)
    return 2 if found.unread else 0
