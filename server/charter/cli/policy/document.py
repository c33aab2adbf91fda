"""
`charter policy document`: the charter as a document to hand to people.
"""

from pathlib import Path

import click

_FORMATS = ("markdown", "html")


@click.command()
@click.option("--format", "form", type=click.Choice(_FORMATS), default="markdown", help="Default: markdown.")
@click.option("-o", "--output", type=click.Path(dir_okay=False, path_type=Path), help="Write to this file.")
@click.option(
    "--path", type=click.Path(path_type=Path), default=".", help="Whose charter; default: that of this folder."
)
@click.option(
    "--charter",
    type=click.Path(exists=True, dir_okay=False, path_type=Path),
    help="Use this file instead of the repository's charters.",
)
def document(form: str, output: Path | None, path: Path, charter: Path | None) -> int:
    """
    Write the charter in force as a document for people who read no YAML.

    It says what the charter is for, which tools may be used for what and where,
    what code must be, who answers for it, how to ask for an exception, and what
    begins when. HTML is one page that needs nothing else.

    Exit status: 2 if a charter could not be read, or not wholly; else 0.
    """
    from charter.cli import checking
    from charter.cli.output import opened
    from charter.cli.setting import here
    from charter.report.handbook import handbook, to_html, to_markdown

    setting = here(charter)
    _, found = checking.charter_of(setting, path.absolute())
    write = to_html if form == "html" else to_markdown
    with opened(output) as stream:
        stream.writelines(write(handbook(found, setting.today)))
    return 2 if found.unread else 0
