"""
The nouns: what changes when they move.
"""

import pytest
from msgspec.structs import replace

from charter.model import Decision, Finding
from charter.text import Span

FINDING = Finding("a.b", Span(1, 2), "", "", Span(0, 3))


@pytest.mark.parametrize("by", [0, 3, -1])
def test_a_decision_moves_with_its_finding(by):
    """
    All else stays as it is, whatever it is.
    """
    places = {"finding": FINDING, "written_by": None}
    others = {name: object() for name in Decision.__struct_fields__ if name not in places}
    decision = Decision(**places, **others)

    assert replace(decision, finding=FINDING.moved(by)) == decision.moved(by)


def test_a_finding_moves_with_its_places():
    """
    All else stays as it is, whatever it is.
    """
    places = {"span": Span(1, 2), "extent": Span(0, 3), "evidence": None, "fixes": ()}
    others = {name: object() for name in Finding.__struct_fields__ if name not in places}
    finding = Finding(**places, **others)

    assert replace(finding, span=Span(4, 5), extent=Span(3, 6)) == finding.moved(3)
