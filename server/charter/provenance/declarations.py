"""
AI_DISCLOSURE.md: what a folder says of all files below it that say nothing themselves.

The front matter speaks, the text below it is for people. The nearest file above
counts, and a file's own `SPDX-AI-*` tags (`markers`) count more.

Source: AI Disclosure Convention 0.1, "Repo-level disclosure" and "Inheritance".
"""

import re
from collections.abc import Callable, Iterator
from datetime import date
from typing import Any, Literal, cast

import yaml
from msgspec import Struct

from charter.catalogue import Catalogue
from charter.evidence import Evidence
from charter.provenance.markers import Register, claims
from charter.text import Notice, Span

FILE = "AI_DISCLOSURE.md"

_FRONT = re.compile(r"\A\ufeff?---[ \t]*\r?\n(?P<yaml>.*?)^(?:---|\.\.\.)[ \t\r]*$", re.DOTALL | re.MULTILINE)
_LOADER: Any = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
_MOST = 64_000
_DEFAULT, _MODELS, _UPDATED = "disclosure-default", "models-used", "last-updated"
_KINDS: dict[str, Literal["human", "mixed", "ai"]] = {
    "none": "human",
    "ai-assisted": "mixed",
    "ai-generated": "ai",
    "autonomous": "ai",
}


class Declaration(Struct, frozen=True):
    """
    What a file says for those below it.

    Args:
        kind: None if it does not say, or not so that it can be read.
        evidence: one for each model that is named; empty if it declares people.
        notices: what could not be read, with its place in the file.
    """

    kind: Literal["human", "mixed", "ai"] | None = None
    evidence: tuple[Evidence, ...] = ()
    notices: tuple[Notice, ...] = ()


def read_declaration(text: str, source: str, catalogue: Catalogue) -> Declaration:
    """
    Return what the AI_DISCLOSURE.md with *text* declares.

    Args:
        source: how the file is cited.
    """
    front = _FRONT.match(text)
    if not front:
        return Declaration()  # a page for people
    if len(front["yaml"]) > _MOST:
        return _unread("too-large", f"expected at most {_MOST:,} characters of front matter", Span(0, 3))
    try:
        said = dict(_entries(front["yaml"]))
    except yaml.YAMLError as error:
        line = getattr(getattr(error, "problem_mark", None), "line", 0)
        return _unread("syntax", f"line {line + 2}: expected YAML between the lines ---", Span(*front.span("yaml")))
    value, is_said = (said.get(_DEFAULT) or [""])[0], bool(said.get(_DEFAULT))
    kind = _KINDS.get(value.strip().lower())
    if kind is None:
        expected = f"expected {_DEFAULT} to be {', '.join(_KINDS)}"
        return _unread("syntax", expected, Span(*front.span("yaml"))) if is_said else Declaration()
    return Declaration(kind, () if kind == "human" else tuple(_evidence(kind, said, source, catalogue)))


def _unread(kind: str, message: str, span: Span) -> Declaration:
    return Declaration(notices=(Notice(kind, message, span),))


def _evidence(
    kind: Literal["mixed", "ai"], said: dict[str, list[str]], source: str, catalogue: Catalogue
) -> Iterator[Evidence]:
    """
    Yield the evidence for each model, or for one that is not named.
    """
    day = _day((said.get(_UPDATED) or [""])[0])
    for model in said.get(_MODELS) or [""]:
        found = claims(f"AI-Model: {model}", Register.COMMIT, catalogue)
        tool = found[0].tool if found else None
        yield Evidence("declaration", tool, model or None, Span(0, 0), share=kind, source=source, day=day)


def _entries(text: str) -> Iterator[tuple[str, list[str]]]:
    """
    Yield each key of the mapping *text* with its value, or the values of its list; deeper things are left out.

    Events, for PyYAML's composers recurse as deep as a hostile text asks for.
    """
    depth, key, values = 0, None, list[str]()
    for event in _events(text):
        if isinstance(event, yaml.CollectionStartEvent):
            depth += 1
        elif isinstance(event, yaml.CollectionEndEvent):
            depth -= 1
        elif isinstance(event, yaml.ScalarEvent) and depth == 1 and key is None:
            key, values = event.value, []
            continue
        elif isinstance(event, yaml.ScalarEvent):
            values.append(event.value)
        if depth == 1 and key is not None and not isinstance(event, yaml.CollectionStartEvent):
            yield key, values
            key = None


def _events(text: str) -> Iterator[yaml.Event]:
    parse = cast("Callable[..., Iterator[yaml.Event]]", yaml.parse)  # pyright: ignore[reportUnknownMemberType]
    return parse(text, Loader=_LOADER)


def _day(said: str) -> date | None:
    try:
        return date.fromisoformat(said)
    except ValueError:
        return None
