"""
A function with more independent paths than the charter allows.

## What it flags

Radon counts one for each function, and one more for each `if`, `elif`, `for`,
`while`, `except`, `assert`, comprehension and its conditions, conditional
expression, `case`, and for each further operand of `and` and `or`. Every
function, method and closure has a figure of its own, in which those inside it
do not count. It breaches when it is greater than `max`.

## Why it matters

Every path is a case that a reader has to think of and a test has to cover. Past
some fifteen nobody does, and generated code gets there quickly.

## Example

    def ship(order):
        if order.paid and not order.held:
            for item in order.items:
                if item.digital or item.virtual:
                    ...

## Instead

Return early, move the body of a loop into a function with a name, replace
chains of `if` by a table, and split steps that have nothing to do with each
other.

## Known gaps

Other tools count differently: mccabe leaves out boolean operators and
comprehensions, so its figure is lower for about a third of all functions.

## Source

radon (MIT), `ComplexityVisitor`; T. J. McCabe, A Complexity Measure, 1976.
"""

import ast
import re
from collections.abc import Iterator
from typing import TYPE_CHECKING, TypeAlias

from charter.model import Finding, Level, Limit, Rule
from charter.syntax.python.parsed import Parsed
from charter.text import Span

if TYPE_CHECKING:
    from radon.visitors import Function

RULE = Rule(
    id="complexity.cyclomatic",
    summary="function with too many independent paths (cyclomatic complexity, radon)",
    page=__doc__ or "",
    default=Level.ADVISE,
    aliases=("C901",),
    limit=Limit("max", 15),
)
_NAME = re.compile(r"(?:async[ \t\\\r\n]+)?def[ \t\\\r\n]+(?P<name>\w+)")
# Whatever radon counts is written with one of these words; `try` counts nothing by itself, but may have an `else`.
_WORD = re.compile(r"\b(?:and|assert|case|elif|else|except|for|if|or|try|while)\b")
_MAY_HAVE_ELSE = ("for", "try", "while")
_Function: TypeAlias = ast.FunctionDef | ast.AsyncFunctionDef


def look(parsed: Parsed) -> Iterator[Finding]:
    """
    Yield the figure of every function and method of the unit that is of interest.

    Most functions have too few branching words to be complex: radon is asked
    only about the others.
    """
    floor = parsed.interest.floor(RULE.id)
    root = parsed.tree.body[0] if parsed.unit.shift else parsed.tree
    for symbol, node in _functions(root, parsed.unit.owner):
        if _most(parsed, node) > floor:
            for name, function in _measured(node, symbol):
                if function.complexity > floor:
                    yield _finding(parsed, name, function)


def _functions(node: ast.AST, owner: str) -> Iterator[tuple[str, _Function]]:
    """
    Yield the functions and methods below *node*, but those inside them, after the name of their class.
    """
    for child in ast.iter_child_nodes(node):
        if isinstance(child, _Function):
            yield owner, child
        elif isinstance(child, ast.ClassDef):
            yield from _functions(child, f"{owner}.{child.name}" if owner else child.name)
        elif isinstance(child, ast.stmt | ast.excepthandler | ast.match_case):
            yield from _functions(child, owner)


def _most(parsed: Parsed, function: _Function) -> int:
    """
    Return a figure that neither *function* nor one inside it exceeds.
    """
    body = function.body[1:] if ast.get_docstring(function, clean=False) is not None else function.body
    if not body:
        return 1
    lines = parsed.lines
    start, end = lines.span(body[0].lineno - 1).start, lines.span((function.end_lineno or 1) - 1).end
    words = _WORD.findall(parsed.unit.source, start, end)
    n_else, n_blocks = words.count("else"), sum(map(words.count, _MAY_HAVE_ELSE))
    return 1 + len(words) - words.count("try") - n_else + min(n_else, n_blocks)


def _measured(node: _Function, owner: str) -> "list[tuple[str, Function]]":
    # Radon is loaded where there is something to measure, not by whoever only speaks of the rule.
    from radon.visitors import ComplexityVisitor

    visitor = ComplexityVisitor(off=False)
    visitor.visit(node)
    return [pair for function in visitor.functions for pair in _in_function(function, f"{owner}." if owner else "")]


def _in_function(function: "Function", prefix: str) -> "list[tuple[str, Function]]":
    """
    Return a function and its closures, under their dotted names.
    """
    symbol = f"{prefix}{function.name}"
    return [
        (symbol, function),
        *(pair for closure in function.closures for pair in _in_function(closure, f"{symbol}.")),
    ]


def _finding(parsed: Parsed, symbol: str, function: "Function") -> Finding:
    span = _name_span(parsed, function)
    figure = int(function.complexity)
    return Finding(
        rule=RULE.id,
        span=span,
        advice=f"Split `{function.name}` into smaller functions.",
        reason=f"Its cyclomatic complexity (radon) is {figure}: so many paths need to be read and tested.",
        extent=span,
        symbol=symbol,
        figure=figure,
    )


def _name_span(parsed: Parsed, function: "Function") -> Span:
    start = parsed.offset(function.lineno, function.col_offset)
    match = _NAME.match(parsed.unit.text, start)
    return Span(*match.span("name")) if match else Span(start, start)
