"""
Write the manual, `docs/rules/`, from the rules: `python tools/write_pages.py`.

Pages of rules that are gone go with them.
"""

from pathlib import Path

from charter.engine import BOOK
from charter.report import pages

FOLDER = Path(__file__).parent.parent / "docs" / "rules"


def write(folder: Path) -> None:
    manual = pages.manual(BOOK)
    folder.mkdir(parents=True, exist_ok=True)
    for path in folder.glob("*.md"):
        if path.name not in manual:
            path.unlink()
    for name, text in manual.items():
        (folder / name).write_text(text, encoding="utf-8", newline="\n")


if __name__ == "__main__":
    write(FOLDER)
