"""
Unpack the wheels of a folder beside themselves: `python tools/unpack.py FOLDER`.

Real code for the tests to read. It is never installed and never imported.
"""

import sys
import zipfile
from pathlib import Path


def unpack(folder: Path) -> None:
    for wheel in sorted(folder.glob("*.whl")):
        with zipfile.ZipFile(wheel) as archive:
            archive.extractall(folder / wheel.name.split("-")[0])
        wheel.unlink()


if __name__ == "__main__":
    unpack(Path(sys.argv[1]))
