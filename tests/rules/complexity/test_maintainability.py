"""
complexity.maintainability: radon's index of a file.
"""

import ast
import sysconfig
from pathlib import Path

import pytest
from msgspec.structs import replace
from radon.metrics import h_visit_ast, mi_visit
from radon.raw import analyze
from radon.visitors import ComplexityVisitor

from charter.rules.complexity import maintainability
from charter.rules.complexity.raw import Raw, raw
from charter.rules.complexity.tree_counts import counts
from charter.text import Document, Span
from support import corpus

STDLIB = Path(sysconfig.get_path("stdlib"))
TRICKY = '''
"""Doc."""
x = {"a": 1,
     "b": [2, 3]}; y = x["a":]  # slice

def f(a: int): return a
if x: a = 1; b = 2
for i in x: pass; pass
class C:
    """Two
    lines."""; z = 1

    """Three

    lines."""
    # alone
    def g(self, *,
          k=lambda: 0):  # beside

        if (n := 10) > 5: print(f"{n:>5}")
        return """x
        # not a comment
        """
\x0c
async def h(): ...
try: 1/0
except: pass
s = "a" \\
    "b"
'''


SCRAPS = [
    "a != b\n",
    "x = {1: 2,\n # in it\n 3: 4}",
    "x[a:b]",
    "if x: y",
    "if x:\n y",
    "f(a := 1)",
    "lambda: 0",
    "lambda: 0; x",
    "a: int = 3",
    "r'''a\n\nb'''",
    "f'''a\n\nb'''",
    "b'' ''",
    "''",
    "x = '''a\n# b\n'''",
    "'''a''' # b",
    "x = \\\n  1",
    "def f(): # why\n pass",
    "s = f'{x:>5}'",
    "x \n\n\n# y\n  # z\n\n",
    'x = "a\\\nb"',
]


@pytest.mark.parametrize(
    "text", [TRICKY, "", "x", "# only\n", "\n\n", "a = (\n\n1)\n", "'''x'''", "if x:\n  pass\r\ny\r", *SCRAPS]
)
def test_counts_are_radons(text):
    """
    Each count is that of radon, quirks included.
    """
    peer = analyze(text)

    assert Raw(peer.lloc, peer.sloc, peer.comments, peer.multi) == raw(text)


BRANCHES = """
@decorated(a or b)
def f(x=1 if a else 2):
    def inner():
        if a and b: pass
    class Local:
        if a: x = 1
    assert a and (b or c), -d
    return [i for i in x if i if not i] + [x.y, "y", 1, True, 1.0] * 2

class C(Base[a or b], key=a + b):
    if a < b < c: z = 1
    def m(self):
        try: self.n += 1
        except E: pass
        except F: pass
        else: pass
    class D:
        def n(self): return a if b else c
    async def o(self):
        async for x in y: pass
        else: pass
        match x:
            case 1 | 2: pass
            case str() as s if s: pass
            case _: pass

while a:
    def g(): return lambda: a and b
else: pass
y = x.y + y
"""


@pytest.mark.parametrize("text", [BRANCHES, TRICKY, "", "x = 1", "def f(): return a + a\ndef g(): return a + a"])
def test_counts_of_the_tree_are_radons(text):
    """
    Volume and complexity are those of radon's visitors, odd corners included.
    """
    tree = ast.parse(text)
    peer = (h_visit_ast(tree).total.volume, ComplexityVisitor.from_ast(tree).total_complexity)
    *_, ours = counts(tree)

    assert peer == (pytest.approx(ours.volume, rel=1e-12), ours.complexity)


def test_index_is_radons_on_real_files():
    """
    On real packages and part of the standard library the index is radon's.
    """
    for path in [*corpus.files()[::12], *sorted(STDLIB.glob("[a-c]*.py"))[::12]]:
        text = path.read_text("utf-8", "replace")
        # Radon takes minutes over long tables.
        if len(text) < 20_000 and is_valid(text):
            assert mi_visit(text, multi=True) == pytest.approx(
                maintainability.index(text, ast.parse(text)), abs=1e-9
            ), path


def test_index_is_radons_where_it_comes_to_zero():
    """
    The index of a file that grows function by function is radon's, down to the lowest and on from there.
    """
    function = "def f{0}(a):\n    # {0}\n    return a + {0} if a and a.b else -a\n\n\n"
    texts = ["".join(function.format(n) for n in range(size)) for size in (1, 60, 200, 400)]
    indexes = [maintainability.index(text, ast.parse(text)) for text in texts]

    assert [mi_visit(text, multi=True) for text in texts] == pytest.approx(indexes, abs=1e-9)
    assert (True, 0.0, 0.0) == (indexes[1] > 0, *indexes[2:])


def test_lines_and_tokens_count_alike():
    """
    Where a line is read without its tokens, the counts are those of its tokens.
    """
    for path in [*corpus.files(), *sorted(STDLIB.glob("*.py"))]:
        text = path.read_text("utf-8", "replace")
        if is_valid(text):
            # A semicolon has the tokens counted, and another one more line.
            plain, counted = raw(f"{text}\nx"), raw(f"{text}\nx;x")
            assert plain == replace(counted, lloc=counted.lloc - 1), path


def is_valid(text):
    try:
        ast.parse(text)
    except SyntaxError:
        return False
    return bool(text.strip())


def test_long_table_takes_linear_time():
    """
    A statement of many lines has its figure at once; radon's own count would take minutes.
    """
    text = "TABLE = [\n" + "    (1, 'x'),\n" * 5_000 + "]\n"
    [finding] = maintainability.look(Document("a.py", text, "python"))

    assert (Span(0, 9), 5_002) == (finding.span, raw(text).sloc)


@pytest.mark.parametrize("text", ["", "  \n", "def f(:\n", "x = '\0'\n", "(" * 5_000])
def test_no_figure(text):
    """
    What is empty or does not parse has no figure.
    """
    assert [] == list(maintainability.look(Document("a.py", text, "python")))
