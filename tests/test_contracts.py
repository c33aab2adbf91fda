"""
The house's rules that programs can hold: style, types, layers, sizes, locks.
"""

import json
import re
import subprocess
import sys
import tomllib
from pathlib import Path

import pytest
from packaging.requirements import Requirement

from support import needs

HOUSE = Path(__file__).parents[1]
PYPROJECT = tomllib.loads((HOUSE / "pyproject.toml").read_text(encoding="utf-8"))


@pytest.mark.parametrize("command", ["ruff check", "ruff format --check", "pyright", "lint-imports --no-cache"])
def test_code_keeps_to_the_house_style(command):
    """
    Lint, format, types and the layers of pyproject.toml have nothing to say.
    """
    program, *arguments = command.split()

    run = subprocess.run([needs.program(program), *arguments], cwd=HOUSE, capture_output=True, text=True, check=False)

    assert 0 == run.returncode, f"{command}\n{run.stdout}{run.stderr}"


def test_the_house_keeps_its_own_charter():
    """
    What server/charter.yaml asks for is kept, and nothing is left unchecked or merely waived.
    """
    command = [sys.executable, "-m", "charter", "check", "--no-cache", "--format", "json", "server"]

    run = subprocess.run(command, cwd=HOUSE, capture_output=True, text=True, check=False)

    said = json.loads(run.stdout)["summary"]
    assert 0 == sum(n for level, n in said["findings"].items() if level != "observe")
    assert (0, 0, []) == (said["notices"], said["faults"], said["unread_charters"])
    assert {"noqa"} >= said["silenced"].keys()


@pytest.mark.parametrize(
    ("pattern", "limit"),
    [("*.py", 400), ("*.ts", 400), ("*.mjs", 400), ("*.cjs", 400), ("docs/architecture.md", 200)],
)
def test_files_stay_short(pattern, limit):
    """
    A source file is read in one sitting, and so is the map of the house.
    """
    sizes = {str(path.relative_to(HOUSE)): _n_lines(path) for path in _tracked() if path.match(pattern)}

    assert {} == {name: size for name, size in sizes.items() if size > limit}


def test_terminal_starts_without_the_protocol():
    """
    `charter check` never loads pygls or lsprotocol: they alone take longer to import than a file to check.
    """
    code = "import sys, charter.__main__, charter.cli; print({'pygls', 'lsprotocol'} & sys.modules.keys())"

    run = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)

    assert "set()\n" == run.stdout


def test_locks_pin_by_hash_and_name_no_registry():
    """
    Every locked requirement has a hash, and no lock says where packages come from.
    """
    for lock in sorted((HOUSE / "requirements").glob("*.txt")):
        text = lock.read_text(encoding="utf-8")
        entries = re.split(r"\n(?=\S)", text.strip())

        assert [] == [entry for entry in entries if "--hash=sha256:" not in entry]
        assert [] == re.findall(r"https?:|file:|--(?:index|extra|find|trusted)\S*", text)


def test_locks_of_npm_pin_by_hash_and_name_no_registry():
    """
    Every package that npm installs has a hash, and no lock says where packages come from.
    """
    for lock in (path for path in _tracked() if path.name == "package-lock.json"):
        packages = json.loads(lock.read_text(encoding="utf-8"))["packages"]
        entries = {name: entry for name, entry in packages.items() if name}

        assert [] == [name for name, entry in entries.items() if "integrity" not in entry or "resolved" in entry]


def test_locks_satisfy_the_metadata():
    """
    requirements/dev.txt holds a version of every dependency that pyproject.toml allows; server.txt, what is
    packed with the VS Code extension, the same version of those that the server needs.
    """
    locked, packed = (_locked(name) for name in ("dev", "server"))
    groups = PYPROJECT["dependency-groups"].values()
    needed = [*map(Requirement, PYPROJECT["project"]["dependencies"])]
    wanted = [*needed, *(Requirement(entry) for group in groups for entry in group)]

    assert [] == [entry for entry in wanted if not _is_met(entry, locked)]
    assert [] == [entry for entry in needed if not _is_met(entry, packed)]
    assert {} == {name: version for name, version in packed.items() if locked[name] != version}


def test_links_between_pages_lead_somewhere():
    """
    Every relative link in the project's Markdown names a file that exists.
    """
    pages = [path for path in _tracked() if path.suffix == ".md" and "tests" not in path.parts]
    links = [(page, link) for page in pages for link in re.findall(r"\]\(([^)#\s:]+)[)#]", page.read_text())]

    assert [] == [(page.name, link) for page, link in links if not (page.parent / link).exists()]


def _tracked():
    command = [needs.program("git"), "ls-files", "-z"]
    names = subprocess.run(command, cwd=HOUSE, capture_output=True, text=True, check=True).stdout.split("\0")
    return [HOUSE / name for name in names if (HOUSE / name).is_file()]


def _n_lines(path):
    return len(path.read_text(encoding="utf-8").splitlines())


def _locked(name):
    text = (HOUSE / "requirements" / f"{name}.txt").read_text(encoding="utf-8")
    return dict(re.findall(r"^([\w.-]+)==([\w.]+)", text, re.MULTILINE))


def _is_met(requirement, locked):
    version = locked.get(requirement.name.lower().replace("_", "-"))
    return version is not None and requirement.specifier.contains(version)
