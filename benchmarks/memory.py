"""
Resident memory of a server and its workers: 50 files open, then 1,000 edits in one of them.

Read from /proc, so only on Linux.
"""

import random
from functools import partial
from pathlib import Path

from benchmarks import corpus, figures, peers

N_FILES = 50
N_EDITS = 1_000


def run(n_rounds: int) -> figures.Table:
    names = (peers.CHARTER, peers.RUFF)
    results = figures.in_turns([partial(_measure, name) for name in names], n_rounds)
    rows = [(name, *(f"{figure:,.0f}" for figure in result)) for name, result in zip(names, results, strict=True)]
    columns = ("", "at start", f"{N_FILES} files of 500 lines", f"then {N_EDITS:,} edits")
    return figures.Table("Memory, MB (server and workers)", columns, tuple(rows))


def _measure(name: str, seed: int) -> list[float]:
    rng = random.Random(seed)  # noqa: S311 -- both servers get the same edits
    with peers.running(name) as (editor, folder):
        at_start = _megabytes(editor.connection.pid)
        for n in range(N_FILES):
            text = corpus.text(500, seed * N_FILES + n)
            editor.open(folder / f"open_{n}.py", text.text)
        with_files = _megabytes(editor.connection.pid)
        for place in rng.choices(text.probes, k=N_EDITS):
            editor.type(folder / f"open_{n}.py", *place, str(rng.randrange(10)))
        return [at_start, with_files, _megabytes(editor.connection.pid)]


def _megabytes(pid: int) -> float:
    return sum(map(_resident, [pid, *_descendants(pid)])) / 1e6


def _resident(pid: int) -> int:
    fields = Path(f"/proc/{pid}/status").read_text(encoding="ascii").splitlines()
    return next(int(field.split()[1]) * 1024 for field in fields if field.startswith("VmRSS"))


def _descendants(pid: int) -> list[int]:
    folder = Path(f"/proc/{pid}/task")
    children = [int(word) for task in folder.iterdir() for word in (task / "children").read_text().split()]
    return [*children, *(deeper for child in children for deeper in _descendants(child))]
