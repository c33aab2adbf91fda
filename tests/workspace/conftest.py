import subprocess

import pytest

from support import needs
from support.places import Place


@pytest.fixture
def git(tmp_path, monkeypatch):
    """
    Run the real git, untouched by anybody's configuration, and give what it prints.
    """
    program = needs.program("git")
    monkeypatch.setenv("GIT_CONFIG_GLOBAL", "/dev/null")
    monkeypatch.setenv("GIT_CONFIG_NOSYSTEM", "1")

    def git(*arguments, folder=tmp_path):
        identity = ["-c", "user.name=a", "-c", "user.email=a@example.com", "-c", "protocol.file.allow=always"]
        command = [program, *identity, *map(str, arguments)]
        return subprocess.run(command, cwd=folder, check=True, capture_output=True).stdout.decode()

    return git


@pytest.fixture
def place(tmp_path):
    return Place(tmp_path)
