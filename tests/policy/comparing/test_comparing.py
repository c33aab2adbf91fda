"""
What gets looser and what stricter between two charters.
"""

from datetime import date

import pytest

from charter.evidence import Provenance
from charter.policy import effective
from charter.policy.comparing import changes, loosenings
from support.charters import charter

TODAY = date(2027, 1, 10)

# Key, the value before and the value after, read from left to right; the other way round it is the reverse.
STRICTER = """
rules: {B602: warn}                     | rules: {B602: block}                          | rules.security.shell-injection: warn → block
rules: {B602: off}                      | {}                                            | rules.security.shell-injection: off → by finding
{}                                      | rules: {B602: warn}                           | rules.security.shell-injection: by finding → warn
rules: {complexity.cyclomatic: {max: 9}} | rules: {complexity.cyclomatic: {max: 8}}     | rules.complexity.cyclomatic.max: 9 → 8
rules: {complexity.maintainability: {min: 8}} | rules: {complexity.maintainability: {min: 9}} | rules.complexity.maintainability.min: 8 → 9
tools: {approved: [claude, copilot]}    | tools: {approved: [claude]}                   | tools.approved: copilot → -
tools: {approved: [claude]}             | tools: {approved: [{tool: claude, until: 2027-06-30}]} | tools.approved.claude.until: any → 2027-06-30
tools: {approved: [claude]}             | tools: {approved: [{tool: claude, models: [opus*]}]} | tools.approved.claude.models: any → [opus*]
tools: {approved: [{tool: claude, zones: [default]}]} | tools: {approved: [{tool: claude, zones: []}]} | tools.approved.claude.zones: default → -
tools: {denied: []}                     | tools: {denied: [{tool: windsurf, reason: none}]} | tools.denied: - → windsurf
tools: {classes: {public: {data: internal}}} | tools: {classes: {public: {data: public}}} | tools.classes.public.data: internal → public
tools: {classes: {custom: {rules: {B602: warn}}}} | tools: {classes: {custom: {rules: {B602: block}}}} | tools.classes.custom.rules.security.shell-injection: warn → block
{}                                      | tools: {classes: {custom: {rules: {B602: warn}}}} | tools.classes.custom.rules.security.shell-injection: - → warn
{}                                      | tools: {classes: {custom: {rules: {complexity.cyclomatic: {max: 6}}}}} | tools.classes.custom.rules.complexity.cyclomatic.max: - → 6
zones: [{name: a, paths: [x/]}]         | zones: [{name: a, paths: [x/, y/]}]           | zones.a.paths: - → y/
zones: [{name: a, paths: [x/, "!x/y"]}] | zones: [{name: a, paths: [x/]}]               | zones.a.paths: !x/y → -
zones: [{name: a, paths: [x/]}]         | zones: [{name: a, paths: [x/], data: restricted}] | zones.a.data: internal → restricted
zones: [{name: a, paths: [x/]}]         | zones: [{name: a, paths: [x/], rules: {B602: block}}] | rules.security.shell-injection in a: by finding → block
ai_code: {rules: {B602: warn}}          | ai_code: {rules: {B602: block}}               | rules.security.shell-injection in AI's code: warn → block
{}                                      | rollout: [{from: 2027-02-01, rules: {B602: block}}] | rules.security.shell-injection from 2027-02-01: by finding → block
exclude: [vendor/, dist/]               | exclude: [dist/]                              | exclude: vendor/ → -
exclude: [vendor/]                      | exclude: [vendor/, "!vendor/x"]               | exclude: - → !vendor/x
languages: {include: [python]}          | {}                                            | languages.include: [python] → any
languages: {exclude: [python]}          | {}                                            | languages.exclude: python → -
size_limit: 1MB                         | {}                                            | size_limit: 1MB → 2MB
waivers: {suppressions: all}            | {}                                            | waivers.suppressions: all → below-block
waivers: {require: [reason]}            | {}                                            | waivers.require: [reason] → [reason, expires]
{}                                      | waivers: {max_days: 90}                       | waivers.max_days: any → 90
{}                                      | waivers: {approvers: []}                      | waivers.approvers: any → []
{}                                      | waivers: {not_waivable: [B602]}               | waivers.not_waivable: [] → [security.shell-injection]
{}                                      | ai_code: {unknown_counts_as: ai}              | ai_code.unknown_counts_as: human → ai
{}                                      | disclosure: {commits: require}                | disclosure.commits: off → require
{}                                      | disclosure: {human_sign_off: true}            | disclosure.human_sign_off: false → true
may_relax: [complexity.cyclomatic]      | {}                                            | may_relax: complexity.cyclomatic → -
tools: {mcp_servers: {approved: [a, b]}} | tools: {mcp_servers: {approved: [a]}}        | tools.mcp_servers.approved: b → -
tools: {runtime: {sdks: {approved: [a, b]}}} | tools: {runtime: {sdks: {approved: [a]}}} | tools.runtime.sdks.approved: b → -
tools: {runtime: {hosts: {unapproved: warn}}} | tools: {runtime: {hosts: {unapproved: block}}} | rules.tools.unapproved-host: warn → block
"""  # noqa: E501 - a case is one line
OTHER = """
name: A                                 | name: B                                       | name: A → B
{}                                      | contact: mailto:a@acme.example                | contact: - → mailto:a@acme.example
roles: {a: {duty: x}}                   | roles: {a: {duty: y}}                         | roles.a: [] x → [] y
{}                                      | rules: {B602: advise}                         | rules.security.shell-injection: by finding → advise
disclosure: {commits: require}          | disclosure: {commits: forbid}                 | disclosure.commits: require → forbid
waivers: {approvers: [a]}               | waivers: {approvers: [b]}                     | waivers.approvers: [a] → [b]
disclosure: {profile: llvm}             | disclosure: {profile: fedora}                 | disclosure.profile: llvm → fedora
controls: {X: {Y: [a]}}                 | controls: {X: {Y: [b]}}                       | controls.X.Y: [a] → [b]
"""  # noqa: E501 - as above
_OPPOSITE = {"stricter": "looser", "looser": "stricter", "other": "other"}


def cases(table):
    return [
        pytest.param(*(cell.strip() for cell in line.split(" | ")), id=line.rpartition(" | ")[2])
        for line in table.strip().splitlines()
    ]


def told(before, after):
    return [
        (f"{each.key}{_where(each)}", each.before or "-", each.after or "-", each.direction)
        for each in changes(charter(before), charter(after), TODAY)
    ]


def _where(change):
    words = (
        f"in {change.zone}" if change.zone else "",
        "in AI's code" * change.is_of_ai,
        f"from {change.starts}" if change.starts else "",
    )
    return "".join(f" {word}" for word in words if word)


@pytest.mark.parametrize(
    ("before", "after", "expected", "direction"),
    [
        (*case.values, direction)
        for table, direction in ((STRICTER, "stricter"), (OTHER, "other"))
        for case in cases(table)
    ],
)
def test_direction(before, after, expected, direction):
    """
    Each key knows which of two values is the stricter; the way back is the opposite, and alike is no change.
    """
    key, _, words = expected.partition(": ")
    one, other = words.split(" → ")

    assert [(key, one, other, direction)] == told(before, after)
    assert [(key, other, one, _OPPOSITE[direction])] == told(after, before)
    assert [] == told(before, before)


def test_first_list_of_tools_is_stricter_though_it_allows():
    """
    Where any tool may be used, a list that approves some is a bound; what follows from it is said, too.
    """
    found = {key: direction for key, *_, direction in told("{}", "tools: {approved: [copilot]}")}

    assert {
        "tools.approved": "stricter",
        "rules.tools.unapproved": "stricter",
        "rules.tools.unnamed": "stricter",
    } == found


def test_what_holds_everywhere_is_said_once():
    """
    A change is not said again of each zone, of AI's code, or of later days, unless it is another there.
    """
    scopes = (
        "zones: [{name: a, paths: [x/]}]\n"
        "ai_code: {rules: {B602: block}}\n"
        "rollout: [{from: 2027-02-01, rules: {B307: block}}]\n"
    )
    before, after = (f"{scopes}rules: {{B602: {level}, B307: {level}}}" for level in ("advise", "warn"))

    assert [("rules.security.eval", "advise", "warn"), ("rules.security.shell-injection", "advise", "warn")] == sorted(
        each[:3] for each in told(before, after)
    )


def test_clause_is_where_the_new_value_stands():
    """
    What is added or set is cited where it stands, what is gone where it stood.
    """
    before, after = charter("exclude:\n- a\nsize_limit: 3MB"), charter("rules:\n\n  B602: block\nexclude: []")
    found = {each.key: each.clause and each.clause.line for each in changes(before, after, TODAY)}

    assert {"exclude": 1, "size_limit": 2, "rules.security.shell-injection": 2} == found


@pytest.mark.parametrize("level", ["off", "observe"])
@pytest.mark.parametrize(
    "scope",
    ["rollout: [{from: 2027-02-01, rules: {B602: %s}}]", "ai_code: {rules: {B602: %s}}"],
)
def test_what_only_tightens_is_never_announced_as_looser(scope, level):
    """
    A level below what findings are worth by themselves changes nothing in a stage or in AI's code, and no face says
    that it does.
    """
    before, after = "extends: recommended", f"extends: recommended\n{scope % level}"
    later = effective(charter(after), "a.py", date(2027, 2, 1), Provenance("ai"))

    assert [] == told(before, after)
    assert [] == [*loosenings(charter(before), charter(after), ["a.py"], TODAY)]
    assert ["by finding"] == [each.value for each in later if each.key == "rules.security.shell-injection"]
