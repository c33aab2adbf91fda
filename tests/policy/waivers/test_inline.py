"""
Waivers as they are written: what is read of a comment, and written back.
"""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from msgspec.structs import replace

from charter.policy.waivers.inline import parse, render

FORMS = {
    "charter: waive a.b": ("a.b", "", "", "", False),
    "charter: waive a.b, B602 until 2027-01-31 by @lena -- see ABC-12": (
        "a.b B602",
        "2027-01-31",
        "@lena",
        "see ABC-12",
        False,
    ),
    "charter:waive-file a.b by Lena Meyer until 2027-01-31": ("a.b", "2027-01-31", "Lena Meyer", "", True),
    "nosec  # charter: waive a.b -- why": ("a.b", "", "", "why", False),
    "\n * charter: waive a.b -- why -- really\n * more": ("a.b", "", "", "why -- really", False),
    "charter: waive until 2027-01-31": ("", "2027-01-31", "", "", False),
    "charter: waive": ("", "", "", "", False),
    "charter: waive a.b because it is safe": ("a.b because it is safe", "", "", "", False),
}


NO_FORMS = [
    "to silence it write charter: waive a.b -- why",
    "charter: waived a.b",
    "charter: waive-all a.b",
    "charter waive a.b",
    "Charter: a waiver",
    "",
]


@pytest.mark.parametrize("text", FORMS)
def test_form(text):
    """
    A waiver is read at the start of a comment's line or after another mark, in full and in part.
    """
    waiver = parse(text)

    read = (" ".join(waiver.rules), waiver.until, waiver.by, waiver.reason, waiver.is_for_file)
    assert FORMS[text] == read
    assert text[waiver.span.start : waiver.span.end].startswith("charter:")


@pytest.mark.parametrize("text", NO_FORMS)
def test_prose_is_no_waiver(text):
    """
    Words about waivers waive nothing.
    """
    assert parse(text) is None


@pytest.mark.parametrize("text", FORMS)
def test_what_is_rendered_reads_the_same(text):
    """
    Rewriting a waiver loses nothing, so that a code action can edit one in place.
    """
    waiver = parse(text)
    again = parse(render(waiver))

    assert replace(waiver, span=again.span) == again
    assert len(render(waiver)) == again.span.end


WORDS = (
    "charter:",
    " waive",
    "-file",
    " ",
    "a.b",
    ",",
    " until ",
    " by ",
    " -- ",
    "2027-01-31",
    "\n",
    "\u2028",
    "#",
    "é",
)


@settings(max_examples=100, deadline=None)
@given(st.lists(st.sampled_from(WORDS), max_size=14).map("".join))
def test_any_waiver_survives_rewriting(text):
    """
    Whatever people write behind the word, rewriting it changes nothing more.
    """
    waiver = parse(f"charter: waive {text}")
    again = parse(render(waiver))

    assert replace(waiver, span=again.span) == again
