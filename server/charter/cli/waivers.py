"""
`charter waivers`: every exception of the repository, in one table.
"""

from pathlib import Path

import click


@click.command()
@click.option("--format", "form", type=click.Choice(("text", "json")), default="text", help="How to say it.")
@click.option(
    "--charter",
    type=click.Path(exists=True, dir_okay=False, path_type=Path),
    help="Use this file instead of the repository's charters; an organisation's still bind.",
)
def waivers(*, form: str, charter: Path | None) -> None:
    """
    List all waivers of the repository, inline and in registers.

    For each: whether it holds, is expired, expires soon or is of no use; its
    rules, its place, its age as git or the register knows it, its last day, who
    approved it, who owns the place, and why. What ends first comes first.
    """
    from charter.cli.exceptions import rows
    from charter.cli.setting import here
    from charter.report import waiver_table

    setting = here(charter)
    found = rows(setting)
    pieces = (
        waiver_table.as_text(found, setting.today) if form == "text" else [waiver_table.as_json(found, setting.today)]
    )
    for piece in pieces:
        click.echo(piece, nl=False)
