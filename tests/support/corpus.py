"""
Real code to check: packages that `make test` fetches by hash and unpacks, never imports.
"""

import sysconfig
from functools import cache
from pathlib import Path

from support import needs

FOLDER = Path(__file__).parents[2] / ".venv" / "corpus"
# The tests read these; the long runs read all that is there.
PACKAGES = ("attrs", "click", "flask", "jinja2", "requests", "rich")
STDLIB = Path(sysconfig.get_path("stdlib"))


@cache
def files() -> tuple[Path, ...]:
    """
    Return every Python file of the corpus that tests have time for, in order; skip the test if there is none.
    """
    found = tuple(path for name in PACKAGES for path in sorted((FOLDER / name).rglob("*.py")))
    return needs.that(found, "the corpus in .venv/corpus: `make test` fetches it")


@cache
def all_files() -> tuple[Path, ...]:
    """
    Return every Python file of all packages that were fetched, then of the standard library with its own tests.
    """
    library = (path for path in sorted(STDLIB.rglob("*.py")) if "site-packages" not in path.parts)
    return (*sorted(FOLDER.rglob("*.py")), *library)
