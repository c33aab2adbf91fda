"""
The environment in which editors run: our server on the PATH, and nobody's home.
"""

import os
from pathlib import Path

from support import needs


def environment(scratch: Path) -> dict[str, str]:
    """
    Return variables that keep a program's files in *scratch* and let it find the server.
    """
    folders = {f"XDG_{name}_HOME": str(scratch / name.lower()) for name in ("CONFIG", "DATA", "STATE", "CACHE")}
    server = Path(needs.program("charter")).parent
    path = f"{server}{os.pathsep}{os.environ['PATH']}"
    return os.environ | folders | {"HOME": str(scratch), "PATH": path}
