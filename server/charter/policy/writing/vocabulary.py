"""
The names that a charter can use: rules, tools, roles, zones, packs, days.

Most come from what is in force; roles, zones and declared tools also from the
text that is being written, which may not parse.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date, timedelta
from types import MappingProxyType

from msgspec import Struct, field

from charter.catalogue import Catalogue, Tool
from charter.model import Rule, RuleBook
from charter.policy.model.charter import Charter
from charter.policy.model.scopes import DEFAULT_ZONE
from charter.policy.writing.outline import Outline
from charter.runtime import Sdk

_DAYS = (0, 30, 90, 180)


class Word(Struct, frozen=True):
    """
    Something that can be written, and what it is.

    Args:
        about: a few words beside it.
        more: a sentence or two; may be empty.
    """

    text: str
    about: str = ""
    more: str = ""


class Vocabulary(Struct, frozen=True):
    """
    Args:
        packs: what each pack is for, by its name.
        roles: what each role does, by its name.
        zones: which paths each zone has, by its name.
    """

    book: RuleBook
    catalogue: Catalogue
    today: date
    packs: Mapping[str, str] = field(default_factory=lambda: MappingProxyType({}))
    roles: Mapping[str, str] = field(default_factory=lambda: MappingProxyType({}))
    zones: Mapping[str, str] = field(default_factory=lambda: MappingProxyType({}))

    def rule_words(self) -> Iterator[Word]:
        """
        Yield all that names rules: families, then ids, aliases and weaknesses.
        """
        for family, rules in self.book.families.items():
            yield Word(family, f"all {len(rules)} rules of the family")
        for rule in self.book:
            yield Word(rule.id, rule.summary, facts(rule))
        for names in (self.book.aliases, self.book.cwes):
            for name, rules in names.items():
                yield Word(name, ", ".join(rules), self.book[rules[0]].summary if len(rules) == 1 else "")

    def tool_words(self) -> Iterator[Word]:
        for tool in self.catalogue.tools:
            yield Word(tool.id, about_tool(tool))

    def model_words(self) -> Iterator[Word]:
        """
        Yield a pattern for each family of models that the catalogue knows.
        """
        makers = {model.lower(): tool.vendor for tool in self.catalogue.tools for model in tool.models}
        yield from (Word(f"{model}*", maker) for model, maker in makers.items())

    def sdk_words(self) -> Iterator[Word]:
        """
        Yield the libraries that call AI, each once, with where they are published.
        """
        found: dict[str, list[Sdk]] = {}
        for sdk in self.catalogue.runtime.sdks:
            found.setdefault(sdk.name, []).append(sdk)
        for name, sdks in found.items():
            places = ", ".join(dict.fromkeys(sdk.registry for sdk in sdks))
            yield Word(name, f"{_about_vendor(sdks[0].vendor)} ({places})")

    def called_model_words(self) -> Iterator[Word]:
        """
        Yield a pattern for each family of models that products call.
        """
        for model in self.catalogue.runtime.models:
            yield from (Word(pattern, _about_vendor(model.vendor)) for pattern in model.ids)

    def host_words(self) -> Iterator[Word]:
        yield from (Word(each.host, _about_vendor(each.vendor)) for each in self.catalogue.runtime.hosts)

    def role_words(self) -> Iterator[Word]:
        yield from (Word(name, duty) for name, duty in self.roles.items())

    def zone_words(self) -> Iterator[Word]:
        yield Word(DEFAULT_ZONE, "everything that lies in no other zone")
        yield from (Word(name, paths) for name, paths in self.zones.items())

    def pack_words(self) -> Iterator[Word]:
        yield from (Word(name, about) for name, about in self.packs.items())

    def day_words(self) -> Iterator[Word]:
        for days in _DAYS:
            day = self.today + timedelta(days=days)
            yield Word(day.isoformat(), f"in {days} days" if days else "today")


def vocabulary(charter: Charter, outlines: Sequence[Outline], packs: Mapping[str, str], today: date) -> Vocabulary:
    """
    Return the names that can be used under *charter*.

    Args:
        outlines: of the files of its layers, and of the text that is being written.
    """
    roles = {name: role.duty for name, role in charter.roles.items()}
    zones: dict[str, str] = {}
    declared: dict[str, Tool] = {}
    for outline in outlines:
        roles |= {name: duty for name, duty in _named(outline, "roles", "duty") if name not in roles}
        zones |= _zones(outline)
        declared |= {name: Tool(name, vendor) for name, vendor in _declared(outline)}
    unknown = [tool for name, tool in declared.items() if charter.catalogue.find(name) is None]
    catalogue = charter.catalogue.extended(unknown) if unknown else charter.catalogue
    return Vocabulary(charter.book, catalogue, today, packs, roles, zones)


def about_tool(tool: Tool) -> str:
    """
    Return in a few words what *tool* is.
    """
    return ", ".join(filter(None, (tool.title if tool.title != tool.id else "", tool.kind, tool.vendor)))


def _about_vendor(vendor: str) -> str:
    return {"several": "of several vendors", "none": "on machines of your own"}.get(vendor, vendor)


def facts(rule: Rule) -> str:
    """
    Return what else is to be known of *rule*, in one sentence.
    """
    level = "by severity and confidence" if rule.default is None else rule.default.word
    limit = f", {rule.limit.key} {rule.limit.default:g}" if rule.limit else ""
    known_as = ", ".join((*rule.aliases, *(f"CWE-{cwe}" for cwe in rule.cwes)))
    return f"Default: {level}{limit}." + (f" Also known as {known_as}." if known_as else "")


def _zones(outline: Outline) -> dict[str, str]:
    return {
        name: ", ".join(_words(outline, entry, "paths"))
        for name, entry in _entries(outline, outline.find("zones"), "name")
    }


def _named(outline: Outline, section: str, detail: str) -> Iterator[tuple[str, str]]:
    top = outline.find(section)
    for idx in outline.children(top) if top is not None else ():
        if outline.entries[idx].key:
            yield outline.entries[idx].key, " ".join(_words(outline, idx, detail))


def _declared(outline: Outline) -> Iterator[tuple[str, str]]:
    for tool_id, idx in _entries(outline, outline.find("tools", "declare"), "id"):
        yield tool_id, " ".join(_words(outline, idx, "vendor"))


def _entries(outline: Outline, top: int | None, name: str) -> Iterator[tuple[str, int]]:
    """
    Yield what each entry of the list *top* says under *name*, and its index.
    """
    for idx in outline.children(top) if top is not None else ():
        yield from ((word, idx) for word in _words(outline, idx, name))


def _words(outline: Outline, idx: int, key: str) -> Iterable[str]:
    for child in outline.children(idx):
        if outline.entries[child].key == key:
            yield from (word for word, _ in outline.words(child))
