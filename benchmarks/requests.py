"""
How long a request waits while the server works on a 10,000-line file that was just opened.
"""

import time
from functools import partial
from pathlib import Path

from tools.editor import Editor
from tools.jsonrpc import Message

from benchmarks import corpus, figures, peers

_PAUSE = 0.002
"""Seconds between an answer and the next request: a person's hand, not a flood."""


def run(n_rounds: int) -> figures.Table:
    names = (peers.CHARTER, peers.RUFF)
    results = figures.in_turns([partial(_measure, name) for name in names], n_rounds)
    rows = [
        (name, f"{n_asked:.0f}", *map(figures.milliseconds, times))
        for name, (n_asked, *times) in zip(names, results, strict=True)
    ]
    title = "Hover elsewhere while a 10,000-line file is analysed, ms"
    claims = (figures.Claim("ping while 10,000 lines open, p95", results[0][2], 20),)
    return figures.Table(title, ("", "requests", "p50", "p95", "max"), tuple(rows), claims)


def _measure(name: str, seed: int) -> list[float]:
    with peers.running(name) as (editor, folder):
        editor.open(folder / "small.py", "x = eval('1')\n")
        editor.open(folder / "warm.py", corpus.text(1_000, seed).text)
        times = _waits(editor, folder / "small.py", folder / "large.py", corpus.text(10_000, seed))
    return [len(times), figures.percentile(times, 50), figures.percentile(times, 95), max(times)]


def _waits(editor: Editor, small: Path, large: Path, text: corpus.Text) -> list[float]:
    place = {"textDocument": {"uri": small.as_uri()}, "position": {"line": 0, "character": 5}}
    editor.send_open(large, text.text)
    analysis = _Analysis({line for line, _ in text.probes})
    times: list[float] = []
    while not analysis.is_done:
        times.append(_wait(editor, place, analysis))
        time.sleep(_PAUSE)
    return times


def _wait(editor: Editor, place: Message, analysis: "_Analysis") -> float:
    start = time.perf_counter()
    number = editor.connection.ask("textDocument/hover", place)
    arrival = editor.connection.wait_for(lambda message: analysis.sees(message).get("id") == number)
    return (arrival.moment - start) * 1000


class _Analysis:
    """
    Notices, among all that arrives, that every line of *lines* has been marked.
    """

    def __init__(self, lines: set[int]) -> None:
        self._lines = lines
        self.is_done = False

    def sees(self, message: Message) -> Message:
        diagnostics = message.get("params", {}).get("diagnostics", [])
        self.is_done |= self._lines <= {diagnostic["range"]["start"]["line"] for diagnostic in diagnostics}
        return message
