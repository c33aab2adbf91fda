"""
What each rule and zone of a charter hits.
"""

from charter.engine import BOOK
from charter.model import Level
from charter.policy.writing.impact import impacts, spots
from charter.policy.writing.outline import outline
from support.charters import charter

SHELL, ASSERT = "security.shell-injection", "security.assert"
CHARTER = f"""
rules:
  security: warn
  B602: block
  nothing: warn
zones:
  - name: payments
    paths: [src/pay/]
    rules: {{CWE-78: block}}
  - {{name: code, paths: [src/]}}
  - paths: [half/typed/]
rollout:
  - {{from: 2027-01-15, rules: {{{ASSERT}: block, {SHELL}: {{level: advise}}}}}}
ai_code: {{rules: {{security: block}}}}
"""
TALLIES = [
    ("src/pay/card.py", {(SHELL, Level.BLOCK): 2}),
    ("src/app.py", {(SHELL, Level.BLOCK): 1, (ASSERT, Level.OBSERVE): 4}),
    ("tests/test_app.py", {(ASSERT, Level.OBSERVE): 8}),
    ("clean.py", {}),
]


def test_rules_and_zones_are_counted_where_they_hold():
    """
    Everywhere, in the first zone that holds a file, or by a stage to come; what has no meaning counts nothing.
    """
    read = outline(CHARTER)
    [layer] = charter(CHARTER).layers
    found = list(spots(read, BOOK))
    counted = [(each.n_findings, each.n_blocking) for each in impacts(found, layer.zones, TALLIES)]
    names = [CHARTER[spot.span.start : spot.span.end] for spot in found]

    assert [
        ("security", (15, 3)),
        ("B602", (3, 3)),
        ("name", (2, 2)),
        ("CWE-78", (2, 2)),
        ("name", (5, 1)),
        (ASSERT, (12, 12)),
        (SHELL, (3, 0)),
    ] == list(zip(names, counted, strict=True))


def test_an_unfinished_charter_counts_what_it_has():
    """
    Zones of a text that does not parse are those that were last in force; new ones hit nothing yet.
    """
    read = outline("zones:\n  - {name: payments, paths: [\nrules:\n  security: {level\n")
    found = list(spots(read, BOOK))

    assert [(15, 3), (0, 0)] == [(each.n_findings, each.n_blocking) for each in impacts(found, (), TALLIES)]
