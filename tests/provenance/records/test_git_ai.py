import json
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from charter.catalogue import parse
from charter.provenance.records import read_note

CATALOGUE = parse((Path(__file__).parents[3] / "policies" / "ai_tools.yaml").read_text("utf-8"))

NOTE = """\
src/main.rs
  s_0123456789abcd::t_abcdef01234567 1-4,9
  h_0123456789abcd 5-8
"src/my file.rs"
  d9978a8723e02b52 12
  d9978a8 13-14
---
"""
METADATA = {
    "schema_version": "authorship/3.0.0",
    "git_ai_version": "1.0.23",
    "base_commit_sha": "7734793b756b3921c88db5375a8c156e9532447b",
    "prompts": {
        "d9978a8723e02b52": {"agent_id": {"tool": "cursor", "id": "6ef2", "model": "claude-4.5-opus"}},
        "d9978a8": {"agent_id": {"tool": "newcomer", "id": "6ef2", "model": "unknown"}},
    },
    "sessions": {"s_0123456789abcd": {"agent_id": {"tool": "claude-code", "id": "1", "model": "claude-opus-4-6"}}},
    "humans": {"h_0123456789abcd": {"author": "Jane Doe <jane@acme.example>"}},
}


def test_lines_have_their_agents():
    """
    Sessions, older prompts and known people: each with its lines, tool and model.
    """
    assert [
        ("src/main.rs", 1, 4, "ai", "claude", "claude-opus-4-6"),
        ("src/main.rs", 9, 9, "ai", "claude", "claude-opus-4-6"),
        ("src/main.rs", 5, 8, "human", None, None),
        ("src/my file.rs", 12, 12, "ai", "cursor", "claude-4.5-opus"),
        ("src/my file.rs", 13, 14, "ai", "newcomer", None),
    ] == attributions(NOTE + json.dumps(METADATA))
    assert [] == troubles(NOTE + json.dumps(METADATA))


@pytest.mark.parametrize(
    ("note", "place"),
    [
        ("a.py\n  d9978a8 1-\n---\n", 2),
        ("a.py\n  d9978a8 0\n---\n", 2),
        ("a.py\n  d9978a8 9-4\n---\n", 2),
        ("a.py\n  d9978a8 1,,2\n---\n", 2),
        ("a.py\n  d9978a8 99999999999999\n---\n", 2),
        ("a.py\n   d9978a8 1\n---\n", 2),
        ("a.py\n  d9978a8\n---\n", 2),
        ("  d9978a8 1\n---\n", 1),
        ("a.py\n  0000000000000000 1\n---\n", 2),
    ],
)
def test_a_bad_entry_is_dropped_at_its_line(note, place):
    """
    What is wrong is said with its line, and the entries beside it hold.
    """
    text = note.replace("---\n", "b.py\n  d9978a8 7\n---\n") + json.dumps(METADATA)

    assert {place} == {trouble.place for trouble in read_note(text, CATALOGUE).troubles}
    assert ("b.py", 7, 7, "ai", "newcomer", None) == attributions(text)[-1]


@pytest.mark.parametrize("metadata", ["", "{", "[]", "null", '{"schema_version": ', "[" * 200_000, "1" * 10_000])
def test_without_readable_json_the_lines_are_still_an_agents(metadata):
    """
    Which agent it was is not known then, and that is said.
    """
    assert ("src/main.rs", 1, 4, "ai", None, None) == attributions(NOTE + metadata)[0]
    assert [(7, "expected a JSON object below the line ---")] == troubles(NOTE + metadata)


@pytest.mark.parametrize("version", ["authorship/4.0.0", "", None, 3])
def test_another_version_is_not_guessed_at(version):
    """
    What a version to come means nobody knows.
    """
    text = NOTE + json.dumps({**METADATA, "schema_version": version})

    assert [] == attributions(text)
    assert [(7, "expected schema_version authorship/3.x")] == troubles(text)


@pytest.mark.parametrize("wrong", [None, 1, [], "text", {"agent_id": None}, {"agent_id": {"tool": 7, "model": []}}])
def test_an_agent_that_is_not_described_is_not_named(wrong):
    """
    JSON of another shape names nobody, and the lines are still an agent's.
    """
    text = NOTE + json.dumps({**METADATA, "prompts": {"d9978a8723e02b52": wrong, "d9978a8": wrong}})

    assert ("src/my file.rs", 12, 12, "ai", None, None) == attributions(text)[3]


def test_a_note_that_is_too_long_is_not_read():
    """
    Eight million characters are a transcript, not a note.
    """
    assert [1] == [trouble.place for trouble in read_note("a.py\n" * 2_000_000, CATALOGUE).troubles]


@given(st.lists(st.sampled_from(["a.py", "  d9978a8 1-4", " x", "---", "{}", '"', '""', "\r", "\0", "  h_1 2"])))
def test_any_text_is_read_to_its_end(lines):
    """
    No text is an exception, and places are lines of it.
    """
    reading = read_note("\n".join(lines), CATALOGUE)

    assert all(1 <= each.place <= len(lines) + 1 for each in (*reading.troubles, *reading.attributions))


def attributions(text):
    found = read_note(text, CATALOGUE).attributions
    return [(each.path, each.first, each.last, each.kind, each.tool, each.model) for each in found]


def troubles(text):
    return [(trouble.place, trouble.message) for trouble in read_note(text, CATALOGUE).troubles]
