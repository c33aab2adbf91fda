"""
Write the manual: `docs/rules/` from the rules, `docs/charter.md` and `docs/disclosure.md` from the charter language.

`python tools/write_pages.py`. Pages of rules that are gone go with them.
"""

from pathlib import Path

from charter.engine import BOOK
from charter.report import disclosing, pages
from charter.report.reference import reference

HOUSE = Path(__file__).parent.parent
EXAMPLE = HOUSE / "examples" / "everything"


def write(docs: Path) -> None:
    manual = pages.manual(BOOK)
    folder = docs / "rules"
    folder.mkdir(parents=True, exist_ok=True)
    for path in folder.glob("*.md"):
        if path.name not in manual:
            path.unlink()
    for name, text in manual.items():
        (folder / name).write_text(text, encoding="utf-8", newline="\n")
    example = ((EXAMPLE / name).read_text(encoding="utf-8") for name in ("charter.yaml", "waivers.yaml"))
    (docs / "charter.md").write_text(reference(*example), encoding="utf-8", newline="\n")
    (docs / "disclosure.md").write_text(disclosing.page(), encoding="utf-8", newline="\n")


if __name__ == "__main__":
    write(HOUSE / "docs")
