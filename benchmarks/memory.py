"""
Resident memory of a server: 50 files open, then 1,000 edits in one of them, then 1,000 more.

Its workers are shown beside it. Read from /proc, so only on Linux.
"""

import random
from collections.abc import Iterator
from functools import partial
from pathlib import Path
from statistics import median

from tools.editor import Editor

from benchmarks import corpus, figures, peers

N_FILES = 50
N_EDITS = 1_000
# Allocators give memory back when they like; so each figure is the median of readings some edits apart.
_N_READINGS = 5
_STRIDE = 20

_COLUMNS = (
    "",
    "at start",
    f"{N_FILES} files of 500 lines",
    f"{N_EDITS:,} edits",
    f"{2 * N_EDITS:,} edits",
    "growth",
    "its workers",
)


def run(n_rounds: int) -> figures.Table:
    names = (peers.CHARTER, peers.RUFF)
    results = figures.in_turns([partial(_measure, name) for name in names], n_rounds)
    rows = [(name, *_row(*result)) for name, result in zip(names, results, strict=True)]
    _, _, early, late, _ = results[0]
    claims = (
        figures.Claim(f"memory, {N_FILES} files and {N_EDITS:,} edits", early, 130, unit="MB"),
        figures.Claim(f"its growth over {N_EDITS:,} more", (late / early - 1) * 100, 2, unit="%"),
    )
    return figures.Table("Memory of the server, MB", _COLUMNS, tuple(rows), claims)


def _row(at_start: float, with_files: float, early: float, late: float, workers: float) -> Iterator[str]:
    yield from (f"{figure:,.1f}" for figure in (at_start, with_files, early, late))
    yield f"{late / early - 1:+.1%}"
    yield f"{workers:,.1f}"


def _measure(name: str, seed: int) -> list[float]:
    rng = random.Random(seed)  # noqa: S311 -- both servers get the same edits
    with peers.running(name) as (editor, folder):
        pid = editor.connection.pid
        at_start = _resident(pid)
        for n in range(N_FILES):
            text = corpus.text(500, seed * N_FILES + n)
            editor.open(folder / f"open_{n}.py", text.text)
        with_files = _resident(pid)
        places = [(folder / f"open_{n}.py", *place) for place in rng.choices(text.probes, k=2 * N_EDITS)]
        early = _after(editor, places[:N_EDITS], rng)
        late = _after(editor, places[N_EDITS:], rng)
        return [at_start, with_files, early, late, sum(map(_resident, _descendants(pid)))]


def _after(editor: Editor, places: list[tuple[Path, int, int]], rng: random.Random) -> float:
    """
    Type a digit at each of *places* and return the megabytes that the server holds at the end.
    """
    readings = []
    for n_left, place in zip(range(len(places) - 1, -1, -1), places, strict=True):
        editor.type(*place, str(rng.randrange(10)))
        if n_left % _STRIDE == 0:
            readings.append(_resident(editor.connection.pid))
    return median(readings[-_N_READINGS:])


def _resident(pid: int) -> float:
    fields = Path(f"/proc/{pid}/status").read_text(encoding="ascii").splitlines()
    return next(int(field.split()[1]) * 1024 / 1e6 for field in fields if field.startswith("VmRSS"))


def _descendants(pid: int) -> list[int]:
    folder = Path(f"/proc/{pid}/task")
    children = [int(word) for task in folder.iterdir() for word in (task / "children").read_text().split()]
    return [*children, *(deeper for child in children for deeper in _descendants(child))]
