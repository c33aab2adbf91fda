import re
import subprocess
import sys
from datetime import date

import pytest

from charter.catalogue import Catalogue
from charter.model import Decision, Finding, Level, Rule, RuleBook
from charter.policy.judging.silencing import silence
from charter.policy.model.charter import Charter, WaiverTerms
from charter.syntax import comments, statement
from charter.text import Document, LineIndex, Span

TODAY = date(2027, 1, 10)
BOOK = RuleBook(
    [
        Rule("security.shell-injection", "", "", aliases=("B602", "S602", "subprocess_popen_with_shell_equals_true")),
        Rule("security.subprocess-import", "", "", aliases=("B404", "S404", "import_subprocess")),
        Rule("security.assert", "", "", aliases=("B101", "S101", "assert_used")),
        Rule("waiver.missing-field", "", ""),
        Rule("complexity.cyclomatic", "", "", aliases=("C901",)),
    ]
)
RULE = "security.shell-injection"
CALL = "Popen(x, shell=True)"

AS_BANDIT = [
    "# nosec",
    "#nosec",
    "# nosec B602",
    "# nosec: B602",
    "# nosec B101",
    "# nosec B101, B602",
    "# nosec B602, B101",
    "# nosec B101 B602",
    "# nosec B602,B101",
    "# nosec B101,B602",
    "# nosec B101,,B602",
    "# nosec subprocess_popen_with_shell_equals_true",
    "# nosec assert_used",
    "# nosec b602",
    "# nosec B999",
    "# nosec S101",
    "# nosec because it is a constant",
    "# nosec B101 (B602 is fine)",
    "# nosec B101 # B602",
    "# nosec # nosec B101",
    "# nosecurity",
    "# see below # nosec",
    "# NOSEC",
    "# no sec",
    "# nosec C901",
    "# nosec:B101,",
]

# Where the comment stands in a statement of several lines; `{0}` and `{1}` are comments.
LAYOUTS = [
    "Popen(  {0}\n    x,\n    shell=True,\n)",
    "Popen(\n    x,  {0}\n    shell=True,\n)",
    "Popen(\n    x,\n    shell=True,\n)  {0}",
    "Popen(\n    x,  {0}\n    shell=True,  {1}\n)",
    "{0}\nPopen(x, shell=True)",
    "Popen(x, shell=True); y = '# nosec'",
]
PAIRS = [("# nosec", "# nosec B101"), ("# nosec B101", "# nosec"), ("# nosec B101", "# nosec B602")]


def charter(**terms):
    return Charter((), BOOK, Catalogue(()), waivers=WaiverTerms(**terms))


def decided(code, level=Level.WARN, rule=RULE, language="python", **terms):
    document = Document("a.py", code, language)
    spans = [Span(*match.span()) for match in re.finditer(r"shell=True", code)]
    findings = [
        Finding(rule, span, "Do this.", "Because.", extent=statement(document, span.start), alias="B602")
        for span in spans
    ]
    decisions = [Decision(finding, level) for finding in findings]
    return silence(charter(**terms), document, comments(document), decisions, TODAY)


def test_same_lines_as_bandit(tmp_path):
    """
    `# nosec` silences what it silences in bandit itself, run on the same file, whatever stands behind it.
    """
    layouts = [layout.format(*pair) for layout in LAYOUTS for pair in PAIRS]
    code = (
        "from subprocess import Popen\n" + "\n".join([f"{CALL}  {comment}" for comment in AS_BANDIT] + layouts) + "\n"
    )
    (tmp_path / "a.py").write_text(code)
    command = [sys.executable, "-m", "bandit", "-q", "-t", "B602", "-f", "custom", "--msg-template", "{line}"]
    done = subprocess.run([*command, tmp_path / "a.py"], capture_output=True, text=True, check=False)

    seen = {int(line) - 1 for line in done.stdout.split()}
    lines = LineIndex(code)
    by_bandit = [not seen.isdisjoint(lines.lines(found.finding.extent)) for found in decided(code)]

    assert {True, False} == {*by_bandit}
    assert by_bandit == [found.is_in_force for found in decided(code)]


@pytest.mark.parametrize(
    ("comment", "by"),
    [
        ("# noqa: S602", "noqa"),
        ("# NOQA:S602", "noqa"),
        ("# noqa: E501, S602", "noqa"),
        ("# noqa: E501 S602 -- constant", "noqa"),
        ("# type: ignore  # noqa: S602", "noqa"),
        ("# noqa: S60", None),
        ("# noqa: S101", None),
        ("# noqa: B602", None),
        ("# noqa", None),
        ("# noqa:", None),
        ("# noqa-S602", None),
    ],
)
def test_noqa_names_the_rule(comment, by):
    """
    A `noqa` silences a security finding only by Ruff's code of it, in full.
    """
    (found,) = decided(f"{CALL}  {comment}\n")

    assert by == (found.suppression and found.suppression.by)


def test_bare_noqa_says_why_it_does_not_count():
    """
    Who wrote a bare `noqa` learns what to write instead.
    """
    (found,) = decided(f"{CALL}  # noqa\n")

    (at_block,) = decided(f"{CALL}  # noqa\n", Level.BLOCK)

    assert found.is_in_force
    assert "noqa: S602" in found.caution
    assert "at block" in at_block.caution


def test_joined_ids_say_why_they_do_not_count():
    """
    Bandit drops all but the last of ids joined by a comma; the message says so, and what to write.
    """
    (found,) = decided(f"{CALL}  # nosec B602,B101\n")

    assert found.is_in_force
    assert "write a space after the comma" in found.caution


@pytest.mark.parametrize(
    ("terms", "level", "is_in_force"),
    [
        ({}, Level.WARN, False),
        ({}, Level.BLOCK, True),
        ({"suppressions": "all"}, Level.BLOCK, False),
        ({"suppressions": "none"}, Level.OBSERVE, True),
        ({"not_waivable": frozenset({RULE})}, Level.WARN, True),
        ({"inline": "none"}, Level.WARN, False),
    ],
)
@pytest.mark.parametrize("comment", ["# nosec", "# noqa: S602"])
def test_the_charter_sets_how_far_comments_reach(comment, terms, level, is_in_force):
    """
    Below block by default; what stays in force says that a comment was meant to silence it.
    """
    (found,) = decided(f"{CALL}  {comment}\n", level, **terms)

    assert is_in_force == found.is_in_force
    assert is_in_force == bool(found.caution)


def test_only_security_findings_are_silenced():
    """
    Bandit's comment says nothing about other families, even where another tool has a code for them.
    """
    (found,) = decided(f"{CALL}  # nosec\n", rule="complexity.cyclomatic")

    assert (True, "") == (found.is_in_force, found.caution)


@pytest.mark.parametrize(
    ("language", "code"),
    [
        ("javascript", f"{CALL} // # nosec\n"),
        ("python", f"{CALL}; '# nosec'\n"),
        ("python", f"'''# nosec'''; {CALL}\n"),
    ],
)
def test_only_real_comments_of_python_count(language, code):
    """
    Strings, docstrings and other languages' comments are not bandit's.
    """
    assert [True] == [found.is_in_force for found in decided(code, language=language)]


def test_waiver_and_comment_may_stand_together():
    """
    Where one of them holds, the finding is silenced.
    """
    (found, _) = decided(f"{CALL}  # nosec  # charter: waive security.shell-injection -- no end\n")

    assert "nosec" == found.suppression.by
    assert "" == found.caution
