"""
Positions: lines and units in the editor, code points with us.

The unit was agreed at initialize. Positions past a line's end mean its end, and
positions past the last line the end of the text (LSP 3.17, Position); a position
inside a character means the character's start.
"""

import enum

from lsprotocol import types
from msgspec import Struct

from charter.lsp.marks import Place
from charter.text import Document, Span


class Encoding(enum.Enum):
    """
    What the editor counts within a line.
    """

    UTF8 = "utf-8"
    UTF16 = "utf-16"
    UTF32 = "utf-32"

    def width(self, text: str) -> int:
        """
        Return how many units *text* has.
        """
        if text.isascii() or self is Encoding.UTF32:
            return len(text)
        if self is Encoding.UTF8:
            return len(text.encode("utf-8", "surrogatepass"))
        return len(text.encode("utf-16-le", "surrogatepass")) // 2

    def prefix(self, line: str, units: int) -> int:
        """
        Return how many code points of *line* lie wholly within its first *units* units.
        """
        if line.isascii() or self is Encoding.UTF32:
            return min(units, len(line))
        width = _utf8_width if self is Encoding.UTF8 else _utf16_width
        for idx, char in enumerate(line):
            units -= width(char)
            if units < 0:
                return idx
        return len(line)


def encoding_of(capabilities: types.ClientCapabilities) -> Encoding:
    """
    Return the client's first preference that we know; UTF-16 if it names none.
    """
    offered = (capabilities.general and capabilities.general.position_encodings) or ()
    known = {encoding.value: encoding for encoding in Encoding}
    return next((known[name] for name in map(_named, offered) if name in known), Encoding.UTF16)


class Places(Struct, frozen=True):
    """
    Where the editor sees the offsets of one document.
    """

    document: Document
    encoding: Encoding

    def to_position(self, offset: int) -> types.Position:
        """
        Return where the client shows *offset*, which is clamped to the text.
        """
        return types.Position(*self._line_and_character(offset))

    def to_range(self, span: Span) -> types.Range:
        return types.Range(self.to_position(span.start), self.to_position(span.end))

    def to_place(self, span: Span) -> Place:
        """
        Return the same as `to_range`, for what is written at every keystroke.
        """
        text, lines = self.document.text, self.document.lines
        if span.end > len(text) or not (text.isascii() or self.encoding is Encoding.UTF32):
            return Place(*self._line_and_character(span.start), *self._line_and_character(span.end))
        line = last = lines.line(span.start)
        start = end = lines.start(line)
        if line + 1 < len(lines) and span.end >= lines.start(line + 1):
            last = lines.line(span.end)
            end = lines.start(last)
        return Place(line, span.start - start, last, span.end - end)

    def _line_and_character(self, offset: int) -> tuple[int, int]:
        offset = max(0, min(offset, len(self.document.text)))
        line = self.document.lines.line(offset)
        return line, self.encoding.width(self.document.text[self.document.lines.start(line) : offset])

    def to_offset(self, position: types.Position) -> int:
        """
        Return the offset that the client means by *position*.
        """
        lines = self.document.lines
        if position.line >= len(lines):
            return len(self.document.text)
        span = lines.span(max(0, position.line))
        line = self.document.text[span.start : span.end]
        return span.start + column(line, max(0, position.character), self.encoding)

    def to_span(self, client_range: types.Range) -> Span:
        """
        Return the span of *client_range*, whose ends may be the wrong way round.
        """
        one, other = self.to_offset(client_range.start), self.to_offset(client_range.end)
        return Span(min(one, other), max(one, other))


def column(line: str, units: int, encoding: Encoding) -> int:
    """
    Return the code point at *units* of *line*, at most the line end.
    """
    return encoding.prefix(line.rstrip("\r\n") if line.endswith(("\r", "\n")) else line, units)


def _named(encoding: types.PositionEncodingKind | str) -> str:
    return encoding.value if isinstance(encoding, types.PositionEncodingKind) else encoding


def _utf8_width(char: str) -> int:
    code = ord(char)
    return 1 + (code > 0x7F) + (code > 0x7FF) + (code > 0xFFFF)  # noqa: PLR2004 -- UTF-8's own bounds


def _utf16_width(char: str) -> int:
    return 1 + (ord(char) > 0xFFFF)  # noqa: PLR2004 -- the end of the basic plane
