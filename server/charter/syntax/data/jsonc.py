"""
JSON as settings files have it: with comments, and with a comma behind the last entry.

Source: RFC 8259; "JSON with Comments" as VS Code reads it.
"""

import json
import re

from msgspec import Struct

from charter.syntax.data.tree import MAX_DEPTH, MAX_VALUES, NOWHERE, Entry, Reading, Scalar, Value
from charter.text import Span

_GAP = re.compile(r"(?:[\s\ufeff]|//[^\r\n]*|/\*.*?(?:\*/|\Z))*", re.DOTALL)
_STRING = re.compile(r'"(?:[^"\\\r\n]|\\.)*"')
_SCALAR = re.compile(r"-?\d[\d.eE+-]*|[A-Za-z]+")


def read(text: str) -> Reading:
    """
    Return the value of *text*.
    """
    reader = _Reader(text)
    root = reader.value(0)
    if not reader.trouble and reader.skip() < len(text):
        reader.fail("the end of the file")
    return Reading(root, reader.trouble, reader.place)


class _Reader(Struct):
    """
    Args:
        at: where it reads on.
        trouble: what it met that is no JSON; then it reads no further.
    """

    text: str
    at: int = 0
    n_values: int = 0
    trouble: str = ""
    place: Span = NOWHERE

    def skip(self) -> int:
        gap = _GAP.match(self.text, self.at)
        self.at = gap.end() if gap else self.at
        return self.at

    def fail(self, expected: str) -> None:
        self.trouble = self.trouble or f"expected {expected}"
        self.place = Span(self.at, min(self.at + 1, len(self.text)))

    def value(self, depth: int) -> Value:
        start = self.skip()
        self.n_values += 1
        if depth > MAX_DEPTH or self.n_values > MAX_VALUES:
            self.fail(f"at most {MAX_DEPTH} levels and {MAX_VALUES:,} values")
            return Value(Span(start, start))
        match self.text[start : start + 1]:
            case "{":
                return self._mapping(depth)
            case "[":
                return self._list(depth)
            case _:
                scalar = self._scalar()
                return Value(Span(start, self.at), scalar)

    def _mapping(self, depth: int) -> Value:
        start, entries = self.at, dict[str, Entry]()
        self.at += 1
        while self._goes_on("}"):
            begin = self.skip()
            key = self._string()
            span = Span(begin, self.at)
            self._take(":")
            if not self.trouble:
                entries[key] = Entry(span, self.value(depth + 1))
                self._part("}")
        return Value(Span(start, self.at), entries=entries)

    def _list(self, depth: int) -> Value:
        start, items = self.at, list[Value]()
        self.at += 1
        while self._goes_on("]"):
            items.append(self.value(depth + 1))
            self._part("]")
        return Value(Span(start, self.at), items=tuple(items))

    def _goes_on(self, closing: str) -> bool:
        """
        Tell whether something else than *closing*, which is passed over, stands next.
        """
        if self.trouble:
            return False
        if not self.text.startswith(closing, self.skip()):
            return True
        self.at += 1
        return False

    def _part(self, closing: str) -> None:
        """
        Pass over the comma behind an entry; the last needs none.
        """
        if not self.trouble and not self.text.startswith(closing, self.skip()):
            self._take(",")

    def _take(self, sign: str) -> None:
        if self.trouble:
            return
        if self.text.startswith(sign, self.skip()):
            self.at += 1
        else:
            self.fail(f"'{sign}'")

    def _string(self) -> str:
        match = _STRING.match(self.text, self.at)
        if not match:
            self.fail("a name in double quotes")
            return ""
        self.at = match.end()
        try:
            return str(json.loads(match[0], strict=False))
        except ValueError:
            self.fail("a string with escapes of JSON")
            return ""

    def _scalar(self) -> Scalar:
        if self.text.startswith('"', self.at):
            return self._string()
        match = _SCALAR.match(self.text, self.at)
        try:
            scalar = json.loads(match[0]) if match else self.fail("a value")
        except (ValueError, RecursionError):
            self.fail("a value")
            return None
        if match and not self.trouble:
            self.at = match.end()
        return scalar
