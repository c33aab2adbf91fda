"""
The servers that are compared, and the folder that each of them opens.
"""

import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory

from tools.editor import Editor

_BIN = Path(sys.executable).parent

CHARTER = "charter"
RUFF = "ruff server"
BARE = "bare pygls"

COMMANDS = {
    CHARTER: [str(_BIN / "charter"), "server"],
    RUFF: [str(_BIN / "ruff"), "server"],
    BARE: [sys.executable, str(Path(__file__).with_name("bare.py"))],
}

_SETTINGS = {
    "charter.yaml": "extends: recommended\n",
    "ruff.toml": 'target-version = "py311"\nlint.select = ["S", "C90", "B"]\n',
}


@contextmanager
def project() -> Iterator[Path]:
    """
    Give an empty folder in which both servers are set up, until the block ends.
    """
    with TemporaryDirectory(prefix="charter-bench-") as name:
        folder = Path(name).resolve()
        (folder / ".git").mkdir()
        for file, content in _SETTINGS.items():
            (folder / file).write_text(content, encoding="utf-8")
        yield folder


@contextmanager
def running(name: str) -> Iterator[tuple[Editor, Path]]:
    """
    Give an editor with that server, and its folder.
    """
    with project() as folder, Editor(COMMANDS[name], folder) as editor:
        yield editor, folder


@contextmanager
def compiled() -> Iterator[None]:
    """
    Let Python keep what it compiles in a folder of ours until the block ends, even where the environment forbids it.

    An installed program is compiled once; compiling Charter takes twice as long as loading it, and 30 MB.
    """
    before = dict(os.environ)
    with TemporaryDirectory(prefix="charter-bench-") as folder:
        os.environ.pop("PYTHONDONTWRITEBYTECODE", None)
        os.environ["PYTHONPYCACHEPREFIX"] = folder
        try:
            yield
        finally:
            os.environ.clear()
            os.environ.update(before)
