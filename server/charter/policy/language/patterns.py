"""
Patterns for names that are no paths: models, SDKs, hosts. `*` stands for any letters.

Matched in linear time per asterisk, since charters come from strangers.

Not meant: `?` and brackets, which stand for themselves.
"""

from collections.abc import Iterable


def matches(pattern: str, name: str) -> bool:
    """
    Tell whether *name* is one that *pattern* stands for, in any case.
    """
    head, *middle = pattern.casefold().split("*")
    name = name.casefold()
    if not middle:
        return name == head
    *middle, tail = middle
    if not name.startswith(head) or not name.endswith(tail) or len(name) < len(head) + len(tail):
        return False
    at, end = len(head), len(name) - len(tail)
    for piece in middle:
        found = name.find(piece, at, end)
        if found < 0:
            return False
        at = found + len(piece)
    return True


def matches_any(patterns: Iterable[str], name: str) -> bool:
    """
    Tell whether one of *patterns* stands for *name*.
    """
    return any(matches(pattern, name) for pattern in patterns)
