"""
`docs/getting-started.md`, from the first command to the last, on a package as it is published.
"""

import os
import re
import shutil
import sysconfig
from pathlib import Path

import pytest

from support import corpus, needs
from support.terminal import answer

HOUSE = Path(__file__).parents[2]
PAGE = (HOUSE / "docs" / "getting-started.md").read_text(encoding="utf-8")
MARK = "\x1e"
# What each command shows can be told from what the next one shows, and `$?` is still the last one's.
BEFORE = f"status=$?; printf '{MARK}'; (exit $status)"


@pytest.fixture(scope="module")
def shelf(tmp_path_factory):
    """
    A folder with the package as one wheel, from which pip takes it: tests use no network.
    """
    needs.that(corpus.files(), "the corpus in .venv/corpus: `make test` fetches it")
    source, shelf = corpus.FOLDER / "flask", tmp_path_factory.mktemp("shelf")
    (info,) = source.glob("*.dist-info")
    wheel = f"{info.name.removesuffix('.dist-info')}-py3-none-any"
    Path(shutil.make_archive(str(shelf / wheel), "zip", source)).rename(shelf / f"{wheel}.whl")
    return shelf


def test_page_is_true(shelf, tmp_path):
    """
    A new user's commands, typed into a terminal one after the other, show what the page shows.
    """
    steps = [*commands(PAGE)]
    script = tmp_path / "session.sh"
    script.write_text("".join(f"{BEFORE}\n{command}\n" for command, _ in steps), encoding="utf-8")
    typed = re.findall(r"^\S.*\]: (.*)$", PAGE, re.MULTILINE)

    shown, status = answer([needs.program("bash"), str(script)], typed, HOUSE, environment(shelf, tmp_path))

    _, *screens = re.sub(r"\x1b\[[0-9;]*m| +$", "", shown, flags=re.MULTILINE).split(MARK)
    screens += [""] * (len(steps) - len(screens))
    wrong = [
        f"$ {command}\n{screen}"
        for (command, expected), screen in zip(steps, screens, strict=True)
        if not re.fullmatch(pattern(expected), f"{screen.strip()}\n")
    ]
    assert (0, []) == (status, wrong)


def commands(page):
    """
    Yield each command of *page* and what it shows.
    """
    for block in re.findall(r"^```console\n(.*?)^```$", page, re.MULTILINE | re.DOTALL):
        for step in re.split(r"^\$ ", block, flags=re.MULTILINE)[1:]:
            typed, shown = re.fullmatch(r"(.*\n(?:>.*\n)*)((?:.|\n)*)", step).groups()
            yield re.sub(r"^> ?", "", typed, flags=re.MULTILINE).rstrip("\n"), shown.strip()


def pattern(expected):
    """
    Return the expression for *expected*, where `…` stands for any text, alone on its line for any lines.
    """
    return "".join(r"(?:.*\n)*?" if line == "…" else rf"{_loose(line)}\n" for line in expected.split("\n"))


def _loose(line):
    return ".*".join(map(re.escape, line.split("…")))


def environment(shelf, home):
    """
    Return the surroundings of somebody who has nothing but Python, and whose pip takes all from *shelf* and from here.
    """
    return {
        "HOME": str(home),
        "TMPDIR": str(home),
        "PATH": os.pathsep.join([sysconfig.get_path("scripts"), os.environ["PATH"]]),
        "PYTHONPATH": sysconfig.get_path("purelib"),
        "PIP_NO_INDEX": "1",
        "PIP_FIND_LINKS": str(shelf),
        "PIP_NO_BUILD_ISOLATION": "0",
        "LANG": "C.UTF-8",
        "TERM": "xterm",
    }
