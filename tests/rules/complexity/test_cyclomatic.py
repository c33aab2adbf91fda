"""
complexity.cyclomatic: radon's figures, unit by unit.
"""

import pytest
from radon.visitors import Class, ComplexityVisitor

from charter.rules.complexity import cyclomatic
from charter.syntax.python.facts import Facts, Imports
from charter.syntax.python.parsed import Parsed
from charter.syntax.python.units import cut
from support import corpus
from support.pages import draw, examples

PAGE = """
    == a function, its name underlined
    def ship(order):
        ^^^^ ship 1
        return order

    == every branch and every further operand counts, a closure has its own figure
    async def ship(order):
              ^^^^ ship 4
        for item in order:
            if item.a and item.b:
                continue
        def inner():
            ^^^^^ ship.inner 2
            return 1 if order else 2

    == methods under their dotted names, of inner classes too
    class Order:
        @property
        def total(self):
            ^^^^^ Order.total 2
            return sum(x for x in self)

        class Line:
            def price(self): ...
                ^^^^^ Order.Line.price 1

    == names after characters of several bytes
    é = "𒀀"; 名 = 1
    def größe(x): return x
        ^^^^^ größe 1

    == code outside functions has no figure
    if a and b:
        c = 1
"""


def figures(text):
    for start, unit in cut(text):
        parsed = Parsed(unit, unit.parse(), Facts(Imports()))
        for finding in cyclomatic.look(parsed):
            yield finding.moved(start)


@pytest.mark.parametrize("example", examples(PAGE), ids=str)
def test_page(example):
    """
    Each function has its figure, at its name.
    """
    found = [(finding.span, f"{finding.symbol} {finding.figure}") for finding in figures(example.code)]

    assert example.picture == draw(example.code, found)


def test_same_figures_as_radon():
    """
    Unit by unit gives the figures of radon on whole files of real packages.
    """
    for path in corpus.files():
        text = path.read_text("utf-8")

        visitor = ComplexityVisitor.from_code(text)
        theirs = sorted(peers([*visitor.functions, *visitor.classes]))

        assert theirs == sorted((found.symbol.split(".")[-1], found.figure) for found in figures(text)), path


def peers(blocks):
    for block in blocks:
        if isinstance(block, Class):
            yield from peers([*block.methods, *block.inner_classes])
        else:
            yield block.name, block.complexity
            yield from peers(block.closures)
