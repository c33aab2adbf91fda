"""
What changed between two versions of a text, and where things are afterwards.
"""

from weakref import WeakKeyDictionary, ref

from msgspec.structs import replace

from charter.model import Edit, Finding
from charter.text import Document, Span

# Of which document each is the next version, and by which edit, where whoever edited it has said so.
_EDITS: WeakKeyDictionary[Document, "tuple[ref[Document], Edit]"] = WeakKeyDictionary()


def edit_between(before: Document, after: Document) -> Edit:
    """
    Return the edit that turns the text of *before* into that of *after*.
    """
    known = _EDITS.get(after)
    return known[1] if known and known[0]() is before else difference(before.text, after.text)


def remember_edit(before: Document, after: Document, span: Span, text: str) -> None:
    """
    Save `edit_between` the search: in *span* of *before*, and nowhere else, stands *text* now.
    """
    edit = difference(before.text[span.start : span.end], text)
    _EDITS[after] = ref(before), replace(edit, span=edit.span.moved(span.start))


def difference(before: str, after: str) -> Edit:
    """
    Return the one edit that turns *before* into *after*: what is between their common ends.

    Slices are compared in C and halved, so that a character typed into a large
    text is found in a fraction of a millisecond.
    """
    shorter = min(len(before), len(after))
    n_head = _n_common(before, after, shorter)
    n_tail = _n_common_tail(before, after, shorter - n_head)
    return Edit(Span(n_head, len(before) - n_tail), after[n_head : len(after) - n_tail])


def moved_span(span: Span, edit: Edit) -> Span:
    """
    Return where the text of *span* is after *edit*; one that the edit touches grows or shrinks with it.
    """
    lo, hi = edit.span.start, edit.span.end
    delta = len(edit.text) - (hi - lo)
    if span.end <= lo:
        return span
    if span.start >= hi:
        return span.moved(delta)
    start = min(span.start, lo)
    return Span(start, max(start, span.end + delta if span.end > hi else lo + len(edit.text)))


def moved_finding(finding: Finding, edit: Edit) -> Finding:
    """
    Return *finding* of the text before *edit* as one of the text after it, without its fixes.
    """
    span, extent = moved_span(finding.span, edit), moved_span(finding.extent, edit)
    return replace(finding, span=span, extent=extent, fixes=())


def _n_common(before: str, after: str, most: int) -> int:
    known, bound = 0, most
    while known < bound:
        middle = (known + bound + 1) // 2
        if after.startswith(before[known:middle], known):
            known = middle
        else:
            bound = middle - 1
    return known


def _n_common_tail(before: str, after: str, most: int) -> int:
    known, bound, n_before, n_after = 0, most, len(before), len(after)
    while known < bound:
        middle = (known + bound + 1) // 2
        if after.endswith(before[n_before - middle : n_before - known], 0, n_after - known):
            known = middle
        else:
            bound = middle - 1
    return known
