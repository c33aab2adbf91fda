import json
import re
import subprocess
import sys

import jsonschema
import pytest
import yaml

from charter.model import Level
from charter.policy import RULES, keys
from charter.policy.records import Record
from charter.policy.schema import schema
from charter.workspace import shipped
from support.charters import charter
from support.pages import examples

VALIDATOR = jsonschema.Draft7Validator(json.loads(schema()))
HEADINGS = ["What it flags", "Why it matters", "Example", "Instead", "Known gaps", "Source"]

EVERY_KEY = """
charter: 1
name: Acme
revision: 2026-12
owner: leads
contact: https://acme.example/ai
extends: [recommended]
roles: {leads: {members: ["@acme/leads"], duty: owns the charter}}
tools:
  unapproved: block
  unnamed: advise
  denied_level: block
  approved:
    - {tool: copilot, class: enterprise, models: ["gpt-5*"], tasks: [tests], zones: [default], until: 2027-06-30}
    - claude-code
  denied: [{tool: windsurf, reason: no agreement}, cursor]
  declare: [{id: acme-coder, vendor: Acme, class: custom, markers: [Acme Coder], emails: [bot@acme.example]}]
  classes:
    public: {data: public}
    enterprise: {data: internal}
    self-hosted: {data: restricted}
    custom: {data: confidential, rules: {security: block, complexity.cyclomatic: {max: 8}}}
  mcp_servers: {unapproved: warn, approved: [{name: github, command: "docker *", url: "https://mcp.example/*"}, local]}
  runtime:
    sdks: {unapproved: advise, approved: [openai]}
    models: {unapproved: advise, approved: ["gpt-5*"]}
    hosts: {unapproved: advise, approved: [api.openai.com]}
zones:
  - {name: internal, paths: src/internal/}
  - name: payments
    paths: ["src/payments/**", "!**/testdata/**"]
    owner: leads
    data: restricted
    ai: forbidden
    rules: {complexity.cyclomatic: {max: 6}}
disclosure: {profile: linux-kernel, commits: require, files: off, human_sign_off: true, reviewed_by: [payments]}
rules: {security: warn, B602: {level: block, note: see 14}, complexity.cyclomatic: {max: 10}}
ai_code: {unknown_counts_as: human, rules: {security: block}}
rollout: [{from: 2027-01-15, rules: {security: block}, note: announced 2026-12-01}]
languages: {include: [python, javascript], exclude: [markdown]}
exclude: ["vendor/**"]
size_limit: 2MB
waivers:
  files: [waivers.yaml]
  require: [reason, expires]
  max_days: 90
  approvers: [leads]
  not_waivable: [tools.denied]
  suppressions: below-block
  inline: below-block
  known: all
may_relax: [complexity, exclude]
controls: {OWASP-AISVS: {AC.9.3: [tools.unapproved]}}
"""
WRONG = """
    == a key that does not exist
    exlude: []

    == a level that does not exist
    rules: {security: error}

    == a size without digits
    size_limit: lots

    == an approval without a tool
    tools: {approved: [{until: 2027-01-31}]}

    == a single pattern
    exclude: vendor/
"""


def as_editors_read(text):
    """
    Return *text* as YAML 1.2, where `off` is no truth value and a date is text.
    """
    return yaml.load(text, Loader=yaml.BaseLoader)  # noqa: S506 - the most harmless loader there is


def complaints(text):
    data = as_editors_read(text)
    _as_written(data)
    return [error.message for error in VALIDATOR.iter_errors(data)]


def _as_written(node):
    """
    Make numbers and truth values of those that YAML 1.2 would take for one.
    """
    for key, value in node.items() if isinstance(node, dict) else enumerate(node):
        if isinstance(value, dict | list):
            _as_written(value)
        elif key in {"charter", "max", "min", "max_days"}:
            node[key] = float(value)
        elif value in {"true", "false"}:
            node[key] = value == "true"


def test_shipped_schema_is_fresh():
    """
    `policies/charter.schema.json` is what `python -m charter.policy.schema` prints.
    """
    command = [sys.executable, "-m", "charter.policy.schema"]
    printed = subprocess.run(command, capture_output=True, check=True, text=True, encoding="utf-8").stdout

    assert printed == shipped.text("charter.schema.json")


def test_every_key_of_the_language_is_known():
    """
    The whole language passes the schema, and the reader finds nothing in it but what is not in force yet.

    The register that it names does not exist.
    """
    problems = charter(EVERY_KEY).problems

    assert [] == complaints(EVERY_KEY)
    late = {EVERY_KEY[each.span.start : each.span.end] for each in problems if each.rule == "charter.not-in-force"}
    assert {"charter.not-in-force", "charter.missing-layer"} == {problem.rule for problem in problems}
    assert {key.name for key in every_key(keys.CHARTER_FILE) if not key.is_built} == late


@pytest.mark.parametrize("example", examples(WRONG), ids=str)
def test_schema_and_reader_refuse_the_same(example):
    """
    What the schema finds wrong while one types is also a problem for the reader.
    """
    assert [1, 1] == [len(complaints(example.code)), len(charter(example.code).problems)]


def test_every_key_is_described():
    """
    Each key says in one sentence what it is for, and the words are nowhere said twice.
    """
    described = [key.description for key in every_key(keys.CHARTER_FILE)]

    assert [] == [text for text in described if not re.fullmatch(r"[A-Z].*\.", text) or text.count(". ")]


def every_key(record):
    for key in record.keys:
        yield key
        kind = key.kind
        while hasattr(kind, "entry") or hasattr(kind, "value"):
            kind = getattr(kind, "entry", None) or kind.value
        if isinstance(kind, Record):
            yield from every_key(kind)


@pytest.mark.parametrize("pack", keys.PACKS)
def test_packs_are_good_charters_and_explained(pack):
    """
    A pack has no problem, by schema or reader, is short, and says at its head what it is for.
    """
    text = shipped.text(f"{pack}.yaml")
    lines = text.splitlines()

    assert [] == complaints(text)
    assert () == charter(f"extends: {pack}").problems
    assert (True, True) == (len(lines) <= 80, sum(line.startswith("#") for line in lines[:12]) >= 10)


def test_packs_below_another_charter_are_silent():
    """
    What a pack says more mildly than the organisation is overridden without a word.
    """
    for above in keys.PACKS:
        for below in keys.PACKS:
            assert () == charter(f"extends: {below}", organisation=f"extends: {above}").problems


def test_recommended_blocks_nothing_and_sets_no_level():
    """
    On day one every rule has its own default.
    """
    layer = charter("extends: recommended").layers[0]

    assert ({}, {}) == (dict(layer.levels), dict(layer.limits))


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.id)
def test_every_rule_has_a_manual_page(rule):
    """
    A page begins with one sentence and has the six headings, each with something below it.
    """
    lead, *sections = re.split(r"^## (.*)$", rule.page, flags=re.MULTILINE)

    assert HEADINGS == sections[::2]
    assert all(text.strip() for text in sections[1::2])
    assert (True, False) == (lead.strip().endswith("."), rule.summary.endswith("."))
    assert isinstance(rule.default, Level)
