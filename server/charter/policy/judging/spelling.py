"""
Names that are nearly those of a known agent or model.

Whatever is not in the catalogue is new or unknown, never wrong: only a name that
differs from a known one by a slip of the hand is said to be misspelt. Of a model
only its words are compared, for what comes after the versions that are known
today will be written right as well.
"""

import difflib
import re
from functools import lru_cache

from charter.catalogue import Catalogue, Tool

# Shorter words are near too many others.
_SHORTEST = 4
_WORD = re.compile(r"[A-Za-z]+")
_VERSION = re.compile(r"[\s_-]*[vV]?\d[\w.]*$")
_HUMP = re.compile(r"(?<=[a-z])(?=[A-Z])")
_CUTOFF = 0.75


def agent_named(name: str, catalogue: Catalogue) -> Tool | None:
    """
    Return the tool that a trailer calls *name*, with or without a version, spaces or hyphens.
    """
    bare = _VERSION.sub("", name)
    spellings = (name, bare, _HUMP.sub(" ", bare), _HUMP.sub(" ", name))
    return next(filter(None, map(catalogue.find, spellings)), None)


def nearest_agent(name: str, catalogue: Catalogue) -> str | None:
    """
    Return how the tool is written that *name* was most likely meant to be; None if none is near.
    """
    by_fold = {each.casefold(): each for tool in catalogue.tools for each in (*tool.names, *tool.words, *tool.people)}
    close = difflib.get_close_matches(name.casefold(), by_fold, n=1, cutoff=_CUTOFF)
    return by_fold[close[0]] if close else None


def corrected_model(model: str, catalogue: Catalogue) -> str | None:
    """
    Return *model* without the slips in its words; None if there is none that is sure.

    Every other word must be one that some known model has, so that nothing is
    said of a family of models that is not known at all.
    """
    known = _words(catalogue.models)
    words = [match[0] for match in _WORD.finditer(model)]
    unknown = [word for word in words if word.casefold() not in known and len(word) >= _SHORTEST]
    if len(unknown) != 1 or not any(word.casefold() in known for word in words):
        return None
    likely = _nearest_word(unknown[0].casefold(), known)
    return model.replace(unknown[0], likely, 1) if likely else None


@lru_cache(maxsize=8)
def _words(models: tuple[str, ...]) -> frozenset[str]:
    return frozenset(match[0].casefold() for model in models for match in _WORD.finditer(model))


@lru_cache(maxsize=256)
def _nearest_word(word: str, known: frozenset[str]) -> str | None:
    near = [each for each in known if len(each) >= _SHORTEST and _is_slip(word, each)]
    return near[0] if len(near) == 1 else None


def _is_slip(word: str, other: str) -> bool:
    """
    Tell whether the two differ by one letter that is wrong, missing, too many or changed places with the next.
    """
    if abs(len(word) - len(other)) > 1:
        return False
    n_head = next((n for n, (a, b) in enumerate(zip(word, other, strict=False)) if a != b), min(len(word), len(other)))
    rest, behind = word[n_head:], other[n_head:]
    is_swapped = rest[:2] == behind[1::-1] and rest[2:] == behind[2:]
    return is_swapped or rest[1:] == behind[1:] or rest[1:] == behind or rest == behind[1:]
