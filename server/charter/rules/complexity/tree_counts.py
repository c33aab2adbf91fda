"""
What radon counts in a syntax tree for the maintainability index, in one walk.

Radon makes a visitor for every function and class, and one again for each of
their statements. Its figures are those of its visitors, odd corners included;
a test holds this to them.

Source: radon/visitors.py, `ComplexityVisitor` and `HalsteadVisitor`.
"""

import ast
import math
from collections.abc import Callable, Iterator
from enum import Enum
from functools import cache
from typing import Any, cast

from msgspec import Struct, field

_FUNCTIONS = (ast.FunctionDef, ast.AsyncFunctionDef)
_WITHOUT_CHILDREN = frozenset({"ctx", "op", "ops", "names", "type_ignores", "type_comment", "kind"})


class _Place(Enum):
    """
    What branches count for: the module's own sum, a function's, a class's, or nothing.
    """

    MODULE = 1
    FUNCTION = 2
    CLASS = 3
    NOWHERE = 4


class TreeCounts(Struct):
    """
    Args:
        complexity: radon's `total_complexity`.
        operators: how many there are.
        operands: likewise.
    """

    complexity: int = 1
    operators: int = 0
    operands: int = 0
    _kinds: set[type[ast.AST]] = field(default_factory=set[type[ast.AST]])
    _values: set[tuple[str | None, Any]] = field(default_factory=set[tuple[str | None, Any]])
    _n_unlike: int = 0

    @property
    def volume(self) -> float:
        """
        Halstead's volume: the length of the program times the bits of its vocabulary.
        """
        vocabulary = len(self._kinds) + len(self._values) + self._n_unlike
        return (self.operators + self.operands) * math.log2(vocabulary) if vocabulary else 0

    def add_operation(
        self, kinds: list[ast.AST], operands: list[ast.expr], context: str | None, n_operators: int
    ) -> None:
        self.operators += n_operators
        self.operands += len(operands)
        self._kinds.update(map(type, kinds))
        for operand in operands:
            match operand:
                case ast.Name(id=value) | ast.Attribute(attr=value) | ast.Constant(value=value):
                    self._values.add((context, value))
                case _:
                    # Radon keeps other operands as objects, each different from all others.
                    self._n_unlike += 1


def counts(tree: ast.Module) -> Iterator[TreeCounts]:
    """
    Yield the counts of *tree* as they grow, the same object before each function and at the end.
    """
    result = TreeCounts()
    stack: list[tuple[ast.AST, str | None, _Place]] = [(tree, None, _Place.MODULE)]
    while stack:
        node, context, place = stack.pop()
        kind = type(node)
        if place is not _Place.NOWHERE and (points := _POINTS.get(kind)):
            result.complexity += points(node)
        if operation := _OPERATIONS.get(kind):
            kinds, operands, n_operators = operation(node)
            result.add_operation(kinds, operands, context, n_operators)
        if isinstance(node, _FUNCTIONS):
            yield result
            inside = _Place.FUNCTION if place in {_Place.MODULE, _Place.CLASS} else _Place.NOWHERE
            # A method counts one for itself; a function's own one radon takes away again.
            result.complexity += place is _Place.CLASS
            stack += [(child, node.name, inside) for child in node.body]
        elif isinstance(node, ast.ClassDef):
            inside = _Place.CLASS if place is _Place.MODULE else _Place.NOWHERE
            stack += [(child, context, inside) for child in node.body]
            stack += [(child, context, _Place.NOWHERE) for child in (*node.bases, *node.keywords, *node.decorator_list)]
        else:
            # What stands in an assertion is not counted, only the assertion.
            below = _Place.NOWHERE if kind is ast.Assert else place
            stack += [(child, context, below) for child in _children(node)]
    yield result


def _children(node: ast.AST) -> Iterator[ast.AST]:
    for name in _fields(type(node)):
        value: Any = getattr(node, name, None)
        if isinstance(value, list):
            yield from (child for child in cast("list[object]", value) if isinstance(child, ast.AST))
        elif isinstance(value, ast.AST):
            yield value


@cache
def _fields(kind: type[ast.AST]) -> tuple[str, ...]:
    return tuple(name for name in kind._fields if name not in _WITHOUT_CHILDREN)


def _of_match(node: Any) -> int:  # noqa: ANN401 -- one of the tables' functions, each for its own kind
    has_default = any(getattr(case.pattern, "pattern", False) is None for case in node.cases)
    return max(0, len(node.cases) - has_default)


_POINTS: dict[type[ast.AST], Callable[[Any], int]] = {
    ast.Try: lambda node: len(node.handlers) + bool(node.orelse),
    ast.BoolOp: lambda node: len(node.values) - 1,
    ast.If: lambda _: 1,
    ast.IfExp: lambda _: 1,
    ast.Match: _of_match,
    ast.For: lambda node: bool(node.orelse) + 1,
    ast.While: lambda node: bool(node.orelse) + 1,
    ast.AsyncFor: lambda node: bool(node.orelse) + 1,
    ast.comprehension: lambda node: len(node.ifs) + 1,
    ast.Assert: lambda _: 1,
}
_OPERATIONS: dict[type[ast.AST], Callable[[Any], tuple[list[ast.AST], list[ast.expr], int]]] = {
    ast.BinOp: lambda node: ([node.op], [node.left, node.right], 1),
    ast.UnaryOp: lambda node: ([node.op], [node.operand], 1),
    ast.BoolOp: lambda node: ([node.op], node.values, 1),
    ast.AugAssign: lambda node: ([node.op], [node.target, node.value], 1),
    ast.Compare: lambda node: (node.ops, [*node.comparators, node.left], len(node.ops)),
}
