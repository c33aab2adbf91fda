"""
From starting the program to its answer to `initialize`, and to the first diagnostics.
"""

import time
from functools import partial

from tools.editor import Editor

from benchmarks import corpus, figures, peers


def run(n_rounds: int) -> figures.Table:
    names = (peers.CHARTER, peers.BARE, peers.RUFF)
    results = figures.in_turns([partial(_measure, name) for name in names], n_rounds)
    rows = [(name, *map(figures.milliseconds, result)) for name, result in zip(names, results, strict=True)]
    return figures.Table("Start, ms", ("", "initialize", "first diagnostics, 1,000 lines"), tuple(rows))


def _measure(name: str, seed: int) -> list[float]:
    text = corpus.text(1_000, seed).text
    with peers.project() as folder:
        start = time.perf_counter()
        with Editor(peers.COMMANDS[name], folder) as editor:
            is_up = time.perf_counter()
            editor.open(folder / "first.py", text)
            return [(is_up - start) * 1000, (time.perf_counter() - start) * 1000]
