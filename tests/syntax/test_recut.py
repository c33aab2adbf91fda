"""
Cutting anew around an edit.
"""

import pytest
from hypothesis import given

from charter.model import Edit
from charter.syntax.python.recut import recut
from charter.syntax.python.units import cut
from charter.text import Span
from support.edits import applied, edits

MEMBERS = "".join(f"    def f{i}(self):\n        return {i}\n\n" for i in range(25))
TEXT = f'''"""Doc."""
import os
from sys import (
    path,
)


@decorated
def f(a,
      b):
    s = """
def not_code(): ...
"""
    return [a, b]

class Large(Base):
    """Doc."""

    x = {{
        1: 2}}

{MEMBERS}
    # the end

y = 1; z = 2
if y:
    pass
else:
    pass
# last
'''


def top_level(units):
    """
    Where top-level statements begin; how a class is divided is a matter of its length when it was cut.
    """
    return [start for start, unit in units if (not unit.owner or unit.is_header) and not unit.is_blank]


@given(edits(12))
def test_cut_around_edits(typed):
    """
    After any edits the units are the text, and if all are sound, they are what a whole cut gives.
    """
    text, known = TEXT, cut(TEXT)
    for random_edit in typed:
        text, edit = applied(text, random_edit)
        known, fresh = recut(known, edit, text)

        assert text == "".join(unit.text for unit in known.units)
        assert fresh.stop <= len(known.units)
        if known.is_sound:
            assert top_level(cut(text)) == top_level(known)


@pytest.mark.parametrize(
    ("old", "new", "n_fresh"),
    [
        ("return 7\n", "return 77\n", 1),
        ("return [a, b]", "return [a, b", 1),
        ("y = 1", "y = 12", 2),
        ("x = {\n", "x = '''{\n", 3),
    ],
)
def test_only_the_neighbourhood(old, new, n_fresh):
    """
    An edit costs the units around it; the others stay the objects that they are.
    """
    before, start = cut(TEXT), TEXT.index(old)
    after, fresh = recut(before, Edit(Span(start, start + len(old)), new), TEXT.replace(old, new, 1))

    assert len(fresh) <= n_fresh + 1
    assert set(before.units) >= {*after.units[: fresh.start], *after.units[fresh.stop :]}


def test_closing_what_was_open():
    """
    A bracket that is closed some statements below joins them, as soon as it is closed.
    """
    text = "a = 1\nb = 2\nc = 3\nd = 4\n"
    opened = text.replace("a = 1", "a = (1")
    known, _ = recut(cut(text), Edit(Span(4, 4), "("), opened)
    closed = opened.replace("c = 3", "c == 3)")
    known, _ = recut(known, Edit(Span(19, 22), "== 3)"), closed)

    assert ["a = (1\nb = 2\nc == 3)\n", "d = 4\n"] == [unit.text for unit in known.units]


def test_closing_a_quote_that_reached_to_a_decorator():
    """
    Where the quotes of a file are in order again, so is the unit behind the one that the wrong ones had opened.
    """
    quote = '    """\n'
    head, tail = f"class A:\n{quote}{quote}", f"    it's\n{quote}{quote}class B:\n{quote}@d\nclass C:\n    x = 1\n"
    torn, text = head + tail, head + quote + tail
    after, _ = recut(cut(torn), Edit(Span(len(head), len(head)), quote), text)

    assert [unit.text for unit in cut(text).units] == [unit.text for unit in after.units]


def test_opening_a_quote_that_another_closes_further_down():
    """
    The next quote of its kind is looked for, wherever it stood until then: all is in order at once.
    """
    before = "a = [\n    1,\n]\nb = 2\nc = [\n    3,  # '''\n]\nd = 4\n"
    text = before.replace("1,", "'''1,")
    after, fresh = recut(cut(before), Edit(Span(10, 10), "'''"), text)

    assert ([unit.text for unit in cut(text).units], range(1)) == ([unit.text for unit in after.units], fresh)
    assert all(unit.is_sound for unit in after.units)


def test_members_that_have_lost_their_class():
    """
    An open quote cuts a class in two; what was below it is still cut anew when the rest above has become a small class.
    """
    members = [f"    x{i} = {i}\n" for i in range(70)]
    text = "class A:\n" + "".join(members)
    known = cut(text)
    for old, new in (("    x9 ", "'''    x9 "), (members[0], ""), ("    x50", "50")):
        at = text.index(old)
        text = text[:at] + new + text[at + len(old) :]
        known, _ = recut(known, Edit(Span(at, at + len(old)), new), text)

        assert text == "".join(unit.text for unit in known.units)
