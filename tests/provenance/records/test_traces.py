import json
from datetime import date
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from charter.catalogue import parse
from charter.provenance.records import Attribution, read_traces

CATALOGUE = parse((Path(__file__).parents[3] / "policies" / "ai_tools.yaml").read_text("utf-8"))
REVISION = "a1b2c3d4e5f6a7b8c9d0e1f2a3b4c5d6e7f8a9b0"


def record(**other):
    conversation = {
        "url": "https://api.cursor.example/1",
        "contributor": {"type": "ai", "model_id": "anthropic/claude-opus-4-5-20251101"},
        "ranges": [{"start_line": 42, "end_line": 67, "content_hash": "murmur3:9f2e8a1b"}],
    }
    said = {
        "version": "0.1.0",
        "id": "550e8400-e29b-41d4-a716-446655440000",
        "timestamp": "2026-01-23T23:30:00-02:00",
        "vcs": {"type": "git", "revision": REVISION},
        "tool": {"name": "cursor", "version": "2.4.0"},
        "files": [{"path": "src/parser.ts", "conversations": [conversation]}],
    }
    return said | other


def contributed(*ranges, **conversation):
    return [{"path": "a.ts", "conversations": [{"ranges": list(ranges), **conversation}]}]


def test_a_record_tells_lines_tool_model_and_day():
    """
    All that a record says of its lines is kept, and the day is in UTC.
    """
    model = "anthropic/claude-opus-4-5-20251101"
    expected = Attribution("src/parser.ts", 42, 67, "ai", "cursor", model, REVISION, 2, date(2026, 1, 24))

    assert (expected,) == read_traces(f"\n{json.dumps(record())}\n", CATALOGUE).attributions


def test_a_range_may_have_another_contributor():
    """
    The contributor of a range counts more than that of the conversation; unknown says nothing.
    """
    files = contributed(
        {"start_line": 1, "end_line": 1},
        {"start_line": 2, "end_line": 2, "contributor": {"type": "human"}},
        {"start_line": 3, "end_line": 3, "contributor": {"type": "mixed"}},
        {"start_line": 4, "end_line": 4, "contributor": {"type": "unknown"}},
        contributor={"type": "ai", "model_id": "openai/gpt-4o"},
    )

    assert [
        (1, "ai", "cursor", "openai/gpt-4o"),
        (2, "human", None, None),
        (3, "mixed", "cursor", None),
    ] == [(each.first, each.kind, each.tool, each.model) for each in seen(record(files=files)).attributions]


@pytest.mark.parametrize(
    "wrong",
    [
        {"version": "2.0.0"},
        {"version": 1},
        {"vcs": None},
        {"vcs": {"type": "jj", "revision": "kkmpptxz"}},
        {"vcs": {"type": "git", "revision": "HEAD"}},
        {"files": None},
        {"files": [None]},
        {"files": [{"path": "", "conversations": []}]},
        {"files": [{"path": "a.ts", "conversations": [7]}]},
        {"files": contributed({"start_line": 0, "end_line": 4}, contributor={"type": "ai"})},
        {"files": contributed({"start_line": 4, "end_line": 1}, contributor={"type": "ai"})},
        {"files": contributed({"start_line": "1", "end_line": True}, contributor={"type": "ai"})},
        {"files": contributed({"start_line": 1}, contributor={"type": "ai"})},
    ],
    ids=str,
)
def test_a_bad_record_is_dropped_at_its_line(wrong):
    """
    What cannot be looked up, or is no record, is said with its line; the other records hold.
    """
    reading = seen(record(), record(**wrong), record())

    assert [2] == [trouble.place for trouble in reading.troubles]
    assert [1, 3] == [each.place for each in reading.attributions]


@pytest.mark.parametrize("line", ["{", "[]", "null", "\0", "[" * 100_000, "x" * 5_000_000, '{"version": NaN}'])
def test_a_line_that_is_no_record_is_dropped(line):
    """
    Whatever stands in a line, those beside it are read.
    """
    reading = read_traces(f"{line}\n{json.dumps(record())}", CATALOGUE)

    assert [1] == [trouble.place for trouble in reading.troubles]
    assert [2] == [each.place for each in reading.attributions]


KEYS = ["files", "path", "conversations", "ranges", "start_line", "end_line", "contributor", "type", "tool", "name"]
JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(max_size=4) | st.sampled_from(["ai", "git", REVISION]),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.sampled_from(KEYS), inner, max_size=4),
    max_leaves=12,
)


@given(st.dictionaries(st.sampled_from([*KEYS, "timestamp", "vcs"]), JSON))
def test_any_json_is_read_to_its_end(wrong):
    """
    No shape of JSON is an exception.
    """
    assert all(each.place == 1 for each in seen(record(**wrong)).attributions)


def seen(*records):
    return read_traces("\n".join(map(json.dumps, records)), CATALOGUE)
