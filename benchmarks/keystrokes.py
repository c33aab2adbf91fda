"""
From a keystroke to the diagnostics of the new text, in files of three sizes.

Each edit types one digit into a random function. The text is valid and new
every time, so nothing can be answered from a memory of this very text.
"""

import random
from collections.abc import Iterator
from functools import partial

from benchmarks import corpus, figures, peers

SIZES = (1_000, 5_000, 10_000)
N_EDITS = 60
_N_WARM = 10
_ENOUGH = 4.0
"""Milliseconds for p50, under which a file of 1,000 lines feels the same whatever the ratio."""
# Of ruff server's p50 and p95, by size.
_LIMITS = {1_000: (1.2, 2), 5_000: (0.5, 0.8), 10_000: (0.3, 0.6)}


def run(n_rounds: int) -> figures.Table:
    names = (peers.CHARTER, peers.RUFF)
    cases = [(size, name) for size in SIZES for name in names]
    results = figures.in_turns([partial(_measure, name, size) for size, name in cases], n_rounds)
    rows = [
        (f"{size:,} lines, {name}", *map(figures.milliseconds, result))
        for (size, name), result in zip(cases, results, strict=True)
    ]
    claims = tuple(claim for size in SIZES for claim in _claims(size, dict(zip(cases, results, strict=True))))
    return figures.Table("Keystroke to diagnostics, ms", ("", "p50", "p95", "max"), tuple(rows), claims)


def _claims(size: int, results: dict[tuple[int, str], tuple[float, ...]]) -> Iterator[figures.Claim]:
    ours, theirs = results[size, peers.CHARTER], results[size, peers.RUFF]
    for nth, percent in enumerate(("p50", "p95")):
        enough = _ENOUGH if (size, percent) == (1_000, "p50") else 0.0
        what = f"keystroke, {size:,} lines, {percent}"
        yield figures.Claim(what, ours[nth], _LIMITS[size][nth], theirs[nth], peers.RUFF, enough=enough)


def _measure(name: str, n_lines: int, seed: int) -> list[float]:
    text = corpus.text(n_lines, seed)
    rng = random.Random(seed)  # noqa: S311 -- both servers get the same edits
    with peers.running(name) as (editor, folder):
        editor.open(folder / "typed.py", text.text)
        places = rng.choices(text.probes, k=_N_WARM + N_EDITS)
        times = [editor.type(folder / "typed.py", *place, str(rng.randrange(10))).milliseconds for place in places]
    typed = times[_N_WARM:]
    return [figures.percentile(typed, 50), figures.percentile(typed, 95), max(typed)]
