"""
From a keystroke in a charter to its effect on what is shown of open code.

A level is typed back and forth while files of three sizes are open; the answer is
the diagnostics of all three, at the new level. Beside it, what the editor asks
of a charter while people write it.
"""

import time
from functools import partial
from pathlib import Path

from tools.editor import Editor

from benchmarks import corpus, figures, peers

SIZES = (1_000, 5_000, 10_000)
N_EDITS = 30
_N_WARM = 4
_ABOVE = "extends: recommended\nrules:\n  security.eval: "
_LEVELS = {"advise": 3, "block": 1}
"""What editors are sent for each level that is typed."""

_REQUESTS = {
    "completion of rules": ("textDocument/completion", (2, 6)),
    "hover on a rule": ("textDocument/hover", (2, 6)),
    "code lenses": ("textDocument/codeLens", None),
}


def run(n_rounds: int) -> figures.Table:
    results = figures.in_turns([_edits, *(partial(_asked, *request) for request in _REQUESTS.values())], n_rounds)
    names = ("edit in force in open files", *_REQUESTS)
    rows = [(name, *map(figures.milliseconds, result)) for name, result in zip(names, results, strict=True)]
    sizes = ", ".join(f"{size:,}" for size in SIZES)
    title = f"Writing a charter, files of {sizes} lines open, ms"
    claims = (figures.Claim("a charter's edit in force in three open files, p95", results[0][1], 200),)
    return figures.Table(title, ("", "p50", "p95", "max"), tuple(rows), claims)


def _edits(seed: int) -> list[float]:
    with peers.running(peers.CHARTER) as (editor, folder):
        paths = _opened(editor, folder, seed)
        changes = [("advise", "block"), ("block", "advise")] * ((_N_WARM + N_EDITS) // 2)
        times = [_typed(editor, folder / "charter.yaml", paths, *change) for change in changes]
    return _figures(times[_N_WARM:])


def _asked(method: str, place: tuple[int, int] | None, seed: int) -> list[float]:
    with peers.running(peers.CHARTER) as (editor, folder):
        _opened(editor, folder, seed)
        params = {"textDocument": {"uri": (folder / "charter.yaml").as_uri()}}
        if place:
            params["position"] = {"line": place[0], "character": place[1]}
        times = [_answered(editor, method, params) for _ in range(_N_WARM + N_EDITS)]
    return _figures(times[_N_WARM:])


def _opened(editor: Editor, folder: Path, seed: int) -> list[Path]:
    paths = [folder / f"open_{size}.py" for size in SIZES]
    for size, path in zip(SIZES, paths, strict=True):
        text = corpus.text(size, seed)
        start = editor.send_open(path, text.text)
        while len(editor.shown(path, start).diagnostics) < len(text.probes):
            pass
    editor.open(folder / "charter.yaml", f"{_ABOVE}advise\n")
    return paths


def _typed(editor: Editor, charter: Path, paths: list[Path], before: str, level: str) -> float:
    """
    Return the milliseconds until all of *paths* show what *level* makes of them.
    """
    start = editor.send_edit(charter, 2, len("  security.eval: "), level, n_replaced=len(before))
    waiting = {path.as_uri() for path in paths}
    moment = start
    while waiting:
        arrival = editor.connection.wait_for(lambda message: message.get("params", {}).get("uri") in waiting)
        shown = arrival.message["params"]
        if {each["severity"] for each in shown["diagnostics"] if each["code"] == "security.eval"} == {_LEVELS[level]}:
            waiting.discard(shown["uri"])
            moment = arrival.moment
    return (moment - start) * 1000


def _answered(editor: Editor, method: str, params: dict[str, object]) -> float:
    start = time.perf_counter()
    number = editor.connection.ask(method, params)
    return (editor.connection.wait_for(lambda message: message.get("id") == number).moment - start) * 1000


def _figures(times: list[float]) -> list[float]:
    return [figures.percentile(times, 50), figures.percentile(times, 95), max(times)]
