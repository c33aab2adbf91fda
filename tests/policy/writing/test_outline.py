"""
A charter's outline: the strict reader's tree where there is one, and something sensible where there is none.
"""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from charter.policy.language.tree import MAX_NODES, MappingNode, ScalarNode, SequenceNode, parse
from charter.policy.writing.cursor import cursor
from charter.policy.writing.outline import outline
from charter.workspace import shipped
from support.pages import examples

STYLES = """
# All styles in which people write charters.
charter: 1
name: "Acme: the charter"   # quoted
revision: '2026-12, it''s the 3rd'
contact: https://wiki.acme.example/ai#ask
extends: [recommended, ../org/charter.yaml,
  strict]
roles:
  committee:              {members: [cto@acme.example], duty: sets the strategy}
  leads: {members: ["@acme/leads"], duty: "owns, and answers"}
tools:
  approved:
  - tool: copilot
    tasks: [tests, docs]
  - {tool: claude, until: 2027-06-30}
  -   tool: cursor
  denied: &denied
    - windsurf
rules: !x
  security.shell-injection:
    level: block
    note: >
      see incident
      2025-14: shells
  B602: {level: off,
         note: a#b}  # and more
exclude: [
  "**/node_modules/**",
  # one more
  "vendor/**",
]
"""

BROKEN = """
== a bracket that nobody closed ends where the next key begins
rules: {security: {level: wa
name: Acme
→ rules | rules.security | rules.security.level=wa | name=Acme

== a quote ends with its line
name: "Acme
owner: leads
→ name=Acme | owner=leads

== a word without a colon is no key yet
rules:
  sec
  complexity: warn
→ rules=sec | rules.complexity=warn

== a stray word among keys belongs to nobody
rules:
  complexity: warn
  sec
name: Acme
→ rules | rules.complexity=warn | name=Acme

== an entry that has just begun
tools:
  approved:
    - tool: copilot
    -
→ tools | tools.approved | tools.approved. | tools.approved..tool=copilot | tools.approved.

== brackets that close too often
exclude: [a]]
name: Acme
→ exclude | exclude.=a | name=Acme

== keys between brackets without values
rules: {security, complexity: , B602}
→ rules | rules.security | rules.complexity | rules.B602
"""


def entries(text):
    read = outline(text)
    return [(read.path(idx), entry.text) for idx, entry in enumerate(read.entries)]


def of_tree(node, path=()):
    if isinstance(node, MappingNode):
        pairs = [((*path, key.text), value) for key, value in node.entries]
    else:
        pairs = [((*path, ""), entry) for entry in node.nodes] if isinstance(node, SequenceNode) else []
    for below, value in pairs:
        yield below, value.text if isinstance(value, ScalarNode) else ""
        yield from of_tree(value, below)


@pytest.mark.parametrize("text", [STYLES, *(shipped.text(f"{name}.yaml") for name in shipped.packs())])
def test_outline_is_the_tree_where_the_text_parses(text):
    """
    The same keys, entries and words in the same order as for the strict reader, but for texts of several lines.
    """
    strict = [(path, "" if "\n" in word else word) for path, word in of_tree(parse(text))]

    assert strict == entries(text)


@pytest.mark.parametrize("example", examples(BROKEN), ids=str)
def test_broken_text_has_an_outline(example):
    """
    What is broken confuses its own line, and nobody else.
    """
    code, _, wanted = example.code.rpartition("→")
    said = [f"{'.'.join(path)}{word and f'={word}'}" for path, word in entries(code)]

    assert wanted.strip().split(" | ") == said


@given(st.text(alphabet="ab:-#[]{},'\"|>&! \n\r\t\ufeff\u2028", max_size=60), st.data())
def test_any_text_has_an_outline(text, data):
    """
    Whatever stands there: spans lie in the text and in order, entries within their parents, and a cursor has a place.
    """
    read = outline(text)
    for entry in read.entries:
        assert 0 <= entry.name.start <= entry.name.end <= entry.end <= len(text)
        assert entry.name.start <= entry.value.start <= entry.value.end <= entry.end
        assert entry.parent < 0 or entry.end <= read.entries[entry.parent].end
    here = cursor(read, data.draw(st.integers(0, len(text))))

    assert here is None or 0 <= here.word.start <= here.word.end <= len(text)


@pytest.mark.parametrize("piece", ["[", "{a: ", "- ", '"', "a:\n ", "#", "a ", "a: &b ", ", ", "]", "-\n"])
def test_hostile_text_is_read_once(piece):
    """
    A hundred thousand of anything neither overflow a stack nor are read again and again.
    """
    text = piece * (100_000 // len(piece))
    read = outline(text)

    assert len(read.entries) <= MAX_NODES
    assert cursor(read, len(text)) is None or len(read.text) == len(text)
