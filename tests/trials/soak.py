"""
An editor that never tires: it types, saves, opens, closes, asks and scans, over LSP, against the real server.

At its end no request is without an answer, no process is left, the log is empty,
and the server is as small as it was when it was warm.
"""

import random
import time
from collections import Counter
from contextlib import contextmanager
from pathlib import Path
from statistics import median
from tempfile import TemporaryDirectory

from msgspec import Struct

from support import corpus, needs, processes
from support.lsp_client import PROGRESS, WATCHING, LspClient, merged
from trials.hand import CHARTERS, Hand
from trials.typist import parses

_N_FILES = 60
_SIZES = range(60, 600)
_LARGE = range(3_000, 6_000)
_N_READINGS = 5
_GROWTH = 0.02
# When the server is warm, and when it has done its work, as parts of the whole time. Of half an hour the first ten
# minutes fill what is bounded: texts of diagnostics, recent units, Python's own tables and the pages that it keeps.
_WARM, _END = 0.4, 0.9


class Outcome(Struct, frozen=True):
    """
    What the soak came to.

    Args:
        acts: how often each thing was done.
        waits: milliseconds until each request that was waited for had its answer.
        before: readings of the server's memory when warm, in megabytes.
        after: readings at the end.
        workers: memory of all other processes of the server at the end, in megabytes.
        breaches: what should not be.
    """

    acts: Counter
    waits: tuple[float, ...]
    before: tuple[float, ...]
    after: tuple[float, ...]
    workers: float
    breaches: tuple[str, ...]

    @property
    def growth(self):
        return median(self.after) / median(self.before) - 1

    @property
    def is_good(self):
        return not self.breaches

    def __str__(self):
        ordered = sorted(self.waits)
        rows = [
            *((act.replace("_", " "), f"{count:,}") for act, count in sorted(self.acts.items())),
            ("answered after, p50", f"{ordered[len(ordered) // 2]:.1f} ms"),
            ("answered after, p95", f"{ordered[len(ordered) * 95 // 100]:.1f} ms"),
            ("answered after, max", f"{ordered[-1]:,.0f} ms"),
            ("server when warm", f"{median(self.before):.1f} MB"),
            ("server at the end", f"{median(self.after):.1f} MB"),
            ("growth", f"{self.growth:+.1%}"),
            ("its workers", f"{self.workers:.1f} MB"),
            ("breaches", f"{len(self.breaches)}"),
        ]
        return "".join(f"{name:<22} {figure:>12}\n" for name, figure in rows) + "".join(
            f"  {breach}\n" for breach in self.breaches
        )


def soak(minutes, seed):
    """
    Return the outcome of *minutes* of work; the same seed does the same things, though not at the same moments.
    """
    with _project(random.Random(seed)) as (folder, texts):  # noqa: S311 -- reproducible, no secret
        client = LspClient(
            folder,
            capabilities=merged(PROGRESS, WATCHING),
            command=(needs.program("charter"), "server"),
        )
        with client:
            hand = Hand(client, texts, random.Random(seed))  # noqa: S311 -- as above
            readings = _work(hand, minutes * 60)
            hand.collect()
            started = hand.started
        breaches = [*hand.breaches, *_left_behind(started), *_complaints(client), *_grown(readings)]
    before, after = readings
    return Outcome(hand.acts, tuple(hand.waits), before, after, hand.workers, tuple(breaches))


@contextmanager
def _project(rng):
    """
    Give a folder of real files and a charter, and the files' texts by name.
    """
    sizes = [_SIZES] * _N_FILES + [_LARGE]
    texts = {f"module_{idx}.py": _text(rng, size) for idx, size in enumerate(sizes)}
    with TemporaryDirectory(prefix="charter-soak-") as name:
        folder = Path(name).resolve()
        (folder / ".git").mkdir()
        (folder / "charter.yaml").write_text(CHARTERS[0])
        for file, text in texts.items():
            (folder / file).write_text(text, newline="")
        yield folder, texts


def _text(rng, size):
    while True:
        text = rng.choice(corpus.all_files()).read_bytes().decode("utf-8", "replace")
        if text.count("\n") in size and parses(text):
            return text


def _work(hand, seconds):
    """
    Let the hand work, and take readings while the server is warm and at the end.
    """
    hand.stretch()
    start = time.monotonic()
    parts = [start + seconds * part / 100 for part in (*_reading_times(_WARM), *_reading_times(_END))]
    readings = []
    for moment in parts:
        while time.monotonic() < moment:
            hand.act()
        readings.append(hand.rest())
    return tuple(readings[:_N_READINGS]), tuple(readings[_N_READINGS:])


def _reading_times(first):
    return [100 * (first + 0.1 * n / (_N_READINGS - 1)) for n in range(_N_READINGS)]


def _left_behind(started, seconds=5.0):
    """
    Yield the processes of the server that are still there, some seconds after its end.
    """
    until = time.monotonic() + seconds
    while any(map(processes.is_running, started)) and time.monotonic() < until:
        time.sleep(0.1)
    yield from (f"process {pid} is left" for pid, moment in started if processes.is_running((pid, moment)))


def _complaints(client):
    """
    Yield what the server wrote to its log, apart from what it merely tells.
    """
    lines = client.wire.stderr.splitlines()
    yield from (f"log: {line}" for line in lines if not line.startswith(("charter: INFO", "charter: WARNING")))


def _grown(readings):
    before, after = map(median, readings)
    if after > before * (1 + _GROWTH):
        yield f"memory grew from {before:.1f} to {after:.1f} MB"
