from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from charter.commits import Commit, Person
from charter.provenance.commits import evidence
from charter.provenance.commits.sieve import sieve
from charter.workspace.git import Git, GitError
from charter.workspace.history import Scanner, scanning, scans_kept
from support.histories import CATALOGUE, CLAUDE

DAY = date(2026, 3, 1)


def test_a_range_holds_its_candidates_and_the_number_of_all(place, commit):
    """
    What says nothing of AI is counted and left out; the rest comes newest first, with all that a commit says.
    """
    first = commit({"a.py": "1\n"}, author=CLAUDE)
    commit({"a.py": "2\n"}, message="Fix the parser")
    third = commit({"a.py": "3\n"}, trailers=("Made-with: Cursor",))
    scan = Scanner(Git.at(place), CATALOGUE).scan("HEAD")

    assert (3, [third, first]) == (scan.n_commits, [each.name for each in scan.candidates])
    assert ("Claude", "noreply@anthropic.com", "2026-03-01") == (
        *people_of(scan.candidates[1]),
        str(scan.candidates[1].day),
    )
    assert [["cursor"], ["claude"]] == [[each.tool for each in said] for said in scan.said]
    assert (2, [third]) == shown(Scanner(Git.at(place), CATALOGUE).scan(f"{first}..HEAD"))
    assert 3 == len([*Scanner(Git.at(place), CATALOGUE).commits("main")])


def test_a_bare_repository_is_scanned(place, commit, git, tmp_path):
    """
    Servers have no working tree.
    """
    commit({"a.py": "1\n"}, author=CLAUDE)
    git("clone", "--bare", place.as_uri(), tmp_path / "bare.git")

    assert 1 == Scanner(Git.at(tmp_path / "bare.git"), CATALOGUE).scan("main").n_commits


def test_before_the_first_commit_that_is_said(place):
    """
    Where nothing is committed nobody is told to write another range.
    """
    with pytest.raises(GitError, match="there is no commit yet"):
        Scanner(Git.at(place), CATALOGUE).scan("HEAD")


@pytest.mark.parametrize("said", ["nowhere", "nowhere..HEAD", "--all", "-n1", "HEAD..\0", "", "HEAD -- a"])
def test_what_is_no_range_is_said(place, commit, said):
    """
    A revision that git does not know, or an option in its place, is the user's to mend.
    """
    commit({"a.py": "1\n"})

    with pytest.raises(GitError, match="expected a revision or a range"):
        Scanner(Git.at(place), CATALOGUE).scan(said)


def test_scans_are_kept(place, commit, git, tmp_path, monkeypatch):
    """
    The same range is looked through once, of a longer history only what is new, and after a rewriting all again.
    """
    seen = []
    real = scanning.records
    monkeypatch.setattr(scanning, "records", lambda git, names: counted(real(git, names), seen))

    def scan():
        store = scans_kept(tmp_path / "cache", 1)
        found = Scanner(Git.at(place), CATALOGUE, store).scan("HEAD")
        store.close()
        return shown(found)

    first = commit({"a.py": "1\n"}, author=CLAUDE)
    assert (1, [first]) == scan() == scan()
    second = commit({"a.py": "2\n"}, author=CLAUDE)
    assert (2, [second, first]) == scan()
    assert 2 == len(seen)
    git("reset", "--hard", first, folder=place)
    other = commit({"b.py": "2\n"})
    assert (2, [first]) == scan()
    assert other


def test_a_commit_may_say_anything(place, git):
    """
    Bytes that are no UTF-8, times out of the world, and a message of a megabyte.
    """
    tree = git("write-tree", folder=place).strip()
    body = b"Caf\xe9 with Copilot\n\nMade-with: Cursor\nNote: " + b"x" * 1_000_000
    people = b"author J\xe9 <J@ACME.EXAMPLE> 99999999999999999 +0000\ncommitter <> <> 0 +0000\n"
    path = place / "odd"
    path.write_bytes(b"tree " + tree.encode() + b"\n" + people + b"\n" + body)
    name = git("hash-object", "-t", "commit", "-w", "--literally", path, folder=place).strip()
    git("update-ref", "refs/heads/main", name, folder=place)
    (found,) = Scanner(Git.at(place), CATALOGUE).scan("HEAD").candidates

    assert ("J\ufffd", "j@acme.example") == people_of(found)
    assert "cursor" in {each.tool for each in evidence(found, CATALOGUE)}


WORDS = [
    *("Fix", "the", "parser", "by", "with", "using", "Generated", "written", "\n", "\n\n", ":", " ", "-", "🤖", "["),
    *("Claude", "Copilot", "copilot", "GPT-4o", "gpt5", "DeepSeekV3", "Kimi K2", "vibe coded", "AI", "LLMs", "由"),
    *("Co-authored-by: ", "Assisted-by: ", "Made-with: Cursor", "<noreply@anthropic.com>", "AI-assisted: yes", "生成"),
    *("Claude-Session: 1", "https://claude.ai/code/session_0123456", "aider: ", "Merge branch 'copilot/x'", "]"),
    *("Acme:acme-7b", "Made-with: Acme:acme-7b", "Committed-by-agent: Acme:acme-7b", "(https://x)", "Newcomer"),
]


@given(st.lists(st.sampled_from([*WORDS, *(hint for tool in CATALOGUE.tools for hint in (*tool.names, *tool.words))])))
def test_what_is_let_through_says_nothing(words):
    """
    A commit that the sieve lets through is no evidence.
    """
    message = "".join(words)
    said = Commit("0" * 40, Person("Jane", "jane@acme.example"), Person("", ""), DAY, ("1", "2"), message)

    assert sieve(CATALOGUE).holds(message.encode()) or () == evidence(said, CATALOGUE)


def counted(records, seen):
    for record in records:
        seen.append(record)
        yield record


def shown(scan):
    return scan.n_commits, [each.name for each in scan.candidates]


def people_of(commit):
    return commit.author.name, commit.author.mailbox
