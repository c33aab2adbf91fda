"""
Who wrote which line, while the text is edited.
"""

import re
from difflib import SequenceMatcher

from hypothesis import given
from hypothesis import strategies as st

from charter.engine import shifted
from charter.evidence import Authorship, Evidence, Hand, Provenance, Segment
from charter.text import Span
from support.edits import applied, edits

SAID = Evidence("note", "claude", None, Span(0, 1), source="git-ai note on commit 1a2b3c4d5e")
LINES = [f"line {number}\n" for number in range(12)]
TEXT = "".join(LINES)


def of_lines(*ranges):
    spans = [Span(sum(map(len, LINES[:first])), sum(map(len, LINES[:last]))) for first, last in ranges]
    return Authorship(
        tuple(Segment(span, Provenance("ai", "claude"), (SAID,)) for span in spans),
        tuple(Hand(span, "Omar", "omar@acme.example", "1a2b") for span in spans),
    )


def lines_of(text):
    """
    Return the lines as git sees them: they end at line feeds only.
    """
    return re.findall(r"[^\n]*\n|[^\n]+", text)


def texts(authorship, text):
    return [text[each.span.start : each.span.end] for each in authorship.segments]


def test_lines_above_move_what_is_below():
    """
    A line that is typed above is nobody's, and those below keep their author.
    """
    after = "new\n" + TEXT

    assert ["line 3\nline 4\n"] == texts(shifted(of_lines((3, 5)), TEXT, after), after)


def test_a_line_that_is_touched_is_nobodys():
    """
    One letter is enough: git would call the line changed; its neighbours stay as they are.
    """
    after = TEXT.replace("line 4", "line four")

    assert ["line 3\n", "line 5\n"] == texts(shifted(of_lines((3, 6)), TEXT, after), after)


def test_lines_typed_between_split_what_is_around():
    """
    What somebody adds within an AI's lines is not the AI's.
    """
    after = TEXT.replace("line 4\n", "line 4\nmine\n")

    assert ["line 3\nline 4\n", "line 5\n"] == texts(shifted(of_lines((3, 6)), TEXT, after), after)


@given(edits(4), st.integers(0, 11), st.integers(0, 12))
def test_who_is_led_on_is_who_wrote_the_line(steps, first, last):
    """
    After any edits a line that has an author is one of that author's lines, whole, and hands go as segments do.
    """
    authorship, text = of_lines((first, max(first, last))), TEXT
    theirs = set(LINES[first:last])
    for step in steps:
        after, _ = applied(text, step)
        authorship, text = shifted(authorship, text, after), after
        led = [line for piece in texts(authorship, text) for line in lines_of(piece)]
        assert set(led) <= theirs
    assert [each.span for each in authorship.segments] == [each.span for each in authorship.hands]


@given(edits(1))
def test_no_more_is_lost_than_git_would_lose(steps):
    """
    After one edit every line that a line-by-line comparison finds unchanged still has its author.
    """
    after, _ = applied(TEXT, steps[0])
    new = lines_of(after)
    same = sum(block.size for block in SequenceMatcher(None, LINES, new, autojunk=False).get_matching_blocks())

    led = lines_of("".join(texts(shifted(of_lines((0, 12)), TEXT, after), after)))

    assert len(led) >= same
