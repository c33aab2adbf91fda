"""
Where a command's output goes, and in which colours.
"""

import contextlib
import os
import shutil
import sys
from collections.abc import Generator
from pathlib import Path
from typing import TYPE_CHECKING, TextIO

import click

from charter.errors import CharterError

if TYPE_CHECKING:
    from charter.cli.progress import Bar
    from charter.report.tally import Tally
    from charter.report.text import Paint


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


def written(pieces: "Generator[str, None, Tally]", stream: TextIO, bar: "Bar | None" = None) -> "Tally":
    """
    Write *pieces* as they come and return what the run came to.

    Args:
        bar: gives way to each of them.
    """
    while True:
        try:
            piece = next(pieces)
        except StopIteration as end:
            return end.value
        if bar:
            bar.give_way()
        stream.write(piece)


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
