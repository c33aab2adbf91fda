from datetime import date

import pytest

from charter.catalogue import Catalogue
from charter.engine import BOOK
from charter.model import Finding, Level, Rank
from charter.policy import build, decide, explain, is_excluded
from charter.text import Span
from support.charters import charter, of_files
from support.pages import draw, examples

TODAY = date(2027, 1, 10)
SHELL, CYCLOMATIC, ASSERT = "security.shell-injection", "complexity.cyclomatic", "security.assert"


def level(text, rule=SHELL, path="a.py", organisation=""):
    return explain(charter(text, organisation=organisation), rule, path, TODAY).level


def limit(text, rule=CYCLOMATIC, organisation=""):
    return explain(charter(text, organisation=organisation), rule, "a.py", TODAY).limit


# -- one layer ---------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("rules", "expected"),
    [
        ("{security: block}", Level.BLOCK),
        ("{security: block, B602: advise}", Level.ADVISE),
        ("{CWE-78: warn, security: block}", Level.WARN),
        ("{B602: advise, CWE-78: block}", Level.ADVISE),
        ("{s602: observe, CWE-78: block}", Level.OBSERVE),
        ("{B602: warn, security.shell-injection: advise}", Level.WARN),
        ("{security: warn, security: block}", Level.BLOCK),
        ("{B602: {note: only}}", None),
    ],
)
def test_more_specific_key_wins_in_either_direction(rules, expected):
    """
    An id or alias beats a CWE, a CWE a family; of two that are equal the stricter holds.
    """
    assert expected == level(f"rules: {rules}")


def test_level_and_limit_are_settled_each_for_itself():
    """
    A family may give the level and the rule itself the limit.
    """
    text = "rules: {complexity: block, complexity.cyclomatic: {max: 7}}"

    assert (Level.BLOCK, 7) == (level(text, CYCLOMATIC), limit(text))


@pytest.mark.parametrize(
    ("rules", "expected"),
    [
        ("security: block", Level.OFF),
        ("CWE-703: block", Level.OFF),
        ("security.assert: block", Level.BLOCK),
        ("B101: warn", Level.WARN),
    ],
)
def test_family_wakes_no_sleeping_rule(rules, expected):
    """
    A rule that is off by default is woken by its own id or alias only.
    """
    assert expected == level(f"rules: {{{rules}}}", ASSERT)


def test_family_wakes_no_sleeping_finding():
    """
    Where severity decides, a family raises the findings that are awake, and can quieten all.
    """

    def decided(rules, severity):
        finding = Finding(SHELL, Span(0, 1), "", "", Span(0, 1), severity=severity)
        decision = decide(charter(rules), finding, "a.py", TODAY)
        return decision and decision.level

    assert [Level.BLOCK, Level.OBSERVE] == [decided("rules: {security: block}", rank) for rank in (Rank.HIGH, Rank.LOW)]
    assert [None, None] == [decided("rules: {security: off}", rank) for rank in (Rank.HIGH, Rank.LOW)]
    assert Level.BLOCK == decided("rules: {B602: block}", Rank.LOW)


def test_levels_of_tools_may_be_said_twice_and_the_stricter_holds():
    """
    `tools.unapproved` is the level of the rule of that name, wherever it is written.
    """
    texts = [
        "tools: {unapproved: warn}\nrules: {tools.unapproved: block}",
        "tools: {unapproved: block}\nrules: {tools.unapproved: warn}",
    ]

    assert [Level.BLOCK] * 2 == [level(text, "tools.unapproved") for text in texts]
    assert [()] * 2 == [charter(text).problems for text in texts]


def test_nearer_file_wins_in_either_direction_unless_the_farther_is_more_specific():
    """
    Own before extended, the later of two extended before the earlier, a rule before its family.
    """
    files = {
        "a": "rules: {B602: block, B506: block, B324: block}",
        "b": "extends: a\nrules: {B602: warn, security: advise}",
        "c": "rules: {B506: observe}",
        "own": "extends: [b, c]\nrules: {B602: off}",
    }
    levels = of_files(files, ("own", "repository")).layers[0].levels

    said = {alias: levels[BOOK.named(alias)[0]] for alias in ("B602", "B506", "B324", "B301")}
    assert {"B602": "own off", "B506": "c observe", "B324": "a block", "B301": "b advise"} == {
        alias: f"{each.clause.source} {each.level.word}" for alias, each in said.items()
    }


def test_patterns_follow_one_another_and_other_lists_are_replaced():
    """
    What a pack excludes stays excluded, unless the nearer file takes it back.
    """
    files = {
        "pack:p": "exclude: [build/, vendor/]\nwaivers: {require: [reason, ticket]}",
        "own": "extends: pack:p\nexclude: ['!build/', '*.gen.py']\nwaivers: {require: [approver]}",
    }
    own = of_files(files, ("own", "repository"))

    excluded = [path for path in ("build/a.py", "vendor/a.py", "a.gen.py") if is_excluded(own, path)]
    assert ["vendor/a.py", "a.gen.py"] == excluded
    assert ("approver",) == own.waivers.require


def test_every_value_knows_its_clause():
    """
    A level cites its file, line, key and note, and who answers for the layer; those of higher layers stand in.
    """
    organisation = "owner: leads\ncontact: https://wiki.example/ai\n"
    text = "owner: team\n\nrules:\n  security.shell-injection:\n    level: block\n    note: see incident 14\n"
    clause = explain(charter(text, organisation=organisation), SHELL, "a.py", TODAY).clause

    assert ("charter.yaml", 4, "rules.security.shell-injection.level") == (clause.source, clause.line, clause.key)
    assert ("repository", "see incident 14") == (clause.layer, clause.note)
    assert ("team", "https://wiki.example/ai") == (clause.owner, clause.contact)
    assert "block" == text[clause.span.start : clause.span.end]


# -- several layers ----------------------------------------------------------------------------------------------------

BINDING = """
    == a milder level, by family, id and alias
    rules:
      security: warn
                ^^^^ Write 'block' or remove this.
      B602: off
            ^^^ Write 'block' or remove this.

    == the same or a stricter one
    rules: {security: block, complexity.cyclomatic: {level: block, max: 10}}

    == a looser limit
    rules: {complexity.cyclomatic: {level: warn, max: 15}}
                                                      ^^ Write '10' or remove this.

    == a rule that the organisation leaves alone
    rules: {complexity.maintainability: off, security.assert: off}

    == rules that are for those above
    rules: {charter: off, waiver.unused: observe}
                     ^^^ Remove this, or have the higher layer allow it.
                                         ^^^^^^^ Write 'advise' or remove this.

    == tools
    tools:
      approved: [copilot, claude-code, {tool: cody, until: 2028-01-01}, windsurf]
                          ^^^^^^^^^^^ Remove this, or have the higher layer allow it.
                                       ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ Remove this, or have the higher layer allow it.
                                                                        ^^^^^^^^ Remove this, or have the higher layer allow it.
      denied: [cursor]

    == paths and sizes
    exclude: [vendor/, src/]
                       ^^^^ Remove this, or have the higher layer allow it.
    size_limit: 1kB
                ^^^ Write '2MB' or remove this.

    == terms of waivers
    waivers:
      require: [approver]
               ^^^^^^^^^^ Write '[reason, expires, approver]' or remove this.
      suppressions: all
                    ^^^ Write 'below-block' or remove this.
      inline: below-block
              ^^^^^^^^^^^ Write 'none' or remove this.
      not_waivable: [tools.denied]

    == names stand beside those above, roles do not
    name: ours
    owner: team
    contact: team@acme.example
    roles: {leads: {members: [me]}, team: {members: [us]}}
                   ^^^^^^^^^^^^^^^ Remove this, or have the higher layer allow it.

    == a pack is overridden in silence
    extends: [recommended, open-source-maintainer]
"""  # noqa: E501 - as above
ORGANISATION = """
name: Acme
owner: leads
roles: {leads: {members: ["@ceo"]}}
rules: {security: block, complexity.cyclomatic: {level: warn, max: 10}, security.sql-injection: block}
tools: {approved: [copilot, {tool: cody, until: 2027-12-31}], denied: [windsurf]}
exclude: [vendor/, dist/]
waivers: {inline: none, not_waivable: [security.eval]}
"""


@pytest.mark.parametrize("example", examples(BINDING), ids=str)
def test_attempts_to_loosen_are_said_on_their_line(example):
    """
    Only what a file itself writes and would loosen is an attempt; it is reported as such, and as nothing else.
    """
    problems = charter(example.code, organisation=ORGANISATION).problems

    marks = [(problem.span, problem.advice) for problem in problems]
    assert example.picture == draw(example.code, marks)
    assert {"charter.weakens-layer"} >= {problem.rule for problem in problems}


def test_attempts_have_no_effect():
    """
    With every attempt of the page in one charter, all that the organisation set is in force.
    """
    text = """
rules: {security: off, complexity.cyclomatic: {level: off, max: 99}, charter: off}
tools: {approved: [copilot, cursor, {tool: cody, until: 2029-01-01}, windsurf], denied_level: off}
exclude: ['*']
size_limit: 1
name: ours
waivers: {require: [], suppressions: all, inline: all, not_waivable: []}
"""
    held, alone = charter(text, organisation=ORGANISATION), charter("", organisation=ORGANISATION)

    def ruled(one):
        rulings = (explain(one, rule, "a.py", TODAY) for rule in alone.layers[0].levels)
        return {ruling.rule: (ruling.level, ruling.limit) for ruling in rulings}

    assert ruled(alone) == ruled(held)
    assert (Level.BLOCK, 10) == (
        explain(held, SHELL, "a.py", TODAY).level,
        explain(held, CYCLOMATIC, "a.py", TODAY).limit,
    )
    assert ("Acme", 2_000_000) == (held.name, held.size_limit)
    assert (("reason", "expires"), "below-block", "none") == (
        held.waivers.require,
        held.waivers.suppressions,
        held.waivers.inline,
    )
    assert frozenset({"security.eval"}) == held.waivers.not_waivable


def test_default_binds_nobody():
    """
    Below an organisation that only has a name, a repository sets what it likes.
    """
    text = "rules: {B602: off, complexity.cyclomatic: {max: 99}}\nsize_limit: 1kB\nwaivers: {require: [], inline: all}"
    free = charter(text, organisation="name: Acme")

    assert () == free.problems
    assert (1_000, (), "all") == (free.size_limit, free.waivers.require, free.waivers.inline)
    assert (Level.OFF, 99) == (level(text, organisation="name: Acme"), limit(text, organisation="name: Acme"))


def test_clause_of_the_strictest_layer_is_cited():
    """
    Of layers that say the same the outermost is cited; of others the stricter.
    """
    both = charter("rules: {B602: warn, security: block}", organisation="rules: {B602: warn, B506: warn}")

    assert ["organisation", "repository"] == [
        explain(both, rule, "a.py", TODAY).clause.layer for rule in (SHELL, "security.weak-hash")
    ]


# -- paths -------------------------------------------------------------------------------------------------------------


def test_exclusion_takes_nothing_from_higher_layers():
    """
    Where a repository excludes a path, what the organisation sets is in force, and all else is off.
    """
    organisation, text = "rules: {security.shell-injection: block}", "exclude: [gen/]\nrules: {complexity: warn}"
    both = charter(text, organisation=organisation)

    assert None is is_excluded(both, "gen/a.py")
    assert [Level.BLOCK, Level.OFF] == [explain(both, rule, "gen/a.py", TODAY).level for rule in (SHELL, CYCLOMATIC)]
    assert [Level.BLOCK, Level.WARN] == [explain(both, rule, "a.py", TODAY).level for rule in (SHELL, CYCLOMATIC)]


def test_excluded_path_cites_its_pattern():
    """
    A file or folder that no layer wants checked names the pattern, the last that matches.
    """
    text = "exclude:\n  - '*.js'\n  - vendor/\n  - '!keep.js'\n"
    alone = charter(text)

    found = {path: is_excluded(alone, path) for path in ("a.js", "vendor/", "vendor/keep.js", "keep.js", "vendor")}
    assert {"a.js": 1, "vendor/": 2, "vendor/keep.js": 2, "keep.js": None, "vendor": None} == {
        path: clause and clause.line for path, clause in found.items()
    }


def test_patterns_of_a_nested_charter_start_at_its_folder():
    """
    A folder's charter speaks of paths below that folder.
    """
    files = {"src/charter.yaml": "exclude: [/gen/]"}
    nested = of_files(files, ("src/charter.yaml", "src"))

    assert [True, False] == [bool(is_excluded(nested, path)) for path in ("src/gen/a.py", "gen/a.py")]


def test_charter_rules_are_in_force_in_excluded_paths():
    """
    A charter that excludes itself still has its problems shown.
    """
    assert Level.WARN == level("exclude: ['*']", "charter.unknown-key", "charter.yaml")


def test_nothing_said_is_nothing_set():
    """
    Without any layer, and with an empty one, each rule has its own default and nothing blocks but a denied tool.
    """
    rulings = [explain(charter(""), rule.id, "a.py", TODAY) for rule in BOOK]

    assert {None} == {ruling.clause for ruling in rulings}
    blocking = {ruling.rule for ruling in rulings if ruling.level == Level.BLOCK}
    assert {"tools.denied"} == {rule for rule in blocking if not rule.startswith("charter.")}
    assert () == build([], lambda *_: pytest.fail("nothing to load"), BOOK, Catalogue(())).problems
