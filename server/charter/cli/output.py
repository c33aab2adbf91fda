"""
Where a command's output goes, and in which colours.
"""

import contextlib
import os
import shutil
import sys
from collections.abc import Generator, Iterable
from pathlib import Path
from typing import TYPE_CHECKING, TextIO

import click

from charter.errors import CharterError
from charter.model import Report

if TYPE_CHECKING:
    from charter.report.tally import Tally
    from charter.report.text import Paint

# Below this many files a bar would be gone before it is read.
_LONG = 100


@contextlib.contextmanager
def opened(path: Path | None) -> Generator[TextIO]:
    """
    Open *path* for writing, or else give standard output.

    Raises:
        CharterError: it cannot be written.
    """
    if path is None:
        yield sys.stdout
        return
    try:
        file = path.open("w", encoding="utf-8", errors="backslashreplace", newline="\n")
    except OSError as error:
        raise CharterError(f"cannot be written: {error.strerror}", place=str(path)) from error
    with file:
        yield file


def written(pieces: "Generator[str, None, Tally]", stream: TextIO) -> "Tally":
    """
    Write *pieces* as they come and return what the run came to.
    """
    while True:
        try:
            stream.write(next(pieces))
        except StopIteration as end:
            return end.value


def paint_for(stream: TextIO) -> "Paint":
    """
    Return the colours for *stream*: none unless it is a terminal whose user wants them.

    Source: no-color.org.
    """
    from charter.report.text import as_is

    return _coloured if stream.isatty() and not os.environ.get("NO_COLOR") else as_is


def width_of(stream: TextIO) -> int | None:
    """
    Return the columns of the terminal that *stream* is; None if it is none.
    """
    return shutil.get_terminal_size().columns if stream.isatty() else None


def progressing(reports: Iterable[Report], n_files: int) -> Iterable[Report]:
    """
    Return *reports*, with a bar on standard error meanwhile if people wait there for many.

    The bar and the lines of a terminal would run into each other, so that the
    reports come when it is gone.
    """
    if n_files < _LONG or not sys.stderr.isatty():
        return reports
    from rich.console import Console
    from rich.progress import track

    console = Console(stderr=True)
    return [*track(reports, "Checking", total=n_files, console=console, transient=True)]


def _coloured(kind: str, text: str) -> str:
    match kind:
        case "path":
            return click.style(text, bold=True)
        case "faint":
            return click.style(text, dim=True)
        case "block" | "fault":
            return click.style(text, fg="red", bold=True)
        case "warn" | "notice":
            return click.style(text, fg="yellow")
        case _:
            return click.style(text, fg="cyan")
