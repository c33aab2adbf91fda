"""
What a test needs of the machine. Missing, it skips the test and says so; in CI it fails.
"""

import os
import shutil
import sys
from pathlib import Path
from typing import TypeVar

import pytest

_Thing = TypeVar("_Thing")


def that(thing: _Thing | None, what: str) -> _Thing:
    """
    Return *thing*, or end the test with the word that *what* is missing.
    """
    if thing:
        return thing
    if os.environ.get("CI"):
        pytest.fail(f"this test needs {what}", pytrace=False)
    pytest.skip(f"NOT TESTED: this needs {what}")


def program(name: str) -> str:
    """
    Return the path of a program, from the tests' own environment before PATH.
    """
    own = Path(sys.executable).with_name(name)
    return that(str(own) if own.exists() else shutil.which(name), f"the program `{name}`")
