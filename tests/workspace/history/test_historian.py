import json
import random

import pytest

from charter.evidence import Strength
from charter.workspace.history import Historian, committed
from support.histories import CATALOGUE, CLAUDE, JANE, agents


def test_lines_are_their_commits(commit, lines):
    """
    An agent's commits are its own, trailers make a commit mixed, and what says nothing is unknown.
    """
    commit({"a.py": "a = 1\n"})
    commit({"a.py": "a = 1\nb = 2\n"}, author=CLAUDE)
    commit({"a.py": "a = 1\nb = 2\nc = 3\n"}, trailers=("Assisted-by: Codex:gpt-5.2",))
    commit({"a.py": "a = 1\nb = 2\nc = 3\nd = 4\n"}, trailers=("Generated-by: GitHub Copilot",))

    assert ["unknown", "ai claude", "mixed codex gpt-5.2", "ai copilot"] == lines("a.py")


def test_what_is_not_committed_is_in_no_hand(place, commit, lines):
    """
    Lines move with what stands above them, and what was typed since is unknown.
    """
    commit({"a.py": "a = 1\nb = 2\nc = 3\n"}, author=CLAUDE)
    text = "import os\na = 1\nb = 22\nc = 3"
    seen = Historian(place, CATALOGUE).authorship("a.py", text)

    assert ["unknown", "ai claude", "unknown", "ai claude"] == lines("a.py", text)
    assert ["a = 1\n", "c = 3"] == [text[hand.span.start : hand.span.end] for hand in seen.hands]
    assert {("Claude", "noreply@anthropic.com")} == {(hand.name, hand.mailbox) for hand in seen.hands}


def test_evidence_cites_its_commit(place, commit):
    """
    A segment says which commit, on which day, and that a person other than the author has reviewed it.
    """
    name = commit(
        {"a.py": "a = 1\n"},
        trailers=("Assisted-by: Claude:claude-opus-4-6", "Reviewed-by: John Roe <john@acme.example>"),
    )
    (segment,) = Historian(place, CATALOGUE).authorship("a.py", "a = 1\n").segments
    (found,) = segment.evidence

    assert (f"commit {name[:10]}", "2026-03-01", segment.span) == (found.source, str(found.day), found.span)
    assert segment.is_reviewed


def test_git_ai_notes_count_more_than_their_commit(place, commit, note, lines):
    """
    Listed lines are the tool's or a known person's; of others, only the commit speaks.
    """
    name = commit({"a.py": "1\n2\n3\n4\n"}, trailers=("Made-with: Cursor",))
    note(name, "a.py\n  s_1::t_1 1-2\n  h_1 3\n---\n" + agents(s_1=("claude", "claude-opus-4-6")))
    seen = Historian(place, CATALOGUE).authorship("a.py", "1\n2\n3\n4\n")

    assert ["ai claude claude-opus-4-6", "ai claude claude-opus-4-6", "human", "mixed cursor"] == lines("a.py")
    assert [Strength.RECORD, Strength.CLAIM, Strength.CLAIM] == [each.strength for each in seen.segments]
    assert f"git-ai note on commit {name[:10]}" == seen.segments[0].evidence[0].source
    assert () == seen.segments[1].evidence


def test_agent_trace_is_looked_up_by_blame(place, commit, lines):
    """
    A record names lines as its commit had them, under the name that the file had then.
    """
    name = commit({"old.py": "1\n2\n3\n"})
    commit({"old.py": "0\n1\n2\n3\n"})
    (place / "old.py").rename(place / "new.py")
    commit({})
    trace(place, name, "old.py", [{"start_line": 2, "end_line": 3}])

    assert ["unknown", "unknown", *["ai cursor openai/gpt-4o"] * 2] == lines("new.py")


@pytest.mark.parametrize(
    ("declared", "expected"), [("none", "human"), ("ai-assisted", "mixed"), ("ai-generated", "ai"), ("x", "unknown")]
)
def test_a_declaration_speaks_for_the_rest(place, commit, lines, declared, expected):
    """
    The nearest AI_DISCLOSURE.md above a file holds for all lines of which nothing else speaks, committed or not.
    """
    commit({"src/a.py": "1\n"}, author=CLAUDE)
    commit({"src/a.py": "1\n2\n", "AI_DISCLOSURE.md": "---\ndisclosure-default: autonomous\n---\n"})
    (place / "src" / "AI_DISCLOSURE.md").write_text(f"---\ndisclosure-default: {declared}\n---\n", encoding="utf-8")

    assert ["ai claude", expected, expected] == lines("src/a.py", "1\n2\n3\n")


def test_several_tools_are_mixed(commit, lines):
    """
    Of a squash nobody can say which tool wrote which line.
    """
    commit({"a.py": "1\n"}, trailers=("Generated-by: Codex", "Generated-by: Cursor"))

    assert ["mixed"] == lines("a.py")


def test_hints_say_nothing_of_lines(commit, lines):
    """
    A subject that begins with the name of a tool may be about it.
    """
    commit({"a.py": "1\n"}, message="aider: new version")

    assert ["unknown"] == lines("a.py")


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("a.py\n  s_1 1\n---\n{", "line 3: expected a JSON object below the line ---"),
        ("a.py\n  s_1 one\n---\n", "line 2: expected lines such as 1-4,9"),
        ("a.py\n  s_1 1-9\n---\n", "line 2: expected lines of the file, found lines past its end"),
    ],
)
def test_a_corrupt_note_is_said_and_the_rest_goes_on(place, commit, note, text, message):
    """
    What a note has wrong is a notice that cites it; its other lines, and other commits, are read.
    """
    commit({"a.py": "1\n"}, author=CLAUDE)
    name = commit({"a.py": "1\n2\n"})
    note(name, (text if text.endswith("{") else text + agents(s_1=("cursor", "unknown"))))
    seen = Historian(place, CATALOGUE).authorship("a.py", "1\n2\n")

    assert "claude" == seen.segments[0].provenance.tool
    assert f"git-ai note on commit {name[:10]}, {message}" in [notice.message for notice in seen.notices]


def test_corrupt_traces_are_said_and_the_rest_goes_on(place, commit, lines):
    """
    Wrong JSON, and lines past the end, are notices at the record's line.
    """
    name = commit({"a.py": "1\n2\n"})
    trace(place, name, "a.py", [{"start_line": 2, "end_line": 7}])
    with (place / ".agent-trace" / "traces.jsonl").open("a", encoding="utf-8") as file:
        file.write("{\n")
    seen = Historian(place, CATALOGUE).authorship("a.py", "1\n2\n")

    assert ["unknown", "ai cursor openai/gpt-4o"] == lines("a.py")
    assert [
        ".agent-trace/traces.jsonl, line 2: expected a JSON object of at most 4,000,000 characters",
        ".agent-trace/traces.jsonl:1: expected lines of the file, found lines past its end",
    ] == [notice.message for notice in seen.notices]


def test_a_shallow_clone_does_not_guess(tmp_path, place, commit, git, lines):
    """
    Where history is cut off, all older lines seem to be of one commit: nobody's, then.
    """
    commit({"a.py": "1\n"})
    commit({"a.py": "1\n2\n"}, author=CLAUDE)
    commit({"a.py": "1\n2\n3\n"}, author=CLAUDE)
    git("clone", "--depth=2", place.as_uri(), tmp_path / "shallow")
    historian = Historian(tmp_path / "shallow", CATALOGUE)

    assert ["unknown", "unknown", "ai claude"] == lines("a.py", "1\n2\n3\n", historian)
    assert ["this clone is shallow: who wrote what is older is not known"] == [
        each.message for each in historian.notices
    ]


def test_a_detached_head_and_a_linked_tree_are_read(tmp_path, place, commit, git, lines):
    """
    What is checked out counts, by whatever name.
    """
    first = commit({"a.py": "1\n"}, author=CLAUDE)
    commit({"a.py": "2\n"})
    git("worktree", "add", "--detach", tmp_path / "linked", first, folder=place)

    assert ["ai claude"] == lines("a.py", "1\n", Historian(tmp_path / "linked", CATALOGUE))


def test_a_submodule_has_its_own_history(tmp_path, place, commit, git, lines):
    """
    The repository around it knows nothing of its files; asked itself, it does.
    """
    git("init", tmp_path / "part")
    commit({"a.py": "1\n"}, author=CLAUDE, folder=tmp_path / "part")
    git("submodule", "add", (tmp_path / "part").as_uri(), "part", folder=place)
    commit({})

    assert ["unknown"] == lines("part/a.py")
    assert ["ai claude"] == lines("a.py", "1\n", Historian(place / "part", CATALOGUE))


@pytest.mark.parametrize("state", ["nothing", "no-commit", "no-git"])
def test_without_a_history_there_are_only_declarations(tmp_path, git, lines, monkeypatch, state):
    """
    No repository and no git are notices; before the first commit there is nothing to say.
    """
    folder = tmp_path / "plain"
    folder.mkdir()
    (folder / "AI_DISCLOSURE.md").write_text("---\ndisclosure-default: none\n---\n", encoding="utf-8")
    if state != "nothing":
        git("init", folder)
    if state == "no-git":
        monkeypatch.setenv("PATH", str(tmp_path))
    historian = Historian(folder, CATALOGUE)

    assert ["human"] == lines("a.py", "1\n", historian)
    assert (state != "no-commit") == bool(historian.notices)
    assert {"a.py"} == historian.may_know(["a.py"])


@pytest.mark.parametrize(
    "data", [b"caf\xe9 = 1\n", b"\0\1", "a\nb\u010a\n".encode("utf-16"), b"", b'{"cells": []}'], ids=str
)
def test_what_is_no_text_is_nobodys(place, commit, data):
    """
    Binary files, and text in which git counts other lines, are left alone.
    """
    commit({"a.txt": data, "a.ipynb": data}, author=CLAUDE)
    historian = Historian(place, CATALOGUE)

    assert () == historian.authorship("a.txt", "x\n").segments
    assert () == historian.authorship("a.ipynb", "x\n").segments


def test_a_link_is_not_the_file_it_leads_to(place, commit, lines):
    """
    What git keeps of a link is where it leads to, which is not the text at hand.
    """
    commit({"a.py": "1\n"})
    (place / "link.py").symlink_to("a.py")
    commit({}, author=CLAUDE)

    assert ["unknown"] == lines("link.py")


def test_records_behind_links_are_read_within_the_repository_only(place, commit, lines, tmp_path):
    """
    A trace or a declaration that is a link out of it says nothing, and that is said; one within is read.
    """
    revision = commit({"a.py": "1\n2\n"})
    trace(place, revision, "a.py", [{"start_line": 1, "end_line": 1}])
    records = place / ".agent-trace" / "traces.jsonl"
    records.rename(tmp_path / "traces.jsonl")
    (tmp_path / "AI_DISCLOSURE.md").write_text("---\ndisclosure-default: autonomous\n---\n", encoding="utf-8")
    records.symlink_to(tmp_path / "traces.jsonl")
    (place / "AI_DISCLOSURE.md").symlink_to(tmp_path / "AI_DISCLOSURE.md")
    said = Historian(place, CATALOGUE).authorship("a.py", "1\n2\n")

    assert () == said.segments
    assert ["AI_DISCLOSURE.md: Not checked: a link", ".agent-trace/traces.jsonl: Not checked: a link"] == sorted(
        (each.message.partition(" that leads")[0] for each in said.notices), reverse=True
    )

    records.unlink()
    (tmp_path / "traces.jsonl").rename(place / "records.jsonl")
    records.symlink_to("../records.jsonl")
    (place / "AI_DISCLOSURE.md").unlink()
    assert ["ai cursor openai/gpt-4o", "unknown"] == lines("a.py")


def test_line_ends_of_windows_make_no_other_lines(commit, lines):
    """
    A file that was checked out with CRLF is still the one that is committed.
    """
    commit({"a.py": "1\n2\n"}, author=CLAUDE)

    assert ["ai claude", "ai claude"] == lines("a.py", "1\r\n2\r\n")


def test_odd_names_are_found(commit, lines):
    """
    Quotes, tabs and letters of other scripts in a file's name.
    """
    name = 'ä "b"\t.py'
    commit({name: "1\n"}, author=CLAUDE)

    assert ["ai claude"] == lines(name)


def test_a_message_that_is_not_utf_8_is_read(place, commit, git, tmp_path, lines):
    """
    What cannot be decoded is replaced, and the trailers are read; an encoding that a commit names is obeyed.
    """
    (place / "a.py").write_text("1\n", encoding="utf-8")
    message = tmp_path / "message"
    message.write_bytes(b"Caf\xe9\n\nMade-with: Cursor\n")
    git("add", "--all", folder=place)
    git("-c", "i18n.commitEncoding=utf-8", "commit", f"--file={message}", f"--author={JANE}", folder=place)
    commit({"a.py": "1\n2\n"}, trailers=("Made-with: Cursor",))

    assert ["mixed cursor", "mixed cursor"] == lines("a.py")


def test_blames_are_kept(place, commit, lines, tmp_path, monkeypatch):
    """
    Another run asks git nothing about a file whose history has not moved, even if others have; what has moved is new.
    """
    asked = []
    real = committed.blame
    monkeypatch.setattr(committed, "blame", lambda git, head, path: asked.append(path) or real(git, head, path))

    def seen():
        return lines("a.py", None, Historian(place, CATALOGUE, tmp_path / "cache", 1))

    commit({"a.py": "1\n"}, author=CLAUDE)
    assert ["ai claude"] == seen() == seen()
    commit({"b.py": "1\n"})
    assert ["ai claude"] == seen()
    assert ["a.py"] == asked
    commit({"a.py": "1\n2\n"})
    assert ["ai claude", "unknown"] == seen()


@pytest.mark.parametrize("seed", range(3))
def test_the_filter_changes_nothing(place, commit, git, note, seed):
    """
    Files that are left out have no segments: through edits, renames, copies, branches and merges at random.
    """
    chance = random.Random(seed)  # noqa: S311 - the same histories each time
    for step in range(14):
        new = f"{step}.py"
        body = changed(place, new, chance)
        if chance.random() < 0.3 and step:
            git("checkout", "-q", "-B", "side", chance.choice(["HEAD", "HEAD~1"]), "--force", folder=place)
        name = commit({new: body}, author=chance.choice([JANE, JANE, JANE, CLAUDE]))
        if chance.random() < 0.15:
            note(name, f"{new}\n  s_1 1-2\n---\n{agents(s_1=('cursor', 'unknown'))}")
    paths = sorted(path.name for path in place.glob("*.py"))
    historian = Historian(place, CATALOGUE, place.parent / "cache", 1)
    known = historian.may_know(paths)
    spoken = {path for path in paths if historian.authorship(path, (place / path).read_text("utf-8")).segments}

    assert spoken <= known
    assert known == Historian(place, CATALOGUE, place.parent / "cache", 1).may_know(paths)


def changed(place, new, chance):
    """
    Return what the next file holds: lines of its own, or those of one that it takes the place of, or both.
    """
    old = place / chance.choice(sorted(path.name for path in place.glob("*.py")) or ["0.py"])
    body = "".join(f"{chance.random()}\n" for _ in range(4))
    if chance.random() >= 0.4 or not old.exists():
        return body
    old.rename(place / new)
    return (place / new).read_text("utf-8") + (body if chance.random() < 0.5 else "")


def trace(place, revision, path, ranges):
    said = {
        "version": "0.1.0",
        "id": "550e8400-e29b-41d4-a716-446655440000",
        "timestamp": "2026-01-23T14:30:00Z",
        "vcs": {"type": "git", "revision": revision},
        "tool": {"name": "cursor", "version": "2.4.0"},
        "files": [
            {
                "path": path,
                "conversations": [{"contributor": {"type": "ai", "model_id": "openai/gpt-4o"}, "ranges": ranges}],
            }
        ],
    }
    (place / ".agent-trace").mkdir(exist_ok=True)
    (place / ".agent-trace" / "traces.jsonl").write_text(json.dumps(said) + "\n", encoding="utf-8")
