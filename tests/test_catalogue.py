import re
from collections import Counter
from pathlib import Path

import pytest

from charter.catalogue import Catalogue, Tool, parse
from charter.errors import CharterError

SHIPPED = parse((Path(__file__).parents[1] / "policies" / "ai_tools.yaml").read_text("utf-8"))

SHOWN = ("names", "words", "people", "emails", "bots", "trailers", "links", "files", "extensions", "packages")
KINDS = {"chat", "assistant", "agent", "builder", "reviewer", "recorder"}


@pytest.mark.parametrize(
    ("name", "tool"),
    [
        ("copilot", "copilot"),
        ("GitHub Copilot", "copilot"),
        ("github-copilot", "copilot"),
        ("claude", "claude"),
        ("Claude", "claude"),
        ("claude-code", "claude"),
        ("CLAUDE_CODE", "claude"),
        ("amazon q", "amazon-q"),
        ("Bard", "gemini"),
        ("bard", None),
        ("gpt", None),
        ("", None),
        ("copilots", None),
    ],
)
def test_finds_tools_by_id_and_name(name, tool):
    """
    Ids and unmistakable names are found however they are written, a word that is also a name only as spelled.
    """
    found = SHIPPED.find(name)

    assert tool == (found and found.id)


@pytest.mark.parametrize(
    ("tool", "title"),
    [("cursor", "Cursor"), ("crush", "Crush"), ("roo-code", "Roo Code"), ("jules", "Google Jules"), ("gitar", "gitar")],
)
def test_title_is_the_name_most_like_the_id(tool, title):
    """
    People recognise the tool, and what they would write in a charter.
    """
    assert title == SHIPPED.find(tool).title


def test_extended_adds_and_replaces():
    """
    A declared tool is found like any other, one with a known id takes its place, and the old catalogue stays.
    """
    known = Catalogue((Tool("copilot", vendor="GitHub"),))
    extended = known.extended([Tool("acme", names=("Acme Coder",)), Tool("copilot", vendor="Acme")])

    assert ["copilot", "acme"] == [tool.id for tool in extended.tools]
    assert ("acme", "Acme") == (extended.find("acme-coder").id, extended.find("copilot").vendor)
    assert (None, "GitHub") == (known.find("acme"), known.find("copilot").vendor)


@pytest.mark.parametrize(
    "text", ["", "[]", "tools: 1", "tools: [{vendor: A}]", "tools: [", "tools: [{id: a, mails: []}]"]
)
def test_broken_catalogue_says_so(text):
    """
    The file is ours: a mistake in it is an exception that names the place, never a smaller catalogue.
    """
    with pytest.raises(CharterError, match="expected"):
        parse(text)


def test_nothing_belongs_to_two_tools():
    """
    What shows a tool shows one tool only.
    """
    shown = Counter(
        (field, value.lower())
        for tool in SHIPPED.tools
        for field in (
            "names",
            "words",
            "people",
            "emails",
            "bots",
            "trailers",
            "links",
            "files",
            "extensions",
            "packages",
        )
        for value in getattr(tool, field)
    )
    ids = Counter(tool.id for tool in SHIPPED.tools)

    assert [] == [key for key, n in (*shown.items(), *ids.items()) if n > 1]


@pytest.mark.parametrize(
    ("field", "value"),
    [(field, value) for tool in SHIPPED.tools for field in ("extensions", "hosts") for value in getattr(tool, field)],
)
def test_extensions_and_hosts_look_like_no_others(field, value):
    """
    One that looks alike (another publisher, a parent or a child) is none of them, and no name of a tool.
    """
    head, _, tail = value.partition(".")
    alike = [f"{head}x.{tail}", f"x{value}", f"{value}x", f"{value}.example", tail]
    known = {each.lower() for tool in SHIPPED.tools for each in getattr(tool, field)}

    assert value.lower() in known
    assert [] == [each for each in alike if each.lower() in known]
    assert [] == [each for each in alike[:4] if SHIPPED.find(each)]


@pytest.mark.parametrize("tool", SHIPPED.tools, ids=lambda tool: tool.id)
def test_entries_are_well_formed(tool):
    """
    Ids are kebab case, mailboxes exact and lower case, packages say their registry, links have no scheme.
    """
    assert re.fullmatch(r"[a-z0-9]+(-[a-z0-9]+)*", tool.id)
    assert tool.kind in KINDS
    assert tool.vendor
    assert all(re.fullmatch(r"[^@\sA-Z]+@[^@\sA-Z]+\.[a-z]+", email) for email in tool.emails)
    assert all(re.match(r"(pypi|npm):\S", package) for package in tool.packages)
    assert not any("://" in link for link in tool.links)
    assert all(re.fullmatch(r"[A-Za-z0-9-]+\.[A-Za-z0-9-]+", extension) for extension in tool.extensions)
    assert all(re.fullmatch(r"([a-z0-9-]+\.)+[a-z]+", host) for host in tool.hosts)
    assert not any(file.startswith("./") or "\\" in file for file in (*tool.files, *tool.ignores))
