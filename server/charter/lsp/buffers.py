"""
The text that an editor shows, kept equal to it through every edit.

pygls' own synchronisation is not used: it breaks lines at form feeds, NEL and
U+2028, after which every later edit lands elsewhere, and copies the text once
for every change of a message.
"""

import re
from collections.abc import Callable, Sequence
from functools import cached_property
from typing import Self

from lsprotocol import types
from msgspec import Struct
from msgspec.structs import replace

from charter.commits import GIT_COMMIT
from charter.lsp.convert import Encoding, Places, column
from charter.text import Document, LineIndex, Span

_LINE = re.compile(r"[^\r\n]*(?:\r\n|\n|\r)|[^\r\n]+\Z")
_SURROGATES = re.compile("[\ud800-\udfff]+")


class Buffer(Struct, frozen=True, dict=True):
    """
    One version of an open text.

    Args:
        uri: as the editor writes it.
        version: the editor's count.
        path: as `Document.path`.
        language: LSP's identifier.
        text: as the editor has it, but for surrogate pairs, whose halves are joined.
        encoding: the unit of the editor's positions.
        replaced: a part of the version before, and what it became; None where that is not known.
    """

    uri: str
    version: int
    path: str
    language: str
    text: str
    encoding: Encoding
    replaced: tuple[Span, str] | None = None

    @classmethod
    def of(cls, item: types.TextDocumentItem, path: str, language: str, encoding: Encoding) -> Self:
        """
        Return what the editor has just opened.
        """
        return cls(item.uri, item.version, path, language, _with_whole_pairs(item.text), encoding)

    @property
    def is_message(self) -> bool:
        """
        Whether it is a commit's message.
        """
        return self.language == GIT_COMMIT

    @cached_property
    def lines(self) -> tuple[str, ...]:
        """
        Every line with its end; the last has none, and is empty after a line end.
        """
        return tuple(split(self.text))

    @cached_property
    def document(self) -> Document:
        """
        What is to be checked: the text with U+FFFD for every half of a surrogate pair.

        The replacement is as wide as what it replaces, in each encoding, so
        places in the document are places in the buffer.
        """
        document = Document(self.path, self._checked, self.language)
        # Where `cached_property` keeps it: what is known need not be searched for at every keystroke.
        vars(document)["lines"] = self._index
        return document

    @cached_property
    def _checked(self) -> str:
        return _without_surrogates(self.text)

    @cached_property
    def _index(self) -> LineIndex:
        return LineIndex(self.text)

    @cached_property
    def places(self) -> Places:
        return Places(self.document, self.encoding)

    def edited(self, changes: Sequence[types.TextDocumentContentChangeEvent], version: int) -> "Buffer":
        """
        Return the buffer after *changes*, each of which speaks of the text that the one before has left.
        """
        if len(changes) == 1 and isinstance(changes[0], types.TextDocumentContentChangePartial):
            return self._typed(changes[0], version)
        # Line by line, so that thousands of changes at once do not copy the text thousands of times.
        lines = list(self.lines)
        for change in changes:
            if isinstance(change, types.TextDocumentContentChangePartial):
                touched, pieces = _splice(lines.__getitem__, len(lines), change, self.encoding)
                lines[touched.start : touched.stop] = pieces
            else:
                lines = split(_with_whole_pairs(change.text))
        return replace(self, version=version, text="".join(lines), replaced=None)

    def _typed(self, change: types.TextDocumentContentChangePartial, version: int) -> "Buffer":
        """
        Return the buffer after one *change*, with all that can be known from what is known here.
        """
        index = self._index
        touched, pieces = _splice(self._line, len(index), change, self.encoding)
        start, end = index.start(touched.start), index.span(touched.stop - 1).end
        piece = "".join(pieces)
        checked_piece = _without_surrogates(piece)
        checked = _spliced(self._checked, start, end, checked_piece)
        is_same = self._checked is self.text and checked_piece is piece
        text = checked if is_same else _spliced(self.text, start, end, piece)
        after = replace(self, version=version, text=text, replaced=(Span(start, end), checked_piece))
        known = vars(after)
        known["_checked"] = checked
        known["_index"] = index.spliced(touched, map(len, pieces))
        if "lines" in vars(self):
            known["lines"] = (*self.lines[: touched.start], *pieces, *self.lines[touched.stop :])
        return after

    def _line(self, line: int) -> str:
        span = self._index.span(line)
        return self.text[span.start : span.end]


def split(text: str) -> list[str]:
    """
    Return the lines of *text* with their ends; the last has none, and is empty after a line end.
    """
    lines = _LINE.findall(text)
    return [*lines, ""] if not lines or lines[-1].endswith(("\n", "\r")) else lines


def _splice(
    line_at: Callable[[int], str],
    n_lines: int,
    change: types.TextDocumentContentChangePartial,
    encoding: Encoding,
) -> tuple[range, list[str]]:
    """
    Return which lines *change* replaces, and by what.
    """
    first, last = sorted(((change.range.start.line, change.range.start.character), _pair(change.range.end)))
    start_line, start = _clamped(line_at, n_lines, *first, encoding)
    end_line, end = _clamped(line_at, n_lines, *last, encoding)
    piece = line_at(start_line)[:start] + change.text + line_at(end_line)[end:]
    if start_line and piece.startswith("\n") and line_at(start_line - 1).endswith("\r"):
        start_line -= 1
        piece = line_at(start_line) + piece
    pieces = split(_with_whole_pairs(piece))
    if end_line + 1 < n_lines:
        pieces.pop()  # the empty rest: *piece* ends with the line end of *end_line*
    return range(start_line, end_line + 1), pieces


def _spliced(text: str, start: int, end: int, piece: str) -> str:
    return "".join((text[:start], piece, text[end:]))


def _clamped(
    line_at: Callable[[int], str], n_lines: int, line: int, character: int, encoding: Encoding
) -> tuple[int, int]:
    if line >= n_lines:
        return n_lines - 1, len(line_at(n_lines - 1))
    return max(0, line), column(line_at(max(0, line)), max(0, character), encoding)


def _pair(position: types.Position) -> tuple[int, int]:
    return position.line, position.character


def _with_whole_pairs(text: str) -> str:
    """
    Return *text* with adjacent halves of a surrogate pair as one character.
    """
    if _is_unicode(text):
        return text
    return _SURROGATES.sub(
        lambda match: match[0].encode("utf-16-le", "surrogatepass").decode("utf-16-le", "surrogatepass"), text
    )


def _without_surrogates(text: str) -> str:
    return text if _is_unicode(text) else re.sub("[\ud800-\udfff]", "\ufffd", text)


def _is_unicode(text: str) -> bool:
    if text.isascii():
        return True
    try:
        text.encode()
    except UnicodeEncodeError:
        return False
    return True
