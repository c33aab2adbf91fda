"""
From starting the program to its answer to `initialize`, and to the first diagnostics.

All are started once before; so their modules are compiled, as those of installed programs are.
"""

import time
from functools import partial

from tools.editor import Editor

from benchmarks import corpus, figures, peers

_NAMES = (peers.CHARTER, peers.BARE, peers.RUFF)
_COLUMNS = ("", "initialize", "of bare pygls", "first diagnostics, 3 lines", "1,000 lines")
_SHORT = 'def run(code):\n    """Run it."""\n    return eval(code)\n'


def run(n_rounds: int) -> figures.Table:
    for name in _NAMES:
        _start(name, _SHORT)
    results = figures.in_turns([partial(_measure, name) for name in _NAMES], n_rounds)
    bare = results[_NAMES.index(peers.BARE)][0]
    rows = [
        (name, figures.milliseconds(up), f"{up / bare:.2f}", figures.milliseconds(short), figures.milliseconds(long))
        for name, (up, short, long) in zip(_NAMES, results, strict=True)
    ]
    claims = (figures.Claim("start to the answer to initialize", results[0][0], 1.1, bare, peers.BARE),)
    return figures.Table("Start, ms", _COLUMNS, tuple(rows), claims)


def _measure(name: str, seed: int) -> list[float]:
    up, short = _start(name, _SHORT)
    again, long = _start(name, corpus.text(1_000, seed).text)
    return [(up + again) / 2, short, long]


def _start(name: str, text: str) -> tuple[float, float]:
    """
    Return the milliseconds until the answer to `initialize`, and until the diagnostics of *text*.
    """
    with peers.project() as folder:
        start = time.perf_counter()
        with Editor(peers.COMMANDS[name], folder) as editor:
            is_up = time.perf_counter()
            editor.open(folder / "first.py", text)
            return (is_up - start) * 1000, (time.perf_counter() - start) * 1000
