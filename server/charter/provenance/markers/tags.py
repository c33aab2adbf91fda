"""
Lines of the form `Key: value` whose key asks for the AI: trailers, headers, tags.

A value that says no, or a template that nobody filled in, is no marker. Nor is a
key alone, apart from `@ai-generated` and its kin.

Source: git-interpret-trailers; Linux kernel, "AI coding assistants"; Fedora,
Apache and Open Liberty policies; ai-disclosure 0.1 (SPDX-AI-*).
"""

import re
from collections.abc import Iterator

from charter.commits import Person
from charter.provenance.identities import is_placeholder, read_person
from charter.provenance.markers.claims import Claim
from charter.provenance.markers.names import Mention, Names
from charter.provenance.markers.passages import Line, Register
from charter.provenance.markers.words import DASH, keys
from charter.text import Span

# Keys that say AI was used; the value says how, or by which tool.
_USE = keys("""
    ai-generated ai-assisted ai-authored ai-written ai-disclosure ai-usage ai-used ai-attribution ai-contribution
    spdx-ai-disclosure generated-by-ai assisted-by-ai co-authored-by-ai ai-generated-by ai-assisted-by
""")
# Keys that ask which tool it was: the value is a tool, or it says nothing about AI.
_TOOL = keys("""
    ai-tool ai-tools ai-tool-used ai-model ai-model-used ai-agent ai-assistant ai-provider spdx-ai-model
    spdx-ai-provider generated-by generated-with generated-using made-with built-with written-by written-with
    created-with assisted-by committed-by-agent tool agent
""")
# Keys that ask who it was: as above, but people answer too.
_PERSON = keys("""
    co-authored-by signed-off-by author authors @author co-developed-by created-by
""")
# Keys that only trailers have: their values may be the bare id of a tool.
_TRAILERS = keys("""
    assisted-by generated-by made-with committed-by-agent co-authored-by-ai ai-tool ai-agent spdx-ai-model
""")
_SIGNED = frozenset({"co-authored-by", "signed-off-by"})
# Keys that a text uses for other things as well.
_VAGUE = frozenset({"tool", "agent", "built-with", "created-by", "author", "authors"})

_PAIR = re.compile(
    r"(?P<lead>[\W_]*?)(?P<key>@?[A-Za-z][\w-]*(?:[ ][\w-]+){0,2})[*_]*(?: ?:[*_]*|(?<=@author))[ \t]+(?P<value>\S.*)"
)
_BARE = re.compile(
    r"[\W_]*?(?P<tag>(?:@|\[)?ai[-_ ](?:generated|assisted|authored|written)\b)(?P<rest>[^\w\s-].*|\s*$)", re.IGNORECASE
)
_BRACKETS = re.compile(r"\[AI[- ](?:GENERATED|ASSISTED|AUTHORED|WRITTEN): ?(?P<value>[^\]]+)\]", re.IGNORECASE)
_NO = re.compile(
    r"(?i:none|no|not|never|false|n/?a|0|human|unknown|todo|tbd)\b|[<\[{(]|[A-Z_]*(?:AGENT|TOOL|MODEL|NAME)[A-Z_]*\b|\.\.\."
)
_YES = re.compile(r"(?i:yes|true|full|partial(?:ly)?|ai[ -](?:generated|assisted)|autonomous|some|most)(?=[\W_]|$)")
_VALUE_ENDS = re.compile(rf"\s*(?:$|[,;<(\[|/+&*]|{DASH}+\s|:|\.(?:\s|$)|(?i:via|and|with|using)\b)")
_VIA = re.compile(r"\s+via\s+", re.IGNORECASE)
_AGENT_MODEL = re.compile(r"(?P<agent>[A-Za-z][\w.+-]{1,40}):(?P<model>[a-z][\w.-]*\d[\w./-]*)")
_MAILBOX = re.compile(r"<(?:mailto:)?(?P<mailbox>[^<>\s@]+@[^<>\s]+)>")


def read(line: Line, names: Names) -> Iterator[Claim]:
    """
    Yield what the key and value of *line* claim; a line without a key may be a bare tag.
    """
    if pair := _PAIR.match(line.text):
        yield from _pair(pair, line, names)
    elif line.register is not Register.TEXT and (bare := _BARE.match(line.text)):
        yield from _bare(bare, names)
    for bracket in _BRACKETS.finditer(line.text):
        yield _claim(Span(*bracket.span()), next(names.mentions(bracket["value"]), None))


def _pair(pair: re.Match[str], line: Line, names: Names) -> Iterator[Claim]:
    key = re.sub(r"[ _]", "-", pair["key"].lower())
    value = pair["value"].rstrip()
    span = Span(pair.start("key"), pair.start("value") + len(value))
    if own := names.trailers.keys() & {(key, ""), (key, value)}:
        yield Claim(span, names.trailers[own.pop()] or _agent(value, names))
    elif key in _USE:
        yield from _use(span, pair["key"], value, names)
    elif key in _TOOL or key in _PERSON:
        person = read_person(value)
        claim = _by_mailbox(span, person, names) or _by_name(span, key, value, names)
        if claim and not is_placeholder(person.mailbox) and not (line.register is Register.TEXT and key in _VAGUE):
            yield claim


def _use(span: Span, key: str, value: str, names: Names) -> Iterator[Claim]:
    if _NO.match(value):
        return
    mention = next(names.mentions(value), None)
    if mention or _YES.match(value) or key.isupper():
        yield _claim(span, mention)


def _bare(bare: re.Match[str], names: Names) -> Iterator[Claim]:
    is_tag = bare["tag"].startswith(("@", "[")) or bare["tag"].isupper() or not bare["rest"].strip(" *-=#/")
    if is_tag:
        yield _claim(Span(bare.start("tag"), len(bare.string.rstrip())), next(names.mentions(bare["rest"]), None))


def _agent(value: str, names: Names) -> str | None:
    """
    Return the tool that a recorder names; most of what it notes are ids.
    """
    mention = names.at(value, 0)
    return mention.tool if mention and mention.span.end == len(value) else None


def _by_mailbox(span: Span, person: Person, names: Names) -> Claim | None:
    """
    Return the tool that signs as *person*.
    """
    signer = names.identities.signer(person)
    model = next((mention.model for mention in names.mentions(person.name) if mention.model), None)
    return Claim(span, signer.tool, model) if signer else None


def _by_name(span: Span, key: str, value: str, names: Names) -> Claim | None:
    """
    Return the tool that *value* begins with, if nothing speaks for a person or an empty template.
    """
    if _NO.match(value):
        return None
    if key in _TRAILERS and (agent := _AGENT_MODEL.match(value)):
        return Claim(span, _tool_named(agent["agent"], names), agent["model"])
    if len(parts := _VIA.split(value, 1)) > 1:
        return _via(span, parts, names)
    mention = names.at(value, 0)
    if mention and _VALUE_ENDS.match(value, mention.span.end) and _may_be(mention, key, value):
        return _claim(span, mention)
    tool = names.catalogue.find(value) if key in _TRAILERS else None
    return Claim(span, tool.id) if tool else None


def _via(span: Span, parts: list[str], names: Names) -> Claim | None:
    """
    Return the claim of `MODEL via TOOL`.
    """
    model, tool = (names.at(part, 0) for part in parts)
    return Claim(span, tool.tool, model.model if model else None) if tool else None


def _may_be(mention: Mention, key: str, value: str) -> bool:
    """
    Tell whether *mention* is a tool where *key* asks for somebody: not a first name with a mailbox.
    """
    if key in _PERSON and mention.tool is None:
        return False
    return not mention.is_person or key not in _PERSON or (key in _SIGNED and not _MAILBOX.search(value))


def _tool_named(name: str, names: Names) -> str:
    """
    Return the id of the tool that a trailer calls *name*, or the name itself.
    """
    spaced = re.sub(r"(?<=[a-z])(?=[A-Z])", " ", name)
    tool = names.catalogue.find(name) or names.catalogue.find(spaced)
    return tool.id if tool else name


def _claim(span: Span, mention: Mention | None) -> Claim:
    return Claim(span, mention.tool, mention.model) if mention else Claim(span, None)
