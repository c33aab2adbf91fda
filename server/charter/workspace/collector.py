"""
Python's garbage collector, told that modules, units and findings live long.
"""

import gc

# With these, large files take two thirds of the time, and modules load faster.
_THRESHOLDS = (50_000, 20, 50)


def be_patient() -> None:
    """
    Look for garbage less often from now on.
    """
    gc.set_threshold(*_THRESHOLDS)


def calm() -> None:
    """
    Look less often, and leave what is there now alone for ever.
    """
    be_patient()
    gc.collect()
    gc.freeze()
