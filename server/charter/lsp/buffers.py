"""
The text that an editor shows, kept equal to it through every edit.

pygls' own synchronisation is not used: it breaks lines at form feeds, NEL and
U+2028, after which every later edit lands elsewhere, and copies the text once
for every change of a message.
"""

import re
from collections.abc import Sequence
from functools import cached_property

from lsprotocol import types
from msgspec import Struct
from msgspec.structs import replace

from charter.commits import GIT_COMMIT
from charter.lsp.convert import Encoding, Places, column
from charter.text import Document, LineIndex

_LINE = re.compile(r"[^\r\n]*(?:\r\n|\n|\r)|[^\r\n]+\Z")
_SURROGATES = re.compile("[\ud800-\udfff]+")


class Buffer(Struct, frozen=True, dict=True):
    """
    One version of an open text.

    Args:
        uri: as the editor writes it.
        version: the editor's count.
        path: as `Document.path`.
        language: LSP's identifier, as the editor gives it.
        lines: every line with its end; a last one without end, which may be empty.
        encoding: the unit of the editor's positions.
    """

    uri: str
    version: int
    path: str
    language: str
    lines: tuple[str, ...]
    encoding: Encoding

    @property
    def is_message(self) -> bool:
        """
        Whether it is a commit's message.
        """
        return self.language == GIT_COMMIT

    @cached_property
    def document(self) -> Document:
        """
        What is to be checked: the text with U+FFFD for every half of a surrogate pair.

        The replacement is as wide as what it replaces, in each encoding, so
        places in the document are places in the buffer.
        """
        document = Document(self.path, self._text, self.language)
        # Where `cached_property` keeps it: what is known need not be searched for at every keystroke.
        vars(document)["lines"] = self._index
        return document

    @cached_property
    def _text(self) -> str:
        return _without_surrogates("".join(self.lines))

    @cached_property
    def _index(self) -> LineIndex:
        return LineIndex.of(self.lines)

    @cached_property
    def places(self) -> Places:
        return Places(self.document, self.encoding)

    def edited(self, changes: Sequence[types.TextDocumentContentChangeEvent], version: int) -> "Buffer":
        """
        Return the buffer after *changes*, each of which speaks of the text that the one before has left.
        """
        lines = list(self.lines)
        spliced: list[tuple[range, list[str]]] = []
        for change in changes:
            if isinstance(change, types.TextDocumentContentChangePartial):
                spliced.append(_splice(lines, change, self.encoding))
            else:
                lines = split(change.text)
        buffer = replace(self, version=version, lines=tuple(lines))
        if len(spliced) == len(changes) == 1:
            buffer._lead_on(self, *spliced[0])  # noqa: SLF001 -- its own kind
        return buffer

    def _lead_on(self, before: "Buffer", touched: range, pieces: list[str]) -> None:
        """
        Know the text and the index from those of *before*, of which the lines *touched* are *pieces* now.
        """
        known, index = before._text, before._index  # noqa: SLF001 -- as above
        start, end = index.start(touched.start), index.span(touched.stop - 1).end
        vars(self)["_text"] = known[:start] + _without_surrogates("".join(pieces)) + known[end:]
        vars(self)["_index"] = index.spliced(touched, map(len, pieces))


def split(text: str) -> list[str]:
    """
    Return the lines of *text* with their ends; the last has none, and is empty after a line end.
    """
    lines = _LINE.findall(_with_whole_pairs(text))
    return [*lines, ""] if not lines or lines[-1].endswith(("\n", "\r")) else lines


def _splice(
    lines: list[str], change: types.TextDocumentContentChangePartial, encoding: Encoding
) -> tuple[range, list[str]]:
    """
    Apply *change* to *lines*, and return which of them it has replaced by what.
    """
    first, last = sorted(((change.range.start.line, change.range.start.character), _pair(change.range.end)))
    start_line, start = _clamped(lines, *first, encoding)
    end_line, end = _clamped(lines, *last, encoding)
    piece = lines[start_line][:start] + change.text + lines[end_line][end:]
    if start_line and piece.startswith("\n") and lines[start_line - 1].endswith("\r"):
        start_line -= 1
        piece = lines[start_line] + piece
    pieces = split(piece)
    if end_line + 1 < len(lines):
        pieces.pop()  # the empty rest: *piece* ends with the line end of *end_line*
    lines[start_line : end_line + 1] = pieces
    return range(start_line, end_line + 1), pieces


def _clamped(lines: Sequence[str], line: int, character: int, encoding: Encoding) -> tuple[int, int]:
    if line >= len(lines):
        return len(lines) - 1, len(lines[-1])
    return max(0, line), column(lines[max(0, line)], max(0, character), encoding)


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
