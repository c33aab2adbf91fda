"""
Links in place of what tools and people look for by its name: followed within the repository, and never out of it.
"""

import json

import pytest

LAW = "tools: {approved: [copilot]}\nrules: {tools.bypass-mode: warn}\n"
BYPASS = '{"permissions": {"defaultMode": "bypassPermissions"}}\n'


@pytest.fixture
def outside(place):
    """
    A folder beside the repository, with settings that would be marked.
    """
    folder = place.parent / "outside"
    (folder / "inner").mkdir(parents=True)
    (folder / "settings.json").write_text(BYPASS)
    (folder / "inner" / "rules.md").write_text("Use tabs.\n")
    return folder


def found(charter, *arguments):
    files = json.loads(charter("check", "--format", "json", *arguments).out)["files"]
    return {file["path"]: {each["rule"] for each in file["findings"]} for file in files if file["findings"]}


def test_settings_behind_a_link_are_seen(charter, write, place):
    """
    A tool that reads a link reads what it leads to: it is set up here, and what its settings say counts.
    """
    write({"charter.yaml": LAW, "AGENTS.md": "Use tabs.\n", "shared/claude.json": BYPASS})
    (place / ".claude").mkdir()
    (place / "CLAUDE.md").symlink_to("AGENTS.md")
    (place / ".claude" / "settings.json").symlink_to("../shared/claude.json")
    seen = found(charter)

    assert "tools.unapproved" in seen["CLAUDE.md"]
    assert {"tools.bypass-mode", "tools.unapproved"} <= seen[".claude/settings.json"]
    assert "shared/claude.json" not in seen


def test_links_out_of_the_repository_are_said(charter, write, place, outside):
    """
    Nothing behind them is read, and neither is a folder of settings that is a link; each is a notice, the rest goes on.
    """
    write({"charter.yaml": LAW, ".cursor/rules/a.mdc": "Use tabs.\n", "shared/rules/b.md": "Use tabs.\n"})
    (place / ".claude").mkdir()
    (place / ".claude" / "settings.json").symlink_to(outside / "settings.json")
    (place / ".roo").symlink_to(outside / "inner")
    (place / ".windsurf").symlink_to("shared")
    (place / "other.json").symlink_to(outside / "settings.json")
    (place / "CLAUDE.md").symlink_to(place / "nowhere")
    (place / "GEMINI.md").symlink_to("GEMINI.md")
    said = charter("check").out

    assert ".claude/settings.json:1:1 advise charter.unchecked" in said
    assert ".roo/:1:1 advise charter.unchecked" in said
    assert ".windsurf/:1:1 advise charter.unchecked" in said
    assert "CLAUDE.md:1:1 advise charter.unchecked" in said
    assert "GEMINI.md:1:1 advise charter.unchecked" in said
    assert "bypass" not in said
    assert "other.json" not in said
    assert "tools.unapproved" in found(charter)[".cursor/rules/a.mdc"]


def test_what_the_list_of_tools_sees_of_links(charter, write, place):
    """
    `charter tools` lists a tool whose file is a link, at the link.
    """
    write({"charter.yaml": LAW, "AGENTS.md": "Use tabs.\n"})
    (place / "CLAUDE.md").symlink_to("AGENTS.md")

    assert "CLAUDE.md" in charter("tools").out
