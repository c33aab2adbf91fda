"""
Real code of any length: modules of the standard library, joined, with places to type at.

The same seed gives the same text on one Python version.
"""

import ast
import random
import sysconfig
from collections.abc import Iterator
from functools import cache
from itertools import pairwise
from pathlib import Path

from msgspec import Struct

PROBE = 'eval("1")'
"""
What stands where the benchmarks type: every server marks it, and a longer argument
moves the mark's end, so that each edit has an answer to wait for.
"""

_LINES_PER_PROBE = 200


class Text(Struct, frozen=True):
    """
    A Python file and the lines and columns at which a digit can be typed.
    """

    text: str
    probes: tuple[tuple[int, int], ...]


def text(n_lines: int, seed: int) -> Text:
    """
    Return about *n_lines* lines of code with a probe in one function of each 200 lines or so.
    """
    rng = random.Random(seed)  # noqa: S311 -- a reproducible choice, no secret
    lines = _joined(n_lines, rng)
    places = sorted(_places(lines))
    chosen = rng.sample(places, min(len(places), n_lines // _LINES_PER_PROBE))
    for line, column in sorted(chosen, reverse=True):
        lines.insert(line, " " * column + PROBE)
    probes = tuple((n, line.index(PROBE) + len(PROBE) - 2) for n, line in enumerate(lines) if line.strip() == PROBE)
    return Text("\n".join(lines) + "\n", probes)


@cache
def modules() -> tuple[str, ...]:
    """
    Return the standard library's middling modules: ASCII, so that columns mean the same to every server.
    """
    folder = Path(sysconfig.get_path("stdlib"))
    texts = (path.read_text(encoding="utf-8") for path in sorted(folder.glob("*.py")))
    return tuple(text for text in texts if 200 <= text.count("\n") <= 3000 and _can_be_joined(text))


def _can_be_joined(text: str) -> bool:
    return text.isascii() and "\f" not in text and "\r" not in text and "from __future__" not in text


def _joined(n_lines: int, rng: random.Random) -> list[str]:
    chosen = rng.sample(modules(), len(modules()))
    lines: list[str] = []
    for text in chosen:
        lines += text.splitlines()
        if len(lines) >= n_lines:
            break
    return lines[: _nearest_end(lines, n_lines)]


def _nearest_end(lines: list[str], n_lines: int) -> int:
    ends = [statement.end_lineno or 0 for statement in ast.parse("\n".join(lines)).body]
    return min(ends, key=lambda end: abs(end - n_lines))


def _places(lines: list[str]) -> Iterator[tuple[int, int]]:
    for node in ast.walk(ast.parse("\n".join(lines))):
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
            yield from _places_in(node, lines)


def _places_in(node: ast.FunctionDef | ast.AsyncFunctionDef, lines: list[str]) -> Iterator[tuple[int, int]]:
    for before, after in pairwise(node.body):
        stands_alone = lines[after.lineno - 1][: after.col_offset].isspace() and after.lineno > (before.end_lineno or 0)
        if stands_alone and not getattr(after, "decorator_list", []):
            yield after.lineno - 1, after.col_offset
            return
