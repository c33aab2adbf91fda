"""
lsprotocol, loaded in half of its time.

attrs writes and compiles `__eq__` and `__repr__` for each of its 554 classes, which takes as long as all else in them
and a sixth of the time until a first mark is shown. The server asks for neither: positions, ranges and locations,
which are compared, bring their own.
"""

import importlib
from functools import partial

import attrs


def load() -> None:
    """
    Load `lsprotocol.types`, to be called before anything else does.
    """
    define = attrs.define
    attrs.define = partial(define, eq=False, repr=False)
    try:
        importlib.import_module("lsprotocol.types")
    finally:
        attrs.define = define
