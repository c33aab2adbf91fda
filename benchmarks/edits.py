"""
Edits that concern more than their own line, in a file of 10,000 lines: an import, a quote, a paste.

Beside the times: which part of the marks elsewhere is still shown.
"""

import ast
import random
from collections.abc import Callable, Iterator
from functools import cache, partial
from itertools import chain, cycle, islice
from pathlib import Path

from tools.editor import Editor, Shown

from benchmarks import corpus, figures, opening, peers

_N_LINES = 10_000
_N_EDITS = 14
_N_WARM = 2
_N_PASTED = range(36, 45)
_MODULES = ("subprocess", "json", "pickle", "yaml", "os", "xml.sax", "marshal", "re")
# What each server calls the probe.
_CODES = {"security.eval", "S307"}

Edits = Callable[[Editor, Path, corpus.Text], Iterator[Shown]]


def run(n_rounds: int) -> figures.Table:
    names = (peers.CHARTER, peers.RUFF)
    cases = [(what, name) for what in _EDITS for name in names]
    measured = figures.in_turns([partial(_measure, name, what) for what, name in cases], n_rounds)
    results = dict(zip(cases, measured, strict=True))
    rows = [(f"{what}, {name}", *_cells(results[what, name])) for what, name in cases]
    claims = chain.from_iterable(
        _claims(what, limit, results[what, peers.CHARTER], results[what, peers.RUFF])
        for what, (_, limit) in _EDITS.items()
    )
    title = f"Edits that reach further, {_N_LINES:,} lines, ms"
    return figures.Table(title, ("", "p50", "p95", "max", "marks kept"), tuple(rows), tuple(claims))


def _cells(result: tuple[float, ...]) -> Iterator[str]:
    *times, n_lost = result
    yield from map(figures.milliseconds, times)
    yield f"{n_lost:.0f} lost"


def _claims(what: str, limit: float, ours: tuple[float, ...], theirs: tuple[float, ...]) -> Iterator[figures.Claim]:
    yield figures.Claim(f"{what}, 10,000 lines, p95", ours[1], limit, theirs[1], peers.RUFF)
    yield figures.Claim(f"{what}: marks elsewhere that go", ours[3], 0, unit="marks")


def _measure(name: str, what: str, seed: int) -> list[float]:
    text = corpus.text(_N_LINES, seed)
    edits, _ = _EDITS[what]
    with peers.running(name) as (editor, folder):
        path = folder / "edited.py"
        opened = opening.complete(editor, path, text, editor.send_open(path, text.text))
        shown = list(edits(editor, path, text))[_N_WARM:]
    times = [each.milliseconds for each in shown]
    # The mark in the function that is edited may go.
    n_lost = max(0, _n_marks(opened) - 1 - min(map(_n_marks, shown)))
    return [figures.percentile(times, 50), figures.percentile(times, 95), max(times), n_lost]


def _n_marks(shown: Shown) -> int:
    return sum(diagnostic.get("code") in _CODES for diagnostic in shown.diagnostics)


def _imports(editor: Editor, path: Path, _: corpus.Text) -> Iterator[Shown]:
    """
    Let the first line import one module after the other.
    """
    before = ""
    for module in islice(cycle(_MODULES), _N_EDITS):
        line = f"import {module} as json"
        yield editor.type(path, 0, 0, line if before else f"{line}\n", n_replaced=len(before))
        before = line


def _quotes(editor: Editor, path: Path, text: corpus.Text) -> Iterator[Shown]:
    """
    Open a string of many lines in a function, and close it again.
    """
    for line, column in _spread(text):
        indent = column - len(corpus.PROBE) + 2
        editor.type(path, line, 0, " " * indent + "\n")
        yield editor.type(path, line, indent, '"""')
        yield editor.type(path, line, indent + 3, '"""')


def _pastes(editor: Editor, path: Path, text: corpus.Text) -> Iterator[Shown]:
    """
    Paste a function from elsewhere between two statements.
    """
    rng = random.Random(len(text.text))  # noqa: S311 -- both servers get the same edits
    lines = rng.sample([node.lineno - 1 for node in _plain_functions(text.text)], _N_EDITS)
    # From the end, so that the places above stay where they are.
    for line, pasted in zip(sorted(lines, reverse=True), rng.sample(_functions(), _N_EDITS), strict=True):
        yield editor.type(path, line, 0, pasted)


def _spread(text: corpus.Text) -> tuple[tuple[int, int], ...]:
    """
    Return some of the places, from the last, so that those above stay where they are.
    """
    return text.probes[:: -max(1, len(text.probes) // (_N_EDITS // 2))]


@cache
def _functions() -> tuple[str, ...]:
    """
    Return real functions of about forty lines.
    """
    return tuple(
        "".join(text.splitlines(keepends=True)[node.lineno - 1 : node.end_lineno]) + "\n\n"
        for text in corpus.modules()
        for node in _plain_functions(text)
        if (node.end_lineno or 0) - node.lineno in _N_PASTED
    )


def _plain_functions(text: str) -> Iterator[ast.FunctionDef]:
    for node in ast.parse(text).body:
        if isinstance(node, ast.FunctionDef) and not node.decorator_list:
            yield node


# What is done, and the target: how many times what ruff server needs.
_EDITS: dict[str, tuple[Edits, float]] = {
    "an import edited": (_imports, 1.5),
    "a triple quote opened, closed": (_quotes, 2.0),
    "40 lines pasted": (_pastes, 2.0),
}
