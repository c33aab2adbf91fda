from datetime import date

import pytest

from charter.evidence import Evidence, Provenance
from charter.model import Finding, Level
from charter.policy import decide, explain, is_excluded, judge, stages, zone_of
from charter.text import Span
from support.charters import charter, of_files

TODAY = date(2027, 1, 10)
HERE = Span(0, 4)
SHELL, CYCLOMATIC, ASSERT = "security.shell-injection", "complexity.cyclomatic", "security.assert"
PAYMENTS = "{name: payments, paths: ['src/payments/**', '**/crypto/**', '!**/crypto/testdata/**']"


def ruled(text, rule=SHELL, path="src/payments/a.py", organisation="", **circumstances):
    """
    Return the level and limit that are in force for a rule.
    """
    law = charter(text, organisation=organisation)
    ruling = explain(law, rule, path, **{"today": TODAY, **circumstances})
    return ruling.level, ruling.limit


def level(text, rule=SHELL, path="src/payments/a.py", **others):
    return ruled(text, rule, path, **others)[0]


def marked(text, tool="cursor", path="src/payments/a.py", organisation="", model=None):
    """
    Return the rule, level and cited key that a mark of *tool* comes to; None if it may be used.
    """
    law = charter(text, organisation=organisation)
    finding = judge(law, Evidence("marker", tool, model, HERE), path, TODAY)
    decision = finding and decide(law, finding, path, TODAY)
    return decision and (finding.rule, decision.level, decision.clause and decision.clause.key)


# -- zones -------------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("path", "expected"),
    [
        ("src/payments/a.py", "payments"),
        ("src/payments/deep/a.py", "payments"),
        ("lib/crypto/a.py", "payments"),
        ("lib/crypto/testdata/a.py", "default"),
        ("src/payments/crypto/testdata/a.py", "default"),
        ("src/paymentsx/a.py", "default"),
        ("a.py", "default"),
        ("docs/a.md", "docs"),
    ],
)
def test_path_lies_in_the_first_zone_that_matches(path, expected):
    """
    The last pattern that matches decides, `!` carves out whole folders, and the first zone holds.
    """
    text = f"zones: [{PAYMENTS}}}, {{name: docs, paths: '**/*.md'}}, {{name: late, paths: [docs/]}}]"

    assert (expected,) == zone_of(charter(text), path).names


@pytest.mark.parametrize(
    ("zone_rules", "elsewhere", "rule", "expected"),
    [
        ("security: block", "security: warn", SHELL, (Level.BLOCK, None)),
        ("security: advise", "security: block", SHELL, (Level.ADVISE, None)),
        ("security: advise", "security.shell-injection: block", SHELL, (Level.ADVISE, None)),
        ("security: 'off', B602: warn", "security: block", SHELL, (Level.WARN, None)),
        ("security: block", "security.assert: warn", ASSERT, (Level.WARN, None)),
        ("complexity: warn", "complexity.cyclomatic: {max: 6}", CYCLOMATIC, (Level.WARN, 6)),
        ("complexity.cyclomatic: {max: 30}", "complexity.cyclomatic: {max: 6}", CYCLOMATIC, (Level.ADVISE, 30)),
    ],
)
def test_zone_replaces_what_its_layer_says(zone_rules, elsewhere, rule, expected):
    """
    Inside a layer a zone's rules hold for its paths, either way; it wakes nothing by a family.
    """
    text = f"rules: {{{elsewhere}}}\nzones: [{PAYMENTS}, rules: {{{zone_rules}}}}}]"

    assert expected == ruled(text, rule)
    assert ruled(f"rules: {{{elsewhere}}}", rule) == ruled(text, rule, path="a.py")


@pytest.mark.parametrize(
    ("organisation", "text", "expected"),
    [
        ("rules: {security: block}", f"zones: [{PAYMENTS}, rules: {{security: warn}}}}]", Level.BLOCK),
        (f"zones: [{PAYMENTS}, rules: {{security: block}}}}]", "rules: {security: 'off'}", Level.BLOCK),
        (f"zones: [{PAYMENTS}, rules: {{security: block}}}}]", f"zones: [{PAYMENTS}, rules: {{B602: warn}}}}]", 4),
        (f"zones: [{PAYMENTS}, rules: {{B602: warn}}}}]", "rules: {security: block}", Level.BLOCK),
        ("zones: [{name: all, paths: ['*'], rules: {B602: warn}}]\nrules: {B602: block}", "rules: {B602: advise}", 3),
    ],
)
def test_zone_never_hides_a_higher_one(organisation, text, expected):
    """
    Between layers the stricter value holds, wherever each of them comes from.
    """
    assert expected == level(text, organisation=organisation)


def test_zones_of_all_layers_are_joined():
    """
    The more sensitive data and the less use of AI hold, and the outermost owner.
    """
    organisation = "zones: [{name: money, paths: [src/], data: confidential, ai: reviewed, owner: leads}]"
    text = f"zones: [{PAYMENTS}, data: internal, ai: forbidden, owner: team}}]"
    zone = zone_of(charter(text, organisation=organisation), "src/payments/a.py")

    assert ("money", "payments") == zone.names
    assert ("confidential", "forbidden", "leads") == (zone.data.value.word, zone.ai.value.word, zone.owner.value)
    assert ["organisation", "repository"] == [zone.data.clause.layer, zone.ai.clause.layer]


def test_zones_of_a_nested_charter_start_at_its_folder():
    """
    A folder's charter draws zones below that folder.
    """
    files = {"src/charter.yaml": "zones: [{name: gen, paths: [/gen/]}]"}
    nested = of_files(files, ("src/charter.yaml", "src"))

    names = [zone_of(nested, path).names for path in ("src/gen/a.py", "gen/a.py")]
    assert [("gen",), ("default",)] == names


def test_nearer_file_draws_its_zones_first():
    """
    Of two files of a layer the nearer asks first, and a name means its zone.
    """
    files = {
        "pack": "zones: [{name: gen, paths: [gen/, out/]}, {name: far, paths: [src/]}]",
        "own": "extends: pack\nzones: [{name: near, paths: [src/a/]}, {name: gen, paths: [gen/]}]",
    }
    both = of_files(files, ("own", "repository"))

    names = [zone_of(both, path).names[0] for path in ("src/a/x.py", "src/b/x.py", "gen/x.py", "out/x.py")]
    assert ["near", "far", "gen", "default"] == names


@pytest.mark.parametrize(
    ("zone", "tool", "expected"),
    [
        ("ai: forbidden", "copilot", ("provenance.forbidden-zone", Level.BLOCK, "zones.ai")),
        ("ai: forbidden", None, ("provenance.forbidden-zone", Level.BLOCK, "zones.ai")),
        ("ai: forbidden, rules: {provenance: advise}", "copilot", ("provenance.forbidden-zone", 2, "zones.ai")),
        ("ai: reviewed", "copilot", ("provenance.unreviewed", Level.WARN, "zones.ai")),
        ("ai: open", "copilot", None),
        ("data: public", "copilot", None),
    ],
)
def test_zone_says_what_ai_may_do(zone, tool, expected):
    """
    Where AI is forbidden every mark is at block, where it must be reviewed at warn, else the tool list decides.
    """
    assert expected == marked(f"tools: {{approved: [copilot]}}\nzones: [{PAYMENTS}, {zone}}}]", tool)


def test_decision_names_the_owner_of_the_zone():
    """
    Whoever answers for a zone is asked about what the zone says, and about what nobody says.
    """
    law = charter(f"owner: leads\nzones: [{PAYMENTS}, owner: team, rules: {{B602: block}}}}]")
    asked = {
        rule: decide(law, Finding(rule, HERE, "", "", HERE), "src/payments/a.py", TODAY)
        for rule in (SHELL, "security.eval")
    }

    assert ("team", "team") == (asked[SHELL].clause.owner, asked["security.eval"].owner)


# -- classes of tools --------------------------------------------------------------------------------------------------

CLASSES = "classes: {public: {data: public}, enterprise: {data: internal}, custom: {rules: {security: block}}}"


@pytest.mark.parametrize(
    ("entry", "data", "expected"),
    [
        ("cursor", "public", None),
        ("cursor", "internal", "tools.wrong-class"),
        ("{tool: cursor, class: enterprise}", "internal", None),
        ("{tool: cursor, class: enterprise}", "confidential", "tools.wrong-class"),
        ("{tool: cursor, class: self-hosted}", "restricted", None),
    ],
)
def test_class_of_a_tool_bounds_the_data_that_it_may_see(entry, data, expected):
    """
    A tool without an entry is public, and a class that nobody speaks of may see everything.
    """
    text = f"tools: {{approved: [{entry}], {CLASSES}}}\nzones: [{PAYMENTS}, data: {data}}}]"
    found = marked(text)

    assert expected == (found and found[0])


@pytest.mark.parametrize(
    ("organisation", "text", "expected"),
    [
        (f"tools: {{approved: [cursor], {CLASSES}}}", "tools: {approved: [{tool: cursor, class: enterprise}]}", True),
        (f"tools: {{{CLASSES}}}", "tools: {approved: [{tool: cursor, class: self-hosted}]}", True),
        ("tools: {approved: [{tool: cursor, class: self-hosted}]}", f"tools: {{{CLASSES}}}", False),
        ("tools: {approved: [{tool: cursor, class: public}]}", f"tools: {{approved: [cursor], {CLASSES}}}", True),
    ],
)
def test_lower_layer_cannot_choose_a_better_class(organisation, text, expected):
    """
    What a layer says of a class is meant for tools as that layer and those above it class them.
    """
    found = marked(text, organisation=organisation, path="a.py")

    assert expected == (found is not None and found[0] == "tools.wrong-class")


def test_custom_class_is_governed_more_strictly():
    """
    The rules of a class hold for code by its tools, and for no other's.
    """
    text = f"""
tools:
  declare: [{{id: acme, class: custom}}]
  {CLASSES}
"""
    by = [Provenance("ai", "acme"), Provenance("mixed", "acme"), Provenance("ai", "cursor"), Provenance("human")]

    assert [Level.BLOCK, Level.BLOCK, None, None] == [level(text, provenance=each) for each in by]


@pytest.mark.parametrize(
    ("entry", "model", "path", "expected"),
    [
        ("models: ['gpt-5*', claude-*]", "GPT-5-mini", "a.py", None),
        ("models: ['gpt-5*']", "gpt-4o", "a.py", "tools.wrong-model"),
        ("models: ['gpt-5*']", None, "a.py", None),
        ("models: []", "gpt-5", "a.py", "tools.wrong-model"),
        ("zones: [default]", None, "a.py", None),
        ("zones: [default]", None, "src/payments/a.py", "tools.unapproved"),
        ("zones: [payments]", None, "src/payments/a.py", None),
    ],
)
def test_approval_is_for_models_and_zones(entry, model, path, expected):
    """
    A tool is approved for the models and zones that its entry names, or for all.
    """
    text = f"tools: {{approved: [{{tool: cursor, {entry}}}]}}\nzones: [{PAYMENTS}}}]"
    found = marked(text, path=path, model=model)

    assert expected == (found and found[0])


def test_approval_knows_no_zones_of_lower_layers():
    """
    A repository that calls its code by the name of an approved zone does not come under that approval.
    """
    organisation = "tools: {approved: [{tool: cursor, zones: [docs]}]}"
    text = "zones: [{name: docs, paths: ['*']}]"

    assert "tools.unapproved" == marked(text, organisation=organisation)[0]


# -- AI's code ---------------------------------------------------------------------------------------------------------

AI_CODE = "ai_code: {rules: {security: block, complexity.cyclomatic: {max: 7}}}"


@pytest.mark.parametrize(
    ("text", "kind", "expected"),
    [
        (AI_CODE, "ai", (Level.ADVISE, 7)),
        (AI_CODE, "mixed", (Level.ADVISE, 7)),
        (AI_CODE, "human", (Level.ADVISE, 15)),
        (AI_CODE, "unknown", (Level.ADVISE, 15)),
        (f"{AI_CODE}\nrules: {{complexity.cyclomatic: {{max: 5}}}}", "ai", (Level.ADVISE, 5)),
        ("ai_code: {rules: {complexity: warn, complexity.cyclomatic: {max: 30}}}", "ai", (Level.WARN, 15)),
        ("ai_code: {rules: {complexity: 'off'}}", "ai", (Level.ADVISE, 15)),
        ("ai_code: {unknown_counts_as: ai, rules: {complexity: warn}}", "unknown", (Level.WARN, 15)),
        ("ai_code: {unknown_counts_as: ai, rules: {complexity: warn}}", "human", (Level.ADVISE, 15)),
    ],
)
def test_ai_code_only_tightens(text, kind, expected):
    """
    Where AI wrote the code the stricter of two values holds; what is unknown counts as the charter says.
    """
    assert expected == ruled(text, CYCLOMATIC, provenance=Provenance(kind))


def test_evidence_of_ai_is_ai_code():
    """
    A mark of AI is judged as AI's code whatever else is known of the place.
    """
    text = "tools: {approved: [copilot]}\nai_code: {rules: {tools.unapproved: block}}"

    assert ("tools.unapproved", Level.BLOCK, "ai_code.rules.tools.unapproved") == marked(text)


# -- stages ------------------------------------------------------------------------------------------------------------

ROLLOUT = """
rules: {B602: advise}
rollout:
  - {from: 2027-01-10, rules: {B602: warn}}
  - {from: 2027-01-15, rules: {security: block}, note: as announced}
"""


@pytest.mark.parametrize(
    ("today", "expected"),
    [
        (date(2027, 1, 9), (Level.ADVISE, Level.WARN, date(2027, 1, 10))),
        (date(2027, 1, 10), (Level.WARN, Level.BLOCK, date(2027, 1, 15))),
        (date(2027, 1, 14), (Level.WARN, Level.BLOCK, date(2027, 1, 15))),
        (date(2027, 1, 15), (Level.BLOCK, None, None)),
    ],
)
def test_stage_is_announced_and_then_in_force(today, expected):
    """
    A stage holds from its first day on; before that day the finding says what it will be, and from when.
    """
    decision = decide(charter(ROLLOUT), Finding(SHELL, HERE, "", "", HERE), "a.py", today)
    rise = decision.rise

    assert expected == (decision.level, rise and rise.level, rise and rise.starts)
    assert rise is None or rise.level < Level.BLOCK or rise.clause.note == "as announced"


def test_stage_that_changes_nothing_is_not_announced():
    """
    A later stage that is milder than what is in force says nothing to anybody.
    """
    text = "rules: {security: block}\nrollout: [{from: 2028-01-01, rules: {security: warn}}]"
    decision = decide(charter(text), Finding(SHELL, HERE, "", "", HERE), "a.py", TODAY)

    assert (Level.BLOCK, None) == (decision.level, decision.rise)
    assert Level.BLOCK == level(text, today=date(2029, 1, 1))


def test_calendar_has_the_stages_of_all_layers():
    """
    Stages are listed by their day, whichever layer and in whatever order they were written.
    """
    organisation = "rollout: [{from: 2027-06-01, note: second}]"
    text = "rollout: [{from: 2027-09-01, note: third}, {from: 2027-01-01, note: first}]"
    law = charter(text, organisation=organisation)

    assert ["first", "second", "third"] == [stage.note for stage in stages(law)]
    assert ["charter.bad-date"] == [problem.rule for problem in law.problems]


# -- languages ---------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("languages", "path", "expected"),
    [
        ("include: [python]", "a.py", None),
        ("include: [python]", "a.js", "languages.include"),
        ("include: [python]", "tool", None),
        ("include: [python]", "src/", None),
        ("exclude: [javascript]", "a.js", "languages.exclude"),
        ("exclude: [javascript]", "a.py", None),
        ("include: [python], exclude: [python]", "a.py", "languages.exclude"),
        ("include: [python]", "charter.yaml", None),
    ],
)
def test_language_is_told_by_the_name(languages, path, expected):
    """
    Files of other languages are not checked; a name that tells none may be any, and a charter always is one.
    """
    clause = is_excluded(charter(f"languages: {{{languages}}}"), path)

    assert expected == (clause and clause.key)


@pytest.mark.parametrize(
    ("organisation", "text", "path", "expected"),
    [
        ("rules: {B602: block}", "languages: {include: [javascript]}", "a.py", Level.BLOCK),
        ("languages: {include: [python]}", "languages: {exclude: [python]}\nrules: {B602: warn}", "a.py", Level.WARN),
        ("languages: {exclude: [python]}\nrules: {B602: block}", "rules: {B602: warn}", "a.py", Level.WARN),
    ],
)
def test_languages_take_nothing_from_higher_layers(organisation, text, path, expected):
    """
    As with paths: what a lower layer leaves out a higher one still checks, and the other way round.
    """
    assert expected == level(text, path=path, organisation=organisation)
