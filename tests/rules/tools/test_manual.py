"""
The manual is true: its examples are found, and gone once its charter approves what stands instead.
"""

import re
from textwrap import dedent

import pytest

from charter.rules.tools import RULES
from support.uses import uses

_BLOCK = re.compile(r"(?:^(?:    .*)?\n)+", re.MULTILINE)


def blocks(rule, section):
    """
    Return the code and charters that stand under a heading of a rule's page.
    """
    text = rule.page.partition(f"## {section}\n")[2].partition("\n## ")[0]
    return [dedent(block).strip("\n") + "\n" for block in _BLOCK.findall(text) if block.strip()]


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.id)
def test_example_is_flagged_and_what_stands_instead_is_approved(rule):
    """
    Under the page's own charter the example is a finding of the rule, and its replacement is none.
    """
    kind = rule.id.rpartition("-")[2]
    [example], [instead, law] = blocks(rule, "Example"), blocks(rule, "Instead")

    assert [kind] == [name.split()[0] for _, name in uses("python", example, law) if name.startswith(kind)]
    assert [] == [name for _, name in uses("python", instead, law) if name.startswith(kind)]
