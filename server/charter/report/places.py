"""
Lines and columns as output formats count them: from one, columns in code points.
"""

from urllib.parse import quote

from msgspec import Struct

from charter.text import LineIndex, Span

ROOT = "SRCROOT"


class Region(Struct, frozen=True):
    """
    A span in lines and columns; *end_column* is that of the first code point after it.
    """

    line: int
    column: int
    end_line: int
    end_column: int


def region(lines: LineIndex, span: Span) -> Region:
    """
    Return where *span* lies in a text with these *lines*.
    """
    return Region(*_position(lines, span.start), *_position(lines, span.end))


def uri(path: str) -> str:
    """
    Return *path* as a relative URI, or as a file URI if it is absolute.

    Bytes of a name that are no UTF-8 come back as they were.

    Source: RFC 3986, 4.2: the first segment of a relative reference has no colon.
    """
    is_drive = path[1:3] in {":/", ":\\"}
    quoted = quote(path.replace("\\", "/") if is_drive else path, safe="/", errors="surrogateescape")
    if is_drive:
        return f"file:///{path[0]}:{quoted[4:]}"
    return f"file://{quoted}" if path.startswith("/") else quoted


def _position(lines: LineIndex, offset: int) -> tuple[int, int]:
    line = lines.line(offset)
    return line + 1, offset - lines.start(line) + 1
