"""
YAML, composed from PyYAML's events: they come one by one, so that depth and number are bounded.

Aliases stand for nothing: settings of tools have none.
"""

from collections.abc import Iterator
from typing import Any, cast

import yaml
from msgspec import Struct, field

from charter.syntax.data.tree import MAX_DEPTH, MAX_VALUES, Entry, Reading, Scalar, Value
from charter.text import Span

_LOADER: Any = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
_TRUTHS = {"true": True, "yes": True, "on": True, "false": False, "no": False, "off": False}


def read(text: str) -> Reading:
    """
    Return the value of the first document in *text*.
    """
    composer = _Composer()
    shift = text.startswith("\ufeff")
    try:
        for event in cast("Iterator[yaml.Event]", cast("Any", yaml).parse(text[shift:], Loader=_LOADER)):
            composer.take(event, int(shift))
            if composer.trouble or isinstance(event, yaml.DocumentEndEvent):
                break
    except yaml.YAMLError as error:
        mark: Any = getattr(error, "problem_mark", None)
        at = min(mark.index + shift, len(text)) if mark else 0
        return Reading(composer.root(), "expected YAML", Span(at, min(at + 1, len(text))))
    return Reading(composer.root(), composer.trouble)


class _Open(Struct):
    start: int
    is_list: bool
    values: list[Value] = field(default_factory=list[Value])


class _Composer(Struct):
    open: list[_Open] = field(default_factory=lambda: [_Open(0, is_list=True)])
    n_values: int = 0
    trouble: str = ""

    def take(self, event: Any, shift: int) -> None:  # noqa: ANN401 - the stubs leave PyYAML's own types open
        start, end = event.start_mark.index + shift, event.end_mark.index + shift
        if isinstance(event, yaml.ScalarEvent):
            scalar = _scalar(str(event.value)) if not event.style else str(event.value)
            self._add(Value(Span(start, end), scalar))
        elif isinstance(event, yaml.AliasEvent):
            self._add(Value(Span(start, end)))
        elif isinstance(event, yaml.CollectionStartEvent):
            self._count(len(self.open))
            self.open.append(_Open(start, isinstance(event, yaml.SequenceStartEvent)))
        elif isinstance(event, yaml.CollectionEndEvent):
            self._close()

    def root(self) -> Value:
        """
        Return the value, closed wherever it is still open.
        """
        while len(self.open) > 1:
            self._close()
        return next(iter(self.open[0].values), Value(Span(0, 0)))

    def _count(self, depth: int) -> None:
        self.n_values += 1
        if depth > MAX_DEPTH or self.n_values > MAX_VALUES:
            self.trouble = f"expected at most {MAX_DEPTH} levels and {MAX_VALUES:,} values"

    def _add(self, value: Value) -> None:
        self._count(0)
        self.open[-1].values.append(value)

    def _close(self) -> None:
        last = self.open.pop()
        # A block ends, for PyYAML, where the next token begins: after blank lines and comments.
        span = Span(last.start, last.values[-1].span.end if last.values else last.start)
        if last.is_list:
            self.open[-1].values.append(Value(span, items=tuple(last.values)))
            return
        pairs = zip(last.values[::2], last.values[1::2], strict=False)
        entries = {str(key.scalar): Entry(key.span, value) for key, value in pairs}
        self.open[-1].values.append(Value(span, entries=entries))


def _scalar(text: str) -> Scalar:
    """
    Return what a plain scalar means to those who read settings: truths as YAML 1.1 has them, else its text.
    """
    return _TRUTHS.get(text.lower(), text)
