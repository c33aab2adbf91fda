"""
A unit with its tree, and the way from the tree's positions to spans.
"""

import ast
import re
from functools import cached_property
from typing import Protocol

from msgspec import Struct

from charter.interest import EVERYTHING, Interest
from charter.syntax.python.facts import Facts
from charter.syntax.python.units import Unit
from charter.text import LineIndex, Span

# A form feed resets the column (Python Language Reference 2.1.8).
_MARGIN = re.compile(r"(?:[ \t]*\f)*")


class Located(Protocol):
    """
    Any node that knows where it stands.
    """

    lineno: int
    col_offset: int
    end_lineno: int | None
    end_col_offset: int | None


class Parsed(Struct, frozen=True, dict=True):
    """
    What a rule sees: one unit, its tree, and facts about the module before it.

    Args:
        tree: of `unit.source`; rules may hang attributes on its nodes.
        facts: what was imported before; rules add what the unit imports.
        interest: what findings are for; others need not be made.
    """

    unit: Unit
    tree: ast.Module
    facts: Facts
    interest: Interest = EVERYTHING

    @cached_property
    def lines(self) -> LineIndex:
        """
        The lines of `unit.source`, which the tree's positions speak of.
        """
        return LineIndex(self.unit.source)

    def offset(self, lineno: int, column: int) -> int:
        """
        Return the offset in the unit.

        Args:
            lineno: counted from one, as in the tree.
            column: in bytes of UTF-8, as in the tree.

        Source: Python's `ast` documentation, `col_offset`.
        """
        line = self.lines.span(lineno - 1)
        if self._is_ascii:
            return line.start + column - self.unit.shift
        text = self.unit.source[line.start : line.end]
        return (
            line.start + len(text.encode("utf-8", "surrogatepass")[:column].decode("utf-8", "ignore")) - self.unit.shift
        )

    def span(self, node: Located) -> Span:
        """
        Return where *node* stands in the unit.
        """
        start = self.offset(node.lineno, node.col_offset)
        if node.end_lineno is None or node.end_col_offset is None:
            return Span(start, start)
        return Span(start, self.offset(node.end_lineno, node.end_col_offset))

    def line_span(self, first: int, last: int) -> Span:
        """
        Return the lines *first* to *last* of the tree, counted from one, without the last line's end.

        A line begins where its columns do: a form feed before that may belong to the unit above.
        """
        n_lines = len(self.lines)
        line = self.lines.span(min(max(first, 1), n_lines) - 1)
        margin = _MARGIN.match(self.unit.source, line.start)
        start = margin.end() if margin else line.start
        end = self.lines.span(min(max(last, 1), n_lines) - 1)
        text = self.unit.source[end.start : end.end]
        return Span(max(0, start - self.unit.shift), max(0, end.start + len(text.rstrip("\r\n")) - self.unit.shift))

    @cached_property
    def _is_ascii(self) -> bool:
        return self.unit.text.isascii()
