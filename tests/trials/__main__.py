"""
What the tests show on a page, run for long: `python -m trials equivalence|edits|soak`.

Ends with 1 where anything differs or fails.
"""

import argparse
import random
import sys
import time

from support import corpus
from trials import equivalence, random_edits, runs, soak

_FOREVER = 24 * 60


def main():
    parser = argparse.ArgumentParser(prog="trials", description=__doc__)
    trials = parser.add_subparsers(required=True)
    _add_equivalence(trials)
    _add_edits(trials)
    _add_soak(trials)
    arguments = parser.parse_args()
    start = time.monotonic()
    outcome = arguments.run(arguments)
    minutes = (time.monotonic() - start) / 60
    print(f"{outcome}{'minutes':<12} {minutes:>12.1f}")  # noqa: T201 -- what it is run for
    sys.exit(not outcome.is_good)


def _add_equivalence(trials):
    trial = trials.add_parser("equivalence", help="every file by units, as a whole, and by bandit")
    trial.add_argument("--minutes", type=float, default=_FOREVER, help="begin no file after that")
    trial.add_argument("--seed", type=int, default=1, help="of the order of files")
    trial.set_defaults(run=_equivalence)


def _equivalence(arguments):
    files = corpus.all_files()
    paths = random.Random(arguments.seed).sample(files, len(files))  # noqa: S311 -- an order, no secret
    return runs.total(equivalence.compare, paths, arguments.minutes, equivalence.Outcome())


def _add_edits(trials):
    trial = trials.add_parser("edits", help="random edits of real files, each against a whole look")
    trial.add_argument("--edits", type=int, default=10_000, help="how many, in sessions of 25 (10,000)")
    trial.add_argument("--minutes", type=float, default=_FOREVER, help="begin no session after that")
    trial.add_argument("--seed", type=int, default=1, help="of the first session; each further one has the next")
    trial.set_defaults(run=_edits)


def _edits(arguments):
    n_sessions = -(-arguments.edits // random_edits.EDITS_PER_SESSION)
    seeds = range(arguments.seed, arguments.seed + n_sessions)
    return runs.total(random_edits.session, seeds, arguments.minutes, random_edits.Outcome())


def _add_soak(trials):
    trial = trials.add_parser("soak", help="an editor that never tires, against the real server")
    trial.add_argument("--minutes", type=float, default=30)
    trial.add_argument("--seed", type=int, default=1, help="of what is done")
    trial.set_defaults(run=lambda arguments: soak.soak(arguments.minutes, arguments.seed))


if __name__ == "__main__":
    main()
