# ruff: noqa: RUF001 - letters of other scripts are what this page is about

import pytest

from charter.model import Rank
from charter.rules.security import hidden_unicode
from charter.text import Document
from support.pages import draw, examples

# One visible sign for each hidden character, so that pages can be read and drawn under.
HIDDEN = str.maketrans(
    {
        "◀": "\u202e",  # right-to-left override
        "▶": "\u202d",  # left-to-right override
        "◁": "\u2067",  # right-to-left isolate
        "▷": "\u2066",  # left-to-right isolate
        "◇": "\u2069",  # pop directional isolate
        "◆": "\u200f",  # right-to-left mark
        "○": "\u200b",  # zero-width space
        "◎": "\u200d",  # zero-width joiner
        "●": "\u200c",  # zero-width non-joiner
        "□": "\u00a0",  # no-break space
        "■": "\ufe0f",  # emoji presentation selector
        "△": "\U000e0041",  # tag letter
        "▲": "\U000e007f",  # end of tags
        "▽": "\U000e0067",  # tag letter, as flags use it
        "◌": "\u00ad",  # soft hyphen
        "◐": "\u0430",  # Cyrillic a
        "◑": "\u041d",  # Cyrillic en
        "◒": "\uff45",  # full-width e
    }
)

FLAGGED = """
    == python: a string that swallows the rest of its condition
    if level != "none◀▷": # Check if admin ◇▷" and level != "user
                     ^^^^^^^^^^^^^^^^^^^^^^^^ U+202E

    == c: a comment that shows as code, though balanced
    /*◁ } ▷if (isAdmin)◇ begin ◇*/
      ^^^^^^^^^^^^^^^^^^^^^^^^^^ U+2067

    == markdown: an override of Hebrew, which needs none
    ◀שלום
    ^ U+202E

    == python: a direction mark where nothing runs from right to left
    a = "x◆" * 100
          ^ U+200F

    == javascript: two names that look like one
    function is○Admin() {} isAdmin()
               ^ U+200B

    == plaintext: words for agents only
    Style guide△△△▲
               ^^^^ U+E0041

    == python: a selector, a joiner and a soft hyphen that serve nothing
    a = "■" + "b◎c" + "d◌"
                        ^ U+00AD
         ^ U+FE0F
                ^ U+200D

    == javascript: a blank that is no space
    if (a□&& b) {}
         ^ U+00A0

    == java: a Latin word with a foreign letter in it
    void say◑ello() {}
         ^^^^^^^^ U+041D

    == java: a name made of look-alikes, beside the name it resembles
    int ◐ ◐ = a; int с◐р = cap;
                     ^^^ U+0441

    == python: a full-width letter calls the plain name
    ◒val(text)
    ^ U+FF45
"""

LEFT_ALONE = """
    == python: joiners and selectors of emoji, a flag made of tags
    print("👨◎👩◎👧 ❤■ 🏳■◎🌈 1■⃣ 🏴▽▽▽▽▽▲ ©■ 👨◎")

    == python: Hebrew and Arabic prose, isolated and marked
    # ראה ◁שלום עולם◇ ◆ כאן
    x = "◆مرحبا"

    == markdown: Persian and Hindi joiners
    می●خواهم क्◎ष

    == html: blanks and hyphens of prose
    <p>10□km Donau◌dampf</p>

    == python: blanks and foreign letters in words
    x = "10□km и◐"  # ◐ и ◑ello

    == python: names in Russian, and formulas with Greek letters
    имя = Δt + α_max + σ2

    == python: a single foreign letter that resembles nothing of this file
    ◐◐◐ = 1

    == rust: braille that draws
    let spinner = "⠋⠙⠹⠀⠸";
"""


@pytest.mark.parametrize("example", examples(FLAGGED), ids=str)
def test_flags_what_hides(example):
    """
    What the screen does not show is underlined from its first character to its last.
    """
    assert example.picture == draw(example.code, seen(example))


@pytest.mark.parametrize("example", examples(LEFT_ALONE), ids=str)
def test_leaves_alone_what_a_script_needs(example):
    """
    Characters that do what they were made for are nobody's concern.
    """
    assert example.code == draw(example.code, seen(example))


def test_only_a_byte_order_mark_at_the_start_is_one():
    """
    Later in the text the same character hides.
    """
    assert [] == look("\ufeffa")
    assert [2] == [finding.span.start for finding in look("a\n\ufeffb")]


def test_first_direction_control_is_bandits():
    """
    The finding begins where bandit's B613 does, on its line, and says so; a mark that reads no code is milder.
    """
    first, second = look("x = 1\ny = 'a\u202eb'\nz = 'a\u200bb'\n", "python")

    assert (12, "B613", Rank.HIGH, Rank.MEDIUM, 838) == (
        first.span.start,
        first.alias,
        first.severity,
        first.confidence,
        first.cwe,
    )
    assert ("", Rank.MEDIUM, 1007) == (second.alias, second.severity, second.cwe)
    assert (6, 16) == (first.extent.start, first.extent.end)


@pytest.mark.parametrize(
    ("text", "cured"),
    [
        ("a = 'x\u202ey\u2066z'", "a = 'xyz'"),
        ("f\u200b()", "f()"),
        ("a\u00a0= 1", "a = 1"),
        ("s\u0430y()", "say()"),
        ("\uff45val()", "eval()"),
    ],
)
def test_fix_leaves_what_the_screen_shows(text, cured):
    """
    The quick fix removes or replaces exactly the hidden characters, and nothing is left to find.
    """
    (finding,) = look(text, "python")
    (fix,) = finding.fixes
    for edit in reversed(fix.edits):
        text = text[: edit.span.start] + edit.text + text[edit.span.end :]

    assert cured == text
    assert [] == look(cured, "python")


@pytest.mark.parametrize(
    "piece", ["\u202e", "\u200b", "\u0430", "a\u200b", "\u0430\u0430 ", "\u202ea\n", "\u05d0\u2067"]
)
def test_hostile_text_is_read_to_its_end(piece):
    """
    A long row of characters that hide is read at once, in order; squares of this length would take minutes.
    """
    text = piece * 20_000
    spans = [finding.span for finding in look(text, "python")]

    assert spans == sorted(spans)
    assert all(span.end <= len(text) for span in spans)


def seen(example):
    code = example.code.translate(HIDDEN)
    found = look(code, example.claim.partition(":")[0])
    return [(finding.span, finding.reason.partition(" ")[0].replace("Python", "U+FF45")) for finding in found]


def look(text, language="plaintext"):
    return list(hidden_unicode.look(Document("", text, language)))
