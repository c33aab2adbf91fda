"""
Agents that act without asking.

## What it flags

Settings that let an agent do everything without a person's consent: Claude Code's
`defaultMode: bypassPermissions`, `Bash` or `Bash(*)` among what is allowed, and
`enableAllProjectMcpServers`; Codex's `approval_policy = "never"` together with
`sandbox_mode = "danger-full-access"`; VS Code's `chat.tools.global.autoApprove`; Cursor's
`Shell(*)`; opencode's `permission: allow`; Qwen Code's `approvalMode: yolo`; Amp's
`amp.dangerouslyAllowAll`; aider's `yes-always`; Gemini CLI's `trust` of an MCP server;
and `*` among the tools of an MCP server, or the commands, that need no consent.

In shell scripts, workflows, Dockerfiles, Makefiles and the scripts of `package.json`:
`--dangerously-skip-permissions`, `--dangerously-bypass-approvals-and-sandbox`,
`--allow-all-tools`, `--yolo` behind the name of an agent, and their like.

## Why it matters

An agent does what the text it reads tells it to, and much of that text is by
strangers: an issue, a web page, a file of a dependency. The question before a command
is what stands between such a text and the machine.

## Example

    claude --dangerously-skip-permissions -p "$TASK"

## Instead

Allow the few commands that the task needs:

    claude --allowedTools "Bash(npm test),Edit" -p "$TASK"

## Known gaps

A script that puts its options together from parts is not understood, and neither is one
in Python or JavaScript. Whether the agent runs in a sandbox is not known: where it does, waive
the finding, and say in which.

## Source

The documentation of each tool; OWASP Top 10 for LLM Applications 2025, LLM06: Excessive Agency.
"""

from collections.abc import Iterator

from charter.model import Edit, Finding, Fix, Level, Rule
from charter.rules.agents.servers import servers
from charter.rules.agents.shapes import VSCODE, Shape, equals, files, finding, holds, is_true, replaced, seen
from charter.syntax.data import Entry, Value
from charter.text import Document

RULE = Rule(
    id="tools.bypass-mode",
    summary="agent that acts without asking",
    page=__doc__ or "",
    default=Level.WARN,
    cwes=(862,),
)

ADVICE = "Let the agent ask, and allow only the commands that it needs."

_CLAUDE = files(r"\.claude/settings(?:\.local)?\.json")
_ALL_COMMANDS = ("*", "Bash", "Bash(*)", "Bash(:*)", "Shell", "Shell(*)", "Shell(**)")
_SHAPES = (
    Shape(
        _CLAUDE,
        ("permissions", "defaultMode"),
        equals("bypassPermissions"),
        "Claude Code does everything without asking",
        '"default"',
    ),
    Shape(_CLAUDE, ("permissions", "allow"), holds(*_ALL_COMMANDS), "Claude Code runs every command without asking"),
    Shape(
        _CLAUDE,
        ("skipDangerousModePermissionPrompt",),
        is_true,
        "nobody is warned of the mode that asks nothing",
        "false",
    ),
    Shape(
        _CLAUDE,
        ("enableAllProjectMcpServers",),
        is_true,
        "Claude Code starts every MCP server that the repository names",
        "false",
    ),
    Shape(VSCODE, ("chat.tools.global.autoApprove",), is_true, "no tool of an agent asks in VS Code", "false"),
    Shape(VSCODE, ("chat.tools.autoApprove",), is_true, "no tool of an agent asks in VS Code", "false"),
    Shape(VSCODE, ("roo-cline.allowedCommands",), holds("*"), "Roo Code runs every command without asking"),
    Shape(VSCODE, ("kilo-code.allowedCommands",), holds("*"), "Kilo Code runs every command without asking"),
    Shape(VSCODE, ("kiroAgent.trustedCommands",), holds("*"), "Kiro runs every command without asking"),
    Shape(
        files(r"\.cursor/cli(?:-config)?\.json"),
        ("permissions", "allow"),
        holds(*_ALL_COMMANDS),
        "Cursor runs every command without asking",
    ),
    Shape(
        files(r"opencode\.jsonc?"), ("permission",), equals("allow"), "opencode does everything without asking", '"ask"'
    ),
    Shape(
        files(r"opencode\.jsonc?"),
        ("permission", "*"),
        equals("allow"),
        "opencode does everything without asking",
        '"ask"',
    ),
    Shape(
        files(r"\.qwen/settings\.json"),
        ("tools", "approvalMode"),
        equals("yolo"),
        "Qwen Code does everything without asking",
        '"default"',
    ),
    Shape(
        files(r"\.amp/settings\.jsonc?|\.vscode/settings\.json"),
        ("amp.dangerouslyAllowAll",),
        is_true,
        "Amp does everything without asking",
        "false",
    ),
    Shape(
        files(r"\.aider\.conf\.ya?ml"),
        ("yes-always",),
        is_true,
        "aider takes yes for an answer to every question",
        "false",
    ),
)
_CODEX = files(r"\.codex/[^/]+\.toml")


def look(document: Document, root: Value) -> Iterator[Finding]:
    """
    Yield the settings of *document* that let an agent act without asking.
    """
    for shape, entry in seen(_SHAPES, document, root):
        yield finding(RULE, entry.span, ADVICE, f"With this {shape.effect}.", replaced(entry.value.span, shape.better))
    if _CODEX.search(document.path):
        for scope in (root, *(entry.value for entry in _profiles(root))):
            yield from _codex(scope)
    yield from _servers(root)


def _codex(scope: Value) -> Iterator[Finding]:
    policy, sandbox = scope.at("approval_policy"), scope.at("sandbox_mode")
    if policy and sandbox and (policy.value.scalar, sandbox.value.scalar) == ("never", "danger-full-access"):
        reason = "With this Codex does everything without asking, outside of any sandbox."
        fix = Fix("Keep the sandbox", (Edit(sandbox.span, 'sandbox_mode = "workspace-write"'),))
        yield finding(RULE, sandbox.span, ADVICE, reason, fix)


def _profiles(root: Value) -> Iterator[Entry]:
    profiles = root.at("profiles")
    yield from profiles.value.entries.values() if profiles else ()


def _servers(root: Value) -> Iterator[Finding]:
    for server in servers(root):
        for key in ("autoApprove", "alwaysAllow"):
            entry = server.value.at(key)
            if entry and holds("*")(entry.value):
                reason = f"With this every tool of the MCP server '{server.name}' runs without asking."
                yield finding(RULE, entry.span, ADVICE, reason, replaced(entry.value.span, "[]"))
        trust = server.value.at("trust")
        if trust and trust.value.scalar is True:
            reason = f"With this every tool of the MCP server '{server.name}' runs without asking."
            yield finding(RULE, trust.span, ADVICE, reason, replaced(trust.value.span, "false"))
