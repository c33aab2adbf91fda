"""
Notebooks on disk: their code cells as one module, and where in the file each line of it stands.

What is said of a notebook that is open in an editor is said of its cells. Here it
is said of lines of the file, where terminals and GitHub show it, and the cell and
the line in it are named besides. What stands in a file that is no such notebook
is checked as what it is, JSON or just text, and a notice says so.

Source: nbformat 4.5.
"""

import json
import re
from collections.abc import Callable, Iterator
from functools import cached_property
from itertools import accumulate, islice, pairwise
from json import decoder, scanner
from typing import Any, TypeVar, cast

from msgspec import Struct
from msgspec.structs import replace

from charter.model import Decision, Fault, Finding, Report
from charter.syntax import language_of
from charter.syntax.python.notebook import covered
from charter.text import Document, LineIndex, Notice, Span

SUFFIX = ".ipynb"

_FORMAT = 4
# A code point as JSON writes it: outside the first plane by two escapes.
_WRITTEN = re.compile(r"\\u[dD][89abAB][0-9a-fA-F]{2}\\u[dD][c-fC-F][0-9a-fA-F]{2}|\\u.{4}|\\.|.", re.DOTALL)
_LINE_END = re.compile(r"\r\n|\r")

# What the standard library does not say of its own decoder.
_scan: Callable[[str, int, bool], tuple[str, int]] = vars(decoder)["scanstring"]
_scanner: Callable[[json.JSONDecoder], Callable[[str, int], tuple[Any, int]]] = vars(scanner)["py_make_scanner"]

Gap = TypeVar("Gap", Notice, Fault)


class _NoNotebookError(Exception):
    """
    A file that is no notebook of Python, as the sentence that says so.
    """


class _Written(str):
    """
    A string of a JSON text.

    Args:
        start: where it begins in the text, beyond its quote.
    """

    __slots__ = ("start",)
    start: int


class _Cell(Struct, frozen=True):
    """
    A code cell.

    Args:
        number: counted from one, cells of other kinds included, as editors do.
        pieces: what it says, as the file has it.
    """

    number: int
    pieces: tuple[_Written, ...]

    @property
    def text(self) -> str:
        return "".join(self.pieces)

    @property
    def code(self) -> str:
        """
        One line more than the cell has, with LF only; what is no Python is covered.
        """
        return covered(_LINE_END.sub("\n", self.text) + "\n")


class Notebook(Document, frozen=True, kw_only=True):
    """
    The code cells of a notebook, as the one module that they are for the checkers.

    Args:
        file: what lies on the disk.
    """

    file: Document
    cells: tuple[_Cell, ...]

    def place(self, span: Span) -> Span:
        """
        Return where in the file that stands which has *span* in the module.
        """
        start = self._written(span.start)
        return Span(start.start, self._written(span.end - 1).end if span.end > span.start else start.start)

    def words(self, span: Span) -> str:
        """
        Return where *span* begins, for those who see cells.
        """
        if not self.cells:
            return ""
        idx, line, _ = self._in_cell(span.start)
        return f"In cell {self.cells[idx].number}, line {line + 1}."

    @cached_property
    def _starts(self) -> list[int]:
        """
        Return the line at which each cell begins.
        """
        return [self.lines.line(offset) for offset in (0, *self.joints)]

    def _in_cell(self, offset: int) -> tuple[int, int, int]:
        """
        Return cell, line and column of *offset*; what is after the last cell is in its last line.
        """
        line = self.lines.line(offset)
        idx = max(idx for idx, start in enumerate(self._starts) if start <= line)
        return idx, line - self._starts[idx], offset - self.lines.start(line)

    def _written(self, offset: int) -> Span:
        """
        Return where in the file that is written which stands at *offset* of the module.
        """
        if not self.cells:
            return Span(0, 0)
        idx, line, column = self._in_cell(offset)
        cell = self.cells[idx]
        lines = LineIndex(cell.text)
        at = lines.start(line) + column if line < len(lines) else len(cell.text)
        return _written(cell, at, self.file.text)


class _Decoder(json.JSONDecoder):
    """
    Reads JSON so that each string knows where it stands.
    """

    def __init__(self) -> None:
        super().__init__()
        self.parse_string = _string
        self.scan_once = _scanner(self)


def read(name: str, text: str) -> Document:
    """
    Return the notebook that *text* is, or else *text* as it is, with a notice.
    """
    file = Document(name, text, language_of(name, text))
    try:
        cells = tuple(_cells(_content(text)))
    except _NoNotebookError as error:
        return replace(file, notices=(Notice("unreadable", f"Not checked as a notebook: {error}."),))
    codes = [cell.code for cell in cells]
    joints = tuple(islice(accumulate(map(len, codes)), max(0, len(codes) - 1)))
    return Notebook(name, "".join(codes), "python", joints=joints, file=file, cells=cells)


def as_filed(document: Document, report: Report) -> tuple[Document, Report]:
    """
    Return what lies on the disk, and *report*, which is on *document*, with places in that.

    Nothing changes unless *document* is a notebook. Then the places are named in
    words besides, and no fix is offered: it would change JSON.
    """
    if not isinstance(document, Notebook):
        return document, report
    whole = {gap.message for gap in (*report.notices, *report.faults) if gap.span is None}
    decisions = tuple(
        _decision(document, each, is_placed=each.finding.reason not in whole) for each in report.decisions
    )
    notices = tuple(_gap(document, notice) for notice in report.notices)
    faults = tuple(_gap(document, fault) for fault in report.faults)
    return document.file, Report(report.path, document.file.lines, decisions, notices, faults)


def _content(text: str) -> dict[str, Any]:
    """
    Return the JSON object that *text* is.

    Raises:
        _NoNotebookError: it is none, or none that has cells with code of Python.
    """
    try:
        content: object = _Decoder().decode(text)
    except json.JSONDecodeError as error:
        raise _NoNotebookError(f"expected JSON, found something else in line {error.lineno}") from error
    except RecursionError as error:
        raise _NoNotebookError("its JSON is nested too deeply") from error
    known = _dict(content).get("nbformat")
    if not isinstance(known, int):
        raise _NoNotebookError("expected an object with `nbformat`")
    if known != _FORMAT:
        raise _NoNotebookError(f"expected nbformat {_FORMAT}, found {known:d}; save it with a current Jupyter")
    if not _is_python(_dict(content).get("metadata")):
        raise _NoNotebookError("its kernel is for another language than Python")
    return _dict(content)


def _is_python(metadata: object) -> bool:
    """
    Tell whether a kernel is Python's; where nothing is said, it is.
    """
    known = _dict(metadata)
    said = (_dict(known.get("language_info")).get("name"), _dict(known.get("kernelspec")).get("language"))
    languages = [name.lower() for name in said if isinstance(name, str) and name]
    return languages[0] in {"python", "ipython"} if languages else True


def _cells(content: dict[str, Any]) -> Iterator[_Cell]:
    cells = content.get("cells")
    if not isinstance(cells, list):
        raise _NoNotebookError("expected a list of `cells`")
    for number, cell in enumerate(map(_dict, cast("list[object]", cells)), start=1):
        if cell.get("cell_type") not in {"code", "markdown", "raw"}:
            raise _NoNotebookError(f"expected a `cell_type` in cell {number}")
        if cell["cell_type"] == "code" and _is_default(cell.get("metadata")):
            yield _Cell(number, _pieces(cell.get("source"), number))


def _is_default(metadata: object) -> bool:
    """
    Tell whether a cell is in the kernel's language; VS Code writes down which it is in otherwise.
    """
    return _dict(_dict(metadata).get("vscode")).get("languageId", "python") == "python"


def _pieces(source: object, number: int) -> tuple[_Written, ...]:
    pieces = cast("list[object]", source if isinstance(source, list) else [source])
    known = tuple(piece for piece in pieces if isinstance(piece, _Written))
    if len(known) < len(pieces):
        raise _NoNotebookError(f"expected text as `source` of cell {number}")
    return tuple(piece for piece in known if piece)


def _dict(value: object) -> dict[str, Any]:
    return cast("dict[str, Any]", value) if isinstance(value, dict) else {}


def _string(text: str, start: int, strict: bool = True) -> tuple[_Written, int]:  # noqa: FBT001, FBT002 -- as json calls it
    value, end = _scan(text, start, strict)
    written = _Written(value)
    written.start = start
    return written, end


def _written(cell: _Cell, at: int, text: str) -> Span:
    """
    Return where in *text*, which is the file's, the code point *at* of *cell* is written; at its end: where it ends.
    """
    ends = [0, *accumulate(map(len, cell.pieces))]
    for piece, (start, end) in zip(cell.pieces, pairwise(ends), strict=True):
        if at < end or end == ends[-1]:
            marks = _WRITTEN.finditer(text, piece.start)
            spans = [mark.span() for mark in islice(marks, min(at, end) - start + 1)]
            return Span(*spans[-1]) if at < end else Span(spans[-1][0], spans[-1][0])
    return Span(0, 0)


def _decision(notebook: Notebook, decision: Decision, *, is_placed: bool) -> Decision:
    known = decision.suppression
    suppression = replace(known, span=notebook.place(known.span)) if known and known.kind == "inSource" else known
    return replace(decision, finding=_finding(notebook, decision.finding, is_placed=is_placed), suppression=suppression)


def _finding(notebook: Notebook, finding: Finding, *, is_placed: bool) -> Finding:
    words = notebook.words(finding.span) if is_placed else ""
    evidence = finding.evidence and replace(finding.evidence, span=notebook.place(finding.evidence.span))
    return replace(
        finding,
        span=notebook.place(finding.span),
        extent=notebook.place(finding.extent),
        reason=f"{finding.reason} {words}".strip(),
        evidence=evidence,
        fixes=(),
    )


def _gap(notebook: Notebook, gap: Gap) -> Gap:
    if gap.span is None:
        return gap
    return replace(gap, span=notebook.place(gap.span), message=f"{gap.message} {notebook.words(gap.span)}".strip())
