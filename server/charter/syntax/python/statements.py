"""
Which statement a place belongs to: what a comment in the code speaks about.
"""

import ast
from collections.abc import Sequence
from functools import lru_cache
from itertools import islice

from msgspec import Struct

from charter.syntax.python.facts import Facts
from charter.syntax.python.parsed import Parsed
from charter.syntax.python.units import UNREADABLE, Cut, Unit
from charter.text import LineIndex, Span

# Units that may stand between a comment and what it speaks of: that of the comment, a blank one, the next.
_REACH = 3
_SCOPES = (ast.FunctionDef, ast.AsyncFunctionDef, ast.ClassDef)


class _Statement(Struct, frozen=True):
    """
    A statement, relative to its unit.

    Args:
        lines: of the unit's source on which it stands, those of its decorators apart.
        span: all of it, decorators included.
        head: up to its body; all of it where it has none.
        is_scope: it is a function or a class.
    """

    lines: range
    span: Span
    head: Span
    column: int
    is_scope: bool


def statement(cut: Cut, offset: int) -> Span | None:
    """
    Return the innermost statement on whose lines *offset* lies.

    Of a statement with a body it is the head, up to the body. In a piece that
    does not parse, or between statements, there is none.
    """
    idx = cut.index(offset)
    unit, start = cut.units[idx], cut.starts[idx]
    line = LineIndex(unit.source).line(offset - start + unit.shift)
    found = [each for each in _statements(unit) if line in each.lines]
    return found[-1].head.moved(start) if found else None


def block(cut: Cut, offset: int, column: int) -> Span | None:
    """
    Return the next statement that begins after *offset*, with all of its body and decorators.

    A statement left of *column* is in another block, and so not meant.
    """
    first = cut.index(offset)
    for start, unit in islice(cut, first, first + _REACH):
        found = next((each for each in _statements(unit) if each.span.start + start > offset), None)
        if found:
            return found.span.moved(start) if found.column >= column else None
    return None


def scope(cut: Cut, offset: int) -> Span | None:
    """
    Return the innermost function or class around *offset*, with its decorators; None at the top level.
    """
    idx = cut.index(offset)
    start, unit = cut.starts[idx], cut.units[idx]
    around = [each for each in _statements(unit) if each.is_scope and each.span.holds(offset - start)]
    if around:
        return around[-1].span.moved(start)
    return _large_class(cut, idx) if unit.owner else None


def _large_class(cut: Cut, idx: int) -> Span:
    """
    Return the class of which the unit *idx* is a member, from its header to its last member.
    """
    owner = cut.units[idx].owner
    first, last = idx, idx
    while first and cut.units[first].owner == owner and not cut.units[first].is_header:
        first -= 1
    while last + 1 < len(cut.units) and _is_member(cut.units[last + 1], owner):
        last += 1
    return Span(cut.starts[first], cut.starts[last] + len(cut.units[last].text.rstrip()))


def _is_member(unit: Unit, owner: str) -> bool:
    return unit.owner == owner and not unit.is_header


# While somebody types, the other units stay the same objects.
@lru_cache(maxsize=64)
def _statements(unit: Unit) -> Sequence[_Statement]:
    """
    Return all statements of *unit* by their first line, outer ones first; none if it does not parse.
    """
    try:
        parsed = Parsed(unit, unit.parse(), Facts())
    except UNREADABLE:
        return ()
    root = parsed.tree.body[0] if unit.shift else parsed.tree
    nodes = [node for node in ast.walk(root) if isinstance(node, ast.stmt) and node is not root]
    nodes.sort(key=lambda node: (_first_line(node), -_last_line(node)))
    return [_stated(parsed, node) for node in nodes]


def _stated(parsed: Parsed, node: ast.stmt) -> _Statement:
    lines = range(node.lineno - 1, _last_line(node))
    span = Span(_start(parsed, node), parsed.span(node).end)
    return _Statement(lines, span, _head(parsed, node), node.col_offset, isinstance(node, _SCOPES))


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
