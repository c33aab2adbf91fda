"""
What can be written in a charter, as pages of examples: ‸ is the cursor, → what is proposed there, in this order.

An ellipsis stands for any further proposals; `without` names some that must not be among them.
"""

import re
from datetime import date
from functools import cache

import pytest

from charter.policy.writing.completion import proposals
from charter.policy.writing.outline import outline
from charter.policy.writing.vocabulary import vocabulary
from support.charters import charter
from support.pages import examples

TODAY = date(2026, 12, 1)
PACKS = {"recommended": "Recommended: quiet on day one.", "strict": "Strict: zero trust."}
ABOVE = "extends: recommended\nroles: {leads: {duty: owns the charter}}\n"
PAGE = """
== keys at the top, in the order in which a charter is best read
‸
→ charter: | name: | revision: | …

== only those that are not there yet, above or below
charter: 1
re‸
name: Acme
→ revision: | owner: | … without charter, name

== a key that is renamed keeps its colon
ru‸ls: {}
→ charter | name | …

== keys of a section, whatever of it is there
waivers:
  inline: none
  ‸
→ … without inline

== behind a blank line, by the indentation
waivers:
  inline: none

  ‸
rules: {}
→ … without inline, rules

== at the edge, after a section: the top again
waivers:
  inline: none
‸
→ charter: | … without waivers

== rules by family, id, alias and weakness
rules:
  sec‸
→ security: | complexity: | …

== a rule that is there already is left out
rules:
  security: warn
  ‸
→ complexity: | … without security

== levels
rules:
  security: ‸
→ off | observe | advise | warn | block

== levels, half typed, with the rest behind
rules:
  security: wa‸
  complexity: warn
→ off | observe | advise | warn | block

== levels between brackets that nobody has closed
rules: {security: {level: b‸
name: Acme
→ off | observe | advise | warn | block

== the settings of a measure
rules:
  complexity.cyclomatic: {‸}
→ level: | max: | note:

== the settings of another measure, on lines of their own
rules:
  complexity.maintainability:
    level: warn
    ‸
→ min: | note:

== what is no measure has no limit
rules: {B602: {‸
→ level: | note:

== after a value nothing follows
rules:
  security: warn
    ‸
→

== packs, and not one that is there
extends: [strict, ‸]
→ recommended

== one pack without brackets
extends: ‸
→ recommended | strict

== packs on lines of their own, with the dash
extends:
  ‸
→ - recommended | - strict

== packs behind a dash, at the column of the key
extends:
- recommended
- ‸
→ strict

== a list beside its key gets its brackets
waivers: {require: ‸}
→ [reason] | [expires] | …

== fields that are not asked for yet
waivers:
  require: [reason, ‸]
→ expires | approver | …

== tools by themselves
tools:
  approved: [‸]
→ chatgpt | codex | …

== tools, and the record that one may be
tools:
  approved:
    - ‸
→ tool: | … | chatgpt | …

== the other keys of an entry that has begun
tools:
  approved:
    - tool: copilot
      ‸
→ … without tool, chatgpt

== tools that this text declares, though it does not parse
tools:
  declare: [{id: acme-coder, vendor: Acme}
  denied:
    - {tool: ‸
→ … | acme-coder

== days
tools:
  approved: [{tool: copilot, until: 20‸}]
→ 2026-12-01 | 2026-12-31 | 2027-03-01 | 2027-05-30

== roles of this text and of the layers above
roles:
  committee: {duty: decides}
owner: ‸
→ leads | committee

== zones
zones:
  - {name: payments, paths: [src/]}
tools:
  approved:
    - {tool: copilot, zones: [‸
→ default | payments

== what YAML would misread is quoted
zones: [{name: "@pay", paths: [src/]}]
tools: {approved: [{tool: copilot, zones: [default, ‸]}]}
→ "@pay"

== between quotes there are quotes already
zones: [{name: "@pay", paths: [src/]}]
tools: {approved: [{tool: copilot, zones: [default, "‸"]}]}
→ @pay

== patterns of models
tools: {approved: [{tool: copilot, models: [‸
→ … | gpt* | …

== libraries that call AI, each once
tools: {runtime: {sdks: {approved: [openai, ‸
→ anthropic | … | langchain | langchain-* | … | "@anthropic-ai/sdk" | … without openai

== models that the product calls
tools:
  runtime:
    models:
      approved:
        - ‸
→ gpt-3.5* | … | o3 | … | claude-opus-* | …

== hosts of AI
tools: {runtime: {hosts: {approved: ["‸"]}}}
→ api.openai.com | *.openai.azure.com | … | localhost:11434

== a section between brackets gets brackets of its own
tools: {‸}
→ unapproved: | … | classes: {} | …

== a default can be taken over
size_limit: ‸
→ 2MB

== free words are left to people
name: ‸
→

== comments are left to people
name: Acme # ‸
→

== so are texts of several lines
name: |
  Acme ‸
→

== nothing is known in sections that are unknown
colour:
  ‸
→

== a byte-order mark and CRLF change nothing
\ufeffrules:\r
  security: ‸\r
→ off | observe | advise | warn | block
"""


@cache
def above():
    return charter(ABOVE)


def proposed(code):
    offset = code.index("‸")
    text = code.replace("‸", "")
    read = outline(text)
    return proposals(read, offset, vocabulary(above(), [read], PACKS, TODAY))


@pytest.mark.parametrize("example", examples(PAGE), ids=str)
def test_page(example):
    """
    At the cursor the proposals are these, whether the text parses or not.
    """
    code, _, wanted = example.code.rpartition("→")
    wanted, _, unwanted = wanted.partition("without")
    items = proposed(code).items
    pattern = "".join(r"(.+\n)*" if word == "…" else rf"{re.escape(word)}\n" for word in _words(wanted, " | "))
    shown = "".join(f"{item.text.rstrip()}\n" for item in items)

    assert re.fullmatch(pattern, shown), shown
    assert set() == set(_words(unwanted, ", ")) & {item.label for item in items}


@pytest.mark.parametrize(
    ("code", "label", "after"),
    [
        ("rul‸\n", "rules", "rules:‸\n"),
        ("na‸\n", "name", "name: ‸\n"),
        ("ru‸ls: {}\n", "rules", "rules‸: {}\n"),
        ("rules:\n  sec‸\n", "security", "rules:\n  security: ‸\n"),
        ("tools: {cl‸}\n", "classes", "tools: {classes: {‸}}\n"),
        ("tools:\n  cl‸\n", "classes", "tools:\n  classes:‸\n"),
        ("exclude: []\nexten‸", "extends", "exclude: []\nextends: ‸"),
        ("extends: rec‸ommend\n", "recommended", "extends: recommended‸\n"),
        ("waivers: {require: [tick‸, reason]}\n", "ticket", "waivers: {require: [ticket‸, reason]}\n"),
        ("tools:\n  denied:\n    ‸\n", "copilot", "tools:\n  denied:\n    - copilot‸\n"),
    ],
)
def test_what_is_written_stands_for_the_word_at_the_cursor(code, label, after):
    """
    All of the word is replaced, in the style of the place, and the hand goes on where the next word belongs.
    """
    found = proposed(code)
    [item] = [item for item in found.items if item.label == label]
    inserted = item.snippet.replace("$0", "‸") or f"{item.text}‸"
    text = code.replace("‸", "")

    assert after == text[: found.word.start] + inserted + text[found.word.end :]


def _words(line, separator):
    return [word for word in line.strip().split(separator) if word]
