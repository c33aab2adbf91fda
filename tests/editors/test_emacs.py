"""
Real Emacs, with the lines that its folder gives to people.
"""

import json
import re
import subprocess
from pathlib import Path

from support import needs
from support.programs import environment

HERE = Path(__file__).parent
CONFIG = HERE.parents[1] / "editors" / "emacs" / "charter.el"
SHELL = "import subprocess\n\n\ndef run(command):\n    return subprocess.run(command, shell=True)\n"


def test_eglot_shows_findings_on_open_and_edit(project, tmp_path):
    """
    Eglot finds the server by the configuration; Flymake shows a finding on open, and one more after an edit.
    """
    (project / "a.py").write_text(SHELL)
    command = [needs.program("emacs"), "-Q", "--batch", "-l", CONFIG, "-l", HERE / "eglot.el", project / "a.py"]

    run = subprocess.run(command, env=environment(tmp_path), capture_output=True, text=True, check=False, timeout=180)
    told = [json.loads(line) for line in run.stderr.splitlines() if line.startswith("{")]

    assert 0 == run.returncode, run.stderr
    assert [["security.shell-injection"], ["security.shell-injection", "security.eval"]] == [
        [re.search(r"\[([\w.-]+)\]", text)[1] for _, text in found] for each in told for found in each.values()
    ]


def test_both_modes_of_python_wake_eglot(tmp_path):
    """
    Emacs 29's mode with tree-sitter runs no hook of the older mode.
    """
    hooks = "(princ (mapcar (lambda (hook) (symbol-value hook)) '(python-mode-hook python-ts-mode-hook)))"
    command = [needs.program("emacs"), "-Q", "--batch", "-l", CONFIG, "--eval", hooks]

    run = subprocess.run(command, env=environment(tmp_path), capture_output=True, text=True, check=False, timeout=60)

    assert "((eglot-ensure) (eglot-ensure))" == run.stdout, run.stderr
