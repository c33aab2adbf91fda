from datetime import date

import pytest

from charter.engine import check
from charter.model import Level
from charter.text import Document
from support.charters import charter

TODAY = date(2027, 1, 10)

LAW = """
tools:
  approved: [{tool: cursor, class: enterprise}]
  classes: {enterprise: {data: internal}}
zones:
  - {name: payments, paths: [src/payments/**, "**/crypto/**", "!**/crypto/testdata/**"], ai: forbidden}
  - {name: people, paths: ["*.csv"], data: restricted}
  - {name: web, paths: [web/**], data: public}
"""


@pytest.mark.parametrize(
    ("path", "text", "added"),
    [
        (".cursorignore", "", "src/payments/**\n**/crypto/**\n*.csv\n"),
        (".cursorignore", "*.key", "\nsrc/payments/**\n**/crypto/**\n*.csv\n"),
        (".cursorignore", "src/payments/\n*.csv\n", "**/crypto/**\n"),
        (".cursorignore", "src/payments/a.py\n**/crypto/**\n*.csv\n", "src/payments/**\n"),
        (".cursorignore", "src/\ncrypto/\n*.csv\n", None),
        (".cursorignore", "*\n", None),
        (".cursorignore", "# src/payments/\n/src/payments/**\n**/crypto/**\n*.csv\n", None),
        ("src/.cursorignore", "", "/payments/**\n**/crypto/**\n*.csv\n"),
        ("web/.cursorignore", "*\n", None),
        ("a.txt", "", None),
    ],
)
def test_ignore_files_cover_protected_zones(path, text, added):
    """
    What is missing is said once for each file, and a quick fix adds it; what is covered by any pattern is well.
    """
    found = [each for each in decisions(path, text) if each.finding.rule == "data.unignored-zone"]

    expected = [(added, Level.ADVISE)] if added else []

    assert expected == [(each.finding.fixes[0].edits[0].text, each.level) for each in found]


def test_what_the_fix_adds_is_enough():
    """
    After the quick fix there is nothing left to say.
    """
    for path in (".cursorignore", "src/.cursorignore"):
        edit = decisions(path, "*.key")[0].finding.fixes[0].edits[0]
        assert [] == [each.finding.rule for each in decisions(path, "*.key" + edit.text)]


def test_nothing_is_asked_without_a_protected_zone():
    """
    Where nothing is forbidden and no class is bounded, an ignore file is its owner's business.
    """
    document = Document(".cursorignore", "", "ignore")

    assert () == check(document, charter("zones: [{name: web, paths: [web/**]}]"), TODAY).decisions


def decisions(path, text):
    return check(Document(path, text, "ignore"), charter(LAW), TODAY).decisions
