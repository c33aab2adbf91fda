"""
Many words looked for in one text, which most often holds none of them.
"""

from collections.abc import Iterable

# Of this many letters words share enough, and few texts hold them by chance.
_N_LETTERS = 3
_MARKS = "\"'`/:."


class Hints:
    """
    Words that say that a text is worth a closer look.

    They are looked for by what they begin with, so that a text is searched half as often.
    """

    def __init__(self, words: Iterable[str]) -> None:
        self._words: dict[str, list[str]] = {}
        for word in _shortest(words):
            stem = word.lstrip(_MARKS)[:_N_LETTERS] or word
            self._words.setdefault(stem, []).append(word)

    def are_in(self, text: str) -> bool:
        """
        Tell whether *text* holds one of the words.
        """
        stems = filter(text.__contains__, self._words)
        return any(any(map(text.__contains__, self._words[stem])) for stem in stems)


def _shortest(words: Iterable[str]) -> list[str]:
    """
    Return *words* without those that hold another of them.
    """
    kept: list[str] = []
    for word in sorted(set(words), key=lambda word: (len(word), word)):
        if not any(other in word for other in kept):
            kept.append(word)
    return kept
