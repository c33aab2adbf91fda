from datetime import date

from hypothesis import given
from hypothesis import strategies as st

from charter.catalogue import Catalogue, Tool
from charter.engine import BOOK
from charter.model import Evidence, Finding, Level, Rank
from charter.policy import Source, build, decide, explain, is_excluded, judge
from charter.text import Span

TODAY = date(2027, 1, 10)
HERE = Span(0, 1)
RULES = ("security.shell-injection", "security.assert", "complexity.cyclomatic", "complexity.maintainability")
GUARDED = ("charter.unknown-key", "waiver.unused")
PATHS = ("a.py", "gen/a.py", "gen/deep/b.py")
SIGNS = {rule: -1 if BOOK[rule].limit and BOOK[rule].limit.key == "max" else 1 for rule in (*RULES, *GUARDED)}
TOOLS = ("one", "two", "three")
CATALOGUE = Catalogue(tuple(Tool(name) for name in TOOLS))

LEVELS = st.sampled_from([level.word for level in Level])
RULE_KEYS = st.sampled_from(
    [
        "security",
        "complexity",
        "tools",
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
SILENCING = st.sampled_from(["all", "below-block", "none"])
TOOL_LISTS = st.lists(
    st.fixed_dictionaries(
        {"tool": st.sampled_from(TOOLS)},
        optional={"until": st.sampled_from(["2026-01-01", "2027-01-10", "2028-01-01"])},
    ),
    max_size=3,
)
CHARTERS = st.fixed_dictionaries(
    {},
    optional={
        "rules": st.dictionaries(RULE_KEYS, SETTINGS, max_size=6),
        "tools": st.fixed_dictionaries(
            {}, optional={"approved": TOOL_LISTS, "denied": TOOL_LISTS, "unapproved": LEVELS, "denied_level": LEVELS}
        ),
        "exclude": st.lists(st.sampled_from(["gen/", "*.py", "!a.py", "deep/"]), max_size=3),
        "size_limit": st.sampled_from(["1kB", "2MB", "9MB"]),
        "waivers": st.fixed_dictionaries(
            {},
            optional={
                "require": st.lists(st.sampled_from(["reason", "expires", "approver"]), max_size=3),
                "suppressions": SILENCING,
                "inline": SILENCING,
                "not_waivable": st.lists(st.sampled_from(RULES), max_size=2),
            },
        ),
    },
)


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
    Return all that *charter* holds, in figures of which the greater is the stricter.
    """
    silencing = ("all", "below-block", "none")
    held = {("size",): charter.size_limit}
    held |= {(name,): silencing.index(getattr(charter.waivers, name)) for name in ("suppressions", "inline")}
    for path in PATHS:
        held["checked", path] = is_excluded(charter, path) is None
        for rule in (*RULES, *GUARDED):
            limit, sign = explain(charter, rule, path, TODAY).limit, SIGNS[rule]
            held["limit", path, rule] = sign * (limit or 0)
            held |= {("level", path, rule, rank): found(charter, rule, path, rank) for rank in (Rank.LOW, Rank.HIGH)}
        held |= {("tool", path, tool): used(charter, tool, path) for tool in TOOLS}
    return held


def found(charter, rule, path, severity):
    finding = Finding(rule, HERE, "", "", HERE, severity=severity)
    decision = decide(charter, finding, path, TODAY)
    return decision.level if decision else Level.OFF


def used(charter, tool, path):
    finding = judge(charter, Evidence("marker", tool, None, HERE), path, TODAY)
    decision = decide(charter, finding, path, TODAY) if finding else None
    return decision.level if decision else Level.OFF


@given(CHARTERS, CHARTERS, st.randoms(use_true_random=False))
def test_order_of_keys_never_matters(above, below, order):
    """
    However the keys of two layers are shuffled, the same is in force.
    """
    usual = built(written(above), written(below))
    shuffled = built(written(above, order), written(below, order))

    assert in_force(usual) == in_force(shuffled)
    assert usual.waivers.not_waivable == shuffled.waivers.not_waivable
    assert set(usual.waivers.require) == set(shuffled.waivers.require)


@given(CHARTERS, CHARTERS, CHARTERS)
def test_lower_layer_never_loosens_what_a_higher_sets(organisation, team, repository):
    """
    Whatever team and repository write, nothing that the organisation set is milder than without them.
    """
    alone, bound = built(written(organisation)), built(written(organisation), written(team), written(repository))
    before, after, layer = in_force(alone), in_force(bound), alone.layers[0]

    loosened = {name for name in before if before[name] > after[name] and IS_SET[name[0]](layer, *name[1:])}
    assert set() == loosened
    assert alone.waivers.not_waivable <= bound.waivers.not_waivable
    if layer.require or layer.speaks:
        assert set(alone.waivers.require) <= set(bound.waivers.require)


def sets_level(layer, path, rule, rank):
    said, own = layer.levels.get(rule), BOOK[rule].default
    default = (Level.OBSERVE if rank == Rank.LOW else Level.WARN) if own is None else own
    is_said = said is not None and said.against(default) is not None and checks(layer, path)
    # The level of what charters and waivers do wrong binds even as a default.
    return is_said or rule in GUARDED


def sets_tool(layer, path, tool):
    level = layer.levels.get("tools.denied" if tool in layer.denied else "tools.unapproved")
    is_listed = tool in layer.denied or (layer.approved is not None and tool not in layer.approved and level)
    return is_listed and not level.is_broad and checks(layer, path)


def checks(layer, path):
    return layer.exclude is None or layer.exclude.clause(path) is None


IS_SET = {
    "size": lambda layer: layer.size_limit or layer.speaks,
    "suppressions": lambda layer: layer.suppressions or layer.speaks,
    "inline": lambda layer: layer.inline or layer.speaks,
    "checked": lambda layer, path: layer.speaks and checks(layer, path),
    "limit": lambda layer, path, rule: rule in layer.limits and checks(layer, path),
    "level": sets_level,
    "tool": sets_tool,
}
