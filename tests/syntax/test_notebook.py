"""
Cells become one module: line by line, with IPython's own lines covered.
"""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from charter.syntax.python import cut_of
from charter.syntax.python.notebook import Cell, covered, join
from charter.text import Document, LineIndex

QUICK = settings(max_examples=200, derandomize=True, deadline=None)
PIECES = st.sampled_from(
    [
        "x = 1",
        "\n",
        "\r",
        "\r\n",
        "\u2028",
        "🙂",
        "%",
        "!",
        "?",
        '"""',
        "'",
        "(",
        ")",
        "\\",
        "#",
        "    ",
        "def f():",
        "=",
    ]
)
TEXTS = st.lists(PIECES, max_size=12).map("".join)

COVERED = [
    ("a line magic", "%matplotlib inline\nx = 1", "#matplotlib inline\nx = 1"),
    ("a shell line over two lines", "!ls \\\n -la\nx", "#ls \\\n#-la\nx"),
    ("a quote in the shell opens nothing", "!echo it's (\nx", "#echo it's (\nx"),
    ("help, before and after", "?len\nlen?\nlen??", "#len\n#en?\n#en??"),
    ("where a statement must stand", "if x:\n    !ls", "if x:\n    0#s"),
    ("what is assigned", "files, n = !ls\nt = %time f()", "files, n = 0#s\nt = 0#ime f()"),
    ("what is assigned to an item", "d['a'] = !ls\nd['a = !b'] = 3", "d['a'] = 0#s\nd['a = !b'] = 3"),
    ("a cell of another language", "%%bash\nit's", "      \n    "),
    ("the first line of a cell that is Python", "\n%%time\neval(x)", "\n      \neval(x)"),
    ("no modulo in brackets", "x = (1\n% 3)", "x = (1\n% 3)"),
    ("no modulo after a joined line", "x = 1 \\\n% 3", "x = 1 \\\n% 3"),
    ("no text in quotes", 's = """\n!ls\n%x\n"""', 's = """\n!ls\n%x\n"""'),
    ("no question in a comment or a string", "x = 1  # why?\n'why?'", "x = 1  # why?\n'why?'"),
    ("no comparison", "x = (a\n!= b)", "x = (a\n!= b)"),
]


@pytest.mark.parametrize(("claim", "text", "expected"), COVERED, ids=[claim for claim, _, _ in COVERED])
def test_what_only_ipython_understands_is_covered(claim, text, expected):
    """
    And nothing else is.
    """
    assert f"{expected}\n" == covered(f"{text}\n"), claim


@QUICK
@given(TEXTS)
def test_covering_moves_nothing(text):
    """
    Every line stays where it is and as long as it is, whatever the cell says.
    """
    text = text.replace("\r\n", "\n").replace("\r", "\n") + "\n"

    assert [len(line) for line in text.split("\n")] == [len(line) for line in covered(text).split("\n")]


@QUICK
@given(st.lists(TEXTS, max_size=5))
def test_every_line_of_a_cell_is_a_line_of_the_module(texts):
    """
    There and back; cells begin after one another, and the units of the cells are the module.
    """
    module = join(map(Cell.of, texts))
    document = Document("", module.text, "python")
    module.remember(document)
    n_lines = [len(LineIndex(text)) for text in texts]

    assert [sum(n_lines[:idx]) for idx in range(len(texts) + 1)] == list(module.starts)
    assert sum(n_lines) + 1 == len(document.lines)
    assert [idx for idx, n in enumerate(n_lines) for _ in range(n)] == [
        module.cell(line) for line in range(sum(n_lines))
    ]
    assert module.text == "".join(unit.text for unit in cut_of(document).units)


def test_what_a_cell_leaves_open_ends_with_it():
    """
    Neither an open quote, nor a bracket, nor an indented line reaches into another cell.
    """
    module = join(map(Cell.of, ['s = """', "x = 1", "f(", "y = 2", "def g():\n    pass", "    z = 3"]))
    document = Document("", module.text, "python")
    module.remember(document)

    assert ['s = """\n', "x = 1\n", "f(\n", "y = 2\n", "def g():\n    pass\n", "    z = 3\n"] == [
        unit.text for unit in cut_of(document).units
    ]
