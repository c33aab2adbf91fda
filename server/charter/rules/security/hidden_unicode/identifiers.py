"""
Names in code that can be taken for other names.

A word of a name is suspicious if it mixes Latin letters with look-alikes, or if
it is made of look-alikes only and the same file has the word that it resembles.
A word with other letters of its script is an honest word of that language.

Source: Unicode UTS #39, sections 4 and 5.1.
"""

import re
import unicodedata
from collections.abc import Iterator

from charter.rules.security.hidden_unicode.confusables import LOOKALIKES
from charter.rules.security.hidden_unicode.sightings import Sighting, name_of
from charter.syntax import Quoted
from charter.text import Span

_ASCII_OF = {ord(other): letter for letter, others in LOOKALIKES.items() for other in others}
_LATIN = re.compile("[A-Za-z]+")
_LOOKALIKE = re.compile(f"[{''.join(LOOKALIKES.values())}]")
# Full-width letters and those of formulas; Python alone reads them as the plain ones.
_STYLED = re.compile("[\uff21-\uff3a\uff41-\uff5a\U0001d400-\U0001d7ff]+")


def seen(text: str, words: Quoted, language: str) -> Iterator[Sighting]:
    """
    Yield the names of *text* that are not what they look like.

    Args:
        words: where its comments and strings are.
        language: LSP's identifier.
    """
    known: set[str] | None = None
    end = 0
    for match in _LOOKALIKE.finditer(text):
        if match.start() >= end and words.is_code(match.start()):
            word = _word(text, match.start())
            end = word.end
            known = set(_LATIN.findall(text)) if known is None else known
            if _deceives(text[word.start : word.end], known):
                yield _sighting(text, word)
    if language == "python":
        yield from (
            _styled(text, Span(*match.span())) for match in _STYLED.finditer(text) if words.is_code(match.start())
        )


def _word(text: str, place: int) -> Span:
    start = end = place
    while start and text[start - 1].isalpha():
        start -= 1
    while end < len(text) and text[end].isalpha():
        end += 1
    return Span(start, end)


def _deceives(word: str, known: set[str]) -> bool:
    plain = word.translate(_ASCII_OF)
    if not plain.isascii():
        return False
    has_latin = any(letter.isascii() for letter in word)
    return has_latin or (len(word) > 1 and plain in known)


def _sighting(text: str, word: Span) -> Sighting:
    found = [place for place in range(word.start, word.end) if not text[place].isascii()]
    plain = text[word.start : word.end].translate(_ASCII_OF)
    return Sighting(
        span=word,
        advice=f"Write '{plain}' with Latin letters, or choose a name that cannot be taken for it.",
        reason=f"{name_of(text[found[0]])} looks like a Latin letter, so this is another name than it seems.",
        command=f"Write '{plain}' with Latin letters",
        replacements=tuple((place, text[place].translate(_ASCII_OF)) for place in found),
    )


def _styled(text: str, word: Span) -> Sighting:
    plain = unicodedata.normalize("NFKC", text[word.start : word.end])
    return Sighting(
        span=word,
        advice=f"Write '{plain}' with plain letters.",
        reason=f"Python reads {name_of(text[word.start])} as a plain letter, but searches and reviewers do not.",
        command=f"Write '{plain}' with plain letters",
        replacements=tuple(
            (place, unicodedata.normalize("NFKC", text[place])) for place in range(word.start, word.end)
        ),
    )
