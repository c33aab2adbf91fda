"""
How long a request waits while all files of a folder are scanned, and how long that takes.
"""

import time
from collections.abc import Iterator
from itertools import cycle, islice
from pathlib import Path

from tools.editor import Editor
from tools.jsonrpc import Message

from benchmarks import corpus, figures, peers

_N_FILES = 1_000
_MOST_LINES = 450
_PAUSE = 0.002
"""Seconds between an answer and the next request: a person's hand, not a flood."""


def run(n_rounds: int) -> figures.Table:
    results = figures.in_turns([_measure], n_rounds)
    rows = [
        (peers.CHARTER, f"{seconds:.1f} s", f"{n_asked:.0f}", *map(figures.milliseconds, times))
        for seconds, n_asked, *times in results
    ]
    title = f"Hover while {_N_FILES:,} files, {sum(map(_n_lines, _texts())):,} lines, are scanned, ms"
    claims = (figures.Claim("idle request while a scan runs, p95", results[0][3], 10),)
    return figures.Table(title, ("", "scan", "requests", "p50", "p95", "max"), tuple(rows), claims)


def _measure(seed: int) -> list[float]:
    with peers.running(peers.CHARTER) as (editor, folder):
        for idx, text in enumerate(_texts()):
            (folder / f"module_{idx:04}.py").write_text(f"# round {seed}\n{text}", encoding="utf-8")
        editor.open(folder / "small.py", "x = eval('1')\n")
        start = time.perf_counter()
        times = _waits(editor, folder / "small.py")
        seconds = time.perf_counter() - start
    return [seconds, len(times), figures.percentile(times, 50), figures.percentile(times, 95), max(times)]


def _texts() -> Iterator[str]:
    """
    Yield real modules of a usual length, as often as needed.
    """
    yield from islice(cycle(text for text in corpus.modules() if _n_lines(text) <= _MOST_LINES), _N_FILES)


def _n_lines(text: str) -> int:
    return text.count("\n")


def _waits(editor: Editor, small: Path) -> list[float]:
    place = {"textDocument": {"uri": small.as_uri()}, "position": {"line": 0, "character": 5}}
    scan = _Scan()
    editor.connection.ask("workspace/executeCommand", {"command": "charter.scanWorkspace"})
    times: list[float] = []
    while not scan.is_done:
        times.append(_wait(editor, place, scan))
        time.sleep(_PAUSE)
    return times


def _wait(editor: Editor, place: Message, scan: "_Scan") -> float:
    start = time.perf_counter()
    number = editor.connection.ask("textDocument/hover", place)
    arrival = editor.connection.wait_for(lambda message: scan.sees(message).get("id") == number)
    return (arrival.moment - start) * 1000


class _Scan:
    """
    Notices, among all that arrives, that the scan's end is told.
    """

    def __init__(self) -> None:
        self.is_done = False

    def sees(self, message: Message) -> Message:
        self.is_done |= "checked;" in message.get("params", {}).get("message", "")
        return message
