"""
Where a charter decides otherwise than its tests expect.
"""

from datetime import date

import pytest

from charter import engine
from charter.engine import BOOK
from charter.policy.fixtures import read_fixture
from charter.report.fixtures import mismatches, summary
from charter.workspace import reading
from support.charters import charter
from support.pages import draw, examples

TODAY = date(2027, 1, 10)
LAW = charter("rules: {B602: block, security.eval: warn, security.exec: observe}\n")
PAGE = r"""
    == what is expected is found
    charter: here
    files: {a.py: "import subprocess\nsubprocess.run(x, shell=True)\neval(y)  # nosec\nexec(z)\n"}
    expect:
      a.py:
        - {line: 2, rule: B602, level: block}
        - {line: 3, rule: security.eval, level: silenced}
        - {line: 4, rule: security.exec, level: observe}
        - {line: 4, rule: security.eval, level: "off"}

    == what is only observed, or silenced, need not be named
    charter: here
    files: {a.py: "eval(y)  # nosec\nexec(z)\n"}

    == an expectation without a line takes all that is left of its rule
    charter: here
    files: {a.py: "eval(y)\neval(y)\neval(y)  # nosec\n"}
    expect: {a.py: [{rule: security.eval, level: warn}, {line: 3, rule: security.eval, level: silenced}]}

    == another level, another line, nothing at all
    charter: here
    files: {a.py: "\neval(y)\n"}
    expect:
      a.py:
        - {line: 2, rule: security.eval, level: block}
          ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ expected security.eval at block, found it at warn (set by charter.yaml:1 (repository))
        - {line: 3, rule: security.eval, level: warn}
          ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ expected security.eval at warn, found it on line 2
        - {rule: security.pickle, level: warn}
          ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ expected security.pickle at warn, found nothing

    == what should be off, or silenced, and is not
    charter: here
    files: {a.py: "eval(y)\nexec(z)  # nosec\n"}
    expect:
      a.py:
        - {line: 1, rule: security.eval, level: "off"}
          ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ expected security.eval at off, found it at warn (set by charter.yaml:1 (repository))
        - {line: 2, rule: security.exec, level: observe}
          ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ expected security.exec at observe, found it silenced (set by charter.yaml:1 (repository))

    == what should be silenced
    charter: here
    files: {a.py: "eval(y)\n"}
    expect: {a.py: [{rule: security.eval, level: silenced}]}
                    ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ expected security.eval silenced, found it at warn (set by charter.yaml:1 (repository))

    == what nobody expects
    charter: here
    files: {a.py: "eval(y)\n", b.py: "x = (\n"}
            ^^^^ a.py:1 expected nothing, found security.eval at warn (set by charter.yaml:1 (repository))
                               ^^^^ b.py:1 expected nothing, found charter.unchecked at advise (its default)
"""  # noqa: E501 - a message is one line


@pytest.mark.parametrize("example", examples(PAGE), ids=str)
def test_mismatches(example):
    """
    Each stands at its expectation, or at the file in which nobody expects it.
    """
    fixture, mistakes = read_fixture(example.code, BOOK)
    documents = [reading.document(name, said.value.encode()) for name, said in fixture.files.items()]
    found = mismatches(fixture, {each.path: engine.check(each, LAW, TODAY) for each in documents})

    assert () == mistakes
    assert example.picture == draw(example.code, [(each.span, each.message) for each in found])


def test_summary():
    """
    What could not be run is counted apart.
    """
    assert "1 test: 1 passed" == summary(1, 0, 0)
    assert "4 tests: 1 passed, 2 failed, 1 could not be run" == summary(4, 2, 1)
