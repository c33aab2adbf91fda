import os
import subprocess

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from charter.provenance.commits import read_draft, read_message
from support.needs import program

LINES = st.sampled_from(
    [
        "Fix the parser",
        "",
        "",
        " ",
        "\r",
        "Signed-off-by: Jane Doe <jane@acme.example>",
        "Co-authored-by: Claude <noreply@anthropic.com>\r",
        "Key :value",
        "Key\t : value ",
        "Two words: no key",
        ": no key",
        "key:",
        "naïve: no key",
        "-: a key",
        " continued",
        "\tcontinued: here",
        "\fno space for git",
        "(cherry picked from commit 1a2b3c4)",
        "# a comment",
        "#",
        "#nr: 1",
        "Conflicts:",
        "\tfile.py",
        "---",
        "# ------------------------ >8 ------------------------",
        "words in the block",
        "\N{NO-BREAK SPACE}\N{LINE SEPARATOR}\N{NEXT LINE}Odd: é",
    ]
)
MESSAGES = st.builds(
    lambda lines, end: "\n".join(lines) + end, st.lists(LINES, max_size=14), st.sampled_from(["", "\n"])
)


@given(MESSAGES | st.text("ab:- \n\t\r#é(", max_size=60))
@settings(max_examples=300, deadline=None)
@example("Subject\n\nA: b\n c\n\n# comment\nConflicts:\n\tx\n")
def test_trailers_are_those_that_git_sees(text):
    """
    Whatever a message looks like, its trailers are those of `git interpret-trailers`, folds undone.
    """
    assert of_git(text) == "".join(f"{each.key}: {each.value}\n" for each in read_message(text).trailers)


@given(MESSAGES)
def test_parts_stand_where_they_say(text):
    """
    Trailers and other lines are in order, apart, and within the message; each trailer begins with its key.
    """
    for message in (read_message(text), read_draft(text)):
        spans = [each.span for each in message.trailers] + [*message.lines]

        assert all(text.startswith(each.key, each.span.start) for each in message.trailers)
        assert all(left.end <= right.start for left, right in zip(sorted(spans), sorted(spans)[1:], strict=False))
        assert all(span.end <= message.end <= len(text) for span in spans)


@pytest.mark.parametrize("end", ["\n", "\r\n"])
def test_a_message_in_the_making(end):
    """
    Git's comments and what is below the scissors will not be committed; the subject is the first line that will.
    """
    text = end.join(
        [
            "# Please enter the message",
            "Fix the parser",
            "",
            "Why: see below.",
            "# On branch main",
            "",
            "Assisted-by: Codex:gpt-5.2",
            "Made-with: Cursor",
            "# more comments",
            "",
        ]
    )
    below = "# ------------------------ >8 ------------------------\nGenerated-by: Cursor\n"
    message = read_draft(text + below)

    assert "Fix the parser" == text[message.subject.start : message.subject.end]
    assert ["Fix the parser", "Why: see below."] == [text[line.start : line.end] for line in message.lines]
    assert ["Codex:gpt-5.2", "Cursor"] == [each.value for each in message.trailers]
    assert text.index("Cursor") + len("Cursor") == message.end


def test_a_draft_of_trailers_only_has_no_subject():
    """
    `git commit --signoff` opens the editor with room for a subject above the trailer.
    """
    message = read_draft("\n\nSigned-off-by: Jane Doe <jane@acme.example>\n\n# Please enter …\n")

    assert 1 == len(message.trailers)
    assert "" == message.text[message.subject.start : message.subject.end]


HINT = "; Please enter the commit message for your changes. Lines starting\n; with ';' will be ignored.\n;\n"
GERMAN = (
    "; Bitte geben Sie eine Commit-Beschreibung ein. Zeilen,\n; die mit \u201e;\u201c beginnen, werden ignoriert.\n"
)


@pytest.mark.parametrize(
    ("below", "mark"),
    [
        (f"{HINT}; On branch main\n", ";"),
        (f"\n{GERMAN}", ";"),
        (f"// {'-' * 24} >8 {'-' * 24}\n// Do not touch the line above.\ndiff --git a/a b/a\n", "//"),
        (HINT.replace(";", "@"), "@"),
        (HINT.replace(";", "#"), "#"),
        ("", "#"),
    ],
)
def test_another_sign_begins_gits_comments(below, mark):
    """
    The scissors tell it, or git's own sentence; lines that begin with # are text then.
    """
    said = "Fix the parser\n\n#12 broke it\n\nMade-with: Cursor\n"
    message = read_draft(said + below)

    assert (mark, ["Cursor"]) == (message.mark, [each.value for each in message.trailers])
    assert ["Fix the parser", *(["#12 broke it"] if mark != "#" else [])] == [
        message.text[line.start : line.end] for line in message.lines
    ]


@pytest.mark.parametrize(
    "text", ["Fix\n\n; use ';' to end\nMore.\n", "Fix\n\n* a list\n* of '*'\n", "Fix\n\n- '-' ends it\n"]
)
def test_a_sign_that_is_spoken_of_is_text(text):
    """
    A list, and a sentence about a sign, are what somebody writes.
    """
    assert "#" == read_draft(text).mark


@pytest.mark.parametrize("sign", [";", "auto"])
def test_the_real_git_is_read(tmp_path, sign):
    """
    What the real git puts into an editor, whichever sign it was told to use, is read as it means it.
    """
    git = program("git")
    (tmp_path / "editor").write_text('#!/bin/sh\ncp "$1" seen\n')
    (tmp_path / "editor").chmod(0o755)
    environment = {"GIT_EDITOR": str(tmp_path / "editor"), "HOME": str(tmp_path), "PATH": os.environ["PATH"]}
    subject = "#12: fix" if sign == "auto" else "Fix"
    options = ["-c", f"core.commentChar={sign}", "-c", "user.name=Jane", "-c", "user.email=jane@acme.example"]
    subprocess.run([git, "init", "--quiet"], cwd=tmp_path, check=True)
    command = [git, *options, "commit", "--allow-empty", "--signoff", "--edit", "--message", subject]
    subprocess.run(command, cwd=tmp_path, env=environment, check=True, capture_output=True)
    message = read_draft((tmp_path / "seen").read_text())

    assert (";", [subject], ["Signed-off-by"]) == (
        message.mark,
        [message.text[line.start : line.end] for line in message.lines],
        [each.key for each in message.trailers],
    )


def test_committed_lines_are_no_comments():
    """
    What begins with # and was committed is part of the message.
    """
    message = read_message("#12: fix\n\n# Why\nbecause\n")

    assert ["#12: fix", "# Why", "because"] == [message.text[line.start : line.end] for line in message.lines]


def of_git(text):
    command = [program("git"), "-c", "core.commentChar=#", "interpret-trailers", "--parse", "--no-divider"]
    done = subprocess.run(command, input=text.encode(), capture_output=True, check=True)
    return done.stdout.decode()
