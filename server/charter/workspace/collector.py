"""
Python's garbage collector, told that modules, units and findings live long; and the memory that is given back.
"""

import gc
import sys
import time
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from ctypes import CDLL

# While a program loads there is no garbage to speak of, and a short one ends before there is any.
_AT_FIRST = (500_000, 20, 50)
# With these, large files take two thirds of the time.
_LATER = (50_000, 20, 50)
# Seconds without work after which nobody feels some milliseconds. The longer they last, the less work is worth it.
_PAUSE = 0.5
_WORTH = 25
# Of the C library of Linux: options and values for how it keeps memory.
#
# Source: glibc, mallopt(3).
_KEEPING = {
    # One heap: each thread would get its own, and what one has left free is of no use to the others.
    "M_ARENA_MAX": (-8, 1),
    # Large blocks go back at once. Else the first one freed lets all further ones into the heap, and holes are left.
    "M_MMAP_THRESHOLD": (-3, 1 << 20),
    # The end of the heap is kept until the next pause.
    "M_TRIM_THRESHOLD": (-1, 8 << 20),
}


def be_patient() -> None:
    """
    Hardly look for garbage from now on.
    """
    gc.set_threshold(*_AT_FIRST)


def calm() -> None:
    """
    Look for garbage now and then, and leave what is there now alone for ever.
    """
    gc.collect()
    settle()


def settle() -> None:
    """
    Do the same, but look for no garbage first: a short run would feel that, and ends before what is left matters.
    """
    gc.set_threshold(*_LATER)
    gc.freeze()


def leave() -> None:
    """
    Let the interpreter end without looking through all that is alive.
    """
    gc.freeze()


class Tidier:
    """
    Clears up in pauses what a patient collector leaves: a server runs for weeks.

    In the first one it takes what is there for what stays, which takes longer than a keystroke may.
    """

    def __init__(self) -> None:
        self._n_pieces = 0
        self._last = time.monotonic()
        self._is_calm = False

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
        if pause >= _PAUSE and not self._is_calm:
            self._is_calm = True
            calm()
        elif pause >= _PAUSE and self._n_pieces * pause >= _WORTH:
            self._n_pieces = 0
            gc.collect()
            _give_back()


def keep_little() -> None:
    """
    Let what comes and goes from now on leave few holes, where the system's library can be told to.

    A server that runs for weeks would grow by them, though it holds no more than on its first day.
    """
    library = _library()
    if library and hasattr(library, "mallopt"):
        for option, value in _KEEPING.values():
            library.mallopt(option, value)


def _give_back() -> None:
    """
    Give memory that is free back to the system, where its library keeps it and can be told to.
    """
    library = _library()
    if library and hasattr(library, "malloc_trim"):
        library.malloc_trim(0)


def _library() -> "CDLL | None":
    """
    Return the system's C library; None where it is none that is told such things.
    """
    if sys.platform != "linux":
        return None
    # Not above: few processes live long enough.
    import ctypes

    return ctypes.CDLL(None)
