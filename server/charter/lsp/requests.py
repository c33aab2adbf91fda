"""
The requests and notifications of our own, beyond the Language Server Protocol.

The one place for their names and shapes: `tools/write_extension.py` makes of them
what the VS Code extension reads, and a test holds that fresh. All are answered from
what is known; none starts an analysis. Names are camelCase, as in the protocol.
"""

from typing import Literal, NotRequired, TypedDict

from msgspec import Struct


class LayerStatus(TypedDict):
    """A layer of the charter in force, the outermost first."""

    layer: str
    source: str
    isRead: bool


class FolderStatus(TypedDict):
    """What is in force in an open folder; the commit since when a finding is new, empty if old ones are shown too."""

    root: str
    name: str
    revision: str
    layers: list[LayerStatus]
    onlyNewSince: str
    problems: int


class Status(TypedDict):
    """What is in force in all open folders."""

    folders: list[FolderStatus]


class Nothing(TypedDict):
    """No parameters."""


class Here(TypedDict):
    """A text, and so the charter that is in force there; without it, the first open folder."""

    uri: NotRequired[str]


class Page(TypedDict):
    """Something to read, as Markdown in which all that strangers wrote is escaped."""

    title: str
    markdown: str


class RuleName(TypedDict):
    """A rule, by its id or another of its names."""

    name: str


class RuleSummary(TypedDict):
    """A rule, in one line."""

    id: str
    summary: str
    aliases: list[str]


class Rules(TypedDict):
    """All rules, by their ids."""

    rules: list[RuleSummary]


class Grouping(TypedDict):
    """What findings are grouped by."""

    by: Literal["rule", "zone", "level"]


class FileCount(TypedDict):
    """How many findings there are in a file."""

    uri: str
    path: str
    count: int


class FindingGroup(TypedDict):
    """Findings of one rule, zone or level; an empty list of rules or levels stands for all."""

    name: str
    summary: str
    level: str
    count: int
    rules: list[str]
    levels: list[str]
    files: list[FileCount]


class Findings(TypedDict):
    """What is in force, the gravest first; of open texts only, unless the workspace has been scanned."""

    isWhole: bool
    groups: list[FindingGroup]


class WaiverState(TypedDict):
    """A waiver; lines count from zero, days are ISO dates, null where nobody knows."""

    kind: Literal["inline", "register"]
    uri: str
    source: str
    line: int
    rules: list[str]
    paths: list[str]
    state: str
    holds: bool
    ageDays: int | None
    expires: str | None
    daysLeft: int | None
    approver: str
    owner: str
    reason: str


class Waivers(TypedDict):
    """All that are known, what ends first first."""

    isWhole: bool
    waivers: list[WaiverState]


class ToolPlace(TypedDict):
    """Where a tool is named."""

    uri: str
    path: str
    line: int


class ToolSeen(TypedDict):
    """A tool, server, library, model or host of AI that is seen somewhere, and what the charter says of it."""

    group: Literal["tool", "server", "sdk", "model", "host"]
    title: str
    state: Literal["denied", "expired", "unapproved", "unnamed", "unlisted", "approved"]
    reason: str
    places: list[ToolPlace]


class Tools(TypedDict):
    """All that is known to be seen; of each group what needs a look first."""

    isWhole: bool
    tools: list[ToolSeen]


class FolderLevels(TypedDict):
    """How many findings in force a folder has, by level."""

    folder: str
    block: int
    warn: int
    advise: int
    observe: int


class Bucket(TypedDict):
    """How many functions have a complexity from `least` to `most`."""

    least: int
    most: int
    count: int
    isBeyond: bool


class Complexity(TypedDict):
    """How complex functions are; the limit in force at the root, null if none is."""

    limit: float | None
    buckets: list[Bucket]


class StageImpact(TypedDict):
    """A stage of the rollout, and how many of today's findings it is about."""

    starts: str
    isInForce: bool
    changes: list[str]
    note: str
    count: int


class Impact(TypedDict):
    """What the charter hits; complexity is null until a scan has measured it."""

    isWhole: bool
    title: str
    files: int
    folders: list[FolderLevels]
    complexity: Complexity | None
    stages: list[StageImpact]


class Starter(TypedDict):
    """A first charter."""

    name: str
    text: str


class Place(TypedDict):
    """A line of a text, counted from zero."""

    uri: str
    line: int


class ExceptionRequest(TypedDict):
    """What to send to whom, to be granted an exception from a rule."""

    rule: str
    text: str
    owner: str
    contact: str


class ExceptionRequests(TypedDict):
    """One for each finding of the line."""

    requests: list[ExceptionRequest]


class About(TypedDict):
    """What a report of a problem needs of the server: nothing of what is checked."""

    version: str
    python: str
    platform: str
    rules: int
    folders: int
    texts: int
    encoding: str


class Request(Struct, frozen=True):
    """
    One request of our own.

    Args:
        name: after `charter/`.
        params: what the editor sends.
        result: what it gets.
    """

    name: str
    params: type
    result: type

    @property
    def method(self) -> str:
        return f"charter/{self.name}"


STATUS = Request("status", Nothing, Status)
HANDBOOK = Request("handbook", Here, Page)
EFFECTIVE = Request("effective", Here, Page)
RULE = Request("rule", RuleName, Page)
RULES = Request("rules", Nothing, Rules)
FINDINGS = Request("findings", Grouping, Findings)
WAIVERS = Request("waivers", Nothing, Waivers)
TOOLS = Request("tools", Nothing, Tools)
IMPACT = Request("impact", Here, Impact)
STARTER = Request("starter", Nothing, Starter)
EXCEPTION = Request("exception", Place, ExceptionRequests)
ABOUT = Request("about", Nothing, About)

REQUESTS = (
    STATUS,
    HANDBOOK,
    EFFECTIVE,
    RULE,
    RULES,
    FINDINGS,
    WAIVERS,
    TOOLS,
    IMPACT,
    STARTER,
    EXCEPTION,
    ABOUT,
)
