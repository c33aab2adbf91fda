"""
Cutting Python into units.
"""

import ast
import sysconfig
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from charter.syntax.python.units import cut

STDLIB = Path(sysconfig.get_path("stdlib"))
# Pieces that open, close, join and break, in any order.
SCRAPS = st.sampled_from(
    [
        "def f():\n",
        "    return 1\n",
        "class C:\n",
        "    x = [\n",
        "]\n",
        "(",
        ")",
        '"""',
        "'''",
        '"',
        "'",
        "\\\n",
        "@decorated\n",
        "import os\n",
        "else:\n",
        "# a comment\n",
        "\r",
        "\r\n",
        "\f",
        "\x85",
        "\u2028",
        "\n",
        "  ",
        "a = 1",
        "if a:\n",
        "\0",
        "éé𒀀",
        "\t",
    ]
)


@given(st.lists(SCRAPS, max_size=40).map("".join))
def test_units_are_the_text(text):
    """
    Nothing lies between units and nothing is in two, whatever the text.
    """
    units = cut(text)

    assert text == "".join(unit.text for _, unit in units)
    assert all(text.startswith(unit.text, start) for start, unit in units)


@pytest.mark.parametrize("name", ["argparse.py", "typing.py", "turtle.py", "_pydecimal.py", "tarfile.py"])
def test_units_parse_by_themselves(name):
    """
    No statement of a valid file is cut in two, not in large classes either.
    """
    text = (STDLIB / name).read_text("utf-8")
    n_statements = len(ast.parse(text).body)
    units = [unit for unit in cut(text).units if not unit.is_blank]

    assert sum(len(unit.parse().body) for unit in units if not unit.owner or unit.is_header) == n_statements
    assert all(unit.parse() for unit in units)


@pytest.mark.parametrize(
    ("text", "pieces"),
    [
        ("a = 1\nb = 2\n", ["a = 1\n", "b = 2\n"]),
        ("# top\n\nimport os\n", ["# top\n\n", "import os\n"]),
        ("if a:\n    b\nelse:\n    c\nd\n", ["if a:\n    b\nelse:\n    c\n", "d\n"]),
        ("@one\n@two\ndef f(): ...\n", ["@one\n@two\ndef f(): ...\n"]),
        ("x = (1,\n2)\ny\n", ["x = (1,\n2)\n", "y\n"]),
        ('s = """\ndef f(): ...\n"""\ny\n', ['s = """\ndef f(): ...\n"""\n', "y\n"]),
        ("a = \\\nb\nc\n", ["a = \\\nb\n", "c\n"]),
        ("a\r\nb\rc\n", ["a\r\n", "b\r", "c\n"]),
        ("a\n\x0cdef f(): ...\n", ["a\n\x0c", "def f(): ...\n"]),
        ("a = 'x\x85y'\u2028\nb", ["a = 'x\x85y'\u2028\n", "b"]),
        ("a; b\nc", ["a; b\n", "c"]),
        ("def f():\n\\\n  a\nb", ["def f():\n\\\n  a\n", "b"]),
    ],
)
def test_top_level(text, pieces):
    """
    A unit is a top-level statement with all that belongs to it.
    """
    assert pieces == [unit.text for unit in cut(text).units]


@pytest.mark.parametrize(
    "broken",
    [
        "x = foo(\n",
        "x = [1,\n",
        "def g(a,\n",
        's = """\n',
        "s = '\n",
        "@\n",
        "if (\n",
        "x = {'a': (\n\n",
        ")\n",
        "f(]\n",
    ],
)
def test_half_typed(broken):
    """
    An open bracket or quote costs its own statement, and none of those that follow it.
    """
    after = "def f():\n    return eval(x)\n\n\nimport os\n"
    units = [unit.text for unit in cut(f"a = 1\n{broken}{after}").units]

    assert units[0] == "a = 1\n"
    assert units[-2:] == ["def f():\n    return eval(x)\n\n\n", "import os\n"]


def test_large_class_is_cut_into_members():
    """
    A class of many lines is checked member by member, each under the name of the class.
    """
    members = "".join(f"    def f{i}(self):\n        return '''\n{i}'''\n\n" for i in range(20))
    header, *rest = cut(f"class Big(Base):\n    # first\n\n{members}").units

    assert ("class Big(Base):\n    # first\n\n", True) == (header.text, header.is_header)
    assert ["Big"] * 20 == [unit.owner for unit in rest]
    assert all(unit.parse() for unit in [header, *rest])


@pytest.mark.parametrize(
    "text", ["(" * 200_000, "'''" * 100_001, "\\\n" * 200_000, "@a\n" * 100_000, "x = (\ndef f\n" * 30_000]
)
def test_hostile_text_takes_linear_time(text):
    """
    A long row of openers is cut at once: the cost per code point does not grow with the length.
    """
    assert text == "".join(unit.text for unit in cut(text).units)
