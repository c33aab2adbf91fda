"""
TOML, read by Python's own parser; places are looked up by a scan for lines that begin with a key.

What the scan cannot place, such as a key inside an inline table, stands where the value around it does.
"""

import re
import tomllib
from collections.abc import Iterator, Mapping
from typing import cast

from charter.syntax.data.tree import MAX_DEPTH, Entry, Reading, Scalar, Value
from charter.text import Span, line_spans

_NAME = r"""(?:[\w-]+|"[^"\r\n]*"|'[^'\r\n]*')"""
_NAMES = re.compile(_NAME)
_DOTTED = rf"{_NAME}(?:[ \t]*\.[ \t]*{_NAME})*"
_TABLE = re.compile(rf"[ \t]*(?P<open>\[\[?)[ \t]*(?P<names>{_DOTTED})[ \t]*\]")
_ENTRY = re.compile(rf"[ \t]*(?P<names>{_DOTTED})[ \t]*=[ \t]*(?P<value>[^\r\n]*)")

_Path = tuple[str | int, ...]
_Places = dict[_Path, tuple[Span, Span]]


def read(text: str) -> Reading:
    """
    Return the value of *text*; empty where that is no TOML.
    """
    whole = Span(0, len(text))
    try:
        data = tomllib.loads(text.removeprefix("\ufeff").replace("\r\n", "\n"))
    except (tomllib.TOMLDecodeError, RecursionError):
        return Reading(Value(whole), "expected TOML")
    return Reading(_value(data, (), (whole, whole), _places(text)).value)


def _value(data: object, path: _Path, around: tuple[Span, Span], places: _Places) -> Entry:
    key, span = places.get(path, around)
    if len(path) > MAX_DEPTH:
        return Entry(key, Value(span))
    if isinstance(data, dict):
        entries = {
            name: _value(each, (*path, name), (key, span), places)
            for name, each in cast("Mapping[str, object]", data).items()
        }
        return Entry(key, Value(span, entries=entries))
    if isinstance(data, list):
        items = (
            _value(each, (*path, idx), (key, span), places).value for idx, each in enumerate(cast("list[object]", data))
        )
        return Entry(key, Value(span, items=tuple(items)))
    return Entry(key, Value(span, cast("Scalar", data) if isinstance(data, (str, int, float, bool)) else None))


def _places(text: str) -> _Places:
    """
    Return for each path where its key and its value stand; the value of a table is its head.
    """
    places: _Places = {}
    table: _Path = ()
    n_tables: dict[_Path, int] = {}
    for line in line_spans(text):
        if head := _TABLE.match(text, line.start, line.end):
            table = tuple(_names(head))
            if head["open"] == "[[":
                idx = n_tables[table] = n_tables.get(table, -1) + 1
                table = (*table, idx)
            span = Span(*head.span("names"))
            places.setdefault(table, (span, span))
        elif entry := _ENTRY.match(text, line.start, line.end):
            start = entry.start("value")
            value = Span(start, start + len(entry["value"].rstrip()))
            places.setdefault((*table, *_names(entry)), (Span(*entry.span("names")), value))
    return places


def _names(match: re.Match[str]) -> Iterator[str]:
    return (name[0].strip("\"'") for name in _NAMES.finditer(match["names"]))
