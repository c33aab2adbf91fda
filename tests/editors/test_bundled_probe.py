"""
Whether an interpreter can run the server that the extension brings along.
"""

import shutil
import subprocess
import sys
from importlib.machinery import EXTENSION_SUFFIXES
from pathlib import Path

import pytest

PROBE = Path(__file__).parents[2] / "editors" / "vscode" / "bundled" / "probe.py"
OURS = EXTENSION_SUFFIXES[0]


@pytest.fixture
def asked(tmp_path):
    """
    Return what this interpreter says of a server with machine code of these file endings.
    """

    def ask(*endings):
        core = tmp_path / "libs" / "msgspec"
        core.mkdir(parents=True)
        for ending in endings:
            (core / f"_core{ending}").touch()
        probe = shutil.copy(PROBE, tmp_path)
        return subprocess.run([sys.executable, probe], capture_output=True, text=True, check=False)

    return ask


@pytest.mark.parametrize("others", [(), (".cpython-310-x86_64-linux-gnu.so",)])
def test_python_with_its_machine_code_is_taken(asked, others):
    """
    It says where it is, whatever other Pythons have their machine code there.
    """
    run = asked(OURS, *others)

    assert (0, f"{sys.executable}\n") == (run.returncode, run.stdout)


@pytest.mark.parametrize("endings", [(), (".cpython-310-x86_64-linux-gnu.so", ".cp310-win_amd64.pyd")])
def test_python_without_its_machine_code_is_refused(asked, endings):
    """
    The server would end at its first import, so nothing is said and another Python is asked.
    """
    run = asked(*endings)

    assert (1, "", "") == (run.returncode, run.stdout, run.stderr)
