"""
The file of known findings: JSON, sorted, one entry a line, so that a review sees what comes and goes.

    {"version": 1, "known": [
    {"path": "src/a.py", "rule": "complexity.cyclomatic", "fingerprint": "0f…", "figure": 17}
    ]}

Paths start from the file's folder. The rule is there for people; the fingerprint
says it too. A bad entry is dropped and said, at its place.
"""

import json
import re
from collections.abc import Iterable, Iterator
from typing import Any, cast

from msgspec import Struct
from msgspec.structs import replace

from charter.policy.model.known import KnownFinding
from charter.policy.problems import Problem
from charter.text import LineIndex, Span

NAME = "charter-known.json"
MOST_BYTES = 1 << 25
BROKEN = "charter.broken-known"

_VERSION = 1
_FINGERPRINT = re.compile(r"[0-9a-f]{16}")
_OPENING = re.compile(r'"known"\s*:\s*\[')
_BETWEEN = re.compile(r"[\s,]*")
_ADVICE = "Take the last good version from history, or delete the file and run `charter known`."


class KnownFile(Struct, frozen=True):
    """
    What a file of known findings says, and what is wrong with it.

    Args:
        is_legible: false if nothing of it could be read.
    """

    entries: tuple[KnownFinding, ...] = ()
    problems: tuple[Problem, ...] = ()
    is_legible: bool = True


def read(source: str, text: str) -> KnownFile:
    """
    Return what *text*, the file *source* from the root, says.
    """
    try:
        whole = json.loads(text)
    except (ValueError, RecursionError) as error:
        at = min(getattr(error, "pos", 0), len(text))
        return _illegible(source, text, Span(at, at), "Expected JSON, as `charter known` writes it")
    said: object = cast("dict[str, Any]", whole).get("known") if isinstance(whole, dict) else None
    if not isinstance(said, list) or cast("dict[str, Any]", whole).get("version") != _VERSION:
        message = f'Expected {{"version": {_VERSION}, "known": […]}}, as `charter known` writes it'
        return _illegible(source, text, Span(0, len(text)), message)
    entries = [_entry(source, each) for each in cast("list[object]", said)]
    bad = [idx for idx, entry in enumerate(entries) if entry is None]
    problems = _bad_entries(source, text, bad) if bad else ()
    return KnownFile(tuple(entry for entry in entries if entry), tuple(problems))


def written(entries: Iterable[KnownFinding], folder: str) -> str:
    """
    Return the text that records *entries*, for a file in *folder*, which is empty at the root.
    """
    prefix = f"{folder}/" if folder else ""
    lines = sorted(_line(replace(entry, path=entry.path.removeprefix(prefix))) for entry in entries)
    return f'{{"version": {_VERSION}, "known": [\n' + ",\n".join(lines) + ("\n" if lines else "") + "]}\n"


def unreadable(source: str, reason: str) -> Problem:
    """
    Return the problem of a file that is there and cannot be read at all.
    """
    message = f"It cannot be read: {reason}. What it would silence is in force."
    return _problem(source, LineIndex(""), Span(0, 0), message)


def spans(text: str) -> Iterator[Span]:
    """
    Yield where each entry stands in *text*, a file that can be read.
    """
    decoder, opening = json.JSONDecoder(), _OPENING.search(text)
    at = _after(text, opening.end()) if opening else len(text)
    while at < len(text) and text[at] != "]":
        _, end = decoder.raw_decode(text, at)
        yield Span(at, end)
        at = _after(text, end)


def _entry(source: str, said: object) -> KnownFinding | None:
    fields = cast("dict[str, Any]", said) if isinstance(said, dict) else {}
    path, rule, fingerprint, figure = (fields.get(name) for name in ("path", "rule", "fingerprint", "figure"))
    if not (isinstance(path, str) and path and isinstance(rule, str) and isinstance(fingerprint, str)):
        return None
    is_figure = figure is None or (isinstance(figure, int | float) and not isinstance(figure, bool))
    if not is_figure or not _FINGERPRINT.fullmatch(fingerprint):
        return None
    folder = source.rpartition("/")[0]
    return KnownFinding(f"{folder}/{path}" if folder else path, rule, fingerprint, figure, source)


def _line(entry: KnownFinding) -> str:
    figure = {} if entry.figure is None else {"figure": entry.figure}
    fields = {"path": entry.path, "rule": entry.rule, "fingerprint": entry.fingerprint, **figure}
    return json.dumps(fields, ensure_ascii=False)


def _after(text: str, at: int) -> int:
    found = _BETWEEN.match(text, at)
    return found.end() if found else at


def _bad_entries(source: str, text: str, bad: Iterable[int]) -> Iterator[Problem]:
    lines, places = LineIndex(text), [*spans(text)]
    for idx in bad:
        message = "Expected an entry with path, rule, fingerprint and, for measures, figure; it silences nothing."
        yield _problem(source, lines, places[idx] if idx < len(places) else Span(0, 0), message)


def _illegible(source: str, text: str, span: Span, reason: str) -> KnownFile:
    problem = _problem(source, LineIndex(text), span, f"{reason}. What it would silence is in force.")
    return KnownFile(problems=(problem,), is_legible=False)


def _problem(source: str, lines: LineIndex, span: Span, message: str) -> Problem:
    return Problem(BROKEN, source, span, lines.line(span.start), message, _ADVICE)
