"""
What is known of AI coding tools: how people, commits and folders name them.

The knowledge itself is data, `policies/ai_tools.yaml`; a charter adds to it
with `tools.declare`. Nothing here reads text: how a name is recognised in a
comment is the business of `provenance`.
"""

import re
from collections.abc import Iterable
from functools import cached_property
from typing import Any, cast

import yaml
from msgspec import Struct
from msgspec.structs import replace

from charter import runtime
from charter.errors import CharterError
from charter.runtime import Runtime

_GAP = re.compile(r"[\s_-]+")
_LOADER = getattr(yaml, "CSafeLoader", yaml.SafeLoader)  # libyaml reads the file ten times faster


class Tool(Struct, frozen=True):
    """
    One AI tool, whatever surface it is used through.

    Args:
        id: what charters call it.
        vendor: who makes it.
        kind: `chat`, `assistant`, `agent`, `builder`, `reviewer` or `recorder`.
        names: names that mean nothing else; any case.
        words: names that are also words or products of another kind, such as
            Cursor; only with the capitals they have here.
        people: names that are also first names, such as Claude; as `words`, and
            a surname after one makes it a person.
        models: what the names of its models begin with, such as GPT; a version
            or variant follows.
        emails: mailboxes that it signs commits with; exact, lower case.
        bots: GitHub accounts that it commits with.
        suggesters: accounts with their number, as `123+NAME`, that sign what was
            only suggested in a review and then taken over.
        signatures: name and mailbox (or account) together, as `NAME <MAILBOX>`, where
            the mailbox alone belongs to others too; lower case.
        suffixes: what it puts behind the name of an author whose commit it wrote.
        branches: what the names of its branches begin with.
        subjects: what the subjects of its commits begin with.
        trailers: keys of commit trailers that only it writes, or `KEY: VALUE`
            where only that value is its own.
        links: where its shared conversations and sessions live, without scheme.
        files: its settings and instructions, in any folder: a file, a folder (ends in a
            slash) or a pattern; with a slash in front at the root only.
        ignores: files that keep it from reading others; no sign that it is used.
        extensions: ids in the VS Code marketplace.
        packages: its own packages, as `pypi:NAME` or `npm:NAME`.
        hosts: where it is reached.

    Source: each entry of `policies/ai_tools.yaml` was seen in public history or
    documentation.
    """

    id: str
    vendor: str = ""
    kind: str = "assistant"
    names: tuple[str, ...] = ()
    words: tuple[str, ...] = ()
    people: tuple[str, ...] = ()
    models: tuple[str, ...] = ()
    emails: tuple[str, ...] = ()
    bots: tuple[str, ...] = ()
    suggesters: tuple[str, ...] = ()
    signatures: tuple[str, ...] = ()
    suffixes: tuple[str, ...] = ()
    branches: tuple[str, ...] = ()
    subjects: tuple[str, ...] = ()
    trailers: tuple[str, ...] = ()
    links: tuple[str, ...] = ()
    files: tuple[str, ...] = ()
    ignores: tuple[str, ...] = ()
    extensions: tuple[str, ...] = ()
    packages: tuple[str, ...] = ()
    hosts: tuple[str, ...] = ()

    @property
    def title(self) -> str:
        """
        What people are shown: the name that is most like the id, else the first.
        """
        names = (*self.names, *self.words, *self.people)
        alike = (name for name in names if _GAP.sub("-", name).casefold() == self.id)
        return next(alike, names[0] if names else self.id)


class Catalogue(Struct, frozen=True, eq=False, dict=True):
    """
    All tools that are known; compared by identity, so that readers can be kept per catalogue.

    Args:
        shared: files that agents of any kind read, written as `Tool.files`.
        models: ids of models that are known, whichever tool asks them; the oldest of a family first.
        runtime: the AI that products call, rather than write with.
    """

    tools: tuple[Tool, ...]
    shared: tuple[str, ...] = ()
    models: tuple[str, ...] = ()
    runtime: Runtime = runtime.NOTHING

    def find(self, name: str) -> Tool | None:
        """
        Return the tool that *name* means: an id, or a name as people write it.

        Ids and unmistakable names are found in any case and with any of space,
        hyphen and underscore; a name that is also a word or a first name only as
        it is spelled.
        """
        return self._by_name.get(_folded(name)) or self._by_spelling.get(name)

    def extended(self, tools: Iterable[Tool]) -> "Catalogue":
        """
        Return a catalogue that also knows *tools*; one with a known id replaces it.
        """
        by_id = {tool.id: tool for tool in (*self.tools, *tools)}
        return replace(self, tools=tuple(by_id.values()))

    @cached_property
    def _by_name(self) -> dict[str, Tool]:
        by_name = {_folded(name): tool for tool in self.tools for name in tool.names}
        return by_name | {_folded(tool.id): tool for tool in self.tools}

    @cached_property
    def _by_spelling(self) -> dict[str, Tool]:
        return {name: tool for tool in self.tools for name in (*tool.words, *tool.people)}


def parse(text: str, of_runtime: str = "") -> Catalogue:
    """
    Return the catalogue that the YAML *text* describes.

    Args:
        of_runtime: what is known of AI that products call, likewise.

    Raises:
        CharterError: it is no catalogue; the file is ours, so this is a mistake of ours.
    """
    try:
        data: Any = yaml.load(text, Loader=_LOADER)  # noqa: S506 - the loader is one of PyYAML's safe ones
        tools = tuple(_tool(entry) for entry in data["tools"])
        shared, models = (tuple(data.get(key, ())) for key in ("shared", "models"))
    except (yaml.YAMLError, AttributeError, TypeError, KeyError) as error:
        raise CharterError(f"expected a catalogue of tools, found {type(error).__name__}", place="ai_tools") from error
    return Catalogue(tools, shared, models, runtime.parse(of_runtime) if of_runtime else runtime.NOTHING)


def _tool(entry: dict[str, Any]) -> Tool:
    unknown = entry.keys() - _KEYS
    if unknown:
        raise CharterError(
            f"expected a field of a tool, found '{min(unknown)}'", place=str(entry.get("id", "ai_tools"))
        )
    return Tool(**{key: _frozen(value) for key, value in entry.items()})


def _frozen(value: object) -> Any:  # noqa: ANN401 - what YAML gives is checked by use
    return tuple(cast("list[str]", value)) if isinstance(value, list) else value


def _folded(name: str) -> str:
    return _GAP.sub(" ", name.strip()).casefold()


_KEYS = frozenset(Tool.__struct_fields__)
