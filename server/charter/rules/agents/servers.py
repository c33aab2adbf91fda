"""
The MCP servers that agents are given.

Settings name them in many places and two ways: a program that is started, or an
address. Whether a server may be used is the charter's business; that its program
is whatever was published last is seen here. The arguments of a program are never
quoted, for they may hold keys.
"""

from collections.abc import Iterator

from msgspec import Struct

from charter.evidence import Evidence, Strength
from charter.model import Edit, Finding, Fix, Level, Rule
from charter.rules.agents import pages
from charter.rules.agents.pinning import Unpinned, unpinned
from charter.rules.agents.shapes import finding
from charter.syntax.data import Value
from charter.text import Document, Span

UNAPPROVED = Rule(
    id="tools.unapproved-mcp-server",
    summary="MCP server that no list approves",
    page=pages.UNAPPROVED_SERVER,
    default=Level.OBSERVE,
)
UNPINNED = Rule(
    id="tools.unpinned-mcp-server",
    summary="MCP server whose program is whatever was published last",
    page=pages.UNPINNED_SERVER,
    default=Level.ADVISE,
    cwes=(829, 1357),
)

# Where the settings of each tool keep them.
_PLACES = (
    ("mcpServers",),
    ("mcp_servers",),
    ("servers",),
    ("mcp", "servers"),
    ("mcp",),
    ("amp.mcpServers",),
    ("context_servers",),
    ("settings", "mcp", "servers"),
    ("customizations", "vscode", "mcp", "servers"),
)
_ADDRESSES = ("url", "httpUrl", "serverUrl")


class Server(Struct, frozen=True):
    """
    A server that agents are given.

    Args:
        place: of its name.
        words: the program that starts it, with its arguments and where each stands.
        url: where it is reached, without what may be a key in it; empty if a program is started.
    """

    name: str
    place: Span
    value: Value
    words: tuple[tuple[str, Span], ...]
    url: str

    @property
    def way(self) -> str:
        """
        How it is reached, as charters describe it.
        """
        return self.url or " ".join(word for word, _ in self.words)


def servers(root: Value) -> Iterator[Server]:
    """
    Yield the servers that a settings file names, in no order.
    """
    for place in _PLACES:
        held = root.at(*place)
        for name, span, value in _named(held.value) if held else ():
            words, url = tuple(_words(value)), _url(value)
            if words or url:
                yield Server(name, span, value, words, url)


def look(document: Document, root: Value) -> Iterator[Finding]:
    """
    Yield each server, for the charter to judge, and each whose program is not pinned.
    """
    for server in servers(root):
        evidence = Evidence("server", server.name, None, server.place, Strength.HINT, source=server.way)
        how = f"is reached at {server.url}" if server.url else f"is started by `{server.words[0][0]}`"
        advice = f"Ask for the MCP server '{server.name}' to be approved, or remove it."
        reason = f"It is in no list of approved servers, {how}, and agents do what it answers."
        yield Finding(
            UNAPPROVED.id, server.place, advice, reason, extent=server.place, symbol=server.name, evidence=evidence
        )
        found = unpinned(server.words)
        if found:
            reason = f"The MCP server '{server.name}' is {found.what}, which is whatever was published last."
            advice = f"Pin it: `{found.pinned}`." if found.pinned else f"Pin it, such as `{found.better}`."
            yield finding(UNPINNED, found.span, advice, reason, _pinned(document, found))


def _pinned(document: Document, found: Unpinned) -> Fix | None:
    """
    Return the fix that pins the word, which may be a part of a longer text; None if it names no version.
    """
    place = document.text.find(found.word, found.span.start, found.span.end) if found.pinned else -1
    if place < 0 or document.text.count(found.word, found.span.start, found.span.end) > 1:
        return None
    return Fix(f"Pin {found.pinned}", (Edit(Span(place, place + len(found.word)), found.pinned),))


def _named(held: Value) -> Iterator[tuple[str, Span, Value]]:
    for name, entry in held.entries.items():
        yield name, entry.key, entry.value
    for item in held.items:
        name = item.at("name")
        if name and isinstance(name.value.scalar, str):
            yield name.value.scalar, name.value.span, item


def _words(value: Value) -> Iterator[tuple[str, Span]]:
    command = value.at("command")
    if command is None:
        return
    path = command.value.at("path")
    texts = list((path.value if path else command.value).texts())
    if len(texts) == 1:
        # Some write the whole command as one text.
        text, span = texts[0]
        texts = [(word, span) for word in text.split()]
    yield from texts
    for arguments in (value.at("args"), command.value.at("args")):
        yield from arguments.value.texts() if arguments and arguments.value.items else ()


def _url(value: Value) -> str:
    for key in _ADDRESSES:
        entry = value.at(key)
        if entry and isinstance(entry.value.scalar, str) and "://" in entry.value.scalar:
            scheme, _, rest = entry.value.scalar.partition("?")[0].partition("://")
            host, slash, path = rest.partition("/")
            return f"{scheme}://{host.rpartition('@')[2]}{slash}{path}"
    return ""
