"""
Many words looked for at once: what is found, never how.
"""

from hypothesis import example, given
from hypothesis import strategies as st

from charter.hints import Hints

# Few letters, so that words and texts meet.
pieces = st.text(alphabet="ab'.", min_size=1, max_size=5)


@given(st.lists(pieces, max_size=6), st.text(alphabet="ab'.x", max_size=20))
@example(["'"], "a'b")
@example(["aab", "aabb"], "aabb")
@example([], "a")
def test_a_text_is_worth_a_look_where_it_holds_a_word(words, text):
    """
    The same texts are found as by looking for each word.
    """
    assert any(word in text for word in words) == Hints(words).are_in(text)
