"""
The words of the charter language, each explained once.

Schema, reference page, completion and hovers all say what stands here. Which
words a key takes, and what they come to, is said in `keys`.
"""

from collections.abc import Mapping

from msgspec import Struct

from charter.policy.language.conventions import CONVENTIONS


class Words(Struct, frozen=True):
    """
    Words of which a key takes one.

    Args:
        title: what they are, in the plural.
        meanings: one sentence for each, in the order in which they are best read.
        stricter: which of two holds between layers; empty if that depends on the key.
    """

    title: str
    meanings: Mapping[str, str]
    stricter: str = ""


LEVELS = Words(
    "Levels",
    {
        "off": "Nothing is said of the finding.",
        "observe": "The finding is counted in reports, and shown in no editor.",
        "advise": "The finding is listed, and the editor underlines it as information.",
        "warn": "The finding is listed, and the editor underlines it as a warning.",
        "block": "The finding is listed as an error, and the check fails.",
    },
    stricter="the higher level",
)
TOOL_CLASSES = Words(
    "Classes of tools",
    {
        "public": "Used on anybody's terms; so is every tool of which no charter says more.",
        "enterprise": "Used under a contract of the organisation.",
        "self-hosted": "Run on the organisation's own machines.",
        "custom": "Trained on the organisation's own data, which it may repeat.",
    },
)
DATA_CLASSES = Words(
    "Classes of data",
    {
        "public": "Anybody may see it.",
        "internal": "Everybody in the organisation may see it; so it is in all that lies in no zone.",
        "confidential": "Only those who need it for their work may see it.",
        "restricted": "Only those who are named may see it.",
    },
)
AI_USES = Words(
    "What AI may do in a zone",
    {
        "forbidden": "Whatever shows that AI wrote something there blocks.",
        "reviewed": "Whatever shows that AI wrote something there is a warning until somebody else has reviewed it.",
        "open": "The lists of tools decide.",
    },
    stricter="`forbidden`, then `reviewed`",
)
DEMANDS = Words(
    "What may be demanded",
    {
        "require": "AI's part must be named.",
        "allow": "AI's part may be named.",
        "forbid": "No AI may be named, for none may have a part.",
        "off": "Nothing is asked, and nothing looked at.",
    },
    stricter="`require` and `forbid`, then `allow`",
)
PROFILES = Words(
    "Forms of disclosure",
    {profile: convention.meaning for profile, convention in CONVENTIONS.items()},
)
SILENCED = Words(
    "What can be silenced",
    {
        "all": "Findings at every level.",
        "below-block": "Findings at every level but block.",
        "none": "No finding.",
    },
    stricter="`none`, then `below-block`",
)
UNKNOWN_AUTHORS = Words(
    "Who is taken for the author",
    {
        "human": "Code of unknown origin is held to what holds for people.",
        "ai": "Code of unknown origin is held to what holds for AI: trust nobody.",
    },
    stricter="`ai`",
)
WAIVER_FIELDS = Words(
    "Fields of a waiver",
    {
        "reason": "Why the finding may stay.",
        "expires": "The last day on which the waiver holds.",
        "approver": "Who approved it: an entry of a role's members.",
        "ticket": "Where it is followed up.",
        "requested_by": "Who asked for it.",
        "created": "The day on which it was agreed.",
    },
)
