"""
`charter check` knows who wrote what, as the editor does.
"""

import json

import pytest

from support.authored import LAW, NEW, OLD, commit_both


@pytest.fixture
def repository(place):
    commit_both(place)
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
    assert ([("a.py", 7, "warn")], 0) == (marks, run.status)

    (repository / "a.py").write_text("import os\n\n" + OLD + NEW)
    assert [("a.py", 9, "warn")] == found(charter)[0]


def test_without_a_repository_it_is_said_that_nobody_knows(place, charter):
    """
    Where there is no git to ask, one warning says so, and the rest goes on.
    """
    (place / "charter.yaml").write_text(LAW)
    (place / "a.py").write_text(OLD)

    marks, run = found(charter)

    assert ([], 0) == (marks, run.status)
    assert 1 == run.err.count("who committed what is not known")
