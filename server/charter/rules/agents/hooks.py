"""
Settings that switch off the hooks of an agent.

## What it flags

`disableAllHooks: true` in the settings of Claude Code and Copilot, and
`hooksConfig.enabled: false` in those of Gemini CLI and Qwen Code.

## Why it matters

Hooks are where an organisation checks what an agent is about to do, and records
what it did. Without them nothing is checked until somebody looks.

## Example

    {"disableAllHooks": true}

## Instead

Remove the one hook that is in the way, and keep the others:

    {"disableAllHooks": false}

## Known gaps

Hooks that a setting replaces by others are not compared; git's own hooks are not
looked at.

## Source

The documentation of each tool.
"""

from collections.abc import Iterator

from charter.model import Finding, Level, Rule
from charter.rules.agents.shapes import Shape, files, finding, is_false, is_true, replaced, seen
from charter.syntax.data import Value
from charter.text import Document

RULE = Rule(
    id="tools.disabled-hooks",
    summary="setting that switches off an agent's hooks",
    page=__doc__ or "",
    default=Level.WARN,
)

_SHAPES = (
    Shape(
        files(
            r"(?:\.claude|\.copilot|\.github/copilot)/(?:settings|config)(?:\.local)?\.json|\.github/hooks/[^/]+\.json"
        ),
        ("disableAllHooks",),
        is_true,
        "no hook of the agent runs",
        "false",
    ),
    Shape(
        files(r"\.(?:gemini|qwen)/settings\.json"),
        ("hooksConfig", "enabled"),
        is_false,
        "no hook of the agent runs",
        "true",
    ),
)


def look(document: Document, root: Value) -> Iterator[Finding]:
    """
    Yield the settings of *document* that switch hooks off.
    """
    for shape, entry in seen(_SHAPES, document, root):
        reason = f"With this {shape.effect}, so nothing checks or records what it does."
        fix = replaced(entry.value.span, shape.better)
        yield finding(RULE, entry.span, "Keep the agent's hooks on.", reason, fix)
