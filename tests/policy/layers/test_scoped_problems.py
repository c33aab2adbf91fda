from datetime import date

import pytest

from charter.model import Level
from charter.policy import explain, is_excluded
from support.charters import charter, of_files
from support.pages import draw, examples

TODAY = date(2027, 1, 10)
SHELL, CYCLOMATIC = "security.shell-injection", "complexity.cyclomatic"

PAGE = """
    == zones need a name and paths, and names of their own
    zones:
      - {name: payments}
        ^^^^^^^^^^^^^^^^ wrong-type: Add 'paths' to this entry.
      - {name: docs, paths: ["[a", docs/], data: secret, ai: never}
                             ^^^^ bad-glob: Write a pattern as in .gitignore.
                                                 ^^^^^^ wrong-type: Write 'public', 'internal', 'confidential' or 'restricted'.
                                                             ^^^^^ wrong-type: Write 'forbidden', 'reviewed' or 'open'.
      - {name: docs, paths: doc/}
               ^^^^ duplicate-key: Keep one of the two.
      - {name: default, paths: [src/]}
               ^^^^^^^ wrong-type: Choose another name for the zone.

    == rules are rules wherever they stand
    zones: [{name: a, paths: [a], rules: {securty: warn, security: {max: 3}}}]
                                          ^^^^^^^ unknown-rule: Write 'security' instead of 'securty'.
                                                                    ^^^ wrong-type: Remove 'max', or set it for one measure, such as complexity.cyclomatic.
    ai_code: {rules: {B602: loud}}
                            ^^^^ wrong-type: Write 'off', 'observe', 'advise', 'warn' or 'block'.
    rollout: [{from: 2027-01-15, rules: {B602: warn, security.shell-injection: block}}]
                                                     ^^^^^^^^^^^^^^^^^^^^^^^^ duplicate-key: Keep one of the two.

    == days out of order, and that are none
    rollout:
      - {from: 2027-03-01}
      - {from: 2027-01-15}
               ^^^^^^^^^^ bad-date: Write the stages in the order of their days.
      - {from: 2027-02-30}
               ^^^^^^^^^^ bad-date: Write a date such as 2027-01-31.
      - {rules: {security: warn}}
        ^^^^^^^^^^^^^^^^^^^^^^^^^ wrong-type: Add 'from' to this entry.

    == what only tightens switches nothing off, and takes back what a broader key beside it says
    tools:
      classes: {custom: {rules: {security: off}}}
                                           ^^^ wrong-type: Remove it, or switch 'security' off under 'rules' at the top.
    ai_code: {rules: {security: warn, B602: off, complexity.cyclomatic: off}}
                                                                        ^^^ wrong-type: Remove it, or switch 'complexity.cyclomatic' off under 'rules' at the top.
    rollout:
      - {from: 2027-02-01, rules: {security: block, B602: off}}
      - {from: 2027-03-01, rules: {B602: off}}
                                         ^^^ wrong-type: Remove it, or switch 'B602' off under 'rules' at the top.

    == words that have an order or a list
    tools:
      approved: [{tool: copilot, class: private}]
                                        ^^^^^^^ wrong-type: Write 'public', 'enterprise', 'self-hosted' or 'custom'.
      classes: {secret: {data: public}}
                ^^^^^^ unknown-key: Remove 'secret'.
    ai_code: {unknown_counts_as: machine}
                                 ^^^^^^^ wrong-type: Write 'human' or 'ai'.
    languages: {include: [py, pyton, python]}
                          ^^ wrong-type: Write 'python' instead of 'py'.
                              ^^^^^ wrong-type: Write 'python' instead of 'pyton'.
    waivers: {max_days: 0, known: some}
                        ^ wrong-type: Write a number of days such as 90.
                                  ^^^^ wrong-type: Write 'all', 'below-block' or 'none'.

    == names of zones and roles that nobody has
    zones: [{name: payments, paths: [src/]}]
    tools: {approved: [{tool: copilot, zones: [default, paymens]}]}
                                                        ^^^^^^^ wrong-type: Write 'payments' instead of 'paymens'.
    roles: {leads: {members: ["@lena"]}}
    waivers: {approvers: [leads, lead, nobody]}
                                 ^^^^ wrong-type: Write 'leads' instead of 'lead'.
                                       ^^^^^^ wrong-type: Remove 'nobody'.

    == what may be relaxed
    may_relax: [complexity, size_limit, waivers, tools.approved, complexty, charter]
                                                                 ^^^^^^^^^ unknown-rule: Write 'complexity' instead of 'complexty'.
                                                                            ^^^^^^^ wrong-type: Remove 'charter'.
"""  # noqa: E501 - one advice is long

ATTEMPTS = """
    == a zone is compared with what holds everywhere, and with the zone of its name
    zones:
      - {name: tests, paths: [tests/], rules: {security: warn}}
                                                         ^^^^ Write 'block' or remove this.
      - {name: payments, paths: [pay/], data: public, ai: open, rules: {complexity.cyclomatic: {max: 9}}}
                                              ^^^^^^ Write 'restricted' or remove this.
                                                          ^^^^ Write 'forbidden' or remove this.
                                                                                                     ^ Write '6' or remove this.

    == what only tightens is none
    ai_code: {rules: {security: advise}}
    rollout: [{from: 2027-06-01, rules: {security: warn}}]
    tools: {classes: {custom: {rules: {security: advise}}}}

    == languages
    languages: {include: [javascript]}
                         ^^^^^^^^^^^^ Remove this, or have the higher layer allow it.

    == terms of waivers
    waivers: {max_days: 365, approvers: [leads, team], not_waivable: []}
                        ^^^ Write '90' or remove this.
                                        ^^^^^^^^^^^^^ Write '[leads]' or remove this.

    == approvals for more models and zones
    tools:
      approved:
        - {tool: copilot, models: [gpt-5-mini, gpt-4], zones: [default]}
          ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ Remove this, or have the higher layer allow it.
        - {tool: cody, zones: [default, payments]}
          ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ Remove this, or have the higher layer allow it.

    == what the layer may not relax itself
    may_relax: [complexity]
               ^^^^^^^^^^^^ Remove this, or have the higher layer allow it.

    == who is unknown
    ai_code: {unknown_counts_as: human}
                                 ^^^^^ Write 'ai' or remove this.
"""  # noqa: E501 - as above
ORGANISATION = """
rules: {security: block}
roles: {leads: {members: ["@lena"]}, team: {members: ["@omar"]}}
zones:
  - {name: payments, paths: [src/], data: restricted, ai: forbidden, rules: {complexity.cyclomatic: {max: 6}}}
ai_code: {unknown_counts_as: ai}
tools: {approved: [{tool: copilot, models: ["gpt-5*"]}, {tool: cody, zones: [default]}]}
waivers: {max_days: 90, approvers: [leads]}
may_relax: []
"""


@pytest.mark.parametrize("example", examples(PAGE), ids=str)
def test_mistakes_in_scopes_are_said_in_their_place(example):
    """
    All that is wrong in zones, classes, stages and the rest is found at once, and the charter stands.
    """
    law = charter(example.code)
    marks = [(each.span, f"{each.rule.removeprefix('charter.')}: {each.advice}") for each in law.problems]

    assert example.picture == draw(example.code, marks)
    assert () == law.unread


@pytest.mark.parametrize("example", examples(ATTEMPTS), ids=str)
def test_attempts_in_scopes_are_said_on_their_line(example):
    """
    What a lower layer would loosen by its scopes is an attempt; what can only tighten is none.
    """
    problems = charter(example.code, organisation=ORGANISATION).problems

    assert example.picture == draw(example.code, [(problem.span, problem.advice) for problem in problems])
    assert {"charter.weakens-layer"} >= {problem.rule for problem in problems}


# -- what may be relaxed -----------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("may_relax", "expected"),
    [
        ("[]", (Level.BLOCK, 10, 2_000_000, None)),
        ("[complexity]", (Level.BLOCK, 20, 2_000_000, None)),
        ("[security]", (Level.ADVISE, 10, 2_000_000, None)),
        ("[B602]", (Level.ADVISE, 10, 2_000_000, None)),
        ("[CWE-78]", (Level.ADVISE, 10, 2_000_000, None)),
        ("[size_limit]", (Level.BLOCK, 10, 1_000, None)),
        ("[exclude]", (Level.BLOCK, 10, 2_000_000, "exclude")),
        ("[tools, waivers]", (Level.BLOCK, 10, 2_000_000, None)),
    ],
)
def test_lower_layer_loosens_what_it_may(may_relax, expected):
    """
    A family, a rule, an alias, a weakness or a key stands for itself and no more.
    """
    organisation = f"rules: {{security: block, complexity.cyclomatic: {{max: 10}}}}\nmay_relax: {may_relax}"
    text = "rules: {security: advise, complexity.cyclomatic: {max: 20}}\nsize_limit: 1kB\nexclude: [gen/]"
    law = charter(text, organisation=organisation)

    found = explain(law, SHELL, "a.py", TODAY).level, explain(law, CYCLOMATIC, "a.py", TODAY).limit
    excluded = is_excluded(law, "gen/a.py")
    assert expected == (*found, law.size_limit, excluded and excluded.key)


@pytest.mark.parametrize(
    ("root", "expected"),
    [
        ("name: silent", 20),
        ("rules: {complexity.cyclomatic: {max: 12}}", 12),
        ("rules: {complexity.cyclomatic: {max: 12}}\nmay_relax: [complexity]", 20),
        ("may_relax: [security]", 10),
    ],
)
def test_layer_hands_on_what_it_may_relax_itself(root, expected):
    """
    A layer between that sets a value binds those below it, unless it hands on the leave that it has.
    """
    files = {
        "org": "rules: {complexity.cyclomatic: {max: 10}}\nmay_relax: [complexity]",
        "charter.yaml": root,
        "src/charter.yaml": "rules: {complexity.cyclomatic: {max: 20}}",
    }
    nested = of_files(files, ("org", "organisation"), ("charter.yaml", "repository"), ("src/charter.yaml", "src"))

    assert expected == explain(nested, CYCLOMATIC, "src/a.py", TODAY).limit
