import re
from pathlib import Path

from charter.engine import BOOK
from charter.model import Level, Limit, Rule, RuleBook
from charter.report import pages

FOLDER = Path(__file__).parents[2] / "docs" / "rules"

RULE = Rule(
    id="complexity.nesting",
    summary="code in more than `max` blocks | loops",
    page="Blocks within blocks.\n",
    default=Level.ADVISE,
    aliases=("X1", "X2"),
    cwes=(1124,),
    limit=Limit("max", 4),
)


def test_manual_is_fresh():
    """
    What `python tools/write_pages.py` would write lies in docs/rules, and nothing else.
    """
    written = {path.name: path.read_text(encoding="utf-8") for path in FOLDER.iterdir()}

    assert pages.manual(BOOK) == written


def test_index_names_every_rule():
    """
    The index has one row for each rule, whose link leads to its page.
    """
    linked = re.findall(r"^\| \[([^\]]+)\]\(([^)]+)\)", pages.index(BOOK), re.MULTILINE)

    assert sorted((rule.id, f"{rule.id}.md") for rule in BOOK) == sorted(linked)


def test_every_page_has_one_title():
    """
    A page begins with its rule's id as its only title and ends with what a charter can say.
    """
    for rule in BOOK:
        text = pages.page(rule)
        outside = re.sub(r"^```.*?^```$|^    [^\n]*$", "", text, flags=re.MULTILINE | re.DOTALL)

        assert [f"# {rule.id}"] == re.findall(r"^# .*$", outside, re.MULTILINE)
        assert "## In a charter" == re.findall(r"^## .*$", outside, re.MULTILINE)[-1]


def test_page_says_what_a_charter_can_set():
    """
    Below the rule's own text stand its default, its limit and all its names.
    """
    expected = """\
# complexity.nesting

Blocks within blocks.

## In a charter

```yaml
rules:
  complexity.nesting: {level: warn, max: 4}
```

- Without a charter: `advise`, `max: 4`
- Also known as X1, X2
- Weakness: [CWE-1124](https://cwe.mitre.org/data/definitions/1124.html)
"""

    assert expected == pages.page(RULE)


def test_table_survives_a_bar():
    """
    A bar in a summary does not begin a column.
    """
    assert "| code in more than `max` blocks \\| loops |" in pages.index(RuleBook([RULE]))
