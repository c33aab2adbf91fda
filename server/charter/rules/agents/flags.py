"""
Commands in scripts that start an agent which asks nothing; the page is that of `tools.bypass-mode`.

Only texts of commands are searched, and for the option's name first, which ends nearly every look. Comments
are passed over, and so are lines that search for the option or print it.
"""

import re
from collections.abc import Iterator

from charter.model import Edit, Finding, Fix
from charter.rules.agents.bypass import ADVICE, RULE
from charter.rules.agents.shapes import finding
from charter.syntax import comments
from charter.text import Document, Span

_LANGUAGES = frozenset(
    {"shellscript", "fish", "powershell", "bat", "yaml", "makefile", "dockerfile", "groovy", "starlark", "toml"}
)
# JSON that holds commands; elsewhere an option that stands in JSON may be one that is forbidden there.
_JSON = re.compile(r"(?:^|/)(?:package|composer|deno|tasks|launch)\.jsonc?$")
_JUST = re.compile(r"(?:^|/)\.?justfile$", re.IGNORECASE)

_HINT = re.compile(r"-skip-permissions|dangerous|bypass|--yolo|yes-always|-all-tools|approval-mode")
_AGENTS = r"(?:codex|gemini|qwen|copilot|crush|tabnine|kimi|vibe|cline)"
_OPTION = re.compile(
    r"""
    (?<![\w-])(?:
        --dangerously-(?:skip-permissions|bypass-approvals-and-sandbox|allow-all)
        | --skip-permissions-unsafe
        | --(?:allow|trust)-all-tools
        | --permission-mode[= ]["']?bypassPermissions
        | --approval-mode[= ]["']?yolo
        | (?<=[ "'=])--yes-always
    )(?![\w-])
    """,
    re.VERBOSE,
)
_YOLO = re.compile(rf"\b{_AGENTS}\b[^\r\n|;&]{{0,400}}?[ \t](?P<option>--yolo)(?![\w-])")
_MENTION = re.compile(r"^[^\r\n]*?\b(?:grep|rg|echo|printf|deny|disallow\w*|forbid\w*)\b", re.IGNORECASE)


def concerns(path: str) -> bool:
    """
    Tell whether the name of the file at *path*, and not its language alone, says that it holds commands.
    """
    return bool(_JSON.search(path) or _JUST.search(path))


def look(document: Document) -> Iterator[Finding]:
    """
    Yield the options in *document* that let an agent act without asking.
    """
    if not (document.language in _LANGUAGES or concerns(document.path)) or not _HINT.search(document.text):
        return
    quiet = [comment.span for comment in comments(document)]
    for span in _options(document.text):
        line = document.lines.span(document.lines.line(span.start))
        if any(each.holds(span.start) for each in quiet) or _MENTION.match(document.text[line.start : span.start]):
            continue
        reason = f"With `{document.text[span.start : span.end]}` the agent does everything without asking."
        yield finding(RULE, span, ADVICE, reason, _without(document.text, span))


def _options(text: str) -> list[Span]:
    found = [Span(*match.span()) for match in _OPTION.finditer(text)]
    found += [Span(*match.span("option")) for match in _YOLO.finditer(text)]
    return sorted(found)


def _without(text: str, span: Span) -> Fix:
    end = span.end + (text[span.end : span.end + 1] == " ")
    return Fix("Remove the option", (Edit(Span(span.start, end), ""),))
