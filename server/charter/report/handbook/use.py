"""
Acceptable use: which tools, under which contract, for what, and where.
"""

from collections.abc import Iterator, Mapping
from types import MappingProxyType

from charter import policy
from charter.policy import Charter, DataClass
from charter.policy.binding.ruling import Circumstances
from charter.policy.binding.uses import approved_by_all, binding_lists
from charter.policy.model.charter import Approval
from charter.policy.model.scopes import DEFAULT_ZONE, AiUse, Zone
from charter.policy.model.uses import USE_RULES, UseOf
from charter.policy.showing.wherever import denied, permitted, ruling_in, zones
from charter.report.handbook.blocks import Block, Bullets, Paragraph, Table
from charter.report.handbook.words import NONE, listed, settings, title_of

_ANY = "any"
_CALLED: Mapping[UseOf, str] = MappingProxyType(
    {"sdk": "SDKs", "model": "Models", "host": "Hosts", "server": "MCP servers"}
)
_USES = (
    "open: AI may write there, with approved tools.",
    "reviewed: AI may write there, and somebody other than the author reviews it.",
    "forbidden: no AI may write there.",
)


def tools(charter: Charter, now: Circumstances) -> Iterator[Block]:
    """
    Yield which AI tools may be used, and what of all others.
    """
    approved = permitted(charter)
    if approved is None:
        yield Paragraph("No list says which AI tools may be used.")
    elif approved:
        head = ("Tool", "Contract", "Models", "Meant for", "Zones", "Until")
        yield Table("Tools that may be used", head, tuple(_approved(charter, each) for each in approved.values()))
    else:
        yield Paragraph("No AI tool may be used.")
    rows = tuple((title_of(charter, tool), denial.reason or NONE) for tool, denial in denied(charter).items())
    if rows:
        yield Table("Tools that may not be used", ("Tool", "Why"), rows)
    yield Bullets(tuple(_others(charter, now)))
    yield from _classes(charter)
    yield from _uses(charter, now)


def _uses(charter: Charter, now: Circumstances) -> Iterator[Block]:
    """
    Yield what of AI the product may call, and which servers agents may be given, as far as a list says so.
    """
    rows: list[tuple[str, ...]] = []
    for use, words in _CALLED.items():
        lists = binding_lists(charter.layers, use)
        if lists:
            level = ruling_in(charter, USE_RULES[use], "", now).level
            approved = listed(str(each.value) for each in approved_by_all(lists))
            rows.append((words, approved or "none", level.word if level is not None else NONE))
    if rows:
        head = ("What", "May be used", "Anything else")
        yield Table("AI that the product may call, and servers that agents may be given", head, tuple(rows))


def places(charter: Charter) -> Iterator[Block]:
    """
    Yield the zones: what AI may do there, with which tools, and what is stricter.
    """
    drawn: dict[str, list[Zone]] = {}
    for zone in zones(charter):
        drawn.setdefault(zone.name, []).append(zone)
    if not drawn:
        return
    yield Paragraph(
        "Some parts of the code have terms of their own. A file belongs to the first zone whose paths match it; "
        "where several charters draw zones, the stricter terms hold."
    )
    yield Bullets(_USES)
    rows = [_zone(charter, name, parts) for name, parts in drawn.items()]
    head = ("Zone", "Paths", "Data", "AI", "Tools", "Rules of its own", "Answers for it")
    yield Table("What holds where", head, (*rows, _elsewhere(charter)))


def _approved(charter: Charter, approval: Approval) -> tuple[str, ...]:
    return (
        title_of(charter, approval.tool),
        policy.class_of(charter, approval.tool),
        listed(approval.models) if approval.models is not None else _ANY,
        listed(approval.tasks) or _ANY,
        listed(approval.zones) if approval.zones is not None else _ANY,
        approval.until.isoformat() if approval.until else NONE,
    )


def _others(charter: Charter, now: Circumstances) -> Iterator[str]:
    said = {
        "tools.denied": "A tool that may not be used",
        "tools.unapproved": "A tool that is in no list",
        "tools.unnamed": "AI that is not named",
        "tools.expired": "A tool after the last day of its approval",
        "tools.wrong-model": "A model that is not approved",
        "tools.wrong-class": "A tool in a zone with data that it may not see",
    }
    for rule, words in said.items():
        level = ruling_in(charter, rule, "", now).level
        if level is not None:
            yield f"{words}: {level.word}."


def _classes(charter: Charter) -> Iterator[Block]:
    rows: list[tuple[str, ...]] = []
    for name in ("public", "enterprise", "self-hosted", "custom"):
        terms = [layer.classes[name] for layer in charter.layers if name in layer.classes]
        data = [each.data.value for each in terms if each.data]
        own = [words for each in terms for words in settings(each.settings)]
        if data or own:
            rows.append((name, min(data).word if data else _ANY, listed(own) or NONE))
    if rows:
        yield Table("What the contract of a tool changes", ("Contract", "Data at most", "Stricter rules"), tuple(rows))


def _zone(charter: Charter, name: str, parts: list[Zone]) -> tuple[str, ...]:
    data = max((part.data.value for part in parts if part.data), default=DataClass.INTERNAL)
    ai = max((part.ai.value for part in parts if part.ai), default=AiUse.OPEN)
    return (
        name,
        listed(text for part in parts for text in part.texts),
        data.word,
        ai.word,
        "none" if ai == AiUse.FORBIDDEN else _tools_for(charter, name, data),
        listed(words for part in parts for words in settings(part.settings)) or NONE,
        listed(dict.fromkeys(part.owner.value for part in parts if part.owner)) or charter.owner or NONE,
    )


def _elsewhere(charter: Charter) -> tuple[str, ...]:
    tools = _tools_for(charter, DEFAULT_ZONE, DataClass.INTERNAL)
    return DEFAULT_ZONE, "all else", DataClass.INTERNAL.word, AiUse.OPEN.word, tools, NONE, charter.owner or NONE


def _tools_for(charter: Charter, zone: str, data: DataClass) -> str:
    approved = permitted(charter)
    if approved is None:
        return _ANY
    fit = (
        title_of(charter, tool)
        for tool, approval in approved.items()
        if (approval.zones is None or zone in approval.zones) and data <= _most(charter, tool)
    )
    return listed(fit) or "none"


def _most(charter: Charter, tool: str) -> DataClass:
    """
    Return the most sensitive data that *tool* may see.
    """
    name = policy.class_of(charter, tool)
    said = (layer.classes[name].data for layer in charter.layers if name in layer.classes)
    return min((each.value for each in said if each), default=DataClass.RESTRICTED)
