from datetime import date
from pathlib import Path

import pytest
from msgspec.structs import replace

from charter.catalogue import Tool, parse
from charter.commits import Commit, Person
from charter.evidence import Strength
from charter.provenance.commits import evidence, is_reviewed, read_draft, said_in
from support.pages import draw, examples

CATALOGUE = parse((Path(__file__).parents[3] / "policies" / "ai_tools.yaml").read_text("utf-8"))
JANE = Person("Jane Doe", "jane@acme.example")
COMMIT = Commit("1a2b3c4d5e" * 4, JANE, JANE, date(2026, 3, 1), ("0" * 40,), "Fix the parser\n")

MESSAGES = """
    == trailers: what thanks a tool had a hand in it, what was generated is all its own
    Fix the parser

    Co-authored-by: Claude Opus 4.5 <noreply@anthropic.com>
    ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ trailer mixed claude Claude Opus 4.5
    Generated-by: GitHub Copilot
    ^^^^^^^^^^^^^^^^^^^^^^^^^^^^ trailer ai copilot
    AI-Generated: partially, by Cursor
    ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ trailer mixed cursor
    Made-with: Cursor
    ^^^^^^^^^^^^^^^^^ trailer mixed cursor
    Claude-Session: https://claude.ai/code/session_011CUxyz
    ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ trailer mixed claude
    Signed-off-by: aider (gpt-5) <aider@aider.chat>
    ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ trailer mixed aider gpt-5

    == words: footers and sentences, in any line that is no trailer
    Use Copilot to fix the loop
    ^^^^^^^^^^^^^^^^^^ marker mixed copilot

    🤖 Generated with [Claude Code](https://claude.com/claude-code)
      ^^^^^^^^^^^^^^^^^^^^^^^^^^^ marker mixed claude

    Signed-off-by: Jane Doe <jane@acme.example>

    == a squash keeps the trailers of what it joined within its words
    Squashed commit of the following:

        Author: Claude <noreply@anthropic.com>
        ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ marker mixed claude

        Co-authored-by: Cursor <cursoragent@cursor.com>
        ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ marker mixed cursor

    == subjects that begin with the tool
    aider: fix the loop
    ^^^^^^ marker mixed aider

    == people, employees, mentions, reviews, templates and placeholders
    Add support for Cursor and Claude hooks

    Aider: this is no prefix
    Revert "Use Copilot to fix the loop"

    Co-authored-by: Claude Monet <claude@atelier.example>
    Co-authored-by: Some Body <somebody@openai.com>
    Co-authored-by: Codex CLI <codex@example.com>
    Co-authored-by: Cursor Agent <agent@builder.local>
    Co-authored-by: gemini-cli-robot <gemini-cli-robot@google.com>
    Co-authored-by: ruv <ruv@ruv.net>
    Co-authored-by: A scanner <1+github-advanced-security[bot]@users.noreply.github.com>
    Reviewed-by: Claude <noreply@anthropic.com>
    Reported-by: Copilot <175728472+Copilot@users.noreply.github.com>
    Assisted-by: Jane Doe
    Assisted-by: AGENT_NAME:MODEL_VERSION
    AI-Generated: none
    Replit-Commit-Author: Jane
"""


@pytest.mark.parametrize("page", examples(MESSAGES), ids=str)
def test_messages(page):
    """
    A message of a person says of AI what is underlined: the kind of evidence, the share, tool and model.
    """
    assert page.picture == draw(page.code, [told(each) for each in said(page.code)])


def test_a_trailer_may_go_on_below():
    """
    A value that is folded is read as one, and the trailer is all of its lines.
    """
    text = "Fix\n\nAssisted-by:\n  Codex:gpt-5.2\n"
    (found,) = said(text)

    assert ("codex", "gpt-5.2") == (found.tool, found.model)
    assert "Assisted-by:\n  Codex:gpt-5.2" == text[found.span.start : found.span.end]


@pytest.mark.parametrize("page", examples(MESSAGES), ids=str)
def test_huge_messages_are_read_to_their_end(page):
    """
    A trailer or a line of a million code points is data, and what stands beside it is still read.
    """
    huge = "x" * 1_000_000

    assert "cursor" == said(f"{page.code}\n{huge}\n\nAI-Note: {huge}\nMade-with: Cursor\n")[-1].tool


def test_what_comes_from_a_commit_cites_it():
    """
    Evidence says which commit it stands in, and when that was written.
    """
    (found,) = evidence(replace(COMMIT, message="Fix\n\nMade-with: Cursor\n"), CATALOGUE)

    assert ("commit 1a2b3c4d5e", date(2026, 3, 1)) == (found.source, found.day)


def each(field):
    return [(value, tool) for tool in CATALOGUE.tools for value in getattr(tool, field)]


def account(bot):
    number = "" if "+" in bot else "123+"
    return f"{number}{bot}@users.noreply.github.com".lower()


@pytest.mark.parametrize(
    ("mailbox", "tool"), [*each("emails"), *((account(bot), tool) for bot, tool in each("bots"))], ids=str
)
def test_an_author_is_told_by_the_mailbox(mailbox, tool):
    """
    Whoever's mailbox it is wrote the commit, whatever the name; of a reviewer only suggestions are taken over.
    """
    by_tool = replace(COMMIT, author=Person("Anyone", mailbox))
    share = "mixed" if tool.kind == "reviewer" else "ai"

    assert [("identity", share, tool.id)] == seen(by_tool)
    assert [("identity", "mixed", tool.id)] == seen(replace(COMMIT, committer=Person("Anyone", mailbox)))
    assert [] == seen(replace(COMMIT, author=Person(tool.title, f"x{mailbox}")))


@pytest.mark.parametrize(("account_", "tool"), each("suggesters"))
def test_suggestions_are_taken_over_by_people(account_, tool):
    """
    One account may sign agents' commits with one number, and suggestions of a review with another.
    """
    assert [("identity", "mixed", tool.id)] == seen(replace(COMMIT, author=Person("Copilot", account(account_))))
    assert [] == seen(replace(COMMIT, author=Person("Copilot", account(f"{account_}-fan"))))


@pytest.mark.parametrize(("signature", "tool"), each("signatures"))
def test_a_signature_is_name_and_mailbox(signature, tool):
    """
    A mailbox that others use too tells a tool only together with the name.
    """
    name, mailbox = signature.removesuffix(">").split(" <")
    mailbox = mailbox if "@" in mailbox else account(mailbox)

    assert [tool.id] == [each[2] for each in seen(replace(COMMIT, author=Person(name.title(), mailbox)))]
    assert [] == seen(replace(COMMIT, author=Person("Jane Doe", mailbox)))


@pytest.mark.parametrize(("suffix", "tool"), each("suffixes"))
def test_a_suffix_of_the_author_tells_the_tool(suffix, tool):
    """
    The sign behind the author's name says who wrote; behind the committer's, only who committed.
    """
    signed = Person(f"Jane Doe {suffix}", JANE.mailbox)

    assert [("identity", "ai", tool.id)] == seen(replace(COMMIT, author=signed, committer=signed))
    assert [] == seen(replace(COMMIT, committer=signed))
    assert [] == seen(replace(COMMIT, author=Person(suffix.strip("()"), JANE.mailbox)))


@pytest.mark.parametrize(("prefix", "tool"), each("subjects"))
def test_a_subject_prefix_hints_at_the_tool(prefix, tool):
    """
    A subject that begins with the tool's name may also be about it, so it is a hint.
    """
    (found,) = evidence(replace(COMMIT, message=f"{prefix}fix the loop\n"), CATALOGUE)

    assert (tool.id, Strength.HINT) == (found.tool, found.strength)
    assert [] == seen(replace(COMMIT, message=f"Fix {prefix}the loop\n"))


MERGES = [
    "Merge pull request #12 from acme/{}7-fix",
    "Merge branch '{}7-fix' into main",
    "Merge remote-tracking branch 'origin/{}7-fix'",
    "Merged in {}7-fix (pull request #12)",
]


@pytest.mark.parametrize(("branch", "tool"), each("branches"))
@pytest.mark.parametrize("subject", MERGES)
def test_a_merged_branch_hints_at_the_tool(branch, tool, subject):
    """
    The name of the branch says who began it, not who wrote which line; a subject without a merge says nothing.
    """
    merge = replace(COMMIT, parents=("0" * 40, "1" * 40), message=subject.format(branch))
    (found,) = evidence(merge, CATALOGUE)

    assert ("branch", tool.id, Strength.HINT) == (found.kind, found.tool, found.strength)
    assert f"{branch}7-fix" == merge.message[found.span.start : found.span.end]
    assert [] == seen(replace(merge, parents=merge.parents[:1]))
    assert [] == seen(replace(merge, message=subject.format(f"topic/{branch}")))


def test_a_person_called_like_a_tool_has_branches_too():
    """
    Devin's own branches are no agent's.
    """
    message = "Merge pull request #12 from acme/devin/fix-login"

    assert [] == seen(replace(COMMIT, parents=("0" * 40, "1" * 40), message=message))


def test_in_an_agents_commit_all_is_its_own():
    """
    Where the author is an agent, its trailers do not make it a helper.
    """
    agent = replace(
        COMMIT,
        author=Person("Claude", "noreply@anthropic.com"),
        message="Fix\n\nCo-authored-by: Claude <noreply@anthropic.com>\n",
    )

    assert [("identity", "ai", "claude"), ("trailer", "ai", "claude")] == seen(agent)


@pytest.mark.parametrize(
    "person",
    [
        Person("gemini-cli-robot", "gemini-cli-robot@google.com"),
        Person("gemini-cli-robot", "224641728+gemini-cli-robot@users.noreply.github.com"),
        Person("dependabot[bot]", "49699333+dependabot[bot]@users.noreply.github.com"),
        Person("GitHub", "noreply@github.com"),
        Person("Claude Monet", "claude@atelier.example"),
        Person("Some Body", "somebody@anthropic.com"),
        Person("Claude", "claude@example.com"),
        Person("", ""),
    ],
    ids=str,
)
def test_people_and_release_robots_are_nobodys_agents(person):
    """
    Vendors' employees, their release robots, other robots and people called like a tool are no evidence.
    """
    assert [] == seen(replace(COMMIT, author=person, committer=person))


def test_a_placeholder_never_counts():
    """
    Not even a charter can make a tool of a mailbox that examples and nameless machines use.
    """
    catalogue = CATALOGUE.extended([Tool("acme", emails=("bot@example.com", "bot@ci.acme.example"))])
    by = [replace(COMMIT, author=Person("Acme", mailbox)) for mailbox in catalogue.find("acme").emails]

    assert [0, 1] == [len(evidence(commit, catalogue)) for commit in by]


@pytest.mark.parametrize(
    ("trailer", "expected"),
    [
        ("Reviewed-by: John Roe <john@acme.example>", True),
        ("reviewed-by: John Roe <john@acme.example>", True),
        ("Reviewed-by: Jane Doe <jane@acme.example>", False),
        ("Reviewed-by: Jane Doe <jane@home.example>", False),
        ("Reviewed-by: Claude <noreply@anthropic.com>", False),
        ("Reviewed-by: GitHub Copilot <bot@acme.example>", False),
        ("Reviewed-by: John Roe", False),
        ("Reviewed-by: NAME <ADDRESS>", False),
        ("Tested-by: John Roe <john@acme.example>", False),
    ],
)
def test_a_review_is_a_persons_other_than_the_author(trailer, expected):
    """
    Neither the author nor an AI reviews; whoever does is named with a mailbox.
    """
    assert expected == is_reviewed(replace(COMMIT, message=f"Fix\n\n{trailer}\n"), CATALOGUE)


def seen(commit):
    return [(each.kind, each.share, each.tool) for each in evidence(commit, CATALOGUE)]


def said(text):
    return said_in(read_draft(text), CATALOGUE)


def told(one):
    return one.span, " ".join(filter(None, (one.kind, one.share, one.tool or "some AI", one.model)))
