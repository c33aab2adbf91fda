"""
The charter language, version 1: every key, once.

The order is that in which a charter is best read.
"""

from collections.abc import Iterable

from msgspec.structs import replace

from charter.policy.language import words
from charter.policy.language.conventions import CONVENTIONS
from charter.policy.language.kinds import ListOf, MapOf, Said
from charter.policy.language.records import Fields, Key, Record
from charter.policy.language.scalars import (
    DATE,
    DAYS,
    GLOB,
    LANGUAGE,
    LEVEL,
    NUMBER,
    SIZE,
    TEXT,
    TRUTH,
    VERSION,
    Scalar,
    choice,
)
from charter.policy.model.charter import Silencing
from charter.policy.model.disclosing import Demand, Profile
from charter.policy.model.scopes import AiUse, DataClass, ToolClass

# The charters that are shipped, in the order in which people best consider them.
PACKS = ("recommended", "startup", "open-source-maintainer", "public-sector", "strict", "regulated", "no-ai")

# Families that `rules` may name once they are built.
LATER_FAMILIES = ("logic", "supply-chain", "ip")

# What a `rules` mapping is read as.
RuleSettings = tuple[tuple[str, Said[Fields]], ...]

# Who misspells a bound means it, so that an approval must not hold without.
_APPROVES_NOTHING = "So this entry approves nothing."

_OF_WAIVER = words.WAIVER_FIELDS.meanings
_TEXTS = ListOf(TEXT)
_SILENCING: Scalar[Silencing] = choice({"all": "all", "below-block": "below-block", "none": "none"}, words.SILENCED)
_CLASS: Scalar[ToolClass] = choice(
    {"public": "public", "enterprise": "enterprise", "self-hosted": "self-hosted", "custom": "custom"},
    words.TOOL_CLASSES,
)
_DATA: Scalar[DataClass] = choice({data.word: data for data in DataClass}, words.DATA_CLASSES)
_AI: Scalar[AiUse] = choice({use.word: use for use in reversed(AiUse)}, words.AI_USES)
_DEMAND: Scalar[Demand] = choice(
    {"require": "require", "allow": "allow", "forbid": "forbid", "off": "off"}, words.DEMANDS
)
_PROFILE: Scalar[Profile] = choice({profile: profile for profile in CONVENTIONS}, words.PROFILES)
_UNKNOWN: Scalar[bool] = choice({"human": False, "ai": True}, words.UNKNOWN_AUTHORS)

CHARTER = Key("charter", VERSION, "The version of the charter language.", "1")
NAME = Key("name", TEXT, "What people call this charter; fixed by the outermost layer that has one.")
REVISION = Key("revision", TEXT, "The edition of this charter, shown in hovers and reports.")
OWNER = Key("owner", TEXT, "The role that answers for this layer.")
CONTACT = Key("contact", TEXT, "Where to ask, and where an exception is requested: a link or an address.")
EXTENDS = Key(
    "extends",
    ListOf(replace(TEXT, as_schema={"type": "string", "examples": list(PACKS)}), or_one=True),
    f"What this file builds on: packs by name ({', '.join(PACKS)}), files by relative path, "
    "and pinned https addresses; the nearest last.",
    "[]",
)

MEMBERS = Key("members", _TEXTS, "Addresses, @names, and groups such as @acme/leads.", "[]")
DUTY = Key("duty", TEXT, "What the role does, in a few words.")
ROLE = Record((MEMBERS, DUTY))
ROLES = Key("roles", MapOf(ROLE), "Who answers for what, by the name of the role.")

RULE_LEVEL = Key("level", LEVEL, "How much a finding matters.", "the rule's own")
MAX = Key(
    "max", NUMBER, "The highest figure that is allowed; for measures.", "the rule's own", stricter="a lower figure"
)
MIN = Key(
    "min", NUMBER, "The lowest figure that is allowed; for measures.", "the rule's own", stricter="a higher figure"
)
NOTE = Key("note", TEXT, "Why the charter says so; shown with each finding.")
RULE_SETTING = Record((RULE_LEVEL, MAX, MIN, NOTE), short="level")
RULES_KEY = Key(
    "rules",
    MapOf(RULE_SETTING, holds="the stricter holds"),
    "The level of each rule, by family, id, bandit id or CWE; the more specific key wins, whatever the order.",
)


def _rules(description: str) -> Key[RuleSettings]:
    return replace(RULES_KEY, description=description)


TOOL = Key("tool", TEXT, "The tool's id in the catalogue, or one declared under 'declare'.")
CLASS = Key(
    "class", _CLASS, "The contract under which it is used: public, enterprise, self-hosted or custom.", "public"
)
MODELS = Key(
    "models", _TEXTS, "Patterns of the models that may be used; '*' stands for any letters.", "any", stricter="fewer"
)
APPROVED_ZONES = Key(
    "zones",
    _TEXTS,
    "The zones in which it may be used; 'default' is all that lies in none.",
    "any that allows AI",
    stricter="fewer",
)
TASKS = Key("tasks", _TEXTS, "What the tool is meant for; shown to people, never checked.")
UNTIL = Key("until", DATE, "The last day of the approval.", stricter="earlier")
REASON = Key("reason", TEXT, "Why the tool is denied, as people are told.")
APPROVED_TOOL = Record(
    (
        TOOL,
        CLASS,
        MODELS,
        TASKS,
        APPROVED_ZONES,
        UNTIL,
    ),
    required=("tool",),
    short="tool",
    void=_APPROVES_NOTHING,
    harmless=("tasks",),
)
DENIED_TOOL = Record((TOOL, REASON), required=("tool",), short="tool")

TOOL_ID = Key("id", TEXT, "What charters call the tool.")
VENDOR = Key("vendor", TEXT, "Who makes it.")
MARKERS = Key("markers", _TEXTS, "Names by which people and files say that it wrote something.")
DECLARED_CLASS = replace(CLASS, description="The contract under which the tool is used by everybody here.")
EMAILS = Key("emails", _TEXTS, "Addresses with which it signs.")
SETTINGS = Key("files", _TEXTS, "Its settings: names of files and, with a slash at the end, folders.")
DECLARED_TOOL = Record(
    (
        TOOL_ID,
        VENDOR,
        DECLARED_CLASS,
        MARKERS,
        EMAILS,
        SETTINGS,
    ),
    required=("id",),
)

MAX_DATA = Key(
    "data", _DATA, "The most sensitive data that tools of the class may see.", "any", stricter="less sensitive"
)
CLASS_RECORD = Record((MAX_DATA, _rules("What is stricter where a tool of the class wrote the code.")))
PUBLIC_TOOLS = Key("public", CLASS_RECORD, "Tools on anybody's terms, and all that the charter says nothing of.")
ENTERPRISE_TOOLS = Key("enterprise", CLASS_RECORD, "Tools under a contract of the organisation.")
SELF_HOSTED_TOOLS = Key("self-hosted", CLASS_RECORD, "Tools that run on the organisation's own machines.")
CUSTOM_TOOLS = Key("custom", CLASS_RECORD, "Tools that were trained on the organisation's own data.")
CLASSES_RECORD = Record((PUBLIC_TOOLS, ENTERPRISE_TOOLS, SELF_HOSTED_TOOLS, CUSTOM_TOOLS))
CLASSES = Key("classes", CLASSES_RECORD, "What a tool's class changes: the data that it may see, and stricter rules.")

SERVER_NAME = Key("name", TEXT, "What the server is called.")
COMMAND = Key("command", TEXT, "A pattern of the command that starts it.")
URL = Key("url", TEXT, "A pattern of its address.")
SERVER = Record((SERVER_NAME, COMMAND, URL), required=("name",), short="name", void=_APPROVES_NOTHING)
UNAPPROVED_USE = Key(
    "unapproved", LEVEL, "The level for what is in no list.", "observe; advise once a charter approves any"
)
SERVERS = Key(
    "approved",
    ListOf(SERVER),
    "The MCP servers that agents may be given; between layers, those in all.",
    stricter="fewer",
)
MCP_SERVERS = Key("mcp_servers", Record((UNAPPROVED_USE, SERVERS)), "Which MCP servers agents may be given.")

APPROVED_USE = Key(
    "approved", _TEXTS, "Patterns of what may be used; between layers, those in every list.", stricter="fewer"
)
USE_RECORD = Record((UNAPPROVED_USE, APPROVED_USE))
SDKS = Key("sdks", USE_RECORD, "Which libraries the product may call AI through.")
RUNTIME_MODELS = Key("models", USE_RECORD, "Which models the product may call.")
HOSTS = Key("hosts", USE_RECORD, "Which hosts of AI the product may call.")
RUNTIME = Key(
    "runtime", Record((SDKS, RUNTIME_MODELS, HOSTS)), "Which AI the product itself may call: SDKs, models and hosts."
)

UNAPPROVED = Key(
    "unapproved", LEVEL, "The level for a tool that is in no list.", "observe; warn once a charter approves a tool"
)
UNNAMED = Key(
    "unnamed", LEVEL, "The level for 'some AI' without a name.", "observe; advise once a charter approves a tool"
)
DENIED_LEVEL = Key("denied_level", LEVEL, "The level for a tool that is denied.", "block")
APPROVED = Key(
    "approved",
    ListOf(APPROVED_TOOL),
    "The tools that may be used; between layers, those in every list.",
    stricter="fewer",
)
DENIED = Key(
    "denied", ListOf(DENIED_TOOL), "The tools that may not be used; between layers, those in any list.", stricter="more"
)
DECLARE = Key("declare", ListOf(DECLARED_TOOL), "Tools that the catalogue does not know.")
TOOLS_RECORD = Record(
    (
        UNAPPROVED,
        UNNAMED,
        DENIED_LEVEL,
        APPROVED,
        DENIED,
        DECLARE,
        CLASSES,
        MCP_SERVERS,
        RUNTIME,
    )
)
TOOLS = Key("tools", TOOLS_RECORD, "Which AI tools may be used.")

ZONE_NAME = Key("name", TEXT, "What charters call the zone.")
PATHS = Key("paths", ListOf(GLOB, or_one=True), "Patterns of its paths; the last that matches decides, '!' carves out.")
ZONE_OWNER = Key("owner", TEXT, "The role that answers for the zone.")
DATA = Key(
    "data",
    _DATA,
    "How sensitive its data is: public, internal, confidential or restricted.",
    "internal",
    stricter="more sensitive",
)
AI = Key("ai", _AI, "What AI may do there: 'reviewed' needs a person's review, 'open' leaves it to the tools.", "open")
ZONE = Record(
    (ZONE_NAME, PATHS, ZONE_OWNER, DATA, AI, _rules("What holds in the zone instead of the layer's own rules.")),
    required=("name", "paths"),
)
ZONES = Key(
    "zones",
    ListOf(ZONE),
    "Named paths with their own owner, data class and rules; the first that matches.",
    stricter="more",
)

PROFILE = Key("profile", _PROFILE, "Whose form of disclosure is asked for; fixed by the outermost layer that has one.")
COMMITS = Key("commits", _DEMAND, "Whether commit messages must, may or must not name AI.", "off")
FILES_DEMAND = Key("files", _DEMAND, "Whether files must, may or must not name AI.", "off")
HUMAN_SIGN_OFF = Key(
    "human_sign_off", TRUTH, "Whether a person must sign off, and AI must not.", "false", stricter="true"
)
REVIEWED_BY = Key(
    "reviewed_by", _TEXTS, "Zones in which AI's code needs a review by somebody else.", "[]", stricter="more"
)
DISCLOSURE_RECORD = Record((PROFILE, COMMITS, FILES_DEMAND, HUMAN_SIGN_OFF, REVIEWED_BY))
DISCLOSURE = Key("disclosure", DISCLOSURE_RECORD, "What commits and files must say about AI.")

UNKNOWN_COUNTS_AS = Key(
    "unknown_counts_as", _UNKNOWN, "Whether code of unknown origin is taken for a human's or for AI's.", "human"
)
AI_CODE_RECORD = Record((UNKNOWN_COUNTS_AS, _rules("What is stricter where AI wrote the code, or a part of it.")))
AI_CODE = Key("ai_code", AI_CODE_RECORD, "What changes where AI wrote the code.")

FROM = Key("from", DATE, "The first day of the stage, in UTC.")
STAGE_NOTE = Key("note", TEXT, "What people are told of the stage.")
STAGE = Record((FROM, _rules("What is stricter from that day on."), STAGE_NOTE), required=("from",))
ROLLOUT = Key("rollout", ListOf(STAGE), "Dated stages, the earliest first: announce now, enforce later.")

# Who misspells a language means it to be checked, so that the list must not leave it out.
_CHECKED = ListOf(LANGUAGE, void="So this list is left out, and keeps no language from being checked.")
INCLUDE = Key("include", _CHECKED, "The languages that are checked.", "all that are known", stricter="more")
LEFT_OUT = Key("exclude", ListOf(LANGUAGE), "The languages that are not checked.", "[]", stricter="fewer")
LANGUAGES = Key("languages", Record((INCLUDE, LEFT_OUT)), "Which languages this layer checks, told by the file's name.")

EXCLUDE = Key(
    "exclude",
    ListOf(GLOB),
    "Paths that this layer leaves unchecked, as in .gitignore; it takes nothing from what higher layers set, "
    "nor from a charter that lies in an excluded folder.",
    "[]",
    stricter="fewer",
)
SIZE_LIMIT = Key(
    "size_limit", SIZE, "The size above which a file is not checked, and that is said.", "2MB", stricter="larger"
)

REQUIRE = Key(
    "require",
    ListOf(choice({name: name for name in _OF_WAIVER}, words.WAIVER_FIELDS)),
    "The fields that a waiver must have to hold.",
    "[reason, expires]",
    stricter="more",
)
NOT_WAIVABLE = Key("not_waivable", _TEXTS, "Rules and families that no waiver silences.", "[]", stricter="more")
SUPPRESSIONS = Key(
    "suppressions", _SILENCING, "What '# nosec' and '# noqa: S…' silence: all, below-block or none.", "below-block"
)
INLINE = Key("inline", _SILENCING, "What inline waivers silence: all, below-block or none.", "below-block")
REGISTERS = Key("files", _TEXTS, "The registers of waivers, beside the inline form, by relative path.", "[]")
MAX_DAYS = Key("max_days", DAYS, "How many days a waiver may run.", "as many as it says", stricter="fewer")
APPROVERS = Key("approvers", _TEXTS, "The roles whose members may approve a waiver.", "anybody", stricter="fewer")
KNOWN = Key("known", _SILENCING, "What recorded findings silence: all, below-block or none.", "all")
WAIVERS_RECORD = Record(
    (REGISTERS, REQUIRE, MAX_DAYS, APPROVERS, NOT_WAIVABLE, SUPPRESSIONS, INLINE, KNOWN),
)
WAIVERS = Key("waivers", WAIVERS_RECORD, "What an exception needs, and what it can silence.")

WAIVER_ID = Key("id", TEXT, "What people call the waiver, such as W-12.")
WAIVED_RULES = Key("rules", _TEXTS, "Ids and aliases of the rules that it silences, never a family.")
WAIVED_PATHS = Key("paths", ListOf(GLOB, or_one=True), "Patterns of the paths where it silences them.")
WHY = Key("reason", TEXT, _OF_WAIVER["reason"])
APPROVER = Key("approver", TEXT, _OF_WAIVER["approver"])
REQUESTED_BY = Key("requested_by", TEXT, _OF_WAIVER["requested_by"])
CREATED = Key("created", DATE, _OF_WAIVER["created"])
EXPIRES = Key("expires", DATE, _OF_WAIVER["expires"])
TICKET = Key("ticket", TEXT, _OF_WAIVER["ticket"])
WAIVER = Record(
    (WAIVER_ID, WAIVED_RULES, WAIVED_PATHS, WHY, APPROVER, REQUESTED_BY, CREATED, EXPIRES, TICKET),
    required=("rules", "paths"),
)
# A register of waivers is a file of its own, and a list of these.
REGISTER = ListOf(WAIVER)

MAY_RELAX = Key("may_relax", _TEXTS, "Rules, families and keys that lower layers may loosen.", "[]", stricter="fewer")
CONTROLS = Key(
    "controls", MapOf(MapOf(_TEXTS)), "Which rules are evidence for which control, by catalogue and control."
)

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
        ZONES,
        DISCLOSURE,
        RULES_KEY,
        AI_CODE,
        ROLLOUT,
        LANGUAGES,
        EXCLUDE,
        SIZE_LIMIT,
        WAIVERS,
        MAY_RELAX,
        CONTROLS,
    )
)


def in_order(fields: Iterable[str]) -> tuple[str, ...]:
    """
    Return the required *fields* of a waiver, each once, in the order in which people read them.
    """
    wanted = frozenset(fields)
    return tuple(name for name in _OF_WAIVER if name in wanted)
