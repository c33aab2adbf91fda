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

import re
from collections.abc import Iterator

from radon.visitors import Class, ComplexityVisitor, Function

from charter.model import Finding, Level, Limit, Rule
from charter.syntax.python.parsed import Parsed
from charter.text import Span

RULE = Rule(
    id="complexity.cyclomatic",
    summary="function with too many independent paths (cyclomatic complexity, radon)",
    page=__doc__ or "",
    default=Level.ADVISE,
    aliases=("C901",),
    limit=Limit("max", 15),
)
_NAME = re.compile(r"(?:async[ \t\\\r\n]+)?def[ \t\\\r\n]+(?P<name>\w+)")


def look(parsed: Parsed) -> Iterator[Finding]:
    """
    Yield the figure of every function and method of the unit.
    """
    visitor = ComplexityVisitor.from_ast(parsed.tree)
    if parsed.unit.shift:
        measured = _in_class(visitor.classes[0], parsed.unit.owner)
    else:
        measured = [pair for function in visitor.functions for pair in _in_function(function, "")]
        measured += [pair for cls in visitor.classes for pair in _in_class(cls, cls.name)]
    for symbol, function in measured:
        yield _finding(parsed, symbol, function)


def _in_class(cls: Class, symbol: str) -> list[tuple[str, Function]]:
    """
    Return the methods of a class and of the classes in it, under their dotted names.
    """
    own = [pair for method in cls.methods for pair in _in_function(method, f"{symbol}.")]
    return own + [pair for inner in cls.inner_classes for pair in _in_class(inner, f"{symbol}.{inner.name}")]


def _in_function(function: Function, prefix: str) -> list[tuple[str, Function]]:
    """
    Return a function and its closures, under their dotted names.
    """
    symbol = f"{prefix}{function.name}"
    return [
        (symbol, function),
        *(pair for closure in function.closures for pair in _in_function(closure, f"{symbol}.")),
    ]


def _finding(parsed: Parsed, symbol: str, function: Function) -> Finding:
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


def _name_span(parsed: Parsed, function: Function) -> Span:
    start = parsed.offset(function.lineno, function.col_offset)
    match = _NAME.match(parsed.unit.text, start)
    return Span(*match.span("name")) if match else Span(start, start)
