"""
What lies on the shelves.
"""

from collections import Counter
from collections.abc import Iterable


def missing(wanted: Iterable[str], shelves: Counter[str]) -> Counter[str]:
    """
    Return what has to be ordered before *wanted* can be sent.
    """
    return Counter(wanted) - shelves
