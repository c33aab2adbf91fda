"""
Python's garbage collector, told that units and findings live long.
"""

import gc

# With these, large files take two thirds of the time.
_THRESHOLDS = (50_000, 20, 50)


def calm() -> None:
    """
    Leave what is there now alone, and look at what comes less often.
    """
    gc.collect()
    gc.freeze()
    gc.set_threshold(*_THRESHOLDS)
