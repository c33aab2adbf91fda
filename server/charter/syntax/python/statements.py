"""
Which statement a place belongs to: what a comment in the code speaks about.
"""

import ast
from collections.abc import Iterator
from itertools import islice

from charter.syntax.python.facts import Facts, Imports
from charter.syntax.python.parsed import Parsed
from charter.syntax.python.units import UNREADABLE, Cut, Unit
from charter.text import Span

# Units that may stand between a comment and what it speaks of: that of the comment, a blank one, the next.
_REACH = 3


def statement(cut: Cut, offset: int) -> Span | None:
    """
    Return the innermost statement on whose lines *offset* lies.

    Of a statement with a body it is the head, up to the body. In a piece that
    does not parse, or between statements, there is none.
    """
    idx = cut.index(offset)
    for parsed in _parsed(cut.units[idx]):
        line = parsed.lines.line(offset - cut.starts[idx] + parsed.unit.shift) + 1
        found = [node for node in _statements(parsed) if node.lineno <= line <= _last_line(node)]
        if found:
            return _head(parsed, found[-1]).moved(cut.starts[idx])
    return None


def block(cut: Cut, offset: int, column: int) -> Span | None:
    """
    Return the next statement that begins after *offset*, with all of its body and decorators.

    A statement left of *column* is in another block, and so not meant.
    """
    first = cut.index(offset)
    for start, unit in islice(cut, first, first + _REACH):
        for parsed in _parsed(unit):
            found = [node for node in _statements(parsed) if _start(parsed, node) + start > offset]
            if found:
                node = found[0]
                span = Span(_start(parsed, node), parsed.span(node).end).moved(start)
                return span if node.col_offset >= column else None
    return None


def _parsed(unit: Unit) -> Iterator[Parsed]:
    try:
        yield Parsed(unit, unit.parse(), Facts(Imports()))
    except UNREADABLE:
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
    start, end = _start(parsed, node), min(_start(parsed, child) for child in body)
    return Span(start, start + len(parsed.unit.text[start:end].rstrip()))


def _start(parsed: Parsed, node: ast.stmt) -> int:
    """
    Return where *node* begins in the unit, decorators included.
    """
    return parsed.offset(_first_line(node), node.col_offset)


def _first_line(node: ast.stmt) -> int:
    decorators: list[ast.expr] = getattr(node, "decorator_list", [])
    return min([node.lineno, *(decorator.lineno for decorator in decorators)])


def _last_line(node: ast.stmt) -> int:
    return node.end_lineno or node.lineno
