"""
Python's garbage collector, told that modules, units and findings live long; and the memory that is given back.
"""

import gc
import sys
import time

# While a program loads there is no garbage to speak of, and a short one ends before there is any.
_AT_FIRST = (500_000, 20, 50)
# With these, large files take two thirds of the time.
_LATER = (50_000, 20, 50)
# Seconds without work after which nobody feels some milliseconds. The longer they last, the less work is worth it.
_PAUSE = 0.5
_WORTH = 25


def be_patient() -> None:
    """
    Hardly look for garbage from now on.
    """
    gc.set_threshold(*_AT_FIRST)


def calm() -> None:
    """
    Look for garbage now and then, and leave what is there now alone for ever.
    """
    gc.set_threshold(*_LATER)
    gc.collect()
    gc.freeze()


def leave() -> None:
    """
    Let the interpreter end without looking through all that is alive, which a short run would feel.
    """
    gc.freeze()


class Tidier:
    """
    Clears up in pauses what a patient collector leaves: a server runs for weeks.
    """

    def __init__(self) -> None:
        self._n_pieces = 0
        self._last = 0.0

    def worked(self) -> None:
        """
        Know that a piece of work was done just now.
        """
        self._n_pieces += 1
        self._last = time.monotonic()

    def rest(self) -> None:
        """
        Clear up if that is worth it, and nothing has been done for a while.
        """
        pause = time.monotonic() - self._last
        if pause >= _PAUSE and self._n_pieces * pause >= _WORTH:
            self._n_pieces = 0
            gc.collect()
            _give_back()


def _give_back() -> None:
    """
    Give memory that is free back to the system, where its library keeps it and can be told to.
    """
    if sys.platform != "linux":
        return
    # Not above: few processes live long enough.
    import ctypes

    trim = getattr(ctypes.CDLL(None), "malloc_trim", None)
    if trim:
        trim(0)
