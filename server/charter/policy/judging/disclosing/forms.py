"""
What the value of a trailer names, and how one is written: the three grammars of `conventions`.
"""

import re
from collections.abc import Mapping
from functools import lru_cache

from msgspec import Struct

from charter.catalogue import Catalogue
from charter.commits import Trailer
from charter.policy.judging.spelling import agent_named
from charter.policy.language.conventions import Form, Grammar
from charter.text import Span

_GRAMMARS: Mapping[Grammar, re.Pattern[str]] = {
    "agent:model": re.compile(
        r"(?P<agent>[^\s:<>()][^:<>()]*):(?P<model>[A-Za-z0-9][^\s:<>()]*)(?P<tools>(?:\s+[^\s<>]+)*)"
    ),
    "tool (model)": re.compile(r"(?P<agent>[^\s<>()][^<>()]*?)\s+\((?P<model>[^()<>]+)\)"),
    "name": re.compile(r"(?P<agent>\S.*)", re.DOTALL),
}
# What templates say, and people leave there.
_PLACEHOLDER = re.compile(
    r"<[^<>@\n]{1,40}>|\{[^{}\n]{0,40}\}|\[(?:TOOL|VERSION|MODEL|NAME)[^\]\n]{0,20}\]"
    r"|\b(?:AGENT|MODEL|TOOL|ASSISTANT)(?:[_-]?(?:NAME|VERSION|ID))?(?:\d\b|\b)|\bvia Model\b|\bYOUR[_ ]\w+"
)
_VALUE = re.compile(r"[^:]*:[ \t]*")
_GAPS = re.compile(r"[\s_]+")
_ASIDE = re.compile(r"\s*\([^()]*\)|\s*<[^<>]*>")


class Named(Struct, frozen=True):
    """
    What a well-formed value names.

    Args:
        agent: as written, with its place in the text; *model* likewise, empty where the form has none.
        tools: the others that were used, each with its place.
    """

    agent: str
    agent_at: Span
    model: str = ""
    model_at: Span | None = None
    tools: tuple[tuple[str, Span], ...] = ()


def read(form: Form, trailer: Trailer, text: str) -> Named | None:
    """
    Return what *trailer* names in the way of *form*; None if it is not written so.
    """
    start, value = value_of(trailer, text)
    match = _GRAMMARS[form.grammar].fullmatch(value)
    if match is None:
        return None
    agent_at = Span(*match.span("agent")).moved(start)
    if form.grammar == "name":
        return Named(match["agent"], agent_at)
    tools = match.re.groupindex.get("tools")
    words = re.finditer(r"\S+", match["tools"]) if tools else ()
    offset = start + match.start("tools") if tools else 0
    return Named(
        match["agent"],
        agent_at,
        match["model"],
        Span(*match.span("model")).moved(start),
        tuple((word[0], Span(*word.span()).moved(offset)) for word in words),
    )


def value_of(trailer: Trailer, text: str) -> tuple[int, str]:
    """
    Return where the value of *trailer* begins, and how it stands in *text*.
    """
    written = text[trailer.span.start : trailer.span.end]
    match = _VALUE.match(written)
    n_key = match.end() if match else 0
    return trailer.span.start + n_key, written[n_key:].rstrip()


def placeholders(trailer: Trailer, text: str) -> tuple[Span, ...]:
    """
    Return the words of a template that nobody replaced.
    """
    start, value = value_of(trailer, text)
    return tuple(Span(*match.span()).moved(start) for match in _PLACEHOLDER.finditer(value))


def written(form: Form, tool: str, model: str | None, catalogue: Catalogue) -> str:
    """
    Return the trailer that names *tool* and *model*; what is not known stays as in the form's template.

    Args:
        tool: an id of the catalogue, or a name.
        model: as somebody wrote it.
    """
    known = agent_named(tool, catalogue)
    name = known.title if known else tool
    if form.grammar == "name":
        return f"{form.key}: {name}"
    agent, version = ("AGENT_NAME", "MODEL_VERSION") if form.grammar == "agent:model" else ("TOOL_NAME", "MODEL_NAME")
    said = to_model_id(model, catalogue) if model else version
    if form.grammar == "agent:model":
        return f"{form.key}: {(name or agent).replace(' ', '')}:{said}"
    return f"{form.key}: {name or agent} ({said})"


def to_model_id(model: str, catalogue: Catalogue) -> str:
    """
    Return the id of the model that people call *model*, such as `claude-opus-4-6` for "Claude Opus 4.6".
    """
    bare = _ASIDE.sub("", model).strip()
    return _ids(catalogue).get(_folded(bare)) or _GAPS.sub("-", bare).lower()


@lru_cache(maxsize=4)
def _ids(catalogue: Catalogue) -> dict[str, str]:
    return {_folded(each): each for each in catalogue.models}


def _folded(model: str) -> str:
    return re.sub(r"[\s._-]+", "-", model.casefold())
