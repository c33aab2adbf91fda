"""
Cutting anew only around an edit.

The units that the edit touches are cut anew, with a neighbour where its border
is in question; all others are kept as the objects that they are. If all units
of the result are sound, it is what cutting the whole text would give: a sound
unit leaves nothing open, so each unit is cut as if it stood alone. If one is
not, something is half typed. Then the borders of the untouched units stay
where they were when the text was last in order, until `cut` settles it.
"""

from collections.abc import Iterable, Iterator
from itertools import chain

from msgspec.structs import replace

from charter.model import Edit
from charter.syntax.python.units import Cut, Unit, continued, cut, top_level

# How far an open bracket or quote is looked for when one is closed.
_REACH = 40
_TRIPLES = ('"""', "'''")


def recut(before: Cut, edit: Edit, text: str) -> tuple[Cut, range]:
    """
    Return the units of *text*, which is the text of *before* with *edit* applied.

    Returns:
        The new cut, and which units of it are new.
    """
    if not before.units:
        after = cut(text)
        return after, range(len(after.units))
    delta = len(edit.text) - (edit.span.end - edit.span.start)
    touched = _whole_classes(before, _touched(before, edit))
    was_sound = _is_sound(before.units[touched.start : touched.stop])
    fresh = _cut_region(before, touched, delta, text)
    if _has_another_class(before, touched, fresh):
        touched = range(touched.start, _end_of_class(before, touched.stop))
        fresh = _cut_region(before, touched, delta, text)
    if not _is_sound(fresh):
        lacks_bracket = any(unit.lacks_bracket for unit in fresh)
        candidates = chain(
            _to_what_was_open(before, touched),
            () if lacks_bracket else _to_neighbours(before, touched),
            _to_next_quote(before, touched, delta, text),
        )
        touched, fresh = _joined(before, candidates, delta, text) or (touched, fresh)
    rest = (*before.units[: touched.start], *before.units[touched.stop :])
    if _is_sound(fresh) != was_sound and not _is_sound(rest):
        # What is open here and what is open elsewhere may belong together, however far apart they are.
        after = cut(text)
        return after, range(len(after.units))
    return before.spliced(touched, fresh), range(touched.start, touched.start + len(fresh))


def _is_sound(units: Iterable[Unit]) -> bool:
    return all(unit.is_sound for unit in units)


def _touched(before: Cut, edit: Edit) -> range:
    """
    Return the units whose text or borders the edit concerns.
    """
    first, last = before.index(edit.span.start), before.index(edit.span.end)
    if first and _is_on_first_line(before, first, edit.span.start):
        first -= 1
    if last + 1 < len(before.units) and _is_on_last_line(before, last, edit.span.end):
        last += 1
    return range(first, last + 1)


def _is_on_first_line(before: Cut, idx: int, offset: int) -> bool:
    """
    Tell whether an edit at *offset* may make unit *idx* a part of the one before it.
    """
    head = before.units[idx].text[: offset - before.starts[idx]]
    return "\n" not in head and "\r" not in head


def _is_on_last_line(before: Cut, idx: int, offset: int) -> bool:
    """
    Tell whether an edit that ends at *offset* may make unit *idx* run on into the next.
    """
    return before.units[idx].text[offset - before.starts[idx] :] in {"", "\n", "\r", "\r\n"}


def _whole_classes(before: Cut, touched: range) -> range:
    """
    Return *touched* to the end of the class that it ends in, unless it lies within its members.

    Members alone can be cut as members; a header, or what comes before it, decides
    what the lines below it are.
    """
    is_within = all(_is_member(unit) for unit in before.units[touched.start : touched.stop])
    return touched if is_within else range(touched.start, _end_of_class(before, touched.stop))


def _end_of_class(before: Cut, stop: int) -> int:
    """
    Return the first unit from *stop* on that is no member.
    """
    while stop < len(before.units) and _is_member(before.units[stop]):
        stop += 1
    return stop


def _has_another_class(before: Cut, touched: range, fresh: list[Unit]) -> bool:
    """
    Tell whether another class begins in *fresh* and takes the members behind the edit from theirs.
    """
    behind = before.units[touched.stop : touched.stop + 1]
    if not (behind and fresh and _is_member(behind[0])):
        return False
    last = fresh[-1]
    return last.owner != behind[0].owner if last.owner else last.text.startswith("class")


def _is_member(unit: Unit) -> bool:
    return bool(unit.owner) and not unit.is_header


def _cut_region(before: Cut, touched: range, delta: int, text: str) -> list[Unit]:
    """
    Return the units of the text that was that of the *touched* ones.
    """
    region = text[before.starts[touched.start] : before.starts[touched.stop] + delta]
    first = before.units[touched.start]
    units = list(continued(region, first) if _is_member(first) else top_level(region))
    has_orphans = touched.stop < len(before.units) and _is_member(before.units[touched.stop])
    if has_orphans and units and not units[-1].owner:
        # A line at the margin has ended the class above its last members.
        units[-1] = replace(units[-1], is_sound=False)
    return units


def _joined(before: Cut, candidates: Iterable[range], delta: int, text: str) -> tuple[range, list[Unit]] | None:
    """
    Try whether what is open now belongs to what stands around it.

    Returns:
        The first of *candidates*, and what becomes of its units, if all are sound now.
    """
    for wider in candidates:
        fresh = _cut_region(before, wider, delta, text)
        if _is_sound(fresh):
            return wider, fresh
    return None


def _to_what_was_open(before: Cut, touched: range) -> Iterator[range]:
    """
    Yield ranges from *touched* up, and down, to what was open before, and to what follows it.
    """
    units, first, stop = before.units, touched.start, touched.stop
    above = range(first - 1, max(-1, first - 1 - _REACH), -1)
    below = range(stop, min(len(units), stop + _REACH))
    opener = next((idx for idx in above if not units[idx].is_sound), None)
    closer = next((idx + 1 for idx in below if not units[idx].is_sound), None)
    if opener is not None:
        yield _whole_classes(before, range(opener, stop))
    if closer is not None:
        yield _whole_classes(before, range(first, closer))
    if closer is not None and closer < len(units):
        # That may end with a decorator, which belongs to the next.
        yield _whole_classes(before, range(first, closer + 1))


def _to_next_quote(before: Cut, touched: range, delta: int, text: str) -> Iterator[range]:
    """
    Yield ranges from *touched* down to what closes a triple quote that may be open in it: the next one of its kind.
    """
    start, end = before.starts[touched.start], before.starts[touched.stop] + delta
    for quote in _TRIPLES:
        at = text.find(quote, end) if text.find(quote, start, end) >= 0 else -1
        closer = before.index(at - delta) if at >= 0 else len(before.units)
        if closer < min(touched.stop + _REACH, len(before.units)):
            yield _whole_classes(before, range(touched.start, closer + 1))


def _to_neighbours(before: Cut, touched: range) -> Iterator[range]:
    """
    Yield ranges from *touched* to the next unit, and to the header of its class: what is
    decorated, joined by a backslash or quoted may go on there. A bracket does not end there.
    """
    units, first, stop = before.units, touched.start, touched.stop
    if stop < len(units):
        yield _whole_classes(before, range(first, stop + 1))
    if _is_member(units[first]):
        # While a quote is open above, members may have lost their header.
        header = next((idx for idx in range(first, -1, -1) if units[idx].is_header), first)
        yield _whole_classes(before, range(header, stop))
