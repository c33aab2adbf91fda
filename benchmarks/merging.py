"""
What sixteen layers say together of five hundred rules, at one path: the stricter of them all.

Each layer gives a level to every rule, and draws a zone with another level for every
tenth. Reading the files is timed beside it; there it is YAML that takes the time, and
the thousands of weakenings that such layers attempt.
"""

import random
import time
from datetime import date

from benchmarks import figures
from charter import catalogue, policy
from charter.engine import BOOK
from charter.model import Level, Rule, RuleBook
from charter.policy import MissingLayer, Source
from charter.workspace import shipped

N_LAYERS, N_RULES = 16, 500
_ZONE_OF = 10
_LEVELS = [level.word for level in Level if level > Level.OFF]
_PATH = "src/module.py"
_TODAY = date(2026, 1, 1)
_N_TIMES = 9


def run(n_rounds: int) -> figures.Table:
    ((merging, reading),) = figures.in_turns([_measure], n_rounds)
    rows = (("merging", figures.milliseconds(merging)), ("reading", figures.milliseconds(reading)))
    claims = (figures.Claim(f"{N_LAYERS} layers with {N_RULES} rules merged", merging, 20),)
    return figures.Table(f"{N_LAYERS} layers that speak of {N_RULES} rules each, ms", ("", "p50"), rows, claims)


def _measure(seed: int) -> list[float]:
    rng = random.Random(seed)  # noqa: S311 -- reproducible
    book, known = _book(), catalogue.parse(shipped.text("ai_tools.yaml"), shipped.text("ai_runtime.yaml"))
    merging, reading = [], []
    for _ in range(_N_TIMES):
        # Each time other texts, so that nothing is remembered of them.
        sources = [Source(f"{idx}/charter.yaml", _text(book, rng), f"layer {idx}") for idx in range(N_LAYERS)]
        start = time.perf_counter()
        charter = policy.build(sources, _missing, book, known)
        middle = time.perf_counter()
        for rule in book:
            policy.explain(charter, rule.id, _PATH, _TODAY)
        merging.append((time.perf_counter() - middle) * 1000)
        reading.append((middle - start) * 1000)
    return [figures.percentile(merging, 50), figures.percentile(reading, 50)]


def _book() -> RuleBook:
    """
    Return our rules, and as many more as it takes.
    """
    ours = [*BOOK]
    return RuleBook([*ours, *(Rule(f"security.made-up-{n}", "Made up", "") for n in range(N_RULES - len(ours)))])


def _text(book: RuleBook, rng: random.Random) -> str:
    ids = [rule.id for rule in book]
    inner = "".join(f"      {rule}: {rng.choice(_LEVELS)}\n" for rule in rng.sample(ids, len(ids) // _ZONE_OF))
    outer = "".join(f"  {rule}: {rng.choice(_LEVELS)}\n" for rule in ids)
    return f'rules:\n{outer}zones:\n  - name: source\n    paths: ["src/**"]\n    rules:\n{inner}'


def _missing(reference: str, _source: str) -> Source:
    raise MissingLayer(reference)
