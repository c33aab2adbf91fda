import pytest

from charter.model import Level
from charter.policy import is_excluded
from support.charters import charter
from support.pages import draw, examples

PAGE = """
    == a charter of one line is a charter
    extends: recommended

    == so are an empty text and one of comments
    # nothing yet

    == a section whose entries are all commented out says nothing
    rules:
      # security: block
    exclude:

    == scalars are read as written, not as YAML 1.1 guesses
    revision: 2026-12
    name: no
    rules:
      security: off
      B602: "warn"
      complexity.cyclomatic: {level: advise, max: 10.5}
    tools: {approved: [{tool: copilot, until: 2027-06-30}]}
    size_limit: 2 MiB

    == a key that does not exist
    exlude: [vendor/]
    ^^^^^^ unknown-key: Write 'exclude' instead of 'exlude'.

    == a key at the wrong depth
    tools:
      max: 3
      ^^^ unknown-key: Remove 'max'.

    == a family that is not built yet, beside a word that does not exist
    disclosure: {profile: linux-kernel, commits: always}
                                                 ^^^^^^ wrong-type: Write 'require', 'allow', 'forbid' or 'off'.
    rules: {logic: warn}
            ^^^^^ not-in-force: Do not rely on 'logic' yet.

    == rules that do not exist
    rules:
      security.shel-injection: block
      ^^^^^^^^^^^^^^^^^^^^^^^ unknown-rule: Write 'security.shell-injection' instead of 'security.shel-injection'.
      CWE-1: warn
      ^^^^^ unknown-rule: Remove 'CWE-1'.
      b602: block
    waivers: {not_waivable: [tools, toolz]}
                                    ^^^^^ unknown-rule: Write 'tools' instead of 'toolz'.

    == words of other tools
    rules:
      security: error
                ^^^^^ wrong-type: Write 'block' instead of 'error'.
      complexity: false
                  ^^^^^ wrong-type: Write 'off' instead of 'false'.
      B602: louder
            ^^^^^^ wrong-type: Write 'off', 'observe', 'advise', 'warn' or 'block'.

    == numbers and sizes
    size_limit: lots
                ^^^^ wrong-type: Write a size such as 2MB.
    rules:
      complexity.cyclomatic: {max: 1_000}
                                   ^^^^^ wrong-type: Write a number such as 10.
      C901: {max: -1}
                  ^^ wrong-type: Write a number such as 10.

    == limits where there are none
    rules:
      security: {max: 3}
                 ^^^ wrong-type: Remove 'max', or set it for one measure, such as complexity.cyclomatic.
      complexity.cyclomatic: {min: 3}
                              ^^^ wrong-type: Write 'max' instead of 'min'.

    == another version of the language
    charter: 2
             ^ wrong-type: Write 1, the version that this Charter reads.

    == text where a list belongs, and the reverse
    exclude: vendor/
             ^^^^^^^ wrong-type: Write a list for 'exclude'.
    name: [Acme]
          ^^^^^^ wrong-type: Write text for 'name'.
    tools: block
           ^^^^^ wrong-type: Write 'key: value' entries for 'tools'.

    == a value that is missing
    owner:
    ^^^^^ wrong-type: Write text for 'owner'.
    rules:
      security:

    == dates
    tools:
      approved:
        - {tool: copilot, until: 30/06/2027}
                                 ^^^^^^^^^^ bad-date: Write a date such as 2027-01-31.
        - {tool: cursor, until: 2027-02-30}
                                ^^^^^^^^^^ bad-date: Write a date such as 2027-01-31.
        - {tool: cody, until: 20270131}
                              ^^^^^^^^ bad-date: Write a date such as 2027-01-31.

    == patterns
    exclude: ["[abc", "a//b", "**/ok/**"]
              ^^^^^^ bad-glob: Write a pattern as in .gitignore.
                      ^^^^^^ bad-glob: Write a pattern as in .gitignore.

    == tools that are not known
    tools:
      approved: [copilt, acme-coder, github copilot]
                 ^^^^^^ unknown-tool: Write 'copilot' instead of 'copilt'.
      denied: [{tool: qqqqqq}, {reason: none}]
                      ^^^^^^ unknown-tool: Declare the tool under 'tools.declare'.
                               ^^^^^^^^^^^^^^ wrong-type: Add 'tool' to this entry.
      declare: [{id: acme-coder, markers: [Acme Coder]}]

    == tools under the name of another
    tools:
      declare:
        - {id: cursor}
               ^^^^^^ weakens-layer: Choose another id than 'cursor', or remove it.
        - {id: acme, markers: [claude code, x, Acme], emails: [noreply@anthropic.com]}
                               ^^^^^^^^^^^ weakens-layer: Choose another name than 'claude code', or remove it.
                                            ^ wrong-type: Write the whole name.
                                                               ^^^^^^^^^^^^^^^^^^^^^ weakens-layer: Choose another address than 'noreply@anthropic.com', or remove it.
        - {id: acme2, files: [.cursor/rules/, AGENTS.md, .acme/, a]}
                              ^^^^^^^^^^^^^^ weakens-layer: Choose another file than '.cursor/rules/', or remove it.
                                              ^^^^^^^^^ weakens-layer: Choose another file than 'AGENTS.md', or remove it.
                                                                 ^ wrong-type: Write the whole file.

    == the same said twice
    name: one
    name: two
    ^^^^ duplicate-key: Keep one of the two.
    tools: {approved: [copilot], denied: [copilot, {tool: Copilot}]}
                                          ^^^^^^^ duplicate-key: Keep one of the two.
                                                          ^^^^^^^ duplicate-key: Keep one of the two.
    rules:
      B602: warn
      security.shell-injection: block
      ^^^^^^^^^^^^^^^^^^^^^^^^ duplicate-key: Keep one of the two.
      security: warn
      security: block
      ^^^^^^^^ duplicate-key: Keep one of the two.

    == weaknesses overlap, so only those that differ are said twice
    rules: {CWE-78: warn, cwe-78: block, C901: warn, complexity.cyclomatic: {max: 3}}
                          ^^^^^^ duplicate-key: Keep one of the two.

    == names that are no names
    [a]: b
    ^^^ wrong-type: Write a name before the colon.
    <<: {name: x}
    ^^ unknown-key: Remove '<<'.

    == letters beyond the basic plane, and line ends that are none
    name: "😀\u2028\x85"
    owner: 😀
    nmae: x
    ^^^^ unknown-key: Write 'name' instead of 'nmae'.
"""  # noqa: E501 - one advice is long

UNREADABLE = """
    == a bracket is open
    rules: {security: warn
    name: x
        ^ not-yaml: Correct the YAML here; look at brackets, quotes, colons and indentation.

    == a tab indents
    rules:
    \tsecurity: warn
    ^ not-yaml: Indent with spaces: YAML allows no tab here.

    == a control character
    name: "a\x07"
            ^ not-yaml: Remove the control character that stands here.

    == an alias of nothing
    name: *acme
          ^^^^^ not-yaml: Define the anchor before this alias, and not around it.

    == an alias within its anchor
    exclude: &all [*all]
                   ^^^^ not-yaml: Define the anchor before this alias, and not around it.

    == no mapping
    extends recommended
    ^^^^^^^^^^^^^^^^^^^ not-yaml: Write 'key: value' lines, such as 'extends: recommended'.
"""


def picture(text):
    problems = charter(text).problems
    return draw(
        text, [(problem.span, f"{problem.rule.removeprefix('charter.')}: {problem.advice}") for problem in problems]
    )


@pytest.mark.parametrize("example", examples(PAGE), ids=str)
def test_bad_entries_are_said_all_at_once_each_in_its_place(example):
    """
    Every problem of a charter is found in one reading, and none leaves the charter unread.
    """
    assert example.picture == picture(example.code)
    assert () == charter(example.code).unread


@pytest.mark.parametrize("example", examples(UNREADABLE), ids=str)
def test_text_that_cannot_be_read_blocks(example):
    """
    What leaves a layer unread is said once, at block, where it begins.
    """
    broken = charter(example.code)

    assert example.picture == picture(example.code)
    assert (["charter.yaml"], [Level.BLOCK]) == (list(broken.unread), [each.level for each in broken.problems])


def test_second_document_is_not_read():
    """
    Of two documents in one file none is in force, since the reader cannot know which is meant.
    """
    broken = charter("name: one\n---\nname: two\n")

    assert ("", [("charter.not-yaml", 1)]) == (broken.name, [(each.rule, each.line) for each in broken.problems])


def test_bad_entry_is_dropped_and_the_rest_holds():
    """
    Beside a misspelt rule, a bad level and a bad pattern the good ones are in force.
    """
    half = charter("rules: {securty: block, complexity: blck, B602: block}\nexclude: ['[', vendor/]\nname: Acme\n")

    assert ("Acme", {"security.shell-injection"}) == (half.name, set(half.layers[0].levels))
    assert half.layers[0].exclude.clause("vendor/x.py")
    assert 3 == len(half.problems)


@pytest.mark.parametrize("include", ["[Python]", "[Python, yaml]", "[yaml, [python]]", "[qqqqqq]", "Python"])
def test_misspelt_language_takes_none_away(include):
    """
    A list of languages with an entry that cannot be read is no restriction, and the message says so.
    """
    law = charter(f"languages: {{include: {include}}}\nrules: {{security: block}}\n")

    assert [None, None] == [is_excluded(law, path) for path in ("app.py", "app.js")]
    said = ("has no effect.", "keeps no language from being checked.")
    assert [True] == [problem.message.endswith(said) for problem in law.problems]


def test_case_of_a_language_is_mended():
    """
    `Python` is no language, and `python` is offered for it.
    """
    (problem,) = charter("languages: {include: [Python, yaml]}\n").problems

    assert ["python"] == [edit.text for fix in problem.fixes for edit in fix.edits]


def test_quick_fix_mends_the_text():
    """
    Each fix that is offered takes its problem away.
    """
    text = "exlude: vendor/\nrules: {B602: error, complexity.cyclomatic: {min: 3}}\ntools: {denied: [windsrf]}\n"
    for _ in range(5):
        edit = next(problem.fixes[0].edits[0] for problem in charter(text).problems if problem.fixes)
        text = text[: edit.span.start] + edit.text + text[edit.span.end :]

    assert (
        "exclude: [vendor/]\nrules: {B602: block, complexity.cyclomatic: {max: 3}}\ntools: {denied: [windsurf]}\n"
        == text
    )
    assert () == charter(text).problems


def test_offsets_count_the_byte_order_mark():
    """
    Places are places of the text as given, whether or not it begins with a mark.
    """
    (problem,) = charter("\ufeffnmae: x").problems

    assert (1, 5) == (problem.span.start, problem.span.end)


def test_charter_may_hush_its_own_problems_but_not_an_unread_layer():
    """
    The level of a charter's problems is set like any other; what leaves a layer unread stays at block.
    """
    hushed = charter("zones: []\nnmae: x\nextends: ./none.yaml\nrules: {charter: off, charter.unknown-key: advise}\n")

    assert [("charter.unknown-key", Level.ADVISE), ("charter.missing-layer", Level.BLOCK)] == [
        (problem.rule, problem.level) for problem in hushed.problems
    ]


def test_invisible_letters_do_not_reach_messages():
    """
    What a message quotes is one line, short, and without controls or bidirectional marks.
    """
    (problem,) = charter(f'"a\u202eb\\n{"c" * 200}": 1').problems

    assert f"Remove 'ab{'c' * 58}…'." == problem.advice
