"""
What a patient collector leaves is cleared up in pauses.
"""

import gc
import time
import weakref

import pytest

from charter.workspace.collector import Tidier


class Knot:
    """
    Refers to itself, so that only the collector can free it.
    """

    def __init__(self):
        self.itself = self


@pytest.fixture
def patient():
    """
    A collector that collects nothing unasked.
    """
    gc.disable()
    yield
    gc.enable()


@pytest.mark.usefixtures("patient")
@pytest.mark.parametrize(
    ("n_pieces", "seconds", "is_freed"), [(100, 0, False), (20, 0.6, False), (60, 0.6, True), (20, 1.4, True)]
)
def test_only_much_work_or_a_long_pause_is_worth_it(n_pieces, seconds, is_freed):
    """
    While something is done, nothing is cleared up; after little, only in a longer pause.
    """
    tidier, left = Tidier(), weakref.ref(Knot())
    for _ in range(n_pieces):
        tidier.worked()
    time.sleep(seconds)
    tidier.rest()

    assert is_freed == (left() is None)
