"""
Reading the tests of a charter: all that is wrong with one, in its place.
"""

from datetime import date

import pytest

from charter.engine import BOOK
from charter.model import Level
from charter.policy.fixtures import read_fixture
from support.pages import draw, examples

GOOD = """\
charter: [strict, ../charter.yaml]
today: 2027-02-01
files:
  src/run.py: |
    one
    two
  src/quiet.py: ""
expect:
  src/run.py:
    - {line: 2, rule: b602, level: block}
    - {rule: security.eval, level: silenced}
"""
MISTAKES = """
    == keys that are missing, unknown or of the wrong kind
    file: {a.py: x}
    ^^^^^^^^^^^^^^^ Add 'charter' or 'files' to this entry.
    ^^^^ Write 'files' instead of 'file'.

    == a level, a day and a line that are none
    charter: strict
    today: tomorrow
           ^^^^^^^^ Write a date such as 2027-01-31.
    files: {a.py: x}
    expect:
      a.py: [{rule: B602, level: loud}, {rule: B602, level: warn, line: two}]
                                 ^^^^ Write 'off', 'observe', 'advise', 'warn', 'block' or 'silenced'.
                                                                        ^^^ Write a number such as 10.

    == files that lead elsewhere
    charter: strict
    files: {/etc/passwd: x, ../a.py: x, src//a.py: x, "C:/a.py": x, 'src\\a.py': x}
            ^^^^^^^^^^^ Write a path from the root, such as 'src/run.py'.
                            ^^^^^^^ Write a path from the root, such as 'src/run.py'.
                                        ^^^^^^^^^ Write a path from the root, such as 'src/run.py'.
                                                      ^^^^^^^^^ Write a path from the root, such as 'src/run.py'.
                                                                    ^^^^^^^^^^ Write a path from the root, such as 'src/run.py'.

    == a file that the test does not bring
    charter: strict
    files: {src/run.py: x}
    expect: {src/rum.py: []}
             ^^^^^^^^^^ Write 'src/run.py' instead of 'src/rum.py'.

    == rules that are unknown, a family, and a weakness
    charter: strict
    files: {a.py: x}
    expect:
      a.py:
        - {rule: security.evil, level: warn}
                 ^^^^^^^^^^^^^ Write 'security.eval' instead of 'security.evil'.
        - {rule: complexity, level: warn}
                 ^^^^^^^^^^ Remove 'complexity'.
        - {rule: CWE-78, level: warn}
                 ^^^^^^ Remove 'CWE-78'.

    == no YAML
    charter: strict: no
                   ^ Correct the YAML here; look at brackets, quotes, colons and indentation.
"""  # noqa: E501 - one file for each way out


def test_fixture():
    """
    Layers, files and expectations are read as written; aliases stand for their rules.
    """
    fixture, mistakes = read_fixture(GOOD, BOOK)

    assert () == mistakes
    assert (("strict", "../charter.yaml"), date(2027, 2, 1)) == (fixture.layers, fixture.today)
    assert [("src/run.py", "one\ntwo\n"), ("src/quiet.py", "")] == [
        (name, said.value) for name, said in fixture.files.items()
    ]
    assert [("security.shell-injection", Level.BLOCK, 2), ("security.eval", "silenced", None)] == [
        (each.rule, each.level, each.line) for each in fixture.expected["src/run.py"]
    ]


@pytest.mark.parametrize("example", examples(MISTAKES), ids=str)
def test_mistakes_are_said_in_their_place(example):
    """
    Everything that is wrong with a fixture is found at once, at its key or value.
    """
    _, mistakes = read_fixture(example.code, BOOK)

    assert example.picture == draw(example.code, [(each.span, each.advice) for each in mistakes])


@pytest.mark.parametrize("text", ["", "[]", "x", "- a\n", "# nothing\n"])
def test_no_fixture(text):
    """
    What says nothing, or is something else, tests nothing and is told so.
    """
    assert read_fixture(text, BOOK)[1]
