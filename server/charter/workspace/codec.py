"""
Frozen records as JSON and back, field by field.

No pickle: what comes from a disk may say anything, and reading it must not run
anything. A record is an array of its fields in order, without those at the end
that are as by default.
"""

import dataclasses
import enum
import json
import types
import typing
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from functools import cache
from hashlib import blake2b
from typing import Any, Generic, TypeVar, cast

Record = TypeVar("Record")

_PLAIN: dict[Any, tuple[type, ...]] = {str: (str,), int: (int,), float: (int, float), bool: (bool,)}


@dataclass(frozen=True, slots=True)
class _Way:
    """
    How values of one type are written and read.

    Args:
        shape: what a written value depends on: names and types of all fields.
        read: raises TypeError or ValueError if the value is of no such type.
        kinds: what is read as it is written.
    """

    shape: str
    write: Callable[[Any], Any]
    read: Callable[[Any], Any]
    kinds: tuple[type, ...] = ()


class Codec(Generic[Record]):
    """
    Writes and reads records of one class, with all that they hold.

    Args:
        kind: a frozen dataclass of plain values, dates, enumerations, tuples and such dataclasses.
    """

    def __init__(self, kind: type[Record]) -> None:
        self._way = _way(kind)
        self.format = blake2b(self._way.shape.encode(), digest_size=8).hexdigest()

    def dumped(self, record: Record) -> str:
        return json.dumps(self._way.write(record), check_circular=False, separators=(",", ":"))

    def loaded(self, text: str) -> Record:
        """
        Return the record that *text* stands for.

        Raises:
            ValueError: it stands for none.
        """
        try:
            return self._way.read(json.loads(text))
        except (TypeError, RecursionError) as error:
            raise ValueError("expected a record") from error


@cache
def _way(kind: Any) -> _Way:  # noqa: ANN401 -- a type, or what `typing` makes of several
    if kind in _PLAIN:
        return _plain(kind)
    arguments = typing.get_args(kind)
    origin = typing.get_origin(kind)
    if origin is tuple:
        return _sequence(_way(arguments[0]))
    if origin in {types.UnionType, typing.Union}:
        return _optional(_way(next(each for each in arguments if each is not types.NoneType)))
    if origin is typing.Literal:
        return _plain(str)
    return _single(kind)


def _single(kind: Any) -> _Way:  # noqa: ANN401 -- as above
    if kind is date:
        return _Way("date", date.isoformat, date.fromisoformat)
    if issubclass(kind, enum.IntEnum):
        return _Way(f"{kind.__name__}{[*kind.__members__]}", int, kind)
    return _record(kind)


def _plain(kind: type) -> _Way:
    kinds = _PLAIN[kind]

    def read(value: object) -> object:
        if type(value) not in kinds:
            raise TypeError(kind.__name__)
        return value

    return _Way(kind.__name__, lambda value: value, read, kinds)


def _optional(way: _Way) -> _Way:
    return _Way(
        f"{way.shape}?",
        lambda value: None if value is None else way.write(value),
        lambda value: None if value is None else way.read(value),
        (*way.kinds, types.NoneType),
    )


def _sequence(way: _Way) -> _Way:
    def read(value: object) -> tuple[Any, ...]:
        return tuple(map(way.read, _array(value)))

    return _Way(f"[{way.shape}]", lambda values: [*map(way.write, values)], read)


def _record(kind: type) -> _Way:
    hints = typing.get_type_hints(kind)
    fields = dataclasses.fields(cast("Any", kind))
    ways = [(field.name, _way(hints[field.name])) for field in fields]
    defaults = [field.default for field in fields]
    # Most values are plain: those are looked at here, for a call of each would take twice as long.
    readers = [(way.kinds, way.read) for _, way in ways]

    def write(record: object) -> list[Any]:
        values = [getattr(record, name) for name, _ in ways]
        while values and values[-1] == defaults[len(values) - 1]:
            values.pop()
        return [way.write(value) for (_, way), value in zip(ways, values, strict=False)]

    def read(value: object) -> object:
        values = _array(value)
        if len(values) > len(readers):
            raise TypeError(kind.__name__)
        given = zip(values, readers)  # noqa: B905 -- shorter without what is as by default
        return kind(*[each if type(each) in kinds else reader(each) for each, (kinds, reader) in given])

    said = ["" if default is dataclasses.MISSING else f"={default!r}" for default in defaults]
    shape = ",".join(f"{name}:{way.shape}{default}" for (name, way), default in zip(ways, said, strict=True))
    return _Way(f"{kind.__name__}({shape})", write, read)


def _array(value: object) -> list[Any]:
    if not isinstance(value, list):
        raise TypeError("array")
    return cast("list[Any]", value)
