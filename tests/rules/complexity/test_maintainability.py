"""
complexity.maintainability: radon's index of a file.
"""

import ast
import sysconfig
from pathlib import Path

import pytest
from radon.metrics import mi_visit
from radon.raw import analyze

from charter.rules.complexity import maintainability
from charter.rules.complexity.raw import Raw, raw
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


@pytest.mark.parametrize(
    "text", [TRICKY, "", "x", "# only\n", "\n\n", "a = (\n\n1)\n", "'''x'''", "if x:\n  pass\r\ny\r"]
)
def test_counts_are_radons(text):
    """
    Each count is that of radon, quirks included.
    """
    peer = analyze(text)

    assert Raw(peer.lloc, peer.sloc, peer.comments, peer.multi) == raw(text)


def test_index_is_radons_on_real_files():
    """
    On real packages and part of the standard library the index is radon's to the last digit.
    """
    for path in [*corpus.files()[::12], *sorted(STDLIB.glob("[a-c]*.py"))[::12]]:
        text = path.read_text("utf-8", "replace")
        # Radon takes minutes over long tables.
        if len(text) < 20_000 and is_valid(text):
            assert mi_visit(text, multi=True) == maintainability.index(text), path


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
