"""
Start the server that comes with the extension, whatever interpreter is there.

Run with `-I`, so that nothing is loaded but the standard library and what lies beside this file. Workers,
which are processes of their own, get the same path from their parent.
"""

import sys
from pathlib import Path

if __name__ == "__main__":
    # Before all else: what the interpreter's own environment holds must not stand in for it.
    sys.path.insert(0, str(Path(__file__).parent / "libs"))

    from charter.__main__ import main

    main()
