"""
What charters' files said in a commit, for a resolver of that day's charters.

What lies outside the repository, as the organisation's layers do, is read as it is now.
"""

import time
from pathlib import Path

from charter.workspace.git import Git
from charter.workspace.roots import name_of
from charter.workspace.texts import MOST, Texts, Unreadable, decoded


class PastTexts(Texts):
    """
    The texts of a repository as they were in *commit*; they never change.
    """

    def __init__(self, git: Git, commit: str) -> None:
        super().__init__(time.monotonic, 0.0)
        self._git = git
        self._commit = commit
        self._said: dict[str, str | Unreadable | None] = {}

    def read(self, path: Path, most: int = MOST) -> str | Unreadable | None:
        name = name_of(path, self._git.root)
        if Path(name).is_absolute():
            return super().read(path, most)
        if name not in self._said:
            data = self._git.bytes_at(self._commit, name)
            self._said[name] = None if data is None else decoded(data, most)
        return self._said[name]
