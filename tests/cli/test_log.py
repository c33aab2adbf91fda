"""
A range of commits, made by the real git.
"""

import json
import subprocess
import sys

import pytest

from support import needs

LAW = """
disclosure: {profile: linux-kernel, commits: require, reviewed_by: [payments]}
zones: [{name: payments, paths: [src/pay/]}]
tools: {approved: [claude, {tool: copilot, until: 2026-06-30}], denied: [windsurf]}
"""
JANE = ("Jane Doe", "jane@acme.example")
AGENT = ("Cursor Agent", "cursoragent@cursor.com")
GOOD = "Assisted-by: Claude:claude-opus-4-6"
NOTE = """src/pay/a.py
  s_01234567890123::t_01234567890123 1-1
---
{"schema_version": "authorship/3.0.0", "git_ai_version": "3.0.0", "base_commit_sha": "", "prompts": {},
 "sessions": {"s_01234567890123": {"agent_id": {"tool": "claude", "id": "1", "model": "claude-opus-4-6"}}}}
"""


@pytest.fixture
def commit(git, write, place):
    """
    Commit one file, by a person or an agent, on a day, and return the commit's short name.
    """
    git("init", "--initial-branch", "main")
    write({"charter.yaml": LAW})

    def commit(message, name="a.py", author=JANE, day="2026-06-01"):
        (place / name).parent.mkdir(parents=True, exist_ok=True)
        (place / name).write_text(f"# {message!r}\n")
        git("add", "--all")
        person = [f"user.name={author[0]}", f"user.email={author[1]}"]
        options = [word for setting in person for word in ("-c", setting)]
        git(*options, "commit", "--date", f"{day}T12:00:00Z", "--message", message)
        asked = [needs.program("git"), "rev-parse", "HEAD"]
        return subprocess.run(asked, cwd=place, capture_output=True, text=True, check=True).stdout[:10]

    return commit


def told(outcome):
    """
    Return commit, level and rule of each finding that is listed.
    """
    lines = [line.split() for line in outcome.out.splitlines() if line.startswith("commit:")]
    return [(place.split(":")[1], level, rule) for place, level, rule, *_ in lines]


def test_commits_are_judged_with_their_people(charter, commit):
    """
    What is as it should be is only counted; authors count as much as messages.
    """
    commit("Begin")
    commit(f"Add a\n\n{GOOD}")
    agents = commit("Add b", author=AGENT)
    denied = commit("Add c\n\nAssisted-by: Windsurf:swe-1")

    outcome = charter("log")

    assert 1 == outcome.status
    assert [
        (denied, "block", "tools.denied"),
        (agents, "warn", "tools.unapproved"),
        (agents, "block", "disclosure.missing"),
    ] == told(outcome)
    assert outcome.out.endswith("4 commits: 3 findings in 2 commits (2 block, 1 warn)\n")


def test_only_the_range_is_judged(charter, commit):
    """
    What was there before a branch is not its business.
    """
    commit("Add b", author=AGENT)
    commit("Add a")

    assert (0, "1 commit: no finding\n", "") == charter("log", "HEAD~1..HEAD")


def test_tools_are_judged_as_of_the_commits_day(charter, commit):
    """
    An approval that has ended since covers what was written before.
    """
    commit("Add a\n\nAssisted-by: Copilot:gpt-5.1-codex", day="2026-06-30")
    late = commit("Add b\n\nAssisted-by: Copilot:gpt-5.1-codex", day="2026-07-01")

    assert [(late, "warn", "tools.expired")] == told(charter("log"))


def test_zone_asks_for_somebody_elses_review(charter, commit):
    """
    In the zones that the charter names, what AI had a part in needs a review by another person.
    """
    own = commit(f"Pay\n\n{GOOD}\nReviewed-by: Jane Doe <jane@acme.example>", "src/pay/a.py")
    commit(f"Pay\n\n{GOOD}\nReviewed-by: Lena Ito <lena@acme.example>", "src/pay/b.py")
    commit(f"Paint\n\n{GOOD}", "src/paint/a.py")

    assert [(own, "block", "disclosure.missing-review")] == told(charter("log"))


def test_notes_of_git_ai_are_evidence(charter, commit, git):
    """
    A commit that says nothing itself is found by the note that the tool left; a broken note is said.
    """
    noted = commit("Pay", "src/paint/a.py")
    git("notes", "--ref", "ai", "add", "--message", NOTE)
    assert [(noted, "block", "disclosure.missing")] == told(charter("log"))

    git("notes", "--ref", "ai", "add", "--force", "--message", "nonsense\n---\n{")
    outcome = charter("log")

    assert 0 == outcome.status
    assert "not checked" in outcome.out


def test_sign_off_is_asked_of_every_commit(charter, commit, write):
    """
    Commits that show no AI at all need a person's sign-off as well; merges do not.
    """
    write({"charter.yaml": "disclosure: {human_sign_off: true}\n"})
    bare = commit("Begin")
    commit("Add a\n\nSigned-off-by: Jane Doe <jane@acme.example>")

    assert [(bare, "block", "disclosure.missing-sign-off")] == told(charter("log"))


def test_commit_that_was_to_be_melted_or_says_nothing_is_judged(charter, commit, git):
    """
    What stands in a range is taken as it is: neither `fixup!` nor an empty message spares it a disclosure.
    """
    commit("Begin")
    melted = [commit(f"{word}! Begin", author=AGENT) for word in ("fixup", "squash", "amend")]
    git("-c", f"user.name={AGENT[0]}", "-c", f"user.email={AGENT[1]}", "commit", "--allow-empty-message", "-m", "",
        "--allow-empty")  # fmt: skip

    missing = [name for name, _, rule in told(charter("log", "HEAD~4..HEAD")) if rule == "disclosure.missing"]
    assert 4 == len(missing)
    assert melted[::-1] == missing[1:]


def test_message_in_another_encoding(charter, commit, git, place):
    """
    A message that is no UTF-8 is read as git reads it, and its trailers count.
    """
    commit("Begin")
    (place / "message").write_bytes("Größe\n\nAssisted-by: Claude Code\n".encode("latin-1"))
    git("-c", "i18n.commitEncoding=latin-1", "commit", "--allow-empty", "--file", "message")

    assert ["disclosure.malformed"] == [rule for _, _, rule in told(charter("log", "HEAD~1..HEAD"))]


@pytest.mark.parametrize("form", ["json", "sarif", "github"])
def test_formats(charter, commit, form):
    """
    A commit is reported like a file, under its short name.
    """
    agents = commit("Add b", author=AGENT)
    outcome = charter("log", "--format", form)

    assert 1 == outcome.status
    assert agents in outcome.out
    if form == "json":
        assert 1 == json.loads(outcome.out)["summary"]["files"]


def test_what_cannot_be_asked(charter, commit, place):
    """
    An unknown revision, an option in its place and a folder without git are misuse.
    """
    commit("Begin")
    for range_ in ("nobody..HEAD", "--all"):
        assert 2 == charter("log", "--", range_).status

    (place / ".git").rename(place / "git")
    assert 2 == charter("log").status


def test_checking_code_is_not_loaded():
    """
    A range of commits is judged without bandit, radon or pygls.
    """
    code = (
        "import sys; from charter.__main__ import run; run(['log', 'HEAD~1..HEAD']);"
        "print({'bandit', 'radon', 'pygls', 'lsprotocol'} & sys.modules.keys(), file=sys.stderr)"
    )
    run = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=False)

    assert run.stderr.endswith("set()\n"), run.stderr
