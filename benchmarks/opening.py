"""
From opening a file that the running, warm server has never seen to its diagnostics.

Beside it: what bandit and radon need for the whole file, in one warm process.
"""

import ast
import time
from functools import partial
from pathlib import Path

from bandit.core.config import BanditConfig
from bandit.core.manager import BanditManager
from radon.complexity import cc_visit
from radon.metrics import mi_visit
from tools.editor import Editor, Shown

from benchmarks import corpus, figures, peers
from benchmarks.keystrokes import SIZES

WHOLE = "bandit + radon, whole file"


def run(n_rounds: int) -> figures.Table:
    names = (peers.CHARTER, peers.RUFF, WHOLE)
    with peers.running(peers.CHARTER) as ours, peers.running(peers.RUFF) as theirs:
        measures = [partial(_served, *ours), partial(_served, *theirs), _whole]
        for measure in measures:
            measure(1_000, n_rounds)
        sized = [partial(measure, size) for measure in measures for size in SIZES]
        results = [milliseconds for (milliseconds,) in figures.in_turns(sized, n_rounds)]
    cells = [figures.milliseconds(result) for result in results]
    rows = [(name, *cells[n * len(SIZES) : (n + 1) * len(SIZES)]) for n, name in enumerate(names)]
    ours, _, whole = (results[n * len(SIZES) + SIZES.index(5_000)] for n in range(len(names)))
    claims = (figures.Claim("cold open, 5,000 lines", ours, 1 / 5, whole, "bandit + radon"),)
    columns = ("", *(f"{size:,} lines" for size in SIZES))
    return figures.Table("Cold open, warm server, ms", columns, tuple(rows), claims)


def complete(editor: Editor, path: Path, text: corpus.Text, start: float) -> Shown:
    """
    Return what is shown once every probe is marked: a server may show first results first.
    """
    lines = {line for line, _ in text.probes}
    while True:
        shown = editor.shown(path, start)
        if lines <= {diagnostic["range"]["start"]["line"] for diagnostic in shown.diagnostics}:
            return shown


def _served(editor: Editor, folder: Path, n_lines: int, seed: int) -> list[float]:
    path, text = folder / f"cold_{n_lines}_{seed}.py", corpus.text(n_lines, seed)
    return [complete(editor, path, text, editor.send_open(path, text.text)).milliseconds]


def _whole(n_lines: int, seed: int) -> list[float]:
    text = corpus.text(n_lines, seed).text
    with peers.project() as folder:
        path = folder / "whole.py"
        path.write_text(text, encoding="utf-8")
        start = time.perf_counter()
        manager = BanditManager(BanditConfig(), "file")
        manager.discover_files([str(path)])
        manager.run_tests()
        ast.parse(text)
        cc_visit(text)
        mi_visit(text, multi=True)
        return [(time.perf_counter() - start) * 1000]
