"""
Who wrote what, as people and programs are told.
"""

import json
from datetime import date

from charter.engine import BOOK, check
from charter.evidence import Authorship, Evidence, Provenance, Segment, Strength
from charter.report import json_, wording
from charter.report.origin import headline, origin
from charter.text import Document, Span
from support.charters import charter

TODAY = date(2026, 12, 1)
LAW = charter(
    "tools: {approved: [{tool: claude, until: 2027-06-30}]}\n"
    "rules: {complexity.cyclomatic: {level: warn, max: 10}}\n"
    "ai_code: {rules: {complexity.cyclomatic: {max: 1}}}\n"
)
CODE = "def f(a):\n    if a:\n        return 1\n    return 0\n"
COMMIT = Evidence(
    "trailer", "claude", None, Span(0, 1), share="mixed", source="commit 1a2b3c4d5e", day=date(2026, 11, 3)
)
NOTE = Evidence("note", "[x](http://evil)", "m\x1b", Span(0, 1), Strength.RECORD, source="git-ai note on commit 1a2b")


def part(*evidence, kind="mixed", is_reviewed=False):
    first = evidence[0] if evidence else None
    provenance = Provenance(kind, first and first.tool, first and first.model)
    return Segment(Span(0, len(CODE)), provenance, evidence, is_reviewed)


def test_a_lens_says_who_and_what_says_so():
    """
    One line: nobody is accused, the source is cited.
    """
    assert "Claude had a hand in 4 lines, as commit 1a2b3c4d5e says" == headline(part(COMMIT), LAW, 4)
    assert "A person wrote this line" == headline(part(kind="human"), LAW, 1)


def test_a_hover_cites_evidence_and_what_the_charter_says_of_the_tool():
    """
    The day, the review, the vendor, the approval with its end and clause.
    """
    assert (
        "**Claude** had a hand in this.\n\n"
        "- Said by commit 1a2b3c4d5e, 2026-11-03\n"
        "- Reviewed by a person other than the author\n"
        "- Claude: agent, by Anthropic\n"
        "- Approved until 2027-06-30 by charter.yaml:1 (repository)"
    ) == origin(part(COMMIT, is_reviewed=True), LAW)


def test_names_of_strangers_are_escaped():
    """
    A record is text by whoever wrote it.
    """
    told = origin(part(NOTE, kind="ai"), LAW)

    assert "[x](" not in told
    assert "\x1b" not in told


def test_a_message_says_whose_limit_it_is():
    """
    A function that only breaches the limit for AI's code says so, and what shows that it is AI's.
    """
    authorship = Authorship((part(COMMIT),))
    report = check(Document("a.py", CODE, "python"), LAW, TODAY, authorship=authorship)
    found = next(each for each in report.decisions if each.finding.rule == "complexity.cyclomatic")

    told = wording.message(found, BOOK)

    assert "At most 1 is allowed in AI's code." in told
    assert "claude had a hand in this, as commit 1a2b3c4d5e says." in told


def test_json_holds_every_segment_with_its_evidence():
    """
    Programs get what people get.
    """
    report = check(Document("a.py", CODE, "python"), LAW, TODAY, authorship=Authorship((part(COMMIT),)))
    (told,) = json.loads("".join(json_.render([report], BOOK)))["files"]

    (segment,) = told["segments"]
    assert ["mixed", "claude", "claim", 1] == [
        *(segment[key] for key in ("author", "tool", "strength")),
        segment["start"]["line"],
    ]
    said = {"kind": "trailer", "tool": "claude", "model": None, "share": "mixed", "source": COMMIT.source}
    assert [said | {"day": "2026-11-03"}] == segment["evidence"]
    assert [said | {"day": "2026-11-03"}] == [each["written_by"] for each in told["findings"] if each["written_by"]]
