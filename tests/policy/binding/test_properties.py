from datetime import date

from hypothesis import example, given
from hypothesis import strategies as st

from charter.catalogue import Catalogue, Tool
from charter.engine import BOOK
from charter.evidence import Evidence, Provenance
from charter.model import Finding, Level, Rank
from charter.policy import Source, build, decide, explain, is_excluded, judge, zone_of
from charter.policy.model.uses import USE_RULES
from charter.text import Span

DAYS = (date(2027, 1, 10), date(2027, 9, 1))
HERE = Span(0, 1)
RULES = ("security.shell-injection", "security.assert", "complexity.cyclomatic", "complexity.maintainability")
GUARDED = ("charter.unknown-key", "waiver.unused")
PATHS = ("a.py", "gen/a.py", "gen/deep/b.js")
SIGNS = {rule: -1 if BOOK[rule].limit and BOOK[rule].limit.key == "max" else 1 for rule in (*RULES, *GUARDED)}
TOOLS = ("one", "two", "three")
CATALOGUE = Catalogue(tuple(Tool(name) for name in TOOLS))
AUTHORS = (Provenance(), Provenance("ai", "one"), Provenance("mixed", "two"))
SILENCINGS = ("all", "below-block", "none")

LEVELS = st.sampled_from([level.word for level in Level])
RULE_KEYS = st.sampled_from(
    [
        "security",
        "complexity",
        "tools",
        "provenance",
        "charter",
        "waiver",
        "CWE-78",
        "CWE-703",
        "B602",
        "S602",
        "B101",
        "C901",
        *RULES,
        *GUARDED,
    ]
)
FIGURES = st.integers(1, 30).map(str)
SETTINGS = LEVELS | st.fixed_dictionaries({}, optional={"level": LEVELS, "max": FIGURES, "min": FIGURES})
RULE_MAPS = st.dictionaries(RULE_KEYS, SETTINGS, max_size=5)
DATES = st.sampled_from(["2026-01-01", "2027-01-10", "2028-01-01"])
DATA = st.sampled_from(["public", "internal", "confidential", "restricted"])
CLASSES = st.sampled_from(["public", "enterprise", "self-hosted", "custom"])
PATTERNS = st.lists(st.sampled_from(["gen/", "*.py", "!a.py", "deep/", "gen/**", "!gen/deep/**"]), max_size=3)
NAMES = st.sampled_from(["red", "blue"])
SILENCING = st.sampled_from(SILENCINGS)


def record(**optional):
    return st.fixed_dictionaries({}, optional=optional)


APPROVED = st.lists(
    st.fixed_dictionaries(
        {"tool": st.sampled_from(TOOLS)},
        optional={
            "until": DATES,
            "class": CLASSES,
            "models": st.lists(st.sampled_from(["m*", "m-1", "n"]), max_size=2),
            "zones": st.lists(NAMES | st.just("default"), max_size=2),
        },
    ),
    max_size=3,
)
PATTERN_LISTS = st.lists(st.sampled_from(["a*", "a-1", "b"]), max_size=2)
USE_LISTS = record(unapproved=LEVELS, approved=PATTERN_LISTS)
SERVERS = st.lists(
    st.sampled_from(["a*", "a-1", "b"])
    | st.fixed_dictionaries(
        {"name": st.sampled_from(["a*", "a-1", "b"])},
        optional={"command": st.sampled_from(["npx *", "npx a@1"]), "url": st.sampled_from(["https://a.example/*"])},
    ),
    max_size=2,
)
DENIED = st.lists(st.sampled_from(TOOLS), max_size=2)
DECLARED = st.lists(
    st.fixed_dictionaries({"id": st.sampled_from([*TOOLS, "other"])}, optional={"class": CLASSES}), max_size=2
)
ZONES = st.lists(
    st.fixed_dictionaries(
        {"name": NAMES, "paths": PATTERNS},
        optional={"data": DATA, "ai": st.sampled_from(["open", "reviewed", "forbidden"]), "rules": RULE_MAPS},
    ),
    max_size=2,
)
LANGUAGES = st.lists(st.sampled_from(["python", "javascript"]), max_size=2)
RELAXED = st.lists(
    st.sampled_from(["complexity", "security", "B602", "exclude", "languages", "size_limit", "waivers", "tools"]),
    max_size=3,
)
KEYS = {
    "rules": RULE_MAPS,
    "tools": record(
        approved=APPROVED,
        denied=DENIED,
        declare=DECLARED,
        unapproved=LEVELS,
        denied_level=LEVELS,
        classes=st.dictionaries(CLASSES, record(data=DATA, rules=RULE_MAPS), max_size=2),
        mcp_servers=record(unapproved=LEVELS, approved=SERVERS),
        runtime=record(sdks=USE_LISTS, models=USE_LISTS, hosts=USE_LISTS),
    ),
    "zones": ZONES,
    "ai_code": record(unknown_counts_as=st.sampled_from(["human", "ai"]), rules=RULE_MAPS),
    "rollout": st.lists(st.fixed_dictionaries({"from": DATES}, optional={"rules": RULE_MAPS}), max_size=2),
    "languages": record(include=LANGUAGES, exclude=LANGUAGES),
    "exclude": PATTERNS,
    "size_limit": st.sampled_from(["1kB", "2MB", "9MB"]),
    "waivers": record(
        require=st.lists(st.sampled_from(["reason", "expires", "approver"]), max_size=3),
        suppressions=SILENCING,
        inline=SILENCING,
        known=SILENCING,
        max_days=st.sampled_from(["30", "90", "365"]),
        approvers=st.lists(st.sampled_from(["leads", "team"]), max_size=2),
        not_waivable=st.lists(st.sampled_from(RULES), max_size=2),
    ),
}
BINDING = st.fixed_dictionaries({}, optional=KEYS)
CHARTERS = st.fixed_dictionaries({}, optional=KEYS | {"may_relax": RELAXED})


def written(value, order=None):
    """
    Return *value* as YAML in flow style, its keys in the *order* that a random number generator gives.
    """
    if isinstance(value, dict):
        entries = list(value.items())
        if order:
            order.shuffle(entries)
        return "{" + ", ".join(f'"{key}": {written(each, order)}' for key, each in entries) + "}"
    if isinstance(value, list):
        return "[" + ", ".join(written(each, order) for each in value) + "]"
    return f'"{value}"'


def built(*texts):
    labels = ("organisation", "team", "repository")
    sources = [Source(f"/{label}", text, label) for label, text in zip(labels, texts, strict=False)]
    return build(sources, lambda *_: None, BOOK, CATALOGUE)


def in_force(charter):
    """
    Return all that *charter* holds, in figures of which the greater is the stricter, and which of it a layer set.
    """
    held = {}
    for path in PATHS:
        checked = is_excluded(charter, path) is None
        held["checked", path] = (checked, checked and any(layer.speaks for layer in charter.layers))
        zone = zone_of(charter, path)
        held["data", path], held["ai", path] = (zone.data_class, bool(zone.data)), (zone.ai_use, bool(zone.ai))
        for day in DAYS:
            held |= {("tool", path, day, tool): used(charter, tool, path, day) for tool in TOOLS}
            held |= {
                ("use", path, day, kind, name): called(charter, Evidence(kind, name, name, HERE), path, day)
                for kind in ("sdk", "model", "host")
                for name in ("a-1", "a-2", "b", "c")
            }
            held |= {
                ("server", path, day, name, way): called(
                    charter, Evidence("server", name, None, HERE, source=way), path, day
                )
                for name in ("a-1", "b", "c")
                for way in ("npx a@1", "npx b", "https://a.example/mcp")
            }
            held |= {
                (rule, path, day, author): each
                for rule in (*RULES, *GUARDED)
                for author in AUTHORS
                for each in [ruled(charter, rule, path, day, author)]
            }
            held |= {("found", path, day, rank): found(charter, path, day, rank) for rank in (Rank.LOW, Rank.HIGH)}
    return held | terms(charter)


def ruled(charter, rule, path, day, author):
    ruling = explain(charter, rule, path, day, author)
    is_set = (ruling.clause is not None or rule in GUARDED, ruling.limit_clause is not None)
    return ((ruling.level or Level.OFF, SIGNS[rule] * (ruling.limit or 0)), is_set)


def found(charter, path, day, severity):
    finding = Finding(RULES[0], HERE, "", "", HERE, severity=severity)
    decision = decide(charter, finding, path, day)
    return (decision.level, decision.clause is not None) if decision else (Level.OFF, False)


def used(charter, tool, path, day):
    finding = judge(charter, Evidence("marker", tool, "m-2", HERE), path, day)
    decision = decide(charter, finding, path, day) if finding else None
    # Who has no list of tools leaves it to those below to have one.
    is_left = finding is not None and finding.rule == "tools.unapproved" and not lists_tools(charter)
    return (decision.level, decision.clause is not None and not is_left) if decision else (Level.OFF, False)


def called(charter, evidence, path, day):
    rule = USE_RULES[evidence.kind]
    decision = decide(charter, Finding(rule, HERE, "", "", HERE, evidence=evidence), path, day)
    # A list that approves nothing is no word about levels, though a finding cites it.
    is_set = explain(charter, rule, path, day).clause is not None
    is_left = not any(evidence.kind in layer.uses for layer in charter.layers)
    return (decision.level, is_set and not is_left) if decision else (Level.OFF, False)


def lists_tools(charter):
    return any(layer.approved is not None for layer in charter.layers)


def terms(charter):
    waivers, judges = charter.waivers, any(layer.speaks for layer in charter.layers)
    return {
        "size": (charter.size_limit, bool(charter.size_clause) or judges),
        "suppressions": (SILENCINGS.index(waivers.suppressions), "suppressions" in waivers.clauses or judges),
        "inline": (SILENCINGS.index(waivers.inline), "inline" in waivers.clauses or judges),
        "known": (SILENCINGS.index(waivers.known), "known" in waivers.clauses),
        "max_days": (-(waivers.max_days or 999), "max_days" in waivers.clauses),
        "unknown": (charter.unknown_is_ai, charter.unknown_is_ai),
    }


def loosened(before, after):
    """
    Return what is set in *before* and milder in *after*.
    """
    return {name for name, (value, is_set) in before.items() if is_milder(after[name][0], value, is_set)}


def is_milder(value, held, is_set):
    if isinstance(is_set, tuple):
        return any(one < other and each for one, other, each in zip(value, held, is_set, strict=True))
    return is_set and value < held


@given(CHARTERS, CHARTERS, st.randoms(use_true_random=False))
def test_order_of_keys_never_matters(above, below, order):
    """
    However the keys of two layers are shuffled, the same is in force.
    """
    usual = built(written(above), written(below))
    shuffled = built(written(above, order), written(below, order))

    assert in_force(usual) == in_force(shuffled)
    assert usual.waivers.not_waivable == shuffled.waivers.not_waivable
    assert usual.waivers.approvers == shuffled.waivers.approvers
    assert set(usual.waivers.require) == set(shuffled.waivers.require)


@example({"tools": {"runtime": {"sdks": {"approved": []}}}}, {}, {"rules": {"tools": "off"}})
@given(BINDING, CHARTERS, CHARTERS)
def test_lower_layer_never_loosens_what_a_higher_sets(organisation, team, repository):
    """
    Whatever team and repository write, nothing that an organisation set is milder than without them.

    Neither through levels and limits, nor zones, classes, declared tools, uses of AI, servers, languages, sizes or the
    terms of waivers.
    """
    alone, bound = built(written(organisation)), built(written(organisation), written(team), written(repository))

    assert set() == loosened(in_force(alone), in_force(bound))
    assert alone.waivers.not_waivable <= bound.waivers.not_waivable
    layer = alone.layers[0]
    if layer.require or layer.speaks:
        assert set(alone.waivers.require) <= set(bound.waivers.require)
    if layer.approvers:
        assert bound.waivers.approvers <= alone.waivers.approvers


@given(BINDING, RELAXED, CHARTERS)
def test_nothing_is_loosened_but_what_may_be(organisation, relaxed, repository):
    """
    What a lower layer makes milder was named by `may_relax`, or belongs to what was named.
    """
    free = built(written({**organisation, "may_relax": relaxed}), written(repository))
    alone = built(written(organisation))
    names = loosened(in_force(alone), in_force(free))

    allowed = free.layers[1].relaxes
    of_rules = {name[0] for name in names if isinstance(name, tuple) and name[0] in (*RULES, *GUARDED)}
    assert of_rules <= allowed or "exclude" in allowed or "languages" in allowed
    assert not of_rules & set(GUARDED)
    assert "size" not in names or "size_limit" in allowed
    assert not any("checked" in name for name in names) or {"exclude", "languages"} & allowed
    assert not {"suppressions", "inline", "known", "max_days"} & names or "waivers.inline" in allowed
