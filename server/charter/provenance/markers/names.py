"""
Which AI tools a line names, and which model of theirs.

A name that is also a word or a first name counts with its capitals only; a
capital word after a first name makes it a person. "The AI" and "the LLM" are
parts of the product that the code is about, and so name nobody.
"""

import re
from collections.abc import Iterable, Iterator
from itertools import filterfalse

from msgspec import Struct

from charter.catalogue import Catalogue
from charter.hints import Hints
from charter.provenance.identities import identities
from charter.provenance.markers.words import APOSTROPHE
from charter.text import Span

_VARIANTS = (
    "opus|sonnet|haiku|fable|pro|flash|ultra|nano|mini|turbo|lite|max|plus|coder|codex|instant|thinking|preview|"
    "large|medium|small|vision|latest"
)
_NUMBER = r"[vVkKrRmM]?\d\w*(?:\.\d\w*)*"
_SERIES = rf"(?:[ -]?{_NUMBER}|[ -](?i:{_VARIANTS})(?![A-Za-z]))+"
_VERSION = rf"(?:[ -]?{_NUMBER})?"
_SURFACE = r"(?:[ -](?i:AI|CLI|IDE|agent|chat|workspaces?|edits|composer|assistant|bot|desktop|enterprise|app)\b)*"
_VENDOR = rf"(?:(?:OpenAI|Google|Anthropic|Meta|Microsoft|GitHub|Alibaba|xAI)(?:{APOSTROPHE}s)? )?"
_SURNAME = rf"(?!{_SURFACE}[ ](?!(?:Code|Opus|Sonnet|Haiku|Fable|AI|Agent|CLI)\b)[A-Z][a-z])"
_UNNAMED = (
    r"(?<![Tt]he )(?:(?:an?|some|my|generative|Generative|Gen)[ -])*"
    r"(?:AI|GenAI|LLM|(?:large )?language model)(?:[ -](?:assistant|agent|model|tool|chatbot|bot)s?)?s?"
)
_BEFORE = r"(?<![A-Za-z0-9_@./\\$-])"
_AFTER = r"(?![A-Za-z0-9_@/\\=(])(?!\.[a-z])"


class Mention(Struct, frozen=True):
    """
    A place in a line that names an AI.

    Args:
        tool: id of the catalogue; None for "an AI".
        model: as written.
        is_certain: the name can mean nothing else.
        is_person: the name is also a first name.
    """

    span: Span
    tool: str | None
    model: str | None
    is_certain: bool = True
    is_person: bool = False


class Names:
    """
    How to find the tools of one catalogue in a text.
    """

    def __init__(self, catalogue: Catalogue) -> None:
        tools = catalogue.tools
        self.catalogue = catalogue
        self._ids = {_folded(name): tool.id for tool in tools for name in (*tool.words, *tool.people, *tool.names)}
        self._stems = {_folded(stem): tool.id for tool in tools for stem in tool.models}
        self.identities = identities(catalogue)
        signed = {line.partition(": ")[::2]: tool for tool in tools for line in tool.trailers}
        # A recorder notes down what others did, so it is not the author.
        self.trailers = {
            (key.lower(), value): None if tool.kind == "recorder" else tool.id for (key, value), tool in signed.items()
        }
        self.links = {link: tool.id for tool in tools for link in tool.links}
        self._pattern = re.compile(self._source())
        self._inner = re.compile(rf" ?\((?:via |using )?(?P<model>(?:(?i:{_any(self._stems)})|[A-Z][a-z]+){_SERIES})")
        self._hyphened = Hints(filter(_has_hyphen, self._spoken()))
        self._plain = Hints(filterfalse(_has_hyphen, self._spoken()))
        self._spelled = Hints(("AI", "LLM", *(word for tool in tools for word in (*tool.words, *tool.people))))

    def _spoken(self) -> Iterator[str]:
        """
        Yield what a marker holds at least one of, in lower case.
        """
        yield from ("ai-", "ai_", "vibe", "language model", "🤖", "-by:", *self._keys(), *self.links)
        yield from (
            name.lower().replace("-", " ") for tool in self.catalogue.tools for name in (*tool.names, *tool.models)
        )

    def _keys(self) -> Iterator[str]:
        return (key for key, _ in self.trailers)

    def _source(self) -> str:
        tools = self.catalogue.tools
        model = rf"(?P<stem>(?i:{_any(self._stems)}))(?P<series>{_SERIES})"
        name = rf"(?P<name>(?i:{_any(name for tool in tools for name in tool.names)})){_VERSION}{_SURFACE}"
        word = rf"(?P<word>{_any(word for tool in tools for word in tool.words)}){_VERSION}{_SURFACE}"
        person = rf"(?P<person>{_any(word for tool in tools for word in tool.people)}){_SURFACE}{_SURNAME}"
        return rf"{_BEFORE}(?:{_VENDOR}(?:{model}|{name}|{word}|{person})|(?P<unnamed>{_UNNAMED})){_AFTER}"

    def may_occur(self, text: str) -> bool:
        """
        Tell whether *text* may hold a marker; False is certain, and cheap.
        """
        lower = text.lower()
        is_named = self._plain.are_in(lower.replace("-", " ")) or self._hyphened.are_in(lower)
        return is_named or self._spelled.are_in(text)

    def mentions(self, line: str) -> Iterator[Mention]:
        """
        Yield what names an AI in *line*, in order.
        """
        for match in self._pattern.finditer(line):
            yield self._mention(match)

    def at(self, line: str, start: int) -> Mention | None:
        """
        Return what names an AI right at *start*.
        """
        match = self._pattern.match(line, start)
        return self._mention(match) if match else None

    def _mention(self, match: re.Match[str]) -> Mention:
        span = Span(*match.span())
        if match["unnamed"]:
            return Mention(span, None, None, is_certain=False)
        if match["stem"]:
            return Mention(span, self._stems[_folded(match["stem"])], match["stem"] + match["series"])
        tool = self._ids[_folded(match["name"] or match["word"] or match["person"])]
        inner = self._inner.match(match.string, match.end())
        model = inner["model"] if inner else None
        return Mention(span, tool, model, is_certain=bool(match["name"]), is_person=bool(match["person"]))


def _any(names: Iterable[str]) -> str:
    """
    Return an expression for any of *names*, the longest first, however their parts are joined.
    """
    ordered = sorted(names, key=lambda name: (-len(name), name))
    return "|".join(re.sub(r"\\?[ -]", "[ -]", re.escape(name)) for name in ordered)


def _folded(name: str) -> str:
    return name.replace("-", " ").casefold()


def _has_hyphen(word: str) -> bool:
    return "-" in word
