"""
Measure Charter beside its peers and print the tables, in Markdown.
"""

import argparse
import platform
import sys
import time

from benchmarks import (
    charters,
    edits,
    ending,
    figures,
    history,
    keystrokes,
    lines,
    memory,
    merging,
    opening,
    peers,
    requests,
    scanning,
    startup,
    sweeping,
)

_SCENARIOS = {
    "keystrokes": (keystrokes.run, 3),
    "typing": (lines.run, 3),
    "edits": (edits.run, 3),
    "charters": (charters.run, 3),
    "merging": (merging.run, 3),
    "startup": (startup.run, 7),
    "opening": (opening.run, 5),
    "requests": (requests.run, 3),
    "scanning": (scanning.run, 3),
    "sweeping": (sweeping.run, 3),
    "history": (history.run, 1),
    "memory": (memory.run, 1),
    "ending": (ending.run, 1),
}


def main() -> None:
    parser = argparse.ArgumentParser(prog="make bench", description=__doc__)
    parser.add_argument("scenario", nargs="*", default=list(_SCENARIOS), help=", ".join(_SCENARIOS))
    parser.add_argument("--rounds", type=int, default=0, help="instead of each scenario's own number")
    arguments = parser.parse_args()
    chosen, rounds = arguments.scenario, arguments.rounds
    if unknown := set(chosen) - _SCENARIOS.keys():
        parser.error(f"expected {', '.join(_SCENARIOS)}, found {', '.join(sorted(unknown))}")
    print(
        f"{time.strftime('%Y-%m-%d')}, Python {platform.python_version()}, {platform.system()} {platform.machine()}\n"
    )
    claims: list[figures.Claim] = []
    for name in chosen:
        run, n_rounds = _SCENARIOS[name]
        print(f"{name} …", end="\r", file=sys.stderr, flush=True)
        with peers.compiled():
            table = run(rounds or n_rounds)
        claims += table.claims
        print(table, end="\n\n", flush=True)
    print(figures.targets(claims))


main()
