"""
From a keystroke to the diagnostics of the new text, in files of three sizes.

Each edit types one digit into a random function. The text is valid and new
every time, so nothing can be answered from a memory of this very text.
"""

import random
from functools import partial

from benchmarks import corpus, figures, peers

SIZES = (1_000, 5_000, 10_000)
N_EDITS = 60
_N_WARM = 10


def run(n_rounds: int) -> figures.Table:
    names = (peers.CHARTER, peers.RUFF)
    cases = [(size, name) for size in SIZES for name in names]
    results = figures.in_turns([partial(_measure, name, size) for size, name in cases], n_rounds)
    rows = [
        (f"{size:,} lines, {name}", *map(figures.milliseconds, result))
        for (size, name), result in zip(cases, results, strict=True)
    ]
    return figures.Table("Keystroke to diagnostics, ms", ("", "p50", "p95", "max"), tuple(rows))


def _measure(name: str, n_lines: int, seed: int) -> list[float]:
    text = corpus.text(n_lines, seed)
    rng = random.Random(seed)  # noqa: S311 -- both servers get the same edits
    with peers.running(name) as (editor, folder):
        editor.open(folder / "typed.py", text.text)
        places = rng.choices(text.probes, k=_N_WARM + N_EDITS)
        times = [editor.type(folder / "typed.py", *place, str(rng.randrange(10))).milliseconds for place in places]
    typed = times[_N_WARM:]
    return [figures.percentile(typed, 50), figures.percentile(typed, 95), max(typed)]
