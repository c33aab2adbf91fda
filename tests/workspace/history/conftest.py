from datetime import UTC, datetime

import pytest

from charter.workspace.history import Historian
from support.histories import CATALOGUE, JANE


@pytest.fixture
def place(tmp_path, git):
    """
    An empty repository.
    """
    folder = tmp_path / "place"
    git("init", "--initial-branch=main", folder)
    return folder


@pytest.fixture
def commit(place, git):
    """
    Write files and commit them, and give the commit's name: `commit({"a.py": "…"}, trailers=("Key: value",))`.
    """
    days = iter(range(1, 1_000))

    def commit(files, message="Change", author=JANE, trailers=(), folder=place):
        for name, text in files.items():
            path = folder / name
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_bytes(text if isinstance(text, bytes) else text.encode())
        moment = datetime(2026, 3, 1, 12, next(days), tzinfo=UTC).isoformat()
        git("add", "--all", folder=folder)
        said = [f"--trailer={trailer}" for trailer in trailers]
        git(
            "commit",
            "--allow-empty",
            f"--message={message}",
            f"--author={author}",
            f"--date={moment}",
            *said,
            folder=folder,
        )
        return git("rev-parse", "HEAD", folder=folder).strip()

    return commit


@pytest.fixture
def note(place, git, tmp_path):
    """
    Write a note of git-ai on a commit, as `git notes` does.
    """

    def note(commit, text, folder=place):
        path = tmp_path / "note"
        path.write_text(text, encoding="utf-8")
        git("notes", "--ref=ai", "add", "--force", f"--file={path}", commit, folder=folder)

    return note


@pytest.fixture
def lines(place):
    """
    Tell who wrote each line of a text, as `ai claude`; of the file as it is, if no text is given.
    """

    def lines(name, text=None, historian=None):
        text = (place / name).read_text("utf-8") if text is None else text
        seen = (historian or Historian(place, CATALOGUE)).authorship(name, text)
        starts = [0]
        for line in text.split("\n")[:-1]:
            starts.append(starts[-1] + len(line) + 1)
        found = []
        for start in starts[: len(text.splitlines())]:
            claim = next((each.provenance for each in seen.segments if each.span.holds(start)), None)
            found.append(" ".join(filter(None, (claim.kind, claim.tool, claim.model))) if claim else "unknown")
        return found

    return lines
