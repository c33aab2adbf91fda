"""
What a layer says of tools: which it declares, approves and denies.

A charter may name tools that the catalogue does not know, never rename those it
does: else a repository could declare a tool under another one's name and have
it approved. Nor may one that others bind take a known name into a longer one,
such as `by Cursor`, which would be read in the known one's place.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from functools import cached_property
from types import MappingProxyType
from typing import Any

from msgspec import Struct, field

from charter.catalogue import Catalogue, Tool
from charter.model import Clause
from charter.policy.language import keys
from charter.policy.language.kinds import Said, duplicate
from charter.policy.language.records import Fields, Key
from charter.policy.model.charter import Approval, Denial
from charter.policy.model.scopes import ToolClass
from charter.policy.problems import Mistake, Notes, replacement, shown
from charter.policy.reading.statement import Desk, Statement

_MIN_MARKER = 2


class ToolLists(Struct, frozen=True):
    """
    What a layer says of tools, by their id in the catalogue.

    Args:
        catalogue: with what the layer declares.
        approved: None if it has no list.
        approves: its list has entries, though they may be void or of unknown tools.
        declared: the classes of the tools that it declares.
    """

    catalogue: Catalogue
    approved: Mapping[str, Approval] | None = None
    approved_clause: Clause | None = None
    approves: bool = False
    denied: Mapping[str, Denial] = field(default_factory=lambda: MappingProxyType({}))
    declared: Mapping[str, ToolClass] = field(default_factory=lambda: MappingProxyType({}))


def tool_lists(files: Sequence[Statement], catalogue: Catalogue, desk: Desk, *, is_bound: bool) -> ToolLists:
    """
    Return what *files*, the nearest last, say of tools.

    Args:
        catalogue: with what higher layers declare.
        is_bound: there are higher layers.
    """
    declared = _declarations(files, _Taken(catalogue, is_bound=is_bound), desk)
    catalogue = catalogue.extended(declared.values()) if declared else catalogue
    approving = _nearest(files, keys.APPROVED)
    denying = _nearest(files, keys.DENIED)
    approved = _approved(approving, catalogue, desk) if approving else None
    denied = _denied(denying, approved or {}, catalogue, desk) if denying else {}
    said = approving and approving.tools.get(keys.APPROVED)
    clause = approving.clause(said) if approving and said else None
    return ToolLists(catalogue, approved, clause, bool(said and said.value), denied, _classes(files, declared))


def _nearest(files: Sequence[Statement], key: Key[Any]) -> Statement | None:
    return next((file for file in reversed(files) if file.tools.get(key)), None)


def _approved(file: Statement, catalogue: Catalogue, desk: Desk) -> dict[str, Approval]:
    approved: dict[str, Approval] = {}
    for tool, entry in _named(file, keys.APPROVED, catalogue, desk.on(file.source)):
        approved[tool] = _approval(tool, file.clause(entry), entry.value)
    return approved


def _approval(tool: str, clause: Clause, fields: Fields) -> Approval:
    until, tool_class = fields.get(keys.UNTIL), fields.get(keys.CLASS)
    return Approval(
        tool,
        clause,
        until=until.value if until else None,
        tasks=_words(fields, keys.TASKS) or (),
        tool_class=tool_class.value if tool_class else None,
        models=_words(fields, keys.MODELS),
        zones=_words(fields, keys.APPROVED_ZONES),
    )


def _words(fields: Fields, key: Key[tuple[Said[str], ...]]) -> tuple[str, ...] | None:
    said = fields.get(key)
    return tuple(word.value for word in said.value) if said else None


def _denied(file: Statement, approved: Mapping[str, Approval], catalogue: Catalogue, desk: Desk) -> dict[str, Denial]:
    denied: dict[str, Denial] = {}
    for tool, entry in _named(file, keys.DENIED, catalogue, desk.on(file.source)):
        if tool in approved and approved[tool].clause.source == file.source.path:
            what = f"{shown(tool)} is approved and denied"
            desk.on(file.source).add(duplicate(entry.span, what, "the denial holds"))
        denied[tool] = Denial(tool, file.clause(entry), entry.value.value(keys.REASON, ""))
    return denied


def _named(
    file: Statement, key: Key[tuple[Said[Fields], ...]], catalogue: Catalogue, notes: Notes
) -> Iterator[tuple[str, Said[Fields]]]:
    """
    Yield each entry of the list under *key* with the id of its tool, the first of each tool.
    """
    seen: set[str] = set()
    for entry in file.tools.value(key, ()):
        name = entry.value.get(keys.TOOL)
        tool = name and catalogue.find(name.value)
        if not name or entry.value.is_void:
            continue
        if not tool:
            notes.add(_unknown_tool(name, catalogue, notes))
        elif tool.id in seen:
            notes.add(duplicate(name.span, f"{shown(tool.id)} stands in this list twice", "the first holds"))
        else:
            seen.add(tool.id)
            yield tool.id, entry


def _unknown_tool(name: Said[str], catalogue: Catalogue, notes: Notes) -> Mistake:
    likely = notes.nearest(name.value, (tool.id for tool in catalogue.tools))
    advice = (
        f"Write '{likely}' instead of {shown(name.value)}." if likely else "Declare the tool under 'tools.declare'."
    )
    message = f"No tool of that name is known, so {shown(name.value)} has no effect."
    fixes = replacement(name.span, likely) if likely else ()
    return Mistake("charter.unknown-tool", name.span, advice, message, fixes)


def _declarations(files: Sequence[Statement], taken: "_Taken", desk: Desk) -> dict[str, Tool]:
    declared: dict[str, Tool] = {}
    for file in files:
        declared.update(_declared(file, taken, desk.on(file.source)))
    return declared


def _classes(files: Iterable[Statement], declared: Mapping[str, Tool]) -> dict[str, ToolClass]:
    entries = (entry.value for file in files for entry in file.tools.value(keys.DECLARE, ()))
    said = ((fields.get(keys.TOOL_ID), fields.get(keys.DECLARED_CLASS)) for fields in entries)
    return {tool.value: each.value for tool, each in said if tool and each and tool.value in declared}


class _Taken(Struct, frozen=True, dict=True):
    """
    The names, addresses and files that mean a tool already.

    Args:
        is_bound: longer names that hold one of these are taken, too.
    """

    catalogue: Catalogue
    is_bound: bool

    def has_name(self, name: str) -> bool:
        said = _folded(name)
        return said in self._names or (self.is_bound and any(f" {known} " in f" {said} " for known in self._names))

    def has_email(self, email: str) -> bool:
        return _folded(email) in self._emails

    @cached_property
    def files(self) -> tuple[str, ...]:
        files = (file for tool in self.catalogue.tools for file in (*tool.files, *tool.ignores))
        return (*files, *self.catalogue.shared)

    @cached_property
    def _names(self) -> frozenset[str]:
        return frozenset(
            _folded(name)
            for tool in self.catalogue.tools
            for name in (tool.id, *tool.names, *tool.words, *tool.people, *tool.models, *tool.bots)
        )

    @cached_property
    def _emails(self) -> frozenset[str]:
        return frozenset(_folded(email) for tool in self.catalogue.tools for email in tool.emails)


def _declared(file: Statement, taken: _Taken, notes: Notes) -> Iterator[tuple[str, Tool]]:
    seen: set[str] = set()
    for entry in file.tools.value(keys.DECLARE, ()):
        tool_id = entry.value.get(keys.TOOL_ID)
        if not tool_id:
            continue
        if taken.has_name(tool_id.value):
            notes.add(_redefined(tool_id, "id"))
        elif len(tool_id.value.strip()) < _MIN_MARKER:
            notes.add(_too_short(tool_id, "id"))
        elif tool_id.value in seen:
            notes.add(duplicate(tool_id.span, f"{shown(tool_id.value)} is declared twice", "the first holds"))
        else:
            seen.add(tool_id.value)
            yield tool_id.value, _tool(tool_id.value, entry.value, taken, notes)


def _tool(tool_id: str, fields: Fields, taken: _Taken, notes: Notes) -> Tool:
    markers = tuple(_free(fields.value(keys.MARKERS, ()), taken.has_name, "name", notes))
    emails = tuple(_free(fields.value(keys.EMAILS, ()), taken.has_email, "address", notes))
    return Tool(
        id=tool_id,
        vendor=fields.value(keys.VENDOR, ""),
        names=markers or (tool_id,),
        emails=tuple(email.lower() for email in emails),
        files=tuple(_free_files(fields.value(keys.SETTINGS, ()), taken.files, notes)),
    )


def _free(entries: Iterable[Said[str]], is_taken: Callable[[str], bool], what: str, notes: Notes) -> Iterator[str]:
    for entry in entries:
        if is_taken(entry.value):
            notes.add(_redefined(entry, what))
        elif len(entry.value.strip()) < _MIN_MARKER:
            notes.add(_too_short(entry, what))
        else:
            yield entry.value


def _free_files(entries: Iterable[Said[str]], taken: Iterable[str], notes: Notes) -> Iterator[str]:
    """
    Yield the files that lie neither in another tool's settings nor around them.
    """
    known = [_enclosed(file) for file in taken]
    for entry in entries:
        own = _enclosed(entry.value)
        if any(own in file or file in own for file in known):
            notes.add(_redefined(entry, "file"))
        elif len(entry.value.strip("/ ")) < _MIN_MARKER:
            notes.add(_too_short(entry, "file"))
        else:
            yield entry.value


def _enclosed(file: str) -> str:
    return f"/{file.strip('/')}/"


def _redefined(said: Said[str], what: str) -> Mistake:
    advice = f"Choose another {what} than {shown(said.value)}, or remove it."
    message = "It means a tool that is known already, and a charter may add tools, never redefine them."
    return Mistake("charter.weakens-layer", said.span, advice, message)


def _too_short(said: Said[str], what: str) -> Mistake:
    message = f"Expected at least {_MIN_MARKER} characters, found {shown(said.value)}."
    return Mistake("charter.wrong-type", said.span, f"Write the whole {what}.", message)


def _folded(name: str) -> str:
    return " ".join(name.replace("-", " ").replace("_", " ").split()).casefold()
