"""
Real code to check: packages that `make test` fetches by hash and unpacks, never imports.
"""

from functools import cache
from pathlib import Path

from support import needs

FOLDER = Path(__file__).parents[2] / ".venv" / "corpus"
PACKAGES = ("attrs", "click", "flask", "jinja2", "requests", "rich")


@cache
def files() -> tuple[Path, ...]:
    """
    Return every Python file of the corpus, in order; skip the test if there is none.
    """
    found = tuple(path for name in PACKAGES for path in sorted((FOLDER / name).rglob("*.py")))
    return needs.that(found, "the corpus in .venv/corpus: `make test` fetches it")
