"""
Measure Charter beside its peers and print the tables, in Markdown.
"""

import argparse
import platform
import sys
import time

from benchmarks import keystrokes, memory, opening, requests, scanning, startup

_SCENARIOS = {
    "keystrokes": (keystrokes.run, 3),
    "startup": (startup.run, 7),
    "opening": (opening.run, 5),
    "requests": (requests.run, 3),
    "scanning": (scanning.run, 3),
    "memory": (memory.run, 1),
}


def main() -> None:
    parser = argparse.ArgumentParser(prog="make bench", description=__doc__)
    parser.add_argument("scenario", nargs="*", default=list(_SCENARIOS), help=", ".join(_SCENARIOS))
    chosen = parser.parse_args().scenario
    if unknown := set(chosen) - _SCENARIOS.keys():
        parser.error(f"expected {', '.join(_SCENARIOS)}, found {', '.join(sorted(unknown))}")
    print(
        f"{time.strftime('%Y-%m-%d')}, Python {platform.python_version()}, {platform.system()} {platform.machine()}\n"
    )
    for name in chosen:
        run, n_rounds = _SCENARIOS[name]
        print(f"{name} …", end="\r", file=sys.stderr, flush=True)
        print(run(n_rounds), end="\n\n", flush=True)


main()
