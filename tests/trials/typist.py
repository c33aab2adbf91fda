"""
A hand that edits real code: mostly as people do, now and then as a cat does.

Most of its edits leave a text that parses, or soon lead back to one: code that
never parses shows nothing about findings.
"""

import ast
import re
import warnings
from random import Random

from msgspec import Struct, field

from support.edits import SCRAPS

_LINE = re.compile(r"[^\r\n]*(?:\r\n|\n|\r|\Z)")
_MOST_LINES = 30
# Beyond this the text goes back to what it was, as one edit.
_GROWTH = 1.6
_RECOVERY = 0.45

IMPORTS = (
    "import subprocess",
    "import subprocess as sp",
    "from subprocess import run, Popen as call",
    "import pickle, marshal",
    "import yaml as os",
    "import os as re",
    "from os import *",
    "from xml.etree import ElementTree as json",
    "from . import sys",
    "from django.utils.safestring import mark_safe",
    "import ssl; import ftplib",
)
STATEMENTS = (
    "eval(x)",
    "subprocess.run(x, shell=True)",
    "sp.Popen(['ls', x])",
    "run(x, shell=True)  # nosec",
    "os.system(x)  # nosec B605",
    "pickle.loads(x)",
    "password = 'secret'",
    "re.load(x)",
    "call(\n{0}    x,\n{0}    shell=True,\n{0})",
    'sql = """SELECT * FROM t\nWHERE x = %s""" % x',
    "try:\n{0}    pass\n{0}except Exception:\n{0}    pass",
    "if x and y or z: exec(x)",
    "import pickle as sp",
    "assert x, '\N{SNOWMAN}\N{GRINNING FACE}'",
    "def inner(a, password='x'):\n{0}    return eval(a)",
    "class Inner:\n{0}    token = 'x'\n\n{0}    def m(self):\n{0}        return [i for i in self if i]",
    "'''Doc of\n{0}two lines, written by ChatGPT.'''",
    "# charter: waive security.eval until 2030-01-01 -- because",
    "tmp = '/tmp/x'",
    "hashlib.md5(x); mark_safe(x)",
)
DECORATORS = ("@app.route('/')", "@property", "@eval('x')", "@functools.wraps(\n{0}    f)")


def parses(text):
    """
    Tell whether this Python can parse *text*.
    """
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            ast.parse(text)
    except (SyntaxError, ValueError, RecursionError, MemoryError):
        return False
    return True


class Typist(Struct):
    """
    One editing session on one text.

    Args:
        text: as it is now.
        done: what was done last.
    """

    random: Random
    text: str
    done: str = "open"
    _first: str = ""
    _past: list[str] = field(default_factory=list)
    _last_valid: str = ""

    def __post_init__(self):
        self._first = self._last_valid = self.text

    def edit(self, *, is_valid):
        """
        Edit the text.

        Args:
            is_valid: it parses now.
        """
        if is_valid:
            self._last_valid = self.text
        before = self.text
        while self.text == before:
            act = self.recovers if not is_valid and self.random.random() < _RECOVERY else self._choice()
            self.text = act()
            self.done = act.__name__
        if len(self.text) > _GROWTH * len(self._first) + 400:
            self.text, self.done = self._first, "revert"
        self._past.append(before)

    def _choice(self):
        acts, weights = zip(*_ACTS.items(), strict=True)
        return self.random.choices(acts, weights)[0].__get__(self)

    # -- ways back -----------------------------------------------------------------------------------------------------

    def recovers(self):
        return self._last_valid

    def undo(self):
        n_steps = self.random.randint(1, 3)
        return self._past[-n_steps] if len(self._past) >= n_steps else self._first

    # -- by the line ---------------------------------------------------------------------------------------------------

    def types_statement(self):
        line = self._line_of_code()
        return self._inserted(line, self.random.choice(STATEMENTS))

    def types_decorator(self):
        return self._inserted(self._line_like(r"[ \t]*(?:async )?(?:def|class) "), self.random.choice(DECORATORS))

    def types_import(self):
        line = self._line_like(r"(?:import|from) ") if self.random.random() < 0.7 else self._line_like(r"\S")
        return self._inserted(line, self.random.choice(IMPORTS))

    def removes_import(self):
        return self._replaced(self._line_like(r"[ \t]*(?:import|from) "), "")

    def changes_import(self):
        line = self._line_like(r"[ \t]*(?:import|from) ")
        word = self.random.choice(("pickle", "subprocess", "os", "x as yaml", "sys"))
        return self._replaced(line, re.sub(r"\w+(?=\s*$)", word, line[0]))

    def removes_lines(self):
        first = self._line()
        last = self._line_after(first.start(), self.random.randint(1, 6))
        return self.text[: first.start()] + self.text[last.end() :]

    def pastes(self):
        first = self._line()
        last = self._line_after(first.start(), self.random.randint(1, _MOST_LINES))
        to = self._line().start()
        return self.text[:to] + self.text[first.start() : last.end()] + self.text[to:]

    def says_nosec(self):
        line = self._line_of_code()
        comment = self.random.choice(("  # nosec", "  # nosec B602, B101", "  # noqa: S602", "  #"))
        return self._replaced(line, re.sub(r"(?=[\r\n]|\Z)", lambda _: comment, line[0], count=1))

    def joins_lines(self):
        line = self._line_of_code()
        return self._replaced(line, line[0].rstrip("\r\n") + self.random.choice((" \\\n", "; ", " ", "(\n")))

    def indents(self):
        line = self._line_of_code()
        by = self.random.choice(("    ", " ", "\t", "\f", ""))
        return self._replaced(line, by + line[0] if by else line[0].removeprefix("    "))

    def ends_line_otherwise(self):
        line = self._line()
        return self._replaced(line, line[0].rstrip("\r\n") + self.random.choice(("\r\n", "\r", "\n", "\n\f\n")))

    def ends_all_lines_otherwise(self):
        end = self.random.choice(("\r\n", "\r", "\n"))
        return re.sub(r"\r\n|\n|\r", end, self.text)

    # -- by the character ----------------------------------------------------------------------------------------------

    def types_scrap(self):
        at = self.random.randint(0, len(self.text))
        return self.text[:at] + self.random.choice(SCRAPS) + self.text[at:]

    def types_quote(self):
        at = self._line().start()
        return self.text[:at] + self.random.choice(('"""', "'''", '"""\n', "    '''doc\n")) + self.text[at:]

    def removes_quote(self):
        return self._without(r"\"\"\"|'''|[\"'\[\](){}]")

    def removes_characters(self):
        start = self.random.randint(0, len(self.text))
        return self.text[:start] + self.text[start + self.random.choice((1, 1, 2, 5, 40, 200)) :]

    def renames(self):
        word = self._some(r"\b[a-z_]\w*\b")
        return self._replaced(word, self.random.choice(("x", "eval", "run", "is_é", "password", "subprocess")))

    def changes_number(self):
        return self._replaced(self._some(r"\b\d+\b"), str(self.random.randrange(1000)))

    # -- places --------------------------------------------------------------------------------------------------------

    def _line(self):
        at = self.random.randint(0, len(self.text))
        start = max(self.text.rfind("\n", 0, at), self.text.rfind("\r", 0, at)) + 1
        return _LINE.match(self.text, start)

    def _line_after(self, start, n_lines):
        line = _LINE.match(self.text, start)
        for _ in range(n_lines - 1):
            line = _LINE.match(self.text, line.end())
        return line

    def _line_of_code(self):
        return self._line_like(r"[ \t]*[^\s#]")

    def _line_like(self, pattern):
        return self._some(rf"(?m:^){pattern}[^\r\n]*(?:\r\n|\n|\r|\Z)")

    def _some(self, pattern):
        """
        Return a match near a random place; an empty one at the text's end if there is none.
        """
        found = re.compile(pattern)
        at = self.random.randint(0, len(self.text))
        return found.search(self.text, at) or found.search(self.text) or re.compile(r"\Z").search(self.text)

    def _without(self, pattern):
        return self._replaced(self._some(pattern), "")

    def _replaced(self, match, by):
        return self.text[: match.start()] + by + self.text[match.end() :]

    def _inserted(self, line, what):
        indent = re.match(r"[ \t]*", line[0])[0]
        return self.text[: line.start()] + indent + what.format(indent) + "\n" + self.text[line.start() :]


_ACTS = {
    Typist.undo: 4,
    Typist.types_statement: 10,
    Typist.types_decorator: 3,
    Typist.types_import: 4,
    Typist.removes_import: 2,
    Typist.changes_import: 4,
    Typist.removes_lines: 4,
    Typist.pastes: 4,
    Typist.says_nosec: 4,
    Typist.joins_lines: 2,
    Typist.indents: 3,
    Typist.ends_line_otherwise: 2,
    Typist.ends_all_lines_otherwise: 1,
    Typist.types_scrap: 8,
    Typist.types_quote: 3,
    Typist.removes_quote: 3,
    Typist.removes_characters: 4,
    Typist.renames: 5,
    Typist.changes_number: 3,
}
