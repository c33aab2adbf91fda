"""
`charter init`: a first charter.
"""

import sys
from pathlib import Path

import click

from charter.errors import CharterError
from charter.report.first_charter import FIRST, NAME


@click.command()
@click.argument("folder", default=".", type=click.Path(exists=True, file_okay=False, path_type=Path))
@click.option("--interactive", is_flag=True, help="Ask a handful of questions, and show what each answer would find.")
def init(folder: Path, *, interactive: bool) -> None:
    """
    Write a first charter.yaml into FOLDER (default: here).

    A charter that is there already is left as it is.
    """
    path = folder / NAME
    if path.exists() or path.is_symlink():
        raise _exists(path)
    text = _asked(folder, path) if interactive else FIRST
    try:
        with path.open("x", encoding="utf-8", newline="\n") as file:
            file.write(text)
    except FileExistsError as error:
        raise _exists(path) from error
    except OSError as error:
        raise CharterError(f"cannot be written: {error.strerror}", place=str(path)) from error
    click.echo(f"Wrote {path}. Next: charter check")


def _asked(folder: Path, path: Path) -> str:
    if not (sys.stdin.isatty() and sys.stdout.isatty()):
        raise click.UsageError("--interactive asks, and nobody can answer here: charter init alone asks nothing")
    from charter.cli.interview import interview

    return interview(folder, path)


def _exists(path: Path) -> CharterError:
    return CharterError("there is a charter already; it was left as it is", place=str(path))
