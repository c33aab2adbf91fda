import io
import subprocess
import sys
from typing import NamedTuple

import pytest

from charter.__main__ import run
from charter.cli import setting
from support import needs


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
        # Each run of the program reads its charters anew.
        setting.resolver.cache_clear()
        status = run([*map(str, arguments)])
        return Outcome(status, *capsys.readouterr())

    return charter


@pytest.fixture
def typed(monkeypatch):
    """
    Give bytes as standard input.
    """
    return lambda data: monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(data)))


@pytest.fixture
def git(place, monkeypatch):
    """
    Run the real git in the folder, untouched by anybody's configuration.
    """
    program = needs.program("git")
    monkeypatch.setenv("GIT_CONFIG_GLOBAL", "/dev/null")
    monkeypatch.setenv("GIT_CONFIG_NOSYSTEM", "1")

    def git(*arguments):
        command = [program, "-c", "user.name=a", "-c", "user.email=a@example.com", *arguments]
        subprocess.run(command, cwd=place, check=True, capture_output=True)

    return git
