"""
Real Neovim, driven over its own RPC, against the real server.
"""

import json
import subprocess
import time
from pathlib import Path

import pytest

from support import needs
from support.programs import environment

HERE = Path(__file__).parent
CONFIG = HERE.parents[1] / "editors" / "neovim"


class Neovim:
    """
    A headless Neovim in *project*; every method but `ask` is a function of `neovim.lua`.

    Args:
        starter: a command that starts an editor, such as `git commit`; by default Neovim itself.
    """

    def __init__(self, project, scratch, starter=()):
        self._program = needs.program("nvim")
        self._socket = scratch / "nvim.sock"
        command = [self._program, "--clean", "-u", HERE / "neovim.lua", "--headless", "--listen", self._socket]
        self._process = subprocess.Popen(
            starter or command,
            cwd=project,
            env=_environment(scratch) | {"GIT_EDITOR": " ".join(map(str, command))},
            stdin=subprocess.DEVNULL,
        )

    def ask(self, function, argument=None):
        question = json.dumps([function, argument]).replace("'", "''")
        answer = subprocess.run(
            [self._program, "--server", self._socket, "--remote-expr", f"v:lua.Ask('{question}')"],
            capture_output=True,
            check=False,
            timeout=60,
        )
        assert 0 == answer.returncode, answer.stderr.decode()
        return json.loads(answer.stdout)

    def wait_until_it_listens(self, seconds=20.0):
        give_up = time.monotonic() + seconds
        while not self._socket.exists() and time.monotonic() < give_up:
            time.sleep(0.01)

    def open(self, path):
        assert self.ask("open", str(path)), "the server did not attach"

    def sees(self, *claims):
        """
        Wait until exactly this is shown, as in `WARN rule.id`, and return the diagnostics in order.
        """
        shown = self.ask("sees", list(claims))
        assert sorted(claims) == sorted(f"{diagnostic['severity']} {diagnostic['code']}" for diagnostic in shown)
        return sorted(shown, key=lambda diagnostic: diagnostic["line"])

    def types(self, keys):
        return self.ask("types", keys)

    def hovers(self):
        return self.ask("hovers")

    def acts(self, words):
        return self.ask("acts", words)

    def leaves(self):
        return self.ask("leaves")

    def ends(self):
        """
        Write what is open, leave, and return the exit status of what was started.
        """
        self.ask("writes")
        return self._process.wait(timeout=60)

    def end(self):
        self._process.kill()
        self._process.wait()


@pytest.fixture
def project(tmp_path):
    folder = tmp_path / "project"
    (folder / ".git").mkdir(parents=True)
    (folder / "charter.yaml").write_text("extends: recommended\n")
    return folder


@pytest.fixture
def neovim(project, tmp_path):
    editor = Neovim(project, tmp_path)
    editor.wait_until_it_listens()
    yield editor
    editor.end()


@pytest.fixture
def committing(project, tmp_path):
    """
    Start a real `git commit` in the project, whose editor is Neovim, and return that.
    """
    git = needs.program("git")
    settings = ("-c", "user.name=Jane Doe", "-c", "user.email=jane@acme.example")
    (project / ".git").rmdir()
    for command in (("init", "--quiet", "--initial-branch", "main"), ("add", "--all")):
        subprocess.run([git, *command], cwd=project, check=True)
    hook = project / ".git" / "hooks" / "commit-msg"
    hook.write_text(f'#!/bin/sh\nexec "{needs.program("charter")}" commit-msg "$1"\n')
    hook.chmod(0o755)
    editor = Neovim(project, tmp_path, [git, *settings, "commit", "--quiet"])
    editor.wait_until_it_listens()
    yield editor
    editor.end()


def _environment(scratch):
    return environment(scratch) | {"CHARTER_SERVER": needs.program("charter"), "CHARTER_CONFIG": str(CONFIG)}
