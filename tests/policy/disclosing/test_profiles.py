"""
The profiles: what each says of the same kinds of messages. The pages lie beside this file, one for each profile.

A first line `From: …` is the commit's author and no part of the message; without
one the author is a person.
"""

from datetime import date
from pathlib import Path

import pytest

from charter.commits import Commit
from charter.engine import check_commit
from charter.model import Level
from charter.policy.language.conventions import CONVENTIONS
from charter.provenance.commits import evidence, read_person
from support.charters import charter
from support.pages import draw, examples

TODAY = date(2026, 11, 30)
JANE = "Jane Doe <jane@acme.example>"

PAGES = {path.stem: path.read_text("utf-8") for path in Path(__file__).parent.glob("*.txt")}


@pytest.mark.parametrize(
    ("profile", "example"),
    [(profile, example) for profile, page in sorted(PAGES.items()) for example in examples(page)],
    ids=str,
)
def test_page(profile, example):
    """
    Each profile marks what it does not want, and leaves alone what it asks for.
    """
    author, text = split(example)
    shift = len(example.code) - len(text)
    report = checked(f"disclosure: {{profile: {profile}, commits: require}}", text, author)
    found = [(each.finding.span.moved(shift), short(each)) for each in report.decisions if is_disclosure(each)]

    assert example.picture == draw(example.code, found)


@pytest.mark.parametrize("profile", CONVENTIONS)
def test_each_profile_has_a_page(profile):
    """
    No profile goes without examples.
    """
    assert profile in PAGES


@pytest.mark.parametrize(
    ("profile", "trailer"), [(name, line) for name, each in CONVENTIONS.items() for line in each.examples]
)
def test_the_profiles_own_examples_are_well_formed(profile, trailer):
    """
    What a profile shows people as right, it finds right.
    """
    report = checked(f"disclosure: {{profile: {profile}, commits: require}}", f"Fix\n\n{trailer}\n")

    assert [] == [short(each) for each in report.decisions if is_disclosure(each)]


def checked(law, text, author=JANE):
    person, known = read_person(author), charter(law)
    commit = Commit("1a2b3c4d5e6f", person, person, TODAY, (), text)
    return check_commit(commit, evidence(commit, known.catalogue), known, TODAY)


def split(example):
    if not example.code.startswith("From: "):
        return JANE, example.code
    head, _, text = example.code.partition("\n")
    return head.removeprefix("From: "), text


def is_disclosure(decision):
    return decision.finding.rule.startswith("disclosure.") and decision.level > Level.OBSERVE


def short(decision):
    return decision.finding.rule.partition(".")[2]
