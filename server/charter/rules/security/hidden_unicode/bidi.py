"""
Controls that change the direction in which a line is shown.

A line of Hebrew or Arabic may need them, so they are left alone there if they
are balanced, hold letters of such a script, and no sign that code is made of:
then whatever they reorder is prose. Overrides are never needed.

Source: Unicode UAX #9, section 2; Boucher and Anderson, Trojan Source, 2021.
"""

import re
from collections.abc import Iterator

from charter.rules.security.hidden_unicode.sightings import Sighting, name_of
from charter.text import Span, line_spans

_CONTROLS = re.compile("[\u202a-\u202e\u2066-\u2069\u200f]")

_RIGHT_TO_LEFT = re.compile(
    "[\u0590-\u061b\u061d-\u08ff\ufb1d-\ufdff\ufe70-\ufefc\U00010800-\U00010fff\U0001e800-\U0001efff]"
)
_CODE = re.compile(r"[\"'`{};=\\]|/\*|\*/|//|\#")
_MARK = "\u200f"
_CLOSES = {"\u202a": "\u202c", "\u202b": "\u202c", "\u2066": "\u2069", "\u2067": "\u2069", "\u2068": "\u2069"}


def seen(text: str) -> Iterator[Sighting]:
    """
    Yield the controls of each line of *text* that are not needed to read its words.
    """
    if not _CONTROLS.search(text):
        return
    for line in line_spans(text):
        places = [match.start() for match in _CONTROLS.finditer(text, line.start, line.end)]
        if places and not _is_prose(text[line.start : line.end], text[places[0] : places[-1] + 1]):
            yield _sighting(text, places)


def _is_prose(line: str, stretch: str) -> bool:
    """
    Tell whether the *stretch* of *line* from its first control to its last only sets words in order.
    """
    if set(_CONTROLS.findall(stretch)) == {_MARK}:
        return _RIGHT_TO_LEFT.search(line) is not None
    return bool(_RIGHT_TO_LEFT.search(stretch)) and not _CODE.search(stretch) and _is_balanced(stretch)


def _is_balanced(stretch: str) -> bool:
    """
    Tell whether each control that opens is closed, in order, and none overrides.
    """
    awaited: list[str] = []
    for control in _CONTROLS.findall(stretch):
        if control in _CLOSES:
            awaited.append(_CLOSES[control])
        elif control != _MARK and (not awaited or awaited.pop() != control):
            return False
    return not awaited


def _sighting(text: str, places: list[int]) -> Sighting:
    return Sighting(
        span=Span(places[0], places[-1] + 1),
        advice="Remove the direction controls; in a string that needs one, write it as an escape.",
        reason=f"{name_of(text[places[0]])} reorders this line on the screen, so that it does not show what will run.",
        command="Remove the direction controls",
        replacements=tuple((place, "") for place in places),
        is_bidi=True,
    )
