from types import MappingProxyType

import pytest

from charter.model import Finding
from charter.rules import agents
from charter.syntax import language_of
from charter.text import Document, Notice
from support.pages import draw, examples

SERVERS = r"""
    == .mcp.json: each server is seen, and what is not pinned
    {"mcpServers": {
      "notes": {"command": "npx", "args": ["-y", "@acme/notes"]},
      ^^^^^^^ tools.unapproved-mcp-server
                                                 ^^^^^^^^^^^^^ tools.unpinned-mcp-server
      "web": {"type": "http", "url": "https://mcp.acme.example/sse?key=1"}
      ^^^^^ tools.unapproved-mcp-server
    }}

    == .cursor/mcp.json: a tag that moves, and a range
    {"mcpServers": {
      "a": {"command": "npx", "args": ["-y", "notes@latest"]},
      ^^^ tools.unapproved-mcp-server
                                             ^^^^^^^^^^^^^^ tools.unpinned-mcp-server
      "b": {"command": "cmd", "args": ["/c", "npx", "-y", "notes@^1.2"]}
      ^^^ tools.unapproved-mcp-server
                                                          ^^^^^^^^^^^^ tools.unpinned-mcp-server
    }}

    == .vscode/mcp.json: images and Python packages
    {"servers": {
      // by digest or tag
      "a": {"command": "docker", "args": ["run", "-i", "--rm", "-e", "KEY", "ghcr.io/acme/a"]},
      ^^^ tools.unapproved-mcp-server
                                                                            ^^^^^^^^^^^^^^^^ tools.unpinned-mcp-server
      "b": {"command": "docker", "args": ["run", "acme/b:latest"]},
      ^^^ tools.unapproved-mcp-server
                                                 ^^^^^^^^^^^^^^^ tools.unpinned-mcp-server
      "c": {"command": "uvx", "args": ["--from", "acme-mcp", "acme"]},
      ^^^ tools.unapproved-mcp-server
                                                 ^^^^^^^^^^ tools.unpinned-mcp-server
      "d": {"command": "uv", "args": ["tool", "run", "acme-mcp>=1.0"]},
      ^^^ tools.unapproved-mcp-server
                                                     ^^^^^^^^^^^^^^^ tools.unpinned-mcp-server
    }}

    == .codex/config.toml: a table for each
    [mcp_servers.docs]
     ^^^^^^^^^^^^^^^^ tools.unapproved-mcp-server
    command = "uvx"
    args = ["docs-mcp"]
           ^^^^^^^^^^^^ tools.unpinned-mcp-server

    == opencode.jsonc: the whole command in one list
    {"mcp": {"notes": {"type": "local", "command": ["bun", "x", "notes"]}}}
             ^^^^^^^ tools.unapproved-mcp-server
                                                                ^^^^^^^ tools.unpinned-mcp-server

    == .continue/config.yaml: a list with names
    mcpServers:
      - name: docs
              ^^^^ tools.unapproved-mcp-server
        command: npx
        args: [-y, docs-mcp]
                   ^^^^^^^^ tools.unpinned-mcp-server

    == .gemini/settings.json: one text for all, and trust in its tools
    {"mcpServers": {"a": {"command": "npx -y notes", "trust": true}}}
                    ^^^ tools.unapproved-mcp-server
                                     ^^^^^^^^^^^^^^ tools.unpinned-mcp-server
                                                     ^^^^^^^^^^^^^ tools.bypass-mode

    == .vscode/settings.json: servers among other settings
    {"mcp": {"servers": {"a": {"command": "npx", "args": ["a@1.2.3"]}}}}
                         ^^^ tools.unapproved-mcp-server
"""

PINNED = r"""
    == .mcp.json: versions, digests, commits, and programs of one's own
    {"mcpServers": {
      "a": {"command": "npx", "args": ["-y", "@acme/notes@1.4.2", "--port", "1"]},
      "b": {"command": "npx", "args": ["--package=notes@1.4.2", "notes"]},
      "c": {"command": "npx", "args": ["-y", "github:acme/notes#0123456789abcdef"]},
      "d": {"command": "uvx", "args": ["acme-mcp==1.4"]},
      "e": {"command": "uvx", "args": ["acme-mcp@1.4.2"]},
      "f": {"command": "docker", "args": ["run", "--rm", "-v", "a:/b", "ghcr.io/acme/a@sha256:0123"]},
      "g": {"command": "docker", "args": ["run", "localhost:5000/acme/a:1.2"]},
      "h": {"command": "node", "args": ["build/index.js"]},
      "i": {"command": "npx", "args": ["./server"]},
      "j": {"command": "uv", "args": ["run", "server.py"]},
      "k": {"command": "docker", "args": ["exec", "box", "server"]},
      "l": {"command": "npx"}, "m": {"command": ""}, "n": {"args": ["x"]}, "o": 1, "p": {"command": 2}
    }}
"""

MODES = r"""
    == .claude/settings.json: everything is allowed
    {"permissions": {"defaultMode": "bypassPermissions", "allow": ["Read", "Bash(*)"]},
                     ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ tools.bypass-mode
                                                         ^^^^^^^^^^^^^^^^^^^^^^^^^^^^ tools.bypass-mode
     "enableAllProjectMcpServers": true,
     ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ tools.bypass-mode
     "disableAllHooks": true,
     ^^^^^^^^^^^^^^^^^^^^^^^ tools.disabled-hooks
     "includeCoAuthoredBy": false,
     ^^^^^^^^^^^^^^^^^^^^^^^^^^^^ tools.attribution-suppressed
     "attribution": {"commit": "", "pr": "Generated by us"}}
                     ^^^^^^^^^^^^ tools.attribution-suppressed

    == .claude/settings.local.json: nobody is warned
    {"skipDangerousModePermissionPrompt": true}
     ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ tools.bypass-mode

    == .vscode/settings.json: in VS Code
    {
      "chat.tools.global.autoApprove": true,
      ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ tools.bypass-mode
      "chat.tools.autoApprove": true,
      ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ tools.bypass-mode
      "roo-cline.allowedCommands": ["git log", "*"],
      ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ tools.bypass-mode
      "kilo-code.allowedCommands": ["*"], "kiroAgent.trustedCommands": ["*"],
      ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ tools.bypass-mode
                                          ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ tools.bypass-mode
      "amp.dangerouslyAllowAll": true,
      ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ tools.bypass-mode
      "amp.git.commit.coauthor.enabled": false,
      ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ tools.attribution-suppressed
      "git.addAICoAuthor": "off"
      ^^^^^^^^^^^^^^^^^^^^^^^^^^ tools.attribution-suppressed
    }

    == acme.code-workspace: in a workspace file
    {"settings": {"git.addAICoAuthor": "off"}}
                  ^^^^^^^^^^^^^^^^^^^^^^^^^^ tools.attribution-suppressed

    == .devcontainer/devcontainer.json: in a container
    {"customizations": {"vscode": {"settings": {"chat.tools.autoApprove": true}}}}
                                                ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ tools.bypass-mode

    == .codex/config.toml: asks nobody, outside of any sandbox
    approval_policy = "never"
    sandbox_mode = "danger-full-access"
    ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ tools.bypass-mode
    commit_attribution = ""
    ^^^^^^^^^^^^^^^^^^^^^^^ tools.attribution-suppressed
    [profiles.ci]
    approval_policy = "never"
    sandbox_mode = "danger-full-access"
    ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ tools.bypass-mode

    == .cursor/cli.json: every command
    {"permissions": {"allow": ["Shell(*)"]},
                     ^^^^^^^^^^^^^^^^^^^^^ tools.bypass-mode
     "attribution": {"attributeCommitsToAgent": false}}
                     ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ tools.attribution-suppressed

    == opencode.json: everything
    {"permission": "allow"}
     ^^^^^^^^^^^^^^^^^^^^^ tools.bypass-mode

    == app/opencode.jsonc: everything, by name
    {"permission": {"*": "allow", "bash": "ask"}}
                    ^^^^^^^^^^^^ tools.bypass-mode

    == .qwen/settings.json: as a default
    {"tools": {"approvalMode": "yolo"}, "hooksConfig": {"enabled": false}}
               ^^^^^^^^^^^^^^^^^^^^^^ tools.bypass-mode
                                                        ^^^^^^^^^^^^^^^^ tools.disabled-hooks

    == .amp/settings.json: everything
    {"amp.dangerouslyAllowAll": true}
     ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ tools.bypass-mode

    == .aider.conf.yml: yes to every question
    yes-always: true
    ^^^^^^^^^^^^^^^^ tools.bypass-mode
    attribute-co-authored-by: false
    ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ tools.attribution-suppressed

    == crush.json: without a trailer
    {"options": {"attribution": {"trailer_style": "none"}}}
                                 ^^^^^^^^^^^^^^^^^^^^^^^ tools.attribution-suppressed

    == .github/copilot/settings.json: Copilot
    {"includeCoAuthoredBy": false, "disableAllHooks": true}
     ^^^^^^^^^^^^^^^^^^^^^^^^^^^^ tools.attribution-suppressed
                                   ^^^^^^^^^^^^^^^^^^^^^^^ tools.disabled-hooks

    == .copilot/config.json: Copilot on the command line
    {"include_coauthor": false}
     ^^^^^^^^^^^^^^^^^^^^^^^^^ tools.attribution-suppressed

    == .roo/mcp.json: every tool of a server
    {"mcpServers": {"a": {"command": "node", "alwaysAllow": ["*"], "autoApprove": ["*"]}}}
                    ^^^ tools.unapproved-mcp-server
                                             ^^^^^^^^^^^^^^^^^^^^ tools.bypass-mode
                                                                   ^^^^^^^^^^^^^^^^^^^^ tools.bypass-mode
"""

LEFT_ALONE = r"""
    == .claude/settings.json: what is allowed one by one, and hooks that run
    {"permissions": {"defaultMode": "acceptEdits", "allow": ["Bash(git log *)", "Edit"], "deny": ["Bash(*)"]},
     "disableAllHooks": false, "includeCoAuthoredBy": true, "attribution": {"commit": "Assisted-by: Claude"}}

    == .claude/settings.json: the words of another type
    {"permissions": {"defaultMode": ["bypassPermissions"]}, "disableAllHooks": "true", "includeCoAuthoredBy": 0}

    == .codex/config.toml: without asking, in the sandbox
    approval_policy = "never"
    sandbox_mode = "workspace-write"
    [profiles.wild]
    sandbox_mode = "danger-full-access"

    == .vscode/settings.json: settings of other things
    {"chat.tools.terminal.autoApprove": {"npm test": true}, "git.addAICoAuthor": "all"}

    == settings.json: somebody else's settings
    {"disableAllHooks": true, "mcpServers": {"a": {"command": "npx", "args": ["a"]}}}

    == .claude/skills/docs/template.json: what a skill brings along
    {"includeCoAuthoredBy": false}

    == .aider.conf.yml: asks, and signs
    yes-always: false
    attribute-co-authored-by: true

    == opencode.json: asks
    {"permission": {"bash": {"git *": "allow", "*": "ask"}}}
"""


def by_language(page):
    return [pytest.param(example, id=str(example)) for example in examples(page)]


@pytest.mark.parametrize("example", by_language(SERVERS + MODES))
def test_flags_what_agents_are_allowed(example):
    """
    The key and the value are underlined, in each tool's own form.
    """
    assert example.picture == draw(example.code, seen(example))


@pytest.mark.parametrize("example", by_language(LEFT_ALONE))
def test_leaves_good_settings_alone(example):
    """
    What asks, signs and checks is nobody's concern, and neither are files of other programs.
    """
    assert example.picture == draw(example.code, seen(example))


@pytest.mark.parametrize("example", by_language(PINNED))
def test_leaves_pinned_servers_alone(example):
    """
    An exact version, a digest, a commit or a program of one's own is what was reviewed.
    """
    assert [] == [mark for mark in seen(example) if "unpinned" in mark[1]]


def test_servers_are_evidence_without_their_keys():
    """
    A server is told by its name and by how it is reached; what may be a key in its address is left out.
    """
    text = """{"mcpServers": {
        "a": {"url": "https://user:secret@mcp.example/sse?key=secret"},
        "b": {"command": "docker", "args": ["run", "acme/b:1"]}
    }}"""

    assert [("server", "a", "https://mcp.example/sse"), ("server", "b", "docker run acme/b:1")] == [
        (found.evidence.kind, found.evidence.tool, found.evidence.source) for found in look(".mcp.json", text)
    ]
    assert "secret" not in "".join(f"{found.advice}{found.reason}" for found in look(".mcp.json", text))


def test_fixes_write_what_is_better():
    """
    Where one value is surely better, a quick fix writes it.
    """
    text = (
        '{"permissions": {"defaultMode": "bypassPermissions"}, "disableAllHooks": true, "includeCoAuthoredBy": false}'
    )

    assert (
        '{"permissions": {"defaultMode": "default"}, "disableAllHooks": false, "includeCoAuthoredBy": true}'
        == fixed(".claude/settings.json", text)
    )
    assert 'approval_policy = "never"\nsandbox_mode = "workspace-write"\n' == fixed(
        ".codex/config.toml", 'approval_policy = "never"\nsandbox_mode = "danger-full-access"\n'
    )


@pytest.mark.parametrize(
    ("path", "text"),
    [
        (".mcp.json", '{"mcpServers": {"a": {"command": "npx"}, "b": '),
        (".codex/config.toml", "a = [\n"),
        (".aider.conf.yml", "yes-always: [true\n"),
        (".mcp.json", "[" * 1_000),
    ],
)
def test_what_cannot_be_read_is_said(path, text):
    """
    A settings file that breaks off is no clean one: what was not read is a notice, at its place.
    """
    notices = [found for found in agents.look(Document(path, text, language_of(path))) if isinstance(found, Notice)]

    assert ["syntax"] == [notice.kind for notice in notices]
    assert notices[0].span.end <= len(text)


def test_empty_settings_are_no_mistake():
    """
    A file that somebody has just made says nothing yet.
    """
    assert [] == [*agents.look(Document(".mcp.json", " \n", "json"))]


def seen(example):
    path = str(example).partition(":")[0]
    return [(found.span, found.rule) for found in look(path, example.code)]


def look(path, text):
    found = agents.look(Document(path, text, language_of(path)))
    return [each for each in found if isinstance(each, Finding)]


def fixed(path, text):
    edits = [edit for found in look(path, text) for fix in found.fixes for edit in fix.edits]
    for edit in sorted(edits, key=lambda each: each.span, reverse=True):
        text = text[: edit.span.start] + edit.text + text[edit.span.end :]
    return text


FILES = MappingProxyType(
    {
        "docs/AGENTS.md": (False, True),
        ".cursor/rules/style.mdc": (False, True),
        ".claude/agents/reviewer.md": (False, True),
        ".github/prompts/review.prompt.md": (False, True),
        "web/.mcp.json": (True, False),
        ".kiro/settings/mcp.json": (True, False),
        ".github/workflows/ci.yml": (False, False),
        "README.md": (False, False),
        "src/settings.json": (False, False),
        "CLAUDE.markdown": (False, False),
    }
)


@pytest.mark.parametrize(("path", "expected"), FILES.items())
def test_which_files_are_read(path, expected):
    """
    Files are told by their paths, so that all others cost nothing.
    """
    assert expected == (agents.files.is_settings(path), agents.files.is_instructions(path))
