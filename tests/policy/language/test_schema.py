import json
import re
import subprocess
import sys
from pathlib import Path

import jsonschema
import pytest
import yaml

from charter.model import Level
from charter.policy import RULES
from charter.policy.language import keys
from charter.policy.language.records import Record
from charter.policy.language.schema import schema
from charter.workspace import shipped
from charter.workspace.charters import Resolver
from support.charters import charter
from support.pages import examples

VALIDATOR = jsonschema.Draft7Validator(json.loads(schema()))
HEADINGS = ["What it flags", "Why it matters", "Example", "Instead", "Known gaps", "Source"]

EXAMPLE = Path(__file__).parents[3] / "examples" / "everything"
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
    `policies/charter.schema.json` is what `python -m charter.policy.language.schema` prints.
    """
    command = [sys.executable, "-m", "charter.policy.language.schema"]
    printed = subprocess.run(command, capture_output=True, check=True, text=True, encoding="utf-8").stdout

    assert printed == shipped.text("charter.schema.json")


def test_example_of_everything_is_a_good_charter():
    """
    It passes the schema, its register is read, and nothing is said of it.
    """
    text = (EXAMPLE / "charter.yaml").read_text(encoding="utf-8")
    law = Resolver(EXAMPLE, machine=()).charter_for("a.py")

    assert [] == complaints(text)
    assert () == law.problems
    registers = (register for layer in law.layers for register in layer.registers)
    assert ["W-12"] == [waiver.id for register in registers for waiver in register.waivers]


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
