"""
The forms in which commands say what was decided.
"""

import os
from collections.abc import Callable, Generator, Iterable, Iterator, Sequence
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, TextIO

from msgspec.structs import replace

from charter.commits import COMMIT

if TYPE_CHECKING:
    from charter.model import Report
    from charter.report.tally import Tally

    Render = Callable[[Iterable[Report]], Generator[str, None, Tally]]

FORMATS = ("text", "json", "sarif", "github")
NO_CHARTER = "There is no charter here, so the pack recommended is in force; `charter init` writes one."


def render_for(  # noqa: PLR0913 - one for each thing that some form says
    form: str,
    root: Path,
    stream: TextIO,
    unread: Sequence[str],
    n_ignored: int = 0,
    *,
    tally: "Tally | None" = None,
) -> "Render":
    """
    Return what writes reports in the *form* that was asked for.

    Args:
        root: what the reports' paths begin at.
        unread: paths of charters that could not be read, or not wholly.
        n_ignored: files and folders that were passed over because git ignores them.
        tally: what is counted already; it counts on.
    """
    from charter.cli.output import paint_for, width_of
    from charter.engine import BOOK
    from charter.report import github, json_, sarif, text

    match form:
        case "json":
            return partial(json_.render, book=BOOK, unread=unread, tally=tally)
        case "github":
            return partial(github.render, book=BOOK, unread=unread, tally=tally)
        case "sarif":
            return partial(sarif.render, book=BOOK, root_uri=f"{root.as_uri()}/", unread=unread, tally=tally)
        case _:
            aspect = {"paint": paint_for(stream), "width": width_of(stream)}
            render = partial(text.render, book=BOOK, unread=unread, n_ignored=n_ignored, tally=tally, **aspect)
            return lambda reports: render(_from_here(reports, root))


def _from_here(reports: "Iterable[Report]", root: Path) -> "Iterator[Report]":
    """
    Yield *reports* with paths from the current folder, where a terminal looks for what is clicked.
    """
    here = Path.cwd()
    for report in reports:
        is_named = root != here and not Path(report.path).is_absolute() and not report.path.startswith(COMMIT)
        yield replace(report, path=os.path.relpath(root / report.path, here)) if is_named else report
