"""
The one shape of all manual pages on charters, tools and waivers.
"""

from textwrap import dedent

_LANGUAGE = "The charter language, version 1."


def page(  # noqa: PLR0913 - the six headings of a page, by name
    lead: str, *, flags: str, matters: str, example: str, instead: str, gaps: str, source: str = _LANGUAGE
) -> str:
    """
    Return a rule's page in Markdown.

    Args:
        lead: one sentence.
        example: a charter, code or a comment, without the indentation of a code block.
        instead: prose, or a text in which the code block is indented already.
    """
    sections = {
        "What it flags": _prose(flags),
        "Why it matters": _prose(matters),
        "Example": _code(example),
        "Instead": _prose(instead),
        "Known gaps": _prose(gaps),
        "Source": _prose(source),
    }
    body = "\n\n".join(f"## {heading}\n\n{text}" for heading, text in sections.items())
    return f"{lead}\n\n{body}\n"


def _prose(text: str) -> str:
    return dedent(text).strip()


def _code(text: str) -> str:
    return "\n".join(f"    {line}".rstrip() for line in dedent(text).strip("\n").splitlines())
