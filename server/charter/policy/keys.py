"""
The charter language, version 1: every key, once.

The order is that in which a charter is best read. Keys whose description ends
in "not in force yet" are made with `later`.
"""

from collections.abc import Iterable
from dataclasses import replace

from charter.policy.charter import Silencing
from charter.policy.kinds import ListOf, MapOf
from charter.policy.records import Key, Record, later
from charter.policy.scalars import DATE, GLOB, LEVEL, NUMBER, SIZE, TEXT, VERSION, Scalar, choice

PACKS = ("recommended", "strict", "open-source")

# What `rules` may name once it is built.
LATER_FAMILIES = ("logic", "disclosure", "provenance", "supply-chain", "data", "ip")
LATER_RULES = (
    "tools.wrong-class",
    "tools.wrong-model",
    "tools.unapproved-mcp-server",
    "tools.bypass-mode",
    "tools.attribution-suppressed",
    "tools.unapproved-sdk",
    "tools.unapproved-model",
    "tools.unapproved-host",
    "waiver.too-long",
    "waiver.approver-not-allowed",
    "waiver.self-approved",
    "waiver.written-by-agent",
)

_WAIVER_FIELDS = ("reason", "expires", "approver", "ticket", "requested_by", "created")
_TEXTS = ListOf(TEXT)
_SILENCING: Scalar[Silencing] = choice({"all": "all", "below-block": "below-block", "none": "none"})

CHARTER = Key("charter", VERSION, "The version of the charter language.", "1")
NAME = Key("name", TEXT, "What people call this charter; fixed by the outermost layer that has one.")
REVISION = Key("revision", TEXT, "The edition of this charter, shown in hovers and reports.")
OWNER = Key("owner", TEXT, "The role that answers for this layer.")
CONTACT = Key("contact", TEXT, "Where to ask, and where an exception is requested: a link or an address.")
EXTENDS = Key(
    "extends",
    ListOf(replace(TEXT, as_schema={"type": "string", "examples": list(PACKS)}), or_one=True),
    f"What this file builds on: packs by name ({', '.join(PACKS)}) and files by relative path, the nearest last.",
    "[]",
)

MEMBERS = Key("members", _TEXTS, "Addresses, @names, and groups such as @acme/leads.", "[]")
DUTY = Key("duty", TEXT, "What the role does, in a few words.")
ROLE = Record((MEMBERS, DUTY))
ROLES = Key("roles", MapOf(ROLE), "Who answers for what, by the name of the role.")

TOOL = Key("tool", TEXT, "The tool's id in the catalogue, or one declared under 'declare'.")
TASKS = Key("tasks", _TEXTS, "What the tool is meant for; shown to people, never checked.")
UNTIL = Key("until", DATE, "The last day of the approval.")
REASON = Key("reason", TEXT, "Why the tool is denied, as people are told.")
APPROVED_TOOL = Record(
    (
        TOOL,
        later("class", "The contract under which it is used: public, enterprise, self-hosted or custom.", "public"),
        later("models", "Patterns of the models that may be used.", "any"),
        TASKS,
        later("zones", "The zones in which it may be used.", "any zone that does not forbid AI"),
        UNTIL,
    ),
    required=("tool",),
    short="tool",
)
DENIED_TOOL = Record((TOOL, REASON), required=("tool",), short="tool")

TOOL_ID = Key("id", TEXT, "What charters call the tool.")
VENDOR = Key("vendor", TEXT, "Who makes it.")
MARKERS = Key("markers", _TEXTS, "Names by which people and files say that it wrote something.")
EMAILS = Key("emails", _TEXTS, "Addresses with which it signs.")
DECLARED_TOOL = Record(
    (
        TOOL_ID,
        VENDOR,
        later("class", "The contract under which it is used.", "public"),
        MARKERS,
        EMAILS,
    ),
    required=("id",),
)

UNAPPROVED = Key(
    "unapproved", LEVEL, "The level for a tool that is in no list.", "observe; warn once a charter approves a tool"
)
UNNAMED = Key(
    "unnamed", LEVEL, "The level for 'some AI' without a name.", "observe; advise once a charter approves a tool"
)
DENIED_LEVEL = Key("denied_level", LEVEL, "The level for a tool that is denied.", "block")
APPROVED = Key("approved", ListOf(APPROVED_TOOL), "The tools that may be used; between layers, those in every list.")
DENIED = Key("denied", ListOf(DENIED_TOOL), "The tools that may not be used; between layers, those in any list.")
DECLARE = Key("declare", ListOf(DECLARED_TOOL), "Tools that the catalogue does not know.")
TOOLS_RECORD = Record(
    (
        UNAPPROVED,
        UNNAMED,
        DENIED_LEVEL,
        APPROVED,
        DENIED,
        DECLARE,
        later("classes", "What a tool's class changes: the data it may see, and stricter rules."),
        later("mcp_servers", "Which MCP servers agents may be given."),
        later("runtime", "Which AI the product itself may call: SDKs, models and hosts."),
    )
)
TOOLS = Key("tools", TOOLS_RECORD, "Which AI tools may be used.")

RULE_LEVEL = Key("level", LEVEL, "How much a finding matters.", "the rule's own")
MAX = Key("max", NUMBER, "The highest figure that is allowed; for measures.", "the rule's own")
MIN = Key("min", NUMBER, "The lowest figure that is allowed; for measures.", "the rule's own")
NOTE = Key("note", TEXT, "Why the charter says so; shown with each finding.")
RULE_SETTING = Record((RULE_LEVEL, MAX, MIN, NOTE), short="level")
RULES_KEY = Key(
    "rules",
    MapOf(RULE_SETTING, holds="the stricter holds"),
    "The level of each rule, by family, id, bandit id or CWE; the more specific key wins, whatever the order.",
)

EXCLUDE = Key(
    "exclude",
    ListOf(GLOB),
    "Paths that this layer leaves unchecked, as in .gitignore; it takes nothing from what higher layers set.",
    "[]",
)
SIZE_LIMIT = Key("size_limit", SIZE, "The size above which a file is not checked, and that is said.", "2MB")

REQUIRE = Key(
    "require",
    ListOf(choice({name: name for name in _WAIVER_FIELDS})),
    "The fields that a waiver must have to hold.",
    "[reason, expires]",
)
NOT_WAIVABLE = Key("not_waivable", _TEXTS, "Rules and families that no waiver silences.", "[]")
SUPPRESSIONS = Key(
    "suppressions", _SILENCING, "What '# nosec' and '# noqa: S…' silence: all, below-block or none.", "below-block"
)
INLINE = Key("inline", _SILENCING, "What inline waivers silence: all, below-block or none.", "below-block")
WAIVERS_RECORD = Record(
    (
        later("files", "The registers of waivers, beside the inline form."),
        REQUIRE,
        later("max_days", "How long a waiver may run."),
        later("approvers", "The roles whose members may approve a waiver."),
        NOT_WAIVABLE,
        SUPPRESSIONS,
        INLINE,
        later("known", "What recorded findings silence: all, below-block or none.", "all"),
    )
)
WAIVERS = Key("waivers", WAIVERS_RECORD, "What an exception needs, and what it can silence.")

CHARTER_FILE = Record(
    (
        CHARTER,
        NAME,
        REVISION,
        OWNER,
        CONTACT,
        EXTENDS,
        ROLES,
        TOOLS,
        later("zones", "Named paths with their own owner, data class and stricter or milder rules."),
        later("disclosure", "What commits and files must say about AI."),
        RULES_KEY,
        later("ai_code", "What changes where AI wrote the code."),
        later("rollout", "Dated stages: announce first, enforce later."),
        later("languages", "The languages that are checked.", "all that are known"),
        EXCLUDE,
        SIZE_LIMIT,
        WAIVERS,
        later("may_relax", "Keys that lower layers may loosen.", "[]"),
        later("controls", "Which rules are evidence for which control of a catalogue."),
    )
)


def in_order(fields: Iterable[str]) -> tuple[str, ...]:
    """
    Return the required *fields* of a waiver, each once, in the order in which people read them.
    """
    wanted = frozenset(fields)
    return tuple(name for name in _WAIVER_FIELDS if name in wanted)
