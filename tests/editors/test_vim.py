"""
Real Vim, with the linter for ALE that its folder gives to people.
"""

import json
import subprocess
from pathlib import Path

from support import needs
from support.programs import environment

HERE = Path(__file__).parent
LINTERS = HERE.parents[1] / "editors" / "vim"
ALE = Path("/usr/share/vim-ale")
SHELL = "import subprocess\n\n\ndef run(command):\n    return subprocess.run(command, shell=True)\n"


def test_ale_shows_findings_on_open_and_edit(project, tmp_path):
    """
    ALE finds the server by the linter's file; it shows a finding on open, and one more after an edit.
    """
    needs.that(ALE.is_dir(), "ALE in /usr/share/vim-ale")
    (project / "a.py").write_text(SHELL)
    answers = tmp_path / "answers"
    ours = {"FILE": str(project / "a.py"), "LINTERS": str(LINTERS), "ANSWERS": str(answers)}
    command = [needs.program("vim"), "-Nu", "NONE", "-i", "NONE", "-n", "-es", "-S", HERE / "ale.vim"]

    run = subprocess.run(
        command,
        env=environment(tmp_path) | ours,
        stdin=subprocess.DEVNULL,
        capture_output=True,
        check=False,
        timeout=180,
    )
    told = [json.loads(line) for line in answers.read_text().splitlines()]

    assert 0 == run.returncode, told
    assert [["W", "security.shell-injection"], ["W", "security.eval"]] == [
        found[1:3] for found in sorted(told[1]["edited"])
    ]


def test_the_root_is_found_behind_spaces(tmp_path):
    """
    Files of one repository have one root, and so one server, whatever its folders are called.
    """
    needs.that(ALE.is_dir(), "ALE in /usr/share/vim-ale")
    repository = tmp_path / "my shop, old"
    (repository / ".git").mkdir(parents=True)
    (repository / "new orders").mkdir()
    answer = tmp_path / "answer"
    commands = (
        f"set runtimepath^={ALE}",
        f"source {LINTERS}/ale_linters/python/charter.vim",
        f"execute 'edit' fnameescape('{repository}/new orders/a.py')",
        f"call writefile([CharterRoot(bufnr(''))], '{answer}')",
        "qall!",
    )
    options = [word for command in commands for word in ("-c", command)]
    vim = [needs.program("vim"), "-Nu", "NONE", "-i", "NONE", "-n", "-es", *options]

    subprocess.run(vim, env=environment(tmp_path), stdin=subprocess.DEVNULL, check=True, timeout=60)

    assert f"{repository}\n" == answer.read_text()
