from pathlib import Path

import pytest

from charter.catalogue import Catalogue, Tool, parse
from charter.evidence import Strength
from charter.provenance import ignoring_tool, settings_evidence

CATALOGUE = parse((Path(__file__).parents[2] / "policies" / "ai_tools.yaml").read_text("utf-8"))

OWN = [(pattern, tool.id) for tool in CATALOGUE.tools for pattern in tool.files]
IGNORES = [(pattern, tool.id) for tool in CATALOGUE.tools for pattern in tool.ignores]
SHARED = [(pattern, None) for pattern in CATALOGUE.shared]


def path_for(pattern, folder=""):
    """
    Return a path that *pattern* means, below *folder*.
    """
    inside = "rules/style.md" if pattern.endswith("/") else ""
    return folder + pattern.lstrip("/").replace("*", "review") + inside


def like(pattern):
    """
    Return paths that resemble what *pattern* means.
    """
    name = pattern.strip("/").replace("*", "review")
    yield f"{name}x"
    yield f"docs-{name.rpartition('/')[2]}"
    yield f"{name}.bak/notes.txt"
    yield name.replace(".", "_").swapcase()
    if pattern.startswith("/"):
        yield f"examples/{name}"
    if {f"{name}/", name} <= dict(OWN).keys():
        return
    if pattern.endswith("/"):
        yield name
    elif not pattern.startswith("*"):
        yield f"{name}/notes.txt"


@pytest.mark.parametrize(("pattern", "tool"), [*OWN, *SHARED])
def test_each_pattern_shows_its_tool(pattern, tool):
    """
    At the root, and unless it is anchored there in any folder; what all agents read shows no tool.
    """
    folders = ["", "" if pattern.startswith("/") else "packages/app/"]

    assert [tool] * 2 == [shown(path_for(pattern, folder)) for folder in folders]


@pytest.mark.parametrize(("pattern", "tool"), [*OWN, *SHARED])
def test_look_alikes_show_nothing_of_it(pattern, tool):
    """
    A longer name, a shorter one, another case, a file where a folder is meant: none is that tool's settings.
    """
    assert [] == [path for path in like(pattern) if shown(path) == (tool or "shared")]


@pytest.mark.parametrize(("pattern", "tool"), IGNORES)
def test_files_that_keep_a_tool_out_are_no_sign_of_it(pattern, tool):
    """
    Whoever writes `.cursorignore` may do so because nobody shall use Cursor.
    """
    path = path_for(pattern, "app/")

    assert (tool, None) == (ignoring_tool(path, CATALOGUE), settings_evidence(path, CATALOGUE))
    assert ignoring_tool(f"{path}s", CATALOGUE) is None


@pytest.mark.parametrize(
    ("path", "tool"),
    [
        (".gemini/config.yaml", "gemini-code-assist"),
        (".gemini/settings.json", "gemini"),
        (".cursor/skills/review/SKILL.md", "cursor"),
        ("skills/review/SKILL.md", "shared"),
        (".claude/AGENTS.md", "claude"),
        (".agents/.claude-plugin/plugin.json", "claude"),
        ("AGENTS.md", "shared"),
        ("docs/AGENTS.md", "shared"),
        ("agents.md", None),
        ("docs/AGENTS-standalone.md", None),
        ("src/cursor.py", None),
        ("src/agents/claude.ts", None),
        (".github/workflows/claude.yml", None),
        ("", None),
        ("/", None),
    ],
)
def test_whose_file_it_is(path, tool):
    """
    The longest claim holds, a tool's before one of all, and what is only called like a tool is nobody's settings.
    """
    found = settings_evidence(path, CATALOGUE)

    assert tool == (found and (found.tool or "shared"))


def test_a_file_is_a_hint_and_says_nothing_of_authors():
    """
    That a tool is set up does not make anybody's code the tool's.
    """
    found = settings_evidence(".cursor/rules/style.mdc", CATALOGUE)

    assert ("settings", Strength.HINT, False) == (found.kind, found.strength, found.is_of_author)


def test_a_declared_pattern_may_begin_anywhere():
    """
    A pattern of one name is tried on every name of a path.
    """
    catalogue = Catalogue((Tool("acme", files=("acme-*.json", ".acme/")),))

    assert ["acme", "acme", None] == [
        found and found.tool
        for found in (settings_evidence(path, catalogue) for path in ("a/acme-x.json", ".acme/b", "acme-x.json/b"))
    ]


def shown(path):
    found = settings_evidence(path, CATALOGUE)
    return found and found.tool
