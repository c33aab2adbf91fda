"""
Print where this interpreter is if it can run the server that lies beside this file; else end with 1.

Part of the server is machine code, of which each Python loads its own only. Old Pythons must be able to read this.
"""

import os
import sys
from importlib.machinery import EXTENSION_SUFFIXES

HERE = os.path.dirname(os.path.abspath(__file__))  # noqa: PTH100, PTH120 -- what Python 2 knows

if __name__ == "__main__":
    core = os.path.join(HERE, "libs", "msgspec", "_core")  # noqa: PTH118 -- as above
    if not any(os.path.exists(core + ending) for ending in EXTENSION_SUFFIXES):  # noqa: PTH110 -- as above
        sys.exit(1)
    sys.stdout.write(sys.executable + "\n")
