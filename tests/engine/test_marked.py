"""
What is known of items by their position holds while the list is spliced.
"""

from hypothesis import given
from hypothesis import strategies as st

from charter.engine.marked import Marked

KINDS = st.lists(st.booleans(), max_size=8)


@given(KINDS, st.lists(st.tuples(st.data(), KINDS), max_size=6))
def test_marks_follow_a_list_that_is_spliced(kinds, splices):
    """
    After any splices the marked positions are those of the items that are of the kind.
    """
    marked = Marked()
    marked.mark(range(len(kinds)), positions(kinds))
    for data, fresh in splices:
        start = data.draw(st.integers(0, len(kinds)))
        stop = data.draw(st.integers(start, len(kinds)))
        assert any(kinds[start:stop]) == marked.within(range(start, stop))
        assert positions(kinds[:start]) == marked.before(start)

        kinds[start:stop] = fresh
        marked.splice(slice(start, stop), len(fresh))
        marked.mark(range(start, start + len(fresh)), [start + position for position in positions(fresh)])

        assert (positions(kinds), any(kinds)) == ([*marked], bool(marked))


def positions(kinds):
    return [position for position, is_of_kind in enumerate(kinds) if is_of_kind]
