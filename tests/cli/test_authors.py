"""
`charter check` knows who wrote what, as the editor does.
"""

import json
import subprocess

import pytest

FUNCTION = "def {name}(a):\n    if a and 1:\n        return 1\n    return 0\n\n\n"
OLD, NEW = FUNCTION.format(name="old"), FUNCTION.format(name="new")
LAW = """
rules: {complexity.cyclomatic: {level: warn, max: 10}}
ai_code: {rules: {complexity.cyclomatic: {level: block, max: 2}}}
"""


def git(root, *arguments):
    named = ("-c", "user.name=Lena", "-c", "user.email=lena@acme.example", "-c", "commit.gpgSign=false")
    subprocess.run(["git", *named, *arguments], cwd=root, check=True, capture_output=True)


@pytest.fixture
def repository(place):
    """
    A file of which a person wrote the first function, and an AI had a hand in the second.
    """
    git(place, "init", "--quiet")
    (place / "charter.yaml").write_text(LAW)
    (place / "a.py").write_text(OLD)
    (place / "b.py").write_text(OLD)
    git(place, "add", ".")
    git(place, "commit", "--quiet", "-m", "shop: old")
    (place / "a.py").write_text(OLD + NEW)
    git(place, "commit", "--quiet", "-am", "shop: new\n\nCo-authored-by: Claude <noreply@anthropic.com>")
    return place


def found(charter):
    run = charter("check", "--format", "json")
    files = json.loads(run.out)["files"]
    return [
        (file["path"], each["start"]["line"], each["level"])
        for file in files
        for each in file["findings"]
        if each["rule"] == "complexity.cyclomatic"
    ], run


def test_what_an_ai_had_a_hand_in_breaches_earlier(repository, charter):
    """
    Only the function that a commit with an AI's trailer wrote breaches its limit; what is typed since is nobody's.
    """
    marks, run = found(charter)
    assert ([("a.py", 7, "block")], 1) == (marks, run.status)

    (repository / "a.py").write_text("import os\n\n" + OLD + NEW)
    assert [("a.py", 9, "block")] == found(charter)[0]


def test_without_a_repository_it_is_said_that_nobody_knows(place, charter):
    """
    Where there is no git to ask, one warning says so, and the rest goes on.
    """
    (place / "charter.yaml").write_text(LAW)
    (place / "a.py").write_text(OLD)

    marks, run = found(charter)

    assert ([], 0) == (marks, run.status)
    assert 1 == run.err.count("who committed what is not known")
