"""
`charter log` keeps what it judged, and says the same as if it kept nothing.
"""

import pytest

from charter.workspace.history import judging

LAW = "disclosure: {commits: require}\ntools: {approved: [claude]}\n"
AGENT = ("Cursor Agent", "cursoragent@cursor.com")
JANE = ("Jane Doe", "jane@acme.example")
NOTE = (
    'a.py\n  s_1::t_1 1-1\n---\n{"schema_version": "authorship/3.0.0",'
    ' "sessions": {"s_1": {"agent_id": {"tool": "%s", "id": "1", "model": ""}}}}'
)


@pytest.fixture
def commit(git, write, monkeypatch):
    """
    Commit nothing at a minute of a day, both the author's and the committer's.
    """
    git("init", "--initial-branch", "main")
    write({"charter.yaml": LAW})

    def commit(message, minute, author=JANE, year=2026):
        moment = f"{year}-06-01T12:{minute:02}:00Z"
        monkeypatch.setenv("GIT_COMMITTER_DATE", moment)
        person = ["-c", f"user.name={author[0]}", "-c", f"user.email={author[1]}"]
        git(*person, "commit", "--allow-empty", "--date", moment, "--message", message)

    return commit


@pytest.fixture
def log(charter):
    """
    Run `charter log` in two formats, and hold what it says, kept and kept again, to what it says without a cache.
    """

    def log(*arguments):
        told = []
        for form in ("text", "json"):
            asked = ("log", "--format", form, *arguments)
            bare, *kept = charter(*asked, "--no-cache"), charter(*asked), charter(*asked)
            assert [bare, bare] == kept
            told.append(bare.out)
        rows = [line.split() for line in told[0].splitlines() if line.startswith("commit:")]
        return [rule for _, level, rule, *_ in rows if level in {"warn", "block"}]

    return log


@pytest.fixture
def judged(monkeypatch):
    """
    The subjects of all commits that are judged from here on.
    """
    subjects = []
    real = judging.check_commit

    def check_commit(commit, *arguments, **options):
        subjects.append(commit.message.partition("\n")[0])
        return real(commit, *arguments, **options)

    monkeypatch.setattr(judging, "check_commit", check_commit)
    return subjects


def test_same_with_and_without_what_was_kept(log, commit, git, write, monkeypatch):
    """
    After commits in a line, a merge of what is older, a new note, another charter and in a range.
    """
    commit("Begin", 1, AGENT)
    git("branch", "side")
    commit("Add a", 10, AGENT)
    assert ["tools.unapproved", "disclosure.missing"] * 2 == log()

    commit("Add b\n\nAssisted-by: Cursor", 20)
    commit("Add c", 30)
    assert ["tools.unapproved", "tools.unapproved", "disclosure.missing"] == log()[:3]

    git("checkout", "side")
    commit("Add d\n\nMade-with: Windsurf", 5)
    git("checkout", "main")
    monkeypatch.setenv("GIT_COMMITTER_DATE", "2026-06-01T12:40:00Z")
    git("merge", "--no-ff", "--message", "Join", "side")
    log()

    git("notes", "--ref", "ai", "add", "--message", NOTE % "windsurf", "main~1")
    assert ["tools.unapproved", "disclosure.missing"] == log()[:2]
    git("notes", "--ref", "ai", "add", "--force", "--message", NOTE % "claude", "main~1")
    assert ["disclosure.missing"] == log("main~2..main~1")
    git("notes", "--ref", "ai", "add", "--force", "--message", "nonsense\n---\n{", "main~1")
    log()

    write({"charter.yaml": f"{LAW}rules: {{tools.unapproved: off}}\n"})
    assert "tools.unapproved" not in log()
    write({"charter.yaml": "disclosure: {human_sign_off: true}\n"})
    assert ["disclosure.missing-sign-off"] * 5 == log()
    commit("Add e\n\nSigned-off-by: Jane Doe <jane@acme.example>", 50)
    commit("Add f", 51)
    assert ["disclosure.missing-sign-off"] * 6 == log()


def test_only_what_is_new_is_judged(charter, commit, judged, git, write):
    """
    The same again costs nothing; a longer history what it is longer by; another charter, or a rewritten past, all.
    """
    commit("Add a", 1, AGENT)
    charter("log")
    charter("log")
    commit("Add b", 2, AGENT)
    charter("log")
    assert ["Add a", "Add b"] == judged

    write({"charter.yaml": f"{LAW}# more\n"})
    charter("log")
    git("reset", "--hard", "HEAD~1")
    commit("Add c", 3, AGENT)
    charter("log")
    assert ["Add b", "Add a", "Add c", "Add a"] == judged[2:]


def test_what_depends_on_the_day_is_judged_each_time(charter, commit, judged):
    """
    A commit from tomorrow is judged as of today, which changes.
    """
    commit("Add a", 1, AGENT, year=2090)
    charter("log")
    charter("log")

    assert ["Add a", "Add a"] == judged


def test_what_only_a_register_says_counts(charter, commit, write):
    """
    A file that the charter names is a part of what was kept.
    """
    write({"charter.yaml": f"{LAW}waivers: {{files: [waivers.yaml]}}\n", "waivers.yaml": "[]\n"})
    commit("Add a", 1, AGENT)
    before = charter("log")
    entry = "{id: W-1, rules: [disclosure.missing], paths: ['commit:*'], reason: an old one, expires: 2099-01-01}"
    write({"waivers.yaml": f"- {entry}\n"})
    after = charter("log")

    assert charter("log", "--no-cache") == after
    assert before.out != after.out
