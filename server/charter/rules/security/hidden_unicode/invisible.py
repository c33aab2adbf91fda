"""
Characters that take no room, or pass for a space.

Each has an honest use, and is left alone in it: joiners inside emoji and between
letters of joining scripts, selectors after what they select from, tags that spell
a flag, soft hyphens in prose, blanks of other scripts among their letters.

Source: Unicode UAX #31, section 2.3; UTS #51; UTS #39, section 3.
"""

import re
import unicodedata
from collections.abc import Callable, Iterator

from msgspec import Struct

from charter.model import Rank
from charter.rules.security.hidden_unicode.sightings import Sighting, name_of
from charter.syntax import Quoted
from charter.text import Span

_HIDDEN = re.compile(
    "[\u00ad\u034f\u061c\u115f\u1160\u17b4\u17b5\u180e\u200b-\u200e\u2060-\u2064\u206a-\u206f\u2800\u3164\ufe00-\ufe0f\ufeff"
    "\uffa0\ufff9-\ufffb\U0001d173-\U0001d17a\U000e0000-\U000e007f\U000e0100-\U000e01ef]+"
)
_BLANK = re.compile("[\u00a0\u1680\u2000-\u200a\u202f\u205f\u3000]+")
_FLAG = re.compile("[\U000e0030-\U000e0039\U000e0061-\U000e007a]{3,6}\U000e007f")
_JOINING = re.compile("[\u0600-\u08ff\u0900-\u0dff\u0e00-\u109f\u1780-\u18af\ufb50-\ufdff\ufe70-\ufefc]")
_HEBREW = re.compile("[\u0590-\u05ff\ufb1d-\ufb4f]")
_HANGUL = re.compile("[\u1100-\u11ff\u3130-\u318f\uac00-\ud7af]")
_BRAILLE = re.compile("[\u2801-\u28ff]")

_BLACK_FLAG = "\U0001f3f4"
_KEYCAP = "\u20e3"
_TAGS = ("\U000e0000", "\U000e007f")


def seen(text: str, words: Quoted) -> Iterator[Sighting]:
    """
    Yield the runs of characters in *text* that cannot be seen and serve nothing that can.

    Args:
        words: where its comments and strings are.
    """
    for match in _HIDDEN.finditer(text):
        run = Span(*match.span())
        if not _is_meant(text, run, words):
            yield _hidden(text, run, Rank.HIGH if _is_tag(text[run.start]) or words.is_code(run.start) else Rank.MEDIUM)
    for match in _BLANK.finditer(text):
        if words.is_code(match.start()):
            yield _blank(text, Span(*match.span()))


def _is_meant(text: str, run: Span, words: Quoted) -> bool:
    if text.startswith(_BLACK_FLAG, max(0, run.start - 1)) and _FLAG.fullmatch(text, run.start, run.end):
        return True
    return all(_serves(_Place(text, offset, words.is_code(offset))) for offset in range(run.start, run.end))


class _Place(Struct, frozen=True):
    """
    A character and its neighbours, each empty at an end of the text.
    """

    text: str
    offset: int
    is_code: bool

    @property
    def before(self) -> str:
        return self.text[max(0, self.offset - 1) : self.offset]

    @property
    def after(self) -> str:
        return self.text[self.offset + 1 : self.offset + 2]

    def is_near(self, pattern: re.Pattern[str], reach: int = 1) -> bool:
        near = (
            self.text[max(0, self.offset - reach) : self.offset] + self.text[self.offset + 1 : self.offset + 1 + reach]
        )
        return pattern.search(near) is not None


def _serves(place: _Place) -> bool:
    """
    Tell whether the character at *place* does what it was made for.
    """
    character = place.text[place.offset]
    if "\ufe00" <= character <= "\ufe0f":
        return _is_emoji(place.before) or place.after == _KEYCAP
    if "\U000e0100" <= character <= "\U000e01ef":
        return bool(place.before) and unicodedata.category(place.before) == "Lo"
    use = next((use for characters, use in _USES.items() if character in characters), None)
    return use is not None and use(place)


def _is_emoji(before: str) -> bool:
    """
    Tell whether *before* is a sign that emoji and their presentations are made from.
    """
    if before in {"©", "®"}:
        return True
    return before >= "\u2000" and unicodedata.category(before) in {"So", "Sm", "Sk", "Po", "Pd", "Lo", "Ll", "Mn", "Nl"}


_USES: dict[str, Callable[[_Place], bool]] = {
    "\u200d": lambda place: _is_emoji(place.before) or bool(_JOINING.match(place.before)),
    "\u200b\u200c\u034f\u17b4\u17b5\u180e": lambda place: place.is_near(_JOINING),
    "\u00ad": lambda place: place.before.isalpha() and place.after.isalpha() and not place.is_code,
    "\u115f\u1160\u3164\uffa0": lambda place: place.is_near(_HANGUL),
    "\u2800": lambda place: place.is_near(_BRAILLE, reach=40),
    "\u200e\u061c": lambda place: place.is_near(_JOINING, reach=40) or place.is_near(_HEBREW, reach=40),
    "\ufeff": lambda place: place.offset == 0,
}


def _hidden(text: str, run: Span, severity: Rank) -> Sighting:
    return Sighting(
        span=run,
        advice="Remove the invisible characters; in a string that needs one, write it as an escape.",
        reason=f"{name_of(text[run.start])} shows nothing, yet is part of the text; {_harm(text[run.start])}.",
        command="Remove the invisible characters",
        replacements=_each(run, ""),
        severity=severity,
    )


def _harm(character: str) -> str:
    if _is_tag(character):
        return "tag characters can carry instructions that agents read and people do not"
    return "names and strings that look alike can differ by it"


def _is_tag(character: str) -> bool:
    return _TAGS[0] <= character <= _TAGS[1]


def _blank(text: str, run: Span) -> Sighting:
    return Sighting(
        span=run,
        advice="Replace the blank by a plain space.",
        reason=f"{name_of(text[run.start])} looks like a space, but the language may read it as a name or an error.",
        command="Replace it by a space",
        replacements=_each(run, " "),
        severity=Rank.MEDIUM,
    )


def _each(run: Span, new: str) -> tuple[tuple[int, str], ...]:
    return tuple((place, new) for place in range(run.start, run.end))
