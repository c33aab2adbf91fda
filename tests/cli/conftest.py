import io
import sys
from typing import NamedTuple

import pytest

from charter.__main__ import run


class Outcome(NamedTuple):
    """
    How a run ended.
    """

    status: int
    out: str
    err: str


@pytest.fixture
def place(tmp_path, monkeypatch):
    """
    An empty folder on a machine without an organisation's charter; files are written by name.
    """
    folder = tmp_path / "place"
    folder.mkdir()
    monkeypatch.chdir(folder)
    monkeypatch.delenv("CHARTER_POLICY", raising=False)
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "cache"))
    monkeypatch.delenv("PYTHONSAFEPATH", raising=False)
    return folder


@pytest.fixture
def write(place):
    """
    Write texts into the folder, as `write({"src/a.py": "..."})`.
    """

    def write(texts):
        for name, text in texts.items():
            path = place / name
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(text, encoding="utf-8")

    return write


@pytest.fixture
def charter(place, capsys):
    """
    Run the program in this process, as `charter("check", "a.py")`.
    """
    assert place

    def charter(*arguments):
        status = run([*map(str, arguments)])
        return Outcome(status, *capsys.readouterr())

    return charter


@pytest.fixture
def typed(monkeypatch):
    """
    Give bytes as standard input.
    """
    return lambda data: monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(data)))
