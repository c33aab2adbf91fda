"""
One line on standard error that says how far a long run is, and gives way to what is printed.
"""

import os
import sys
import time
from collections.abc import Iterable, Iterator
from typing import TextIO

from charter.model import Report

# With fewer files it would be gone before it is read.
_LONG = 100
_SECONDS = 0.1


class Bar:
    """
    The line; reports pass by while they are made.

    Args:
        stream: a terminal.
    """

    def __init__(self, stream: TextIO, n_files: int) -> None:
        self._stream = stream
        self._n_files = n_files
        self._shown = ""
        self._next = 0.0

    def passing(self, reports: Iterable[Report]) -> Iterator[Report]:
        """
        Yield *reports* and count them.
        """
        for n_done, report in enumerate(reports):
            now = time.monotonic()
            if now >= self._next:
                self._next = now + _SECONDS
                self._show(f"Checking: {n_done:,} of {self._n_files:,} files")
            yield report
        self.give_way()

    def give_way(self) -> None:
        """
        Leave the line empty for what is printed next.
        """
        self._show("")

    def _show(self, text: str) -> None:
        if text != self._shown:
            # Blanks, for not every terminal knows how to erase.
            self._stream.write(f"\r{text:<{len(self._shown)}}\r{text}")
            self._stream.flush()
            self._shown = text


def bar_for(n_files: int) -> Bar | None:
    """
    Return a line for so many files; None if that is soon done, or nobody looks.
    """
    is_shown = n_files >= _LONG and sys.stderr.isatty() and os.environ.get("TERM") != "dumb"
    return Bar(sys.stderr, n_files) if is_shown else None
