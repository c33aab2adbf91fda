"""
The program as a process of its own: what it loads, and how it ends.
"""

import os
import subprocess
import sys

import pytest

LOADED = """
import sys
from charter.__main__ import run
status = run({arguments!r})
loaded = {{name.partition(".")[0] if "charter" not in name else name for name in sys.modules}}
print(status, sorted(loaded & {watched!r}), file=sys.stderr)
"""
SERVING = """
import sys
from charter.__main__ import main
watched, early = {"click", "asyncio"}, {*sys.modules}
try:
    main()
except SystemExit:
    print(watched & early, watched & sys.modules.keys(), file=sys.stderr)
"""


@pytest.mark.parametrize(
    ("arguments", "watched", "expected"),
    [
        (["check", "a.py"], {"pygls", "lsprotocol", "charter.lsp", "click.testing"}, "0 []"),
        (["--version"], {"pygls", "yaml", "bandit", "radon", "rich", "charter.engine", "charter.policy"}, "0 []"),
    ],
)
def test_nothing_is_loaded_in_vain(write, arguments, watched, expected):
    """
    No command of the terminal loads the editor's protocol, and the shortest load next to nothing.
    """
    write({"a.py": "x = 1\n", "charter.yaml": "extends: recommended\n"})
    done = _python("-c", LOADED.format(arguments=arguments, watched=watched))

    assert expected == done.stderr.strip()


def test_what_is_known_is_not_looked_at(write):
    """
    A run that finds all in the store loads none of the libraries that look.
    """
    write({"a.py": "eval('1')\n", "charter.yaml": "extends: recommended\n"})
    program = LOADED.format(arguments=["check", "a.py"], watched={"bandit", "radon"})

    assert "0 ['bandit', 'radon']" == _python("-c", program).stderr.strip()
    assert "0 []" == _python("-c", program).stderr.strip()


def test_the_server_starts_without_the_terminal():
    """
    An editor waits for it. Worker processes, which import the program again, load neither.
    """
    done = _python("-c", SERVING, "server")

    assert "set() {'asyncio'}" == done.stderr.strip()


def test_initialize_is_answered_first():
    """
    Making the server loads nothing that only looks at texts.
    """
    code = "import sys; from charter.lsp.server import CharterServer; CharterServer(); print(*sys.modules)"
    loaded = {*_python("-c", code).stdout.split()}
    heavy = {"charter.engine", "charter.policy", "charter.rules", "charter.syntax", "charter.workspace.charters"}

    assert "pygls" in loaded
    assert set() == loaded & (heavy | {"yaml", "bandit", "radon", "click", "rich", "multiprocessing"})


def test_terminals_that_know_few_characters(write):
    """
    On an ASCII stream other characters are escapes, not a crash.
    """
    write({"é.py": "import subprocess\nsubprocess.run(x, shell=True)\n", "charter.yaml": "extends: recommended\n"})
    done = _python("-m", "charter", "check", env={**os.environ, "PYTHONIOENCODING": "ascii", "PYTHONUTF8": "0"})

    assert r"\xe9.py:2:1 warn" in done.stdout
    assert "" == done.stderr


def test_nobody_reads_the_output(write):
    """
    A pipe that closes early ends the program as SIGPIPE would, without a word.
    """
    write({"a.py": "import subprocess\n" + "subprocess.run(x, shell=True)\n" * 300})
    process = subprocess.Popen(
        [sys.executable, "-m", "charter", "check", "--format", "json"], stdout=subprocess.PIPE, stderr=subprocess.PIPE
    )
    process.stdout.read(1)
    process.stdout.close()

    assert b"" == process.stderr.read()
    process.stderr.close()
    assert 141 == process.wait()


def test_interrupted(charter, monkeypatch):
    """
    Ctrl-C ends with 130, not with the 1 that would mean a finding.
    """

    class Waiting:
        def read(self):
            raise KeyboardInterrupt

    monkeypatch.setattr(sys, "stdin", type("Stdin", (), {"buffer": Waiting()}))

    assert 130 == charter("check", "-").status


def test_our_own_mistake(charter, monkeypatch):
    """
    A crash of Charter itself ends with 2 and says where, not with the 1 that would mean a finding.
    """
    monkeypatch.setattr("charter.cli.setting.here", lambda _: 1 / 0)

    outcome = charter("check")

    assert 2 == outcome.status
    assert "ZeroDivisionError" in outcome.err


def _python(*arguments, env=None):
    return subprocess.run([sys.executable, *arguments], check=False, capture_output=True, text=True, env=env)
