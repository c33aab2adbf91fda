"""
What lower layers may loosen, because those above allow it: `may_relax`.

A name stands for rules, for keys of the language, or for both. A layer hands on
only what it may relax itself; one that does not say hands on nothing that it
sets. What charters and waivers do wrong is said to those above, and nobody may
hush it up.
"""

from functools import lru_cache

from charter.model import RuleBook
from charter.policy.model.charter import Layer
from charter.policy.model.uses import USE_KEYS

# What charters and waivers do wrong is said to those above, so those below cannot hush it up.
GUARDED_FAMILIES = frozenset({"charter", "waiver"})

# The keys of the language for which the stricter of all layers holds, dotted.
BOUND_KEYS = (
    "disclosure.commits",
    "disclosure.files",
    "disclosure.human_sign_off",
    "disclosure.reviewed_by",
    "exclude",
    "languages",
    "size_limit",
    "tools.approved",
    "tools.classes",
    "tools.denied",
    *(f"{key}.approved" for key in USE_KEYS.values()),
    "ai_code.unknown_counts_as",
    "waivers.approvers",
    "waivers.inline",
    "waivers.known",
    "waivers.max_days",
    "waivers.not_waivable",
    "waivers.require",
    "waivers.suppressions",
    "zones",
)

# What a layer that sets how findings are judged also means for every file and comment.
_IMPLIED = frozenset(
    {
        "exclude",
        "languages",
        "size_limit",
        "waivers.inline",
        "waivers.known",
        "waivers.not_waivable",
        "waivers.require",
        "waivers.suppressions",
    }
)


def names(book: RuleBook) -> tuple[str, ...]:
    """
    Return all that `may_relax` may name.
    """
    return (*book.keys(), *BOUND_KEYS)


def meant(name: str, book: RuleBook) -> frozenset[str]:
    """
    Return the rules and keys that *name* stands for; none if it is unknown or guarded.
    """
    rules = (rule for rule in book.named(name) if book[rule].family not in GUARDED_FAMILIES)
    return frozenset((*rules, *(key for key in BOUND_KEYS if key == name or key.startswith(f"{name}."))))


@lru_cache(maxsize=4)
def everything(book: RuleBook) -> frozenset[str]:
    """
    Return the rules and keys that a layer may loosen above which there is none.
    """
    rules = (rule.id for rule in book if rule.family not in GUARDED_FAMILIES)
    return frozenset((*rules, *BOUND_KEYS))


def handed_on(allowed: frozenset[str], layer: Layer) -> frozenset[str]:
    """
    Return the rules and keys that layers below *layer* may loosen.

    Args:
        allowed: what *layer* may.
    """
    return allowed & layer.may_relax.value if layer.may_relax else allowed - _set_by(layer)


def _set_by(layer: Layer) -> frozenset[str]:
    said = frozenset[str]().union(*(each for own in layer.settings for each in (own.levels, own.limits)))
    disclosure = layer.disclosure
    values = {
        "disclosure.commits": disclosure.commits,
        "disclosure.files": disclosure.files,
        "disclosure.human_sign_off": disclosure.human_sign_off,
        "disclosure.reviewed_by": disclosure.reviewed_by,
        "exclude": layer.exclude,
        "languages": layer.languages.include or layer.languages.exclude,
        "size_limit": layer.size_limit,
        "tools.approved": layer.approved is not None,
        "tools.classes": layer.classes or layer.declared,
        "tools.denied": layer.denied,
        **{f"{USE_KEYS[use]}.approved": True for use in layer.uses},
        "ai_code.unknown_counts_as": layer.unknown_is_ai,
        "waivers.approvers": layer.approvers,
        "waivers.inline": layer.inline,
        "waivers.known": layer.known,
        "waivers.max_days": layer.max_days,
        "waivers.not_waivable": layer.not_waivable,
        "waivers.require": layer.require,
        "waivers.suppressions": layer.suppressions,
        "zones": layer.zones,
    }
    keys = frozenset(key for key, value in values.items() if value)
    return said | keys | (_IMPLIED if layer.speaks else frozenset[str]())
