"""
The program git: what has changed, what was there before, who committed it.

A repository is text by strangers, so git is never run in it, but in a folder of
our own that borrows its objects and names (`sealing.py`).
"""

from charter.workspace.git.changes import ALL, Change, Lines
from charter.workspace.git.repository import Git
from charter.workspace.git.running import GitError

__all__ = ["ALL", "Change", "Git", "GitError", "Lines"]
