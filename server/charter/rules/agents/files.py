"""
Which files set agents up, and which tell them what to do, told by their paths.

Source: the tools' own documentation; the files are those of the catalogue of
tools whose contents are read here.
"""

import re

_FOLDER = (
    r"(?:\.agents|\.amazonq|\.amp|\.augment|\.claude|\.claude-plugin|\.codex|\.continue|\.copilot|\.crush|\.cursor"
    r"|\.factory|\.gemini|\.github/copilot|\.junie|\.kilocode|\.kimi|\.kiro|\.opencode|\.qwen|\.roo|\.trae|\.vibe|\.vscode"
    r"|\.windsurf|\.zed)"
)
_SETTINGS = re.compile(
    rf"(?:^|/)(?:{_FOLDER}/(?:[^/]+/){{0,2}}[^/]+\.(?:jsonc?|toml|ya?ml)"
    r"|\.?mcp(?:_config)?\.json|opencode\.jsonc?|\.?crush\.json|\.aider\.conf\.ya?ml|gemini-extension\.json|kilo\.jsonc?"
    r"|[^/]+\.code-workspace|\.?devcontainer\.json)$"
)
# What a skill brings along is its own data.
_ASIDE = re.compile(r"(?:^|/)skills/")

_INSTRUCTIONS = re.compile(
    r"(?:^|/)(?:(?:AGENTS|CLAUDE|GEMINI|QWEN|CRUSH|WARP)(?:\.(?:local|override))?\.md|SKILL\.md|codex\.md"
    r"|\.(?:cursor|windsurf|cline|roo)rules|\.goosehints|\.augment-guidelines"
    r"|copilot-instructions\.md|[^/]+\.(?:instructions|prompt|chatmode|agent)\.md|[^/]+\.mdc"
    r"|(?:\.clinerules|\.github/(?:instructions|prompts|agents|chatmodes))/[^/]+\.md"
    rf"|{_FOLDER}/(?:[^/]+/)*[^/]+\.(?:md|txt))$"
)


def is_settings(path: str) -> bool:
    """
    Tell whether the file at *path* may set up agents, as JSON, TOML or YAML.
    """
    return _SETTINGS.search(path) is not None and not _ASIDE.search(path)


def is_instructions(path: str) -> bool:
    """
    Tell whether agents read the file at *path* as instructions.
    """
    return _INSTRUCTIONS.search(path) is not None
