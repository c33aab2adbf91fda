"""
Which statement a place belongs to: what a comment in the code speaks about.
"""

import ast
from collections.abc import Iterator, Sequence

from charter.syntax.python.facts import Facts, Imports
from charter.syntax.python.parsed import Parsed
from charter.syntax.python.units import Unit, cut
from charter.text import Document, Span

_BROKEN = (SyntaxError, ValueError, RecursionError, MemoryError)


def statement(document: Document, offset: int) -> Span:
    """
    Return the innermost statement on whose lines *offset* lies.

    Of a statement with a body it is the head, up to the body. In a piece that
    does not parse, or between statements, it is the line.
    """
    for unit in _from(document, offset)[:1]:
        for parsed in _parsed(unit):
            line = parsed.lines.line(offset - unit.start + unit.shift) + 1
            found = [node for node in _statements(parsed) if node.lineno <= line <= _last_line(node)]
            if found:
                return _head(parsed, found[-1]).moved(unit.start)
    return document.lines.span(document.lines.line(offset))


def block(document: Document, offset: int) -> Span:
    """
    Return the next statement after the line of *offset*, with all of its body and decorators.

    A statement further left than *offset* is in another block, and so not meant.
    Where there is none, the result is empty.
    """
    line = document.lines.line(offset)
    column = offset - document.lines.span(line).start
    for unit in _from(document, offset):
        for parsed in _parsed(unit):
            found = [node for node in _statements(parsed) if document.lines.line(_start(parsed, node)) > line]
            if found:
                start = _start(parsed, found[0])
                is_inside = start - document.lines.span(document.lines.line(start)).start >= column
                return Span(start, parsed.span(found[0]).end + unit.start) if is_inside else Span(offset, offset)
    return Span(offset, offset)


def _from(document: Document, offset: int) -> Sequence[Unit]:
    """
    Return the unit that holds *offset* and the one after it, blank ones left out.
    """
    units = [unit for unit in cut(document.text) if unit.start + len(unit.text) > offset or unit.start >= offset]
    return [unit for unit in units if not unit.is_blank or unit.start <= offset][:3]


def _parsed(unit: Unit) -> Iterator[Parsed]:
    try:
        yield Parsed(unit, unit.parse(), Facts(Imports()))
    except _BROKEN:
        return


def _statements(parsed: Parsed) -> list[ast.stmt]:
    """
    Return all statements of the unit by their first line, outer ones first.
    """
    root = parsed.tree.body[0] if parsed.unit.shift else parsed.tree
    found = [node for node in ast.walk(root) if isinstance(node, ast.stmt) and node is not root]
    return sorted(found, key=lambda node: (_first_line(node), -_last_line(node)))


def _head(parsed: Parsed, node: ast.stmt) -> Span:
    body: list[ast.stmt] = getattr(node, "body", [])
    if not body:
        return parsed.span(node)
    start, end = (
        _start(parsed, node) - parsed.unit.start,
        min(_start(parsed, child) for child in body) - parsed.unit.start,
    )
    return Span(start, start + len(parsed.unit.text[start:end].rstrip()))


def _start(parsed: Parsed, node: ast.stmt) -> int:
    """
    Return where *node* begins in the document, decorators included.
    """
    return parsed.offset(_first_line(node), node.col_offset) + parsed.unit.start


def _first_line(node: ast.stmt) -> int:
    decorators: list[ast.expr] = getattr(node, "decorator_list", [])
    return min([node.lineno, *(decorator.lineno for decorator in decorators)])


def _last_line(node: ast.stmt) -> int:
    return node.end_lineno or node.lineno
