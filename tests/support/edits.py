"""
Random edits: what is typed, pasted and deleted, where it does harm.
"""

from hypothesis import strategies as st

from charter.model import Edit
from charter.text import Span

SCRAPS = (
    "",
    "a",
    " ",
    "    ",
    "\t",
    "\n",
    "\n\n",
    "\r",
    "\r\n",
    "\f",
    "(",
    ")",
    "[",
    "]",
    "{",
    "}",
    '"',
    "'",
    '"""',
    "'''",
    "\\",
    "\\\n",
    "#",
    "# nosec",
    "# written by Claude\n",
    "# charter: waive-file B307 until 2027-01-01 -- x\n",
    "@x\n",
    "async ",
    "else:\n",
    "as q",
    "import re\n",
    "import pickle\n",
    "import yaml as sp\n",
    "from subprocess import run\n",
    "run(x, shell=True)\n",
    "def g():\n    pass\n",
    "def h(x):\n    return exec(x)\n",
    "    def h(self):\n        return sp.call(x, shell=True)\n",
    "class D:\n    pass\n",
    "    x = 'password'\n",
    "    y = '''\n",
    "x = (\n1,\n",
    "é𒀀 = eval(1)\n",
    "\u202e",
)
_PLACES = st.floats(0, 1, exclude_max=True)


def edits(most):
    """
    Return lists of one to *most* edits that fit any text, for `applied`.
    """
    return st.lists(st.tuples(_PLACES, st.integers(0, 80), st.sampled_from(SCRAPS)), min_size=1, max_size=most)


def applied(text, edit):
    """
    Return *text* after an edit of `edits`, and the edit as the engine says it.
    """
    place, length, scrap = edit
    start = int(place * (len(text) + 1))
    end = min(len(text), start + length)
    return text[:start] + scrap + text[end:], Edit(Span(start, end), scrap)
