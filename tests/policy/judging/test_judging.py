from datetime import date

import pytest

from charter.evidence import Evidence, Strength
from charter.model import Finding, Level, Rank
from charter.policy import decide, judge
from charter.text import Span
from support.charters import charter, of_files

TODAY = date(2027, 1, 10)
HERE = Span(0, 4)


def judged(text, tool, organisation="", path="a.py", today=TODAY):
    """
    Return the rule and level that a mark of *tool* comes to, and the decision.
    """
    law = charter(text, organisation=organisation)
    finding = judge(law, Evidence("marker", tool, None, HERE), path, today)
    decision = finding and decide(law, finding, path, today)
    return (finding.rule.removeprefix("tools."), decision.level if decision else None, decision) if finding else None


@pytest.mark.parametrize(
    ("tools", "tool", "expected"),
    [
        ("{}", "cursor", ("unapproved", Level.OBSERVE)),
        ("{}", None, ("unnamed", Level.OBSERVE)),
        ("{approved: []}", "cursor", ("unapproved", Level.OBSERVE)),
        ("{approved: [copilot]}", "copilot", None),
        ("{approved: [copilot]}", "GitHub Copilot", None),
        ("{approved: [copilot]}", "cursor", ("unapproved", Level.WARN)),
        ("{approved: [copilot]}", "Some Coder", ("unapproved", Level.WARN)),
        ("{approved: [copilot]}", None, ("unnamed", Level.ADVISE)),
        ("{approved: [copilot], unapproved: block}", "cursor", ("unapproved", Level.BLOCK)),
        ("{unapproved: off}", "cursor", ("unapproved", None)),
        ("{denied: [cursor]}", "cursor", ("denied", Level.BLOCK)),
        ("{denied: [cursor]}", "copilot", ("unapproved", Level.OBSERVE)),
        ("{denied: [cursor], approved: [cursor]}", "cursor", ("denied", Level.BLOCK)),
        ("{denied: [cursor], denied_level: advise, unapproved: warn}", "cursor", ("unapproved", Level.WARN)),
        ("{approved: [{tool: cursor, until: 2027-01-10}]}", "cursor", None),
        ("{approved: [{tool: cursor, until: 2027-01-09}]}", "cursor", ("expired", Level.WARN)),
        ("{declare: [{id: acme, markers: [Acme Coder]}], approved: [acme]}", "acme coder", None),
    ],
)
def test_what_a_mark_comes_to(tools, tool, expected):
    """
    Approved until its last day, denied before all, else unapproved; only counted before a tool is approved.
    """
    found = judged(f"tools: {tools}", tool)

    assert expected == (found and found[:2])


@pytest.mark.parametrize(
    "bound",
    [
        "zones: ledger",
        "zone: [ledger]",
        "zones: [[ledger]]",
        "models: gpt-5",
        "model: [gpt-5]",
        "until: 2020-1-1",
        "untill: 2020-01-01",
        "class: custm",
    ],
)
def test_approval_with_a_misspelt_bound_approves_nothing(bound):
    """
    Who cannot be understood to have bounded an approval has not given it; the message says so, and other tools are
    judged as beside any approval.
    """
    text = f"tools: {{approved: [{{tool: cursor, {bound}}}]}}"

    assert [("unapproved", Level.WARN)] * 2 == [judged(text, tool)[:2] for tool in ("cursor", "copilot")]
    assert [True] == [problem.message.endswith("So this entry approves nothing.") for problem in charter(text).problems]


def test_misspelt_words_for_people_leave_an_approval_standing():
    """
    Tasks are shown and never checked, so that they bound nothing; a later good entry of a tool holds as well.
    """
    texts = ("[{tool: cursor, tasks: tests}]", "[{tool: cursor, until: never}, cursor]")

    assert [None, None] == [judged(f"tools: {{approved: {text}}}", "cursor") for text in texts]


ZONED = "zones: [{name: vault, paths: ['vault/**'], data: restricted, ai: %s}]\ntools: "


@pytest.mark.parametrize(
    ("text", "tool", "path", "expected"),
    [
        ("tools: {}", "cursor", ".cursor/rules/a.mdc", "tools.unapproved observe"),
        ("tools: {approved: [copilot]}", "cursor", ".cursor/rules/a.mdc", "tools.unapproved warn"),
        ("tools: {approved: [cursor]}", "cursor", ".cursor/rules/a.mdc", None),
        ("tools: {approved: [{tool: cursor, zones: [web]}]}", "cursor", ".cursor/rules/a.mdc", None),
        ("tools: {approved: [{tool: cursor, until: 2026-12-31}]}", "cursor", ".cursorrules", "tools.expired warn"),
        ("tools: {denied: [cursor]}", "cursor", ".cursorrules", "tools.denied block"),
        ("tools: {classes: {public: {data: public}}}", "cursor", ".cursorrules", "tools.wrong-class warn"),
        ("tools: {approved: [copilot]}", None, "AGENTS.md", "tools.unnamed observe"),
        ("tools: {approved: [copilot], unnamed: warn}", None, "AGENTS.md", "tools.unnamed warn"),
        (ZONED % "forbidden" + "{}", "cursor", "vault/.cursor/a.md", "provenance.forbidden-zone block"),
        (ZONED % "forbidden" + "{}", None, "vault/AGENTS.md", "tools.unnamed observe"),
        (ZONED % "reviewed" + "{approved: [cursor]}", "cursor", "vault/.cursor/a.md", None),
    ],
)
def test_what_settings_come_to(text, tool, path, expected):
    """
    As a mark does, but what they set up was not written by the tool: nobody must review it, nor name who reads it.
    """
    law = charter(text)
    finding = judge(law, Evidence("settings", tool, None, Span(0, 0), Strength.HINT), path, TODAY)
    decision = finding and decide(law, finding, path, TODAY)

    assert expected == (decision and f"{decision.finding.rule} {decision.level.word}")


def test_settings_are_removed_not_rewritten():
    """
    The advice fits a file that sets a tool up.
    """
    evidence = Evidence("settings", "windsurf", None, Span(0, 0), Strength.HINT)
    finding = judge(charter("tools: {denied: [windsurf]}"), evidence, ".windsurfrules", TODAY)

    assert "Remove these settings of Windsurf." == finding.advice


def test_settings_make_no_code_that_of_ai():
    """
    What is stricter for AI's code is not stricter for a settings file.
    """
    law = charter("tools: {approved: []}\nai_code: {rules: {tools.unapproved: block}}")
    evidence = Evidence("settings", "cursor", None, Span(0, 0), Strength.HINT)

    assert Level.OBSERVE == decide(law, judge(law, evidence, ".cursorrules", TODAY), ".cursorrules", TODAY).level


@pytest.mark.parametrize(
    ("organisation", "text", "expected"),
    [
        ("approved: [copilot, cursor]", "approved: [cursor]", None),
        ("approved: [copilot]", "approved: [cursor]", ("unapproved", Level.WARN)),
        ("approved: [cursor]", "approved: [copilot]", ("unapproved", Level.WARN)),
        ("approved: []", "approved: [cursor]", ("unapproved", Level.WARN)),
        ("denied: [cursor]", "approved: [cursor], denied_level: off", ("denied", Level.BLOCK)),
        ("approved: [copilot]", "denied: [cursor], denied_level: off", ("unapproved", Level.WARN)),
        ("approved: [{tool: cursor, until: 2026-01-01}]", "approved: [cursor]", ("expired", Level.WARN)),
        ("approved: [cursor]", "approved: [{tool: cursor, until: 2026-01-01}]", ("expired", Level.WARN)),
        (
            "approved: [cursor]",
            "declare: [{id: acme, markers: [Cursor]}], approved: [acme]",
            ("unapproved", Level.WARN),
        ),
    ],
)
def test_tool_must_be_in_every_list(organisation, text, expected):
    """
    Between layers fewer are approved and more denied, and approvals end earlier.
    """
    found = judged(f"tools: {{{text}}}", "cursor", organisation=f"tools: {{{organisation}}}")

    assert expected == (found and found[:2])


@pytest.mark.parametrize(
    ("organisation", "declared", "rules"),
    [
        ("{denied: [cursor]}", "{id: acme, markers: [by Cursor]}", ["charter.weakens-layer"]),
        ("{denied: [cursor]}", "{id: acme, markers: [Cursor Agent]}", ["charter.weakens-layer"]),
        ("{denied: [cursor]}", "{id: by-cursor}", ["charter.weakens-layer"]),
        ("{denied: [cursor]}", "{id: acme, markers: [Acme Coder, Precursors]}", []),
        ("", "{id: acme, markers: [Acme Copilot]}", []),
    ],
)
def test_lower_layer_takes_no_known_name_into_a_longer_one(organisation, declared, rules):
    """
    Else the longer name would be read in the known one's place; who is bound by nobody calls a tool what they like.
    """
    law = charter(f"tools: {{declare: [{declared}]}}", organisation=organisation and f"tools: {organisation}")

    assert rules == [problem.rule for problem in law.problems]


@pytest.mark.parametrize("locked", ["[tools.denied]", "[]"])
def test_stricter_zone_hides_no_denial(locked):
    """
    Of two objections the one that nobody may waive counts; and one that is waived leaves the other in force.
    """
    files = {
        "o.yaml": f"tools: {{declare: [{{id: cursor}}], denied: [cursor]}}\nwaivers: {{not_waivable: {locked}}}",
        "r.yaml": "zones: [{name: z, paths: ['**'], ai: forbidden}]\nwaivers: {files: [w.yaml]}",
        "w.yaml": "- {rules: [provenance.forbidden-zone], paths: ['**'], reason: x, expires: 2027-01-31}",
    }
    law = of_files(files, ("o.yaml", "organisation"), ("r.yaml", "repository"))
    finding = judge(law, Evidence("marker", "cursor", None, HERE), "a.py", TODAY)

    assert ("tools.denied", True) == (finding.rule, decide(law, finding, "a.py", TODAY).is_in_force)


def test_decision_cites_the_entry_that_it_follows_from():
    """
    A denial cites its entry and gives its reason; an unapproved tool cites the list that it is not in.
    """
    text = """
tools:
  approved:
    - copilot
    - {tool: cody, until: 2026-01-01}
  denied:
    - {tool: cursor, reason: no agreement}
"""
    cited = {tool: judged(text, tool)[2] for tool in ("cursor", "cody", "windsurf", None)}

    assert {"cursor": 6, "cody": 4, "windsurf": 3, None: 3} == {tool: each.clause.line for tool, each in cited.items()}
    assert "Cursor is denied: no agreement" == cited["cursor"].finding.reason
    assert (
        "Use an approved tool (copilot, cody), or ask for Windsurf to be approved." == cited["windsurf"].finding.advice
    )


def test_decision_knows_whom_to_ask_without_a_clause():
    """
    A rule's own default is the charter's business too.
    """
    finding = Finding("security.weak-hash", HERE, "", "", HERE, severity=Rank.HIGH)
    decision = decide(charter("{owner: leads, contact: ai@acme.example}"), finding, "a.py", TODAY)

    assert (None, "leads", "ai@acme.example") == (decision.clause, decision.owner, decision.contact)


def test_charters_name_tools_without_having_been_written_by_them():
    """
    A line such as `{tool: cursor}`, left in a charter as a comment, is no mark; elsewhere it is.
    """
    text = "tools: {unapproved: block}"

    assert None is judged(text, "cursor", path="charter.yaml")
    assert "unapproved" == judged(text, "cursor", path="docs/other.yaml")[0]


def test_name_of_the_file_is_quoted_with_care():
    """
    A tool that nobody knows is named as the file names it, on one line and without invisible letters.
    """
    _, _, decision = judged("", "Evil\u202e\nCoder")

    assert "'EvilCoder' is in no list of approved tools." == decision.finding.reason


@pytest.mark.parametrize(
    ("rules", "figure", "expected"),
    [
        ("{}", 15, None),
        ("{}", 16, (Level.ADVISE, 15, None)),
        ("{complexity.cyclomatic: {max: 10}}", 10, None),
        ("{complexity.cyclomatic: {max: 10}}", 11, (Level.ADVISE, 10, "rules.complexity.cyclomatic.max")),
        ("{complexity: warn, C901: {max: 10}}", 11, (Level.WARN, 10, "rules.C901.max")),
        ("{complexity.cyclomatic: block}", 16, (Level.BLOCK, 15, "rules.complexity.cyclomatic")),
        ("{complexity: off}", 99, None),
    ],
)
def test_measure_breaches_beyond_its_limit(rules, figure, expected):
    """
    A figure at the limit is allowed; a breach says the limit in force and the clause that set it.
    """
    finding = Finding("complexity.cyclomatic", HERE, "", "", HERE, figure=figure)
    decision = decide(charter(f"rules: {rules}"), finding, "a.py", TODAY)

    assert expected == (decision and (decision.level, decision.limit, decision.clause and decision.clause.key))


def test_figures_below_a_minimum_breach():
    """
    `min: 20` allows 20 and not 19, and of two layers the greater minimum holds.
    """
    law = charter(
        "rules: {complexity.maintainability: {level: warn, min: 20}}",
        organisation="rules: {complexity.maintainability: {min: 30}}",
    )

    def decided(figure):
        return decide(law, Finding("complexity.maintainability", HERE, "", "", HERE, figure=figure), "a.py", TODAY)

    assert [None, (Level.WARN, 30, "organisation")] == [
        decision and (decision.level, decision.limit, decision.clause.layer) for decision in map(decided, (30, 29))
    ]


@pytest.mark.parametrize(
    ("severity", "confidence", "expected"),
    [
        (Rank.HIGH, Rank.MEDIUM, Level.WARN),
        (Rank.MEDIUM, Rank.MEDIUM, Level.ADVISE),
        (Rank.LOW, Rank.HIGH, Level.OBSERVE),
    ],
)
def test_severity_decides_where_nobody_else_does(severity, confidence, expected):
    """
    Without a charter's word, a finding of a library weighs what the library says, and cites no clause.
    """
    finding = Finding("security.shell-injection", HERE, "", "", HERE, severity=severity, confidence=confidence)
    decision = decide(charter(""), finding, "a.py", TODAY)

    assert (expected, None) == (decision.level, decision.clause)
