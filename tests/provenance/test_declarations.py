from datetime import date
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from charter.catalogue import parse
from charter.provenance.declarations import read_declaration

CATALOGUE = parse((Path(__file__).parents[2] / "policies" / "ai_tools.yaml").read_text("utf-8"))

PAGE = """\
---
disclosure-default: ai-assisted
models-used:
  - claude-opus-4-6
  - gpt-5
providers: [Anthropic, OpenAI]
scope: |
  disclosure-default: none, said in prose
last-updated: 2026-05-17
---

# AI Disclosure
"""


def test_front_matter_declares():
    """
    A declaration has a share, and an evidence for each model, with the day on which it was last true.
    """
    declared = read(PAGE)

    assert ("mixed", ()) == (declared.kind, declared.notices)
    assert [
        ("claude", "claude-opus-4-6", "mixed", "AI_DISCLOSURE.md", date(2026, 5, 17)),
        ("chatgpt", "gpt-5", "mixed", "AI_DISCLOSURE.md", date(2026, 5, 17)),
    ] == [(each.tool, each.model, each.share, each.source, each.day) for each in declared.evidence]


@pytest.mark.parametrize(
    ("value", "kind"), [("none", "human"), ("ai-assisted", "mixed"), ("AI-Generated", "ai"), ("autonomous", "ai")]
)
def test_each_word_declares(value, kind):
    """
    Four words; `none` declares people, and needs no evidence of AI.
    """
    declared = read(f"\ufeff---\r\ndisclosure-default: {value}\r\n---\r\n")

    assert (kind, kind != "human") == (declared.kind, bool(declared.evidence))


@pytest.mark.parametrize("text", ["", "# AI Disclosure\n", "---\nscope: all\n---\n", "---\nnever closed: x\n"])
def test_a_page_without_the_key_declares_nothing(text):
    """
    What does not say it is unknown, and no mistake.
    """
    assert (None, ()) == (read(text).kind, read(text).notices)


@pytest.mark.parametrize(
    "front",
    [
        "disclosure-default: sometimes",
        "disclosure-default: [none]: x",
        "disclosure-default:\n- a: [",
        "\tdisclosure-default: none",
        "disclosure-default: *missing: x",
        "x: " + "[" * 70_000,
    ],
    ids=lambda front: front[:40],
)
def test_what_cannot_be_read_is_said(front):
    """
    A word that is none of the four, and YAML that is none, are notices with a place, and declare nothing.
    """
    text = f"---\n{front}\n---\n"
    (notice,) = read(text).notices

    assert read(text).kind is None
    assert 0 <= notice.span.start <= notice.span.end <= len(text)


def test_deep_nesting_is_read_to_its_end():
    """
    Brackets without end cost time that grows with them, and no stack.
    """
    text = f"---\nx: {'[' * 9_000}{']' * 9_000}\ndisclosure-default: none\n---\n"

    assert "human" == read(text).kind


@given(
    st.lists(st.sampled_from(["disclosure-default:", " none", "\n", "- ", "[", "]", "{", "}", "&a ", "*a", ": ", "?"]))
)
def test_any_front_matter_is_read_to_its_end(parts):
    """
    No YAML is an exception.
    """
    assert read(f"---\n{''.join(parts)}\n---\n").kind in {None, "human"}


def read(text):
    return read_declaration(text, "AI_DISCLOSURE.md", CATALOGUE)
