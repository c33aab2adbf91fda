"""
Commit messages, with the real server: as any editor shows them, and under whichever name it knows them.
"""

import pytest

LAW = """
disclosure: {profile: linux-kernel, commits: require, human_sign_off: true}
tools: {approved: [claude, {tool: copilot, models: [gpt-5.1-codex]}]}
"""
NAME = ".git/COMMIT_EDITMSG"
MESSAGE = "Parse dates\n\n{}\nSigned-off-by: Jane Doe <jane@acme.example>\n\n# On branch main\n"


@pytest.fixture
def message(root, editor):
    """
    Open a commit's message with one trailer, and return what is marked.
    """
    (root / "charter.yaml").write_text(LAW)

    def message(trailer, language="git-commit", text=MESSAGE):
        editor.open(NAME, text.format(trailer), language=language)
        return {each["code"]: each["severity"] for each in editor.diagnostics(NAME)}

    return message


def actions(editor, rule):
    """
    Return the titles of what can be done about *rule*, and the message after the first.
    """
    mark = next(each for each in editor.diagnostics(NAME) if each["code"] == rule)
    found = editor.actions(NAME, editor.offset(NAME, mark["range"]["start"]))
    fixes = [action for action in found if action.get("edit")]
    return [action["title"] for action in fixes], editor.applied(NAME, fixes[0])


@pytest.mark.parametrize("language", ["git-commit", "gitcommit", "plaintext"])
def test_message_is_checked_under_any_name(message, language):
    """
    Editors call its language differently, or not at all; the file's name tells.
    """
    assert {"disclosure.malformed": 1} == message("Assisted-by: Claude Code", language)


@pytest.mark.parametrize(
    ("trailer", "rule", "fixed"),
    [
        ("Assisted-by: Claude Opus 4.6", "disclosure.malformed", "Assisted-by: Claude:claude-opus-4-6"),
        ("Assisted-by: Claude:claude-hauku-4.5", "disclosure.misspelt-model", "Assisted-by: Claude:claude-haiku-4.5"),
        ("Assisted-by: Cladue:claude-opus-4-6", "disclosure.misspelt-agent", "Assisted-by: Claude:claude-opus-4-6"),
        ("Assisted-by: Copilot:MODEL_VERSION", "disclosure.placeholder", "Assisted-by: Copilot:gpt-5.1-codex"),
    ],
)
def test_fixes_write_the_right_trailer(message, editor, trailer, rule, fixed):
    """
    One action, without a waiver beside it, and the message is as the profile wants it.
    """
    message(trailer)
    titles, text = actions(editor, rule)

    assert MESSAGE.format(fixed) == text
    assert [] == [title for title in titles if "aive" in title]


def test_fix_adds_what_is_missing(message, editor):
    """
    The trailer joins the others.
    """
    message("Co-authored-by: Claude Opus 4.6 <noreply@anthropic.com>")
    _, text = actions(editor, "disclosure.missing")

    assert "<jane@acme.example>\nAssisted-by: Claude:claude-opus-4-6\n\n# On branch main\n" in text


def test_fix_removes_the_sign_off_of_ai(message, editor):
    """
    The whole line goes.
    """
    message("Assisted-by: Claude:claude-opus-4-6\nSigned-off-by: Claude <noreply@anthropic.com>")
    _, text = actions(editor, "disclosure.ai-sign-off")

    assert MESSAGE.format("Assisted-by: Claude:claude-opus-4-6") == text


def test_comments_tell_the_branch_and_the_author(message):
    """
    What git says of the commit in the message shows AI, too.
    """
    said = "Parse dates\n\nSigned-off-by: Jane Doe <jane@acme.example>\n{}\n# On branch claude/parse-dates\n"

    assert {"disclosure.missing": 1} == message("# Author:    Jane Doe <jane@acme.example>", text=said)


@pytest.mark.parametrize(
    ("typed", "some"),
    [
        ("", {"Assisted-by:", "Signed-off-by:", "Reviewed-by:"}),
        ("Assi", {"Assisted-by:"}),
        ("Assisted-by: ", {"Claude", "Copilot"}),
        ("Assisted-by: Copilot:", {"gpt-5.1-codex"}),
        ("Assisted-by: Claude:cl", {"claude-opus-4-7", "claude-fable-5"}),
    ],
)
def test_trailers_are_completed(message, editor, typed, some):
    """
    Keys of the profile, then the tools that are approved, then the models that they may use.
    """
    message(typed)
    position = editor.position(NAME, len(f"Parse dates\n\n{typed}"))
    answer = editor.request("textDocument/completion", {**editor.here(NAME), "position": position})

    assert some <= {item["label"] for item in answer["items"]}


def test_nothing_is_proposed_where_people_write(message, editor):
    """
    The subject is prose, and git's comments are git's.
    """
    message("")
    answers = [
        editor.request("textDocument/completion", {**editor.here(NAME), "position": {"line": line, "character": 0}})
        for line in (0, 5)
    ]

    assert [[], []] == [answer["items"] for answer in answers]
