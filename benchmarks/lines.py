"""
A new line, typed letter by letter into a function: most of the states between are no Python.
"""

from functools import partial
from pathlib import Path

from tools.editor import Editor

from benchmarks import corpus, figures, peers

SIZES = (5_000, 10_000)
LINE = 'if foo(bar[1]) == "x": pass'
_N_LINES = 6
# Of ruff server's figures.
_LIMITS = {"p50": 0.6, "p95": 1.0}


def run(n_rounds: int) -> figures.Table:
    names = (peers.CHARTER, peers.RUFF)
    cases = [(size, name) for size in SIZES for name in names]
    results = dict(
        zip(cases, figures.in_turns([partial(_measure, name, size) for size, name in cases], n_rounds), strict=True)
    )
    rows = [(f"{size:,} lines, {name}", *map(figures.milliseconds, results[size, name])) for size, name in cases]
    claims = [
        figures.Claim(
            f"a new line typed, {size:,} lines, {percent}",
            results[size, peers.CHARTER][nth],
            limit,
            results[size, peers.RUFF][nth],
            peers.RUFF,
        )
        for size in SIZES
        for nth, (percent, limit) in enumerate(_LIMITS.items())
    ]
    title = f"A new line typed letter by letter, `{LINE}`, ms"
    return figures.Table(title, ("", "p50", "p95", "max"), tuple(rows), tuple(claims))


def _measure(name: str, n_lines: int, seed: int) -> list[float]:
    text = corpus.text(n_lines, seed)
    with peers.running(name) as (editor, folder):
        editor.open(folder / "typed.py", text.text)
        # From the end, so that the places above stay where they are; the first line only warms up.
        places = text.probes[:: -max(1, len(text.probes) // _N_LINES)]
        times = [_typed(editor, folder / "typed.py", line, _indent(text, line)) for line, _ in places]
    typed = [each for line in times[1:] for each in line]
    return [figures.percentile(typed, 50), figures.percentile(typed, 95), max(typed)]


def _typed(editor: Editor, path: Path, line: int, indent: int) -> list[float]:
    """
    Type the line above *line*, and return the milliseconds of each letter.
    """
    editor.type(path, line, 0, " " * indent + "\n")
    return [editor.type(path, line, indent + nth, letter).milliseconds for nth, letter in enumerate(LINE)]


def _indent(text: corpus.Text, line: int) -> int:
    return text.text.splitlines()[line].index(corpus.PROBE)
