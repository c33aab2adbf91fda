"""
What stands below a node of a syntax tree, without what no test looks at.
"""

import ast
from collections.abc import Callable, Iterable
from operator import attrgetter
from typing import Any

KINDS = frozenset(kind for kind in vars(ast).values() if isinstance(kind, type) and issubclass(kind, ast.AST))

# Nothing stands below these. Bandit visits them too, but calls no test of its own on them.
_BARE = (
    ast.expr_context,
    ast.operator,
    ast.boolop,
    ast.unaryop,
    ast.cmpop,
    ast.alias,
    ast.Name,
    ast.Global,
    ast.Nonlocal,
    ast.Pass,
    ast.Break,
    ast.Continue,
)
LEAVES = frozenset(kind for kind in KINDS if issubclass(kind, _BARE))

# Fields with words and figures; then those with leaves.
_PLAIN = frozenset(
    {
        *("arg", "asname", "attr", "conversion", "id", "is_async", "kind", "kwd_attrs", "level", "module", "name"),
        *("rest", "simple", "type_comment", "type_ignores"),
    }
)
_OF_LEAVES = {"ctx", "names", "op", "ops"}

Below = Callable[[Any], Iterable[Any]]


def below(kind: type[ast.AST], *, with_leaves: bool) -> Below:
    """
    Return a function that gives the values of a node's fields in order: nodes, lists of nodes, and None.
    """
    left_out = _PLAIN if with_leaves else _PLAIN | _OF_LEAVES
    names = [name for name in kind._fields if name not in left_out]
    if len(names) > 1:
        return attrgetter(*names)
    if names:
        only = attrgetter(*names)
        return lambda node: (only(node),)
    return lambda _: ()
