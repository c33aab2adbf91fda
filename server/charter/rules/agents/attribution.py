"""
Settings that keep a tool from signing what it writes.

## What it flags

In the settings of AI tools: Claude Code's `includeCoAuthoredBy: false` and empty
`attribution.commit`; VS Code's `git.addAICoAuthor: "off"`; aider's
`attribute-co-authored-by: false`; Crush's `trailer_style: none`; Cursor's
`attributeCommitsToAgent: false`; Amp's `amp.git.commit.coauthor.enabled: false`;
Copilot CLI's `include_coauthor: false`; Codex's empty `commit_attribution`.

## Why it matters

Commits that do not say that AI wrote them cannot be found again: not for the
review that a zone asks for, nor when a tool turns out to have been a problem.

## Example

    {"includeCoAuthoredBy": false}

## Instead

Let the tool sign, or have people disclose by the form that the charter asks for:

    {"includeCoAuthoredBy": true}

Where a project forbids such trailers (`disclosure.commits: forbid`), turn the rule off.

## Known gaps

Settings on a person's own machine are not read, and hooks that strip trailers are
not recognised.

## Source

The documentation of each tool.
"""

from collections.abc import Iterator

from charter.model import Finding, Level, Rule
from charter.rules.agents.shapes import VSCODE, Shape, equals, files, finding, is_false, replaced, seen
from charter.syntax.data import Value
from charter.text import Document

RULE = Rule(
    id="tools.attribution-suppressed",
    summary="setting that keeps an AI tool from signing what it writes",
    page=__doc__ or "",
    default=Level.ADVISE,
)

_CLAUDE = files(r"\.claude/settings(?:\.local)?\.json")
_COPILOT = files(r"\.copilot/(?:config|settings)\.json|\.github/copilot/settings(?:\.local)?\.json")

_SHAPES = (
    Shape(_CLAUDE, ("includeCoAuthoredBy",), is_false, "Claude Code does not sign its commits", "true"),
    Shape(_CLAUDE, ("attribution", "commit"), equals(""), "Claude Code does not sign its commits"),
    Shape(_CLAUDE, ("attribution", "pr"), equals(""), "Claude Code does not sign its pull requests"),
    Shape(VSCODE, ("git.addAICoAuthor",), equals("off"), "VS Code names no AI co-author", '"chatAndAgent"'),
    Shape(
        files(r"\.aider\.conf\.ya?ml"),
        ("attribute-co-authored-by",),
        is_false,
        "aider does not sign its commits",
        "true",
    ),
    Shape(
        files(r"\.?crush\.json"),
        ("options", "attribution", "trailer_style"),
        equals("none"),
        "Crush does not sign its commits",
        '"assisted-by"',
    ),
    Shape(
        files(r"\.cursor/cli(?:-config)?\.json"),
        ("attribution", "attributeCommitsToAgent"),
        is_false,
        "Cursor does not sign its commits",
        "true",
    ),
    Shape(
        files(r"\.amp/settings\.jsonc?|\.vscode/settings\.json"),
        ("amp.git.commit.coauthor.enabled",),
        is_false,
        "Amp does not sign its commits",
        "true",
    ),
    Shape(_COPILOT, ("include_coauthor",), is_false, "Copilot does not sign its commits", "true"),
    Shape(_COPILOT, ("includeCoAuthoredBy",), is_false, "Copilot does not sign its commits", "true"),
    Shape(files(r"\.codex/config\.toml"), ("commit_attribution",), equals(""), "Codex does not sign its commits"),
)


def look(document: Document, root: Value) -> Iterator[Finding]:
    """
    Yield the settings of *document* that keep a tool from signing.
    """
    for shape, entry in seen(_SHAPES, document, root):
        reason = f"With this {shape.effect}, so nobody can tell later what it wrote."
        fix = replaced(entry.value.span, shape.better)
        yield finding(RULE, entry.span, "Let the tool sign what it writes.", reason, fix)
