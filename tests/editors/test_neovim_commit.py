"""
A commit's message, corrected while `git commit` waits for the editor. What is asserted is what Neovim and git show.
"""

import subprocess

import pytest

from support import needs

MESSAGE = "ggiParse dates<CR><CR>Assisted-by: Claude Opus 4.6<Esc>"


@pytest.fixture
def project(project):
    """
    A project that asks its commits to disclose AI as the Linux kernel does.
    """
    (project / "charter.yaml").write_text("disclosure: {profile: linux-kernel, commits: require}\n")
    return project


def test_message_is_corrected_while_git_waits(committing, project):
    """
    What is typed is underlined as an error, the fix writes the right trailer, the hook agrees, and git commits it.
    """
    committing.open(project / ".git" / "COMMIT_EDITMSG")
    committing.types(MESSAGE)
    [finding] = committing.sees("ERROR disclosure.malformed")
    assert "Assisted-by: Claude Opus 4.6" == finding["text"]

    committing.types("3G0")
    assert "Assisted-by: Claude:claude-opus-4-6" == committing.acts("Write 'Assisted-by")[2]
    committing.sees()

    assert 0 == committing.ends()
    asked = [needs.program("git"), "log", "-1", "--format=%B"]
    committed = subprocess.run(asked, cwd=project, capture_output=True, text=True, check=True).stdout
    assert "Parse dates\n\nAssisted-by: Claude:claude-opus-4-6\n\n" == committed


def test_message_that_is_left_wrong_is_not_committed(committing, project):
    """
    Who does not mend it is stopped by the hook, with the same finding.
    """
    committing.open(project / ".git" / "COMMIT_EDITMSG")
    committing.types(MESSAGE)
    committing.sees("ERROR disclosure.malformed")

    assert 1 == committing.ends()
