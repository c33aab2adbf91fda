"""
A notebook's code cells as one module, in their order.

What only IPython understands (magics, shell lines, help) is covered in place, so
that lines and columns stay what they are. The cells are cut one by one: what one
of them leaves open ends with it, as it does for the kernel. Line ends become
LF, so that a line of a cell is a line of the module.

Cells are taken in the order in which they stand, not in which they were run:
that order is in no text.

Source: IPython, `core/inputtransformer2.py`; nbformat 4.5.
"""

import re
from bisect import bisect_right
from collections.abc import Iterable
from itertools import accumulate

from msgspec import Struct

from charter.syntax.python import remember_cut
from charter.syntax.python.units import Cut, Unit, cut
from charter.text import Document

# Cell magics whose body is Python; that of any other is not, or runs elsewhere.
_PYTHON_BODIES = frozenset({"capture", "debug", "prun", "pypy", "python", "python3", "time", "timeit"})

_LINE_END = re.compile(r"\r\n|\r")
_CELL_MAGIC = re.compile(r"\s*^%%(?P<name>\w+)[^\n]*", re.MULTILINE)
_SAYS = re.compile(r"[^\n]")
# No statement of Python begins with one of these, or ends in a question mark.
_ESCAPE = re.compile(r"[ \t]*(?P<mark>)[%!?,;/]")
_HELP = re.compile(r"[ \t]*(?P<mark>)[^\s#\"'?][^\n#\"'?]*\?{1,2}[ \t]*$", re.MULTILINE)
_ASSIGNED = re.compile(r"""[ \t]*[\w.,*\[\]](?:[\w \t.,*\[\]]|"[^"\\\n]*"|'[^'\\\n]*')*=[ \t]*(?P<mark>)[%!]""")
_REST = re.compile(r"[^\n]*(?:(?<=\\)\n[^\n]*)*")
_CONTINUED = re.compile(r"\n[^\n]")
_TOKEN = re.compile(
    r"""
    \#[^\n]*
  | (?P<quote>\"{3}|'{3})(?:\\.|(?!(?P=quote)).)*(?:(?P=quote)|\Z)
  | "(?:\\.|[^"\\\n])*"?
  | '(?:\\.|[^'\\\n])*'?
  | \\\n
  | (?P<opener>[(\[{])
  | (?P<closer>[)\]}])
  | (?P<newline>\n)
    """,
    re.VERBOSE | re.DOTALL,
)


class Cell(Struct, frozen=True, eq=False):
    """
    A code cell, ready to be joined.

    Args:
        code: one line more than the cell has: the last one is empty.
        units: what it is cut into; together they are the code.
    """

    code: str
    units: tuple[Unit, ...]

    @classmethod
    def of(cls, text: str) -> "Cell":
        """
        Return the cell that says *text*.
        """
        code = covered(_LINE_END.sub("\n", text) + "\n")
        return cls(code, cut(code).units)


class Module(Struct, frozen=True, eq=False):
    """
    Cells, joined.

    Args:
        starts: the line at which each cell begins, and that after the last: one more than cells.
    """

    cells: tuple[Cell, ...]
    starts: tuple[int, ...]

    @property
    def text(self) -> str:
        return "".join(cell.code for cell in self.cells)

    @property
    def joints(self) -> tuple[int, ...]:
        """
        Where in the text all cells but the first begin.
        """
        return tuple(accumulate(len(cell.code) for cell in self.cells[:-1]))

    def cell(self, line: int) -> int | None:
        """
        Return which cell holds *line*; what is after the last one is at its end. None: there are no cells.
        """
        return min(bisect_right(self.starts, line), len(self.cells)) - 1 if self.cells else None

    def remember(self, document: Document) -> None:
        """
        Let *document*, which has the text of the module, be cut at the cells.
        """
        remember_cut(document, Cut.of(unit for cell in self.cells for unit in cell.units))


def join(cells: Iterable[Cell]) -> Module:
    """
    Return *cells* as one module.
    """
    known = tuple(cells)
    return Module(known, tuple(accumulate((cell.code.count("\n") for cell in known), initial=0)))


def covered(text: str) -> str:
    """
    Return the code of a cell with all that is no Python covered: as long, and line by line.

    Args:
        text: with LF only, and one at the end.
    """
    magic = _CELL_MAGIC.match(text)
    if magic is None:
        return _without_escapes(text, 0)
    if magic["name"] not in _PYTHON_BODIES:
        return _SAYS.sub(" ", text)
    return _SAYS.sub(" ", text[: magic.end()]) + _without_escapes(text, magic.end())


def _without_escapes(text: str, start: int) -> str:
    """
    Return *text* from *start* on, with every line that is meant for IPython as a comment.
    """
    pieces: list[str] = []
    while start < len(text):
        mark = _mark(text, start)
        if mark is None:
            end = _line_after(text, start)
            pieces.append(text[start:end])
        else:
            rest = _REST.match(text, mark)
            end = rest.end() if rest else mark
            pieces += (text[start:mark], _commented(text[mark:end], is_first=mark == start))
        start = end
    return "".join(pieces)


def _mark(text: str, start: int) -> int | None:
    """
    Return where, in the statement at *start*, that begins which is no Python; None: nowhere.
    """
    match = _ESCAPE.match(text, start) or _HELP.match(text, start) or _ASSIGNED.match(text, start)
    return match.start("mark") if match else None


def _line_after(text: str, start: int) -> int:
    """
    Return where the line ends at which the statement at *start* may end, beyond its line end.
    """
    depth = 0
    for token in _TOKEN.finditer(text, start):
        if token["newline"] and not depth:
            return token.end()
        depth = max(0, depth + bool(token["opener"]) - bool(token["closer"]))
    return len(text)


def _commented(piece: str, *, is_first: bool) -> str:
    """
    Return *piece* as a comment of the same length: after a zero where a statement may be needed.
    """
    head = "#" if is_first else "0#"[: len(piece)]
    return head + _CONTINUED.sub("\n#", piece[len(head) :])
