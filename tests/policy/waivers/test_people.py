"""
Who approves what they ask for themselves, and what AI had a hand in.
"""

from datetime import date

import pytest

from charter.evidence import Authorship, Evidence, Hand, Provenance, Segment
from charter.model import Decision, Finding, Level
from charter.policy import silence
from charter.policy.waivers.people import is_same
from charter.syntax import comments
from charter.text import Document, Span
from support.charters import charter

TODAY = date(2026, 12, 1)
CODE = "eval(a)  # charter: waive security.eval until 2027-01-31 by @lena -- constant\n"
ALL = Span(0, len(CODE))


@pytest.mark.parametrize(
    ("one", "other", "expected"),
    [
        ("@lena", "@Lena", True),
        ("@lena", "12345+lena@users.noreply.github.com", True),
        ("@lena", "lena@users.noreply.github.com", True),
        ("lena@acme.example", "Lena Ito <lena@acme.example>", True),
        ("Lena Ito", "Lena Ito <lena@acme.example>", True),
        ("@lena", "lena@acme.example", False),
        ("@lena", "Lena Ito", False),
        ("Lena", "Lena Ito", False),
        ("@lena", "12345+lena-bot@users.noreply.github.com", False),
        ("", "Lena Ito", False),
        ("", "", False),
    ],
)
def test_the_same_person(one, other, expected):
    """
    A mailbox, an account, or all of a name; that two people have a name in common is no proof.
    """
    assert expected == is_same(one, other)
    assert expected == is_same(other, one)


def decided(authorship):
    """
    Return whether the finding is waived, why not, and what is said of the waiver.
    """
    document = Document("a.py", CODE, "python")
    decision = Decision(Finding("security.eval", Span(0, 4), "Do this.", "Because.", extent=Span(0, 7)), Level.WARN)
    law = charter("extends: recommended")
    first, *others = silence(law, document, comments(document), [decision], TODAY, authorship)
    return bool(first.suppression), first.caution, [each.finding.rule for each in others]


def hand(name, mailbox):
    return Authorship(hands=(Hand(ALL, name, mailbox, "1a2b"),))


def test_a_waiver_that_its_author_approves_does_not_hold():
    """
    Whose commit wrote the waiver cannot be whose name approves it, and the finding says so.
    """
    is_waived, caution, rules = decided(hand("Lena Ito", "1+lena@users.noreply.github.com"))

    assert not is_waived
    assert "'@lena' approves what they ask for themselves" in caution
    assert ["waiver.self-approved"] == rules


@pytest.mark.parametrize("authorship", [Authorship(), hand("Omar", "omar@acme.example")])
def test_somebody_elses_name_holds(authorship):
    """
    Where another person wrote it, or nobody knows who, the name is taken for what it is: a claim.
    """
    assert (True, "", []) == decided(authorship)


def test_a_waiver_by_an_agent_holds_and_is_said():
    """
    A trailer speaks of a commit, not of a line: the waiver holds, and people are told.
    """
    said = Evidence("trailer", "claude", None, ALL, share="mixed", source="commit 1a2b3c4d5e")
    authorship = Authorship((Segment(ALL, Provenance("mixed", "claude"), (said,)),))

    assert (True, "", ["waiver.written-by-agent"]) == decided(authorship)
