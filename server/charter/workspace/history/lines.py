"""
Which line of a committed text each line of the text at hand is.

As git counts them, lines end at line feeds; a carriage return before one does not
make another line, so a file that was checked out on Windows is still the same.
"""

from collections.abc import Iterator
from difflib import SequenceMatcher

# Lines that differ in the middle of a text: more would take minutes to compare.
_MOST = 20_000


def lines_of(text: str) -> list[str]:
    """
    Return the lines of *text* with their ends; one that follows the last line feed and is empty is none.
    """
    lines = [f"{line}\n" for line in text.split("\n")]
    lines[-1] = lines[-1][:-1]
    return lines if lines[-1] else lines[:-1]


def matched(committed: list[str], present: list[str]) -> list[int | None]:
    """
    Return for each line of *present* which line of *committed* it is, from zero; None for those that are new.
    """
    old, new = _compared(committed), _compared(present)
    n_head = next(_differing(old, new), min(len(old), len(new)))
    n_most = min(len(old), len(new)) - n_head
    n_tail = next(_differing(old[::-1][:n_most], new[::-1][:n_most]), n_most)
    found: list[int | None] = [*range(n_head), *[None] * (len(new) - n_head)]
    for idx in range(n_tail):
        found[-1 - idx] = len(old) - 1 - idx
    middle_old, middle_new = old[n_head : len(old) - n_tail], new[n_head : len(new) - n_tail]
    if max(len(middle_old), len(middle_new)) <= _MOST:
        for start, at, size in SequenceMatcher(None, middle_old, middle_new).get_matching_blocks():
            for idx in range(size):
                found[n_head + at + idx] = n_head + start + idx
    return found


def _compared(lines: list[str]) -> list[str]:
    return [line.rstrip("\r\n") for line in lines]


def _differing(old: list[str], new: list[str]) -> Iterator[int]:
    return (idx for idx, (left, right) in enumerate(zip(old, new, strict=False)) if left != right)
