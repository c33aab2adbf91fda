"""
The text that we hold is the text that the editor shows.
"""

import re

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from lsprotocol import types

from charter.engine import remember_edit
from charter.engine.difference import edit_between
from charter.lsp.buffers import Buffer, split
from charter.lsp.convert import Encoding, Places
from charter.text import Document, LineIndex, Span

LINE_END = re.compile(r"\r\n|\n|\r")
# Line ends of LSP, characters that only Python takes for line ends, and all widths.
PIECES = st.sampled_from(
    ["a", "b", "\n", "\r", "\r\n", "\f", "\v", "\x1c", "\x85", "\u2028", "é", "€", "🙂", "\ud83d", "\ude00"]
)
TEXTS = st.lists(PIECES, max_size=12).map("".join)
POSITIONS = st.builds(types.Position, st.integers(0, 6), st.integers(0, 9))
CHANGES = st.one_of(
    st.builds(types.TextDocumentContentChangePartial, st.builds(types.Range, POSITIONS, POSITIONS), TEXTS),
    st.builds(types.TextDocumentContentChangeWholeDocument, TEXTS),
)
CODECS = {Encoding.UTF8: ("utf-8", 1), Encoding.UTF16: ("utf-16-le", 2), Encoding.UTF32: ("utf-32-le", 4)}
QUICK = settings(max_examples=150, derandomize=True, deadline=None)


def buffer(text, encoding=Encoding.UTF16):
    return Buffer.of(types.TextDocumentItem("file:///a.py", "python", 1, text), "a.py", "python", encoding)


def whole(text):
    """
    Join halves of surrogate pairs, as an editor's text would.
    """
    return text.encode("utf-16-le", "surrogatepass").decode("utf-16-le", "surrogatepass")


class Model:
    """
    The plainest client: one string, every position counted from the start.
    """

    def __init__(self, text, encoding):
        self.text = whole(text)
        self.encoding = encoding

    def offset(self, position):
        starts = [0, *(match.end() for match in LINE_END.finditer(self.text))]
        if position.line >= len(starts):
            return len(self.text)
        line = LINE_END.split(self.text[starts[position.line] :])[0]
        n = 0
        while n < len(line) and self.units(line[: n + 1]) <= position.character:
            n += 1
        return starts[position.line] + n

    def units(self, text):
        codec, width = {"utf-8": ("utf-8", 1), "utf-16": ("utf-16-le", 2), "utf-32": ("utf-32-le", 4)}[
            self.encoding.value
        ]
        return len(text.encode(codec, "surrogatepass")) // width

    def apply(self, change):
        if isinstance(change, types.TextDocumentContentChangeWholeDocument):
            self.text = whole(change.text)
            return
        start, end = sorted((self.offset(change.range.start), self.offset(change.range.end)))
        self.text = whole(self.text[:start] + change.text + self.text[end:])


@pytest.mark.parametrize("encoding", Encoding)
@QUICK
@given(text=TEXTS, messages=st.lists(st.lists(CHANGES, min_size=1, max_size=4), max_size=4))
def test_every_edit_lands_where_the_editor_made_it(encoding, text, messages):
    """
    Over all encodings and line ends, astral characters and broken pairs, positions past the end, and
    ranges the wrong way round, the buffer equals the model and its lines are lines, whether or not
    anybody had asked for those before.
    """
    model, held = Model(text, encoding), buffer(text, encoding)
    for version, changes in enumerate(messages, 2):
        for change in changes:
            model.apply(change)
        held = held.edited(changes, version)

        assert (model.text, version) == (held.text, held.version)
        if version % 2:
            assert split(model.text) == list(held.lines)
        assert buffer(model.text).document.text == held.document.text
        assert places(LineIndex(model.text)) == places(held.document.lines)


@pytest.mark.parametrize("encoding", Encoding)
@QUICK
@given(text=TEXTS, changes=st.lists(CHANGES, min_size=1, max_size=4))
def test_what_was_replaced_makes_the_next_version(encoding, text, changes):
    """
    What an edit is said to have replaced, put into the text before it, gives the text after it.

    So does the edit that the engine makes of it, which need not be searched for.
    """
    before = buffer(text, encoding)
    for version, change in enumerate(changes, 2):
        after = before.edited([change], version)
        if after.replaced:
            remember_edit(before.document, after.document, *after.replaced)
            assert after.document.text == applied(before.document.text, *after.replaced)
        edit = edit_between(before.document, after.document)

        assert after.document.text == applied(before.document.text, edit.span, edit.text)
        before = after


def applied(text, span, piece):
    return text[: span.start] + piece + text[span.end :]


def places(index):
    """
    Return the lines of a text, and which each offset lies on.
    """
    return [index.span(line) for line in range(len(index))], [index.line(n) for n in range(index.length + 2)]


@pytest.mark.parametrize("encoding", Encoding)
@QUICK
@given(text=TEXTS, position=POSITIONS)
def test_positions_are_those_of_the_model(encoding, text, position):
    """
    To an offset as the model counts, and to the same offset after the way back.
    """
    model, places = Model(text, encoding), buffer(text, encoding).places

    assert model.offset(position) == places.to_offset(position)
    assert model.offset(position) == places.to_offset(places.to_position(model.offset(position)))


def test_half_a_pair_is_replaced_by_something_as_wide():
    """
    No engine and no hash sees a lone surrogate; when its other half is typed, the character is whole.
    """
    halved = buffer("s = '\ud83d'\n")
    place = types.Range(types.Position(0, 6), types.Position(0, 6))
    healed = halved.edited([types.TextDocumentContentChangePartial(place, "\ude00")], 2)

    assert ("s = '\ufffd'\n", "s = '\U0001f600'\n") == (halved.document.text, healed.document.text)


def test_thousands_of_changes_in_one_message_are_one_pass():
    """
    As when an editor replaces a name everywhere; each speaks of the text that the one before has left.
    """
    text = "".join(f"name{n} = 1\n" for n in range(10_000))
    changes = [
        types.TextDocumentContentChangePartial(types.Range(types.Position(n, 0), types.Position(n, 4)), "n")
        for n in range(10_000)
    ]

    assert text.replace("name", "n") == buffer(text).edited(changes, 2).document.text


def test_a_range_is_half_open_and_clamped():
    """
    Places outside a document are its ends.
    """
    places = Places(Document("a.py", "aé\r\n🙂b", "python"), Encoding.UTF8)

    assert types.Range(types.Position(0, 1), types.Position(1, 4)) == places.to_range(Span(1, 5))
    assert Span(2, 6) == places.to_span(types.Range(types.Position(9, 9), types.Position(0, 99)))
    assert types.Position(1, 5) == places.to_position(99)
