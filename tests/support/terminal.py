"""
A terminal in which a program asks and somebody answers.
"""

import os
import pty
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path

_PROMPT = "]: "


def answer(command: Sequence[str], answers: Iterable[str], folder: Path, env: Mapping[str, str]) -> tuple[str, int]:
    """
    Run *command* and type one of *answers* whenever it asks; return all that the screen showed, and the exit status.

    A question ends with its default in brackets and a colon.
    """
    process, screen = pty.fork()
    if not process:
        os.chdir(folder)
        os.execvpe(command[0], [*command], {**env, "NO_COLOR": "1"})  # noqa: S606 - the program under test
    left, shown = iter(answers), ""
    while data := _read(screen):
        shown += data.replace("\r\n", "\n")
        if shown.endswith(_PROMPT):
            os.write(screen, next(left, "\x04").encode() + b"\n")
    os.close(screen)
    return shown, os.waitstatus_to_exitcode(os.waitpid(process, 0)[1])


def _read(screen: int) -> str:
    try:
        return os.read(screen, 1 << 16).decode()
    except OSError:
        # How Linux says that the program has ended.
        return ""
