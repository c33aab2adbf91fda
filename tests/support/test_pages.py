from charter.text import Span
from support.pages import draw, examples

PAGE = """
    == two marks under one line
    left = 1
    total = left + right
            ^^^^ name
                   ^^^^^ other name

    == nothing
    pass
"""


def test_carets_are_spans_of_the_code_above_them():
    """
    Carets become spans, the page's own lines are no code, and each example stands by itself.
    """
    first, second = examples(PAGE)

    assert ("two marks under one line", "left = 1\ntotal = left + right\n") == (first.claim, first.code)
    assert [("left", "name"), ("right", "other name")] == [
        (first.code[s.start : s.end], label) for s, label in first.marks
    ]
    assert ("nothing", "pass\n", ()) == (second.claim, second.code, second.marks)


def test_picture_shows_what_was_seen():
    """
    Drawing gives the page back; a mark of several lines is drawn under its first.
    """
    first, _ = examples(PAGE)

    assert first.picture == draw(first.code, reversed(first.marks))
    assert "ab\n ^ long\nc\n" == draw("ab\nc\n", [(Span(1, 4), "long")])
