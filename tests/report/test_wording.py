from datetime import date

import pytest
from msgspec.structs import replace

from charter.model import Clause, Decision, Finding, Level, Limit, Rise, Rule, RuleBook, Suppression
from charter.report import wording
from charter.text import Span

SHELL = Rule("security.shell-injection", "a shell reads the command", "# Page", aliases=("B602",), cwes=(78,))
CYCLOMATIC = Rule("complexity.cyclomatic", "cyclomatic complexity", "# Page", limit=Limit("max", 15))
MAINTAINABILITY = Rule("complexity.maintainability", "maintainability index", "# Page", limit=Limit("min", 20))
BOOK = RuleBook([SHELL, CYCLOMATIC, MAINTAINABILITY])

SPAN = Span(0, 4)
FINDING = Finding(SHELL.id, SPAN, "Pass a list", "A shell reads this string", SPAN)
CLAUSE = Clause("charter.yaml", SPAN, 3, "rules.B602", "repository", "See 2025-14", "@lena", "https://acme.example/ai")


def test_fix_comes_first():
    """
    The fix opens the message, the reason stands beside it, the clause and whom to ask below.
    """
    decision = Decision(FINDING, Level.BLOCK, CLAUSE)

    assert (
        "Pass a list. A shell reads this string.\n"
        "Set by charter.yaml:4 (repository): See 2025-14. Ask @lena, https://acme.example/ai"
    ) == wording.message(decision, BOOK)


def test_a_default_names_whom_to_ask_as_well():
    """
    Where no clause names anybody, whoever answers for the whole charter is to be asked.
    """
    by_default = Decision(FINDING, Level.WARN, owner="leads", contact="https://acme.example/ai")
    by_clause = replace(by_default, clause=CLAUSE)

    assert "Ask leads, https://acme.example/ai" == wording.message(by_default, BOOK).splitlines()[-1]
    assert "- Owner: leads\n- Contact: <https://acme.example/ai>" in wording.hover(by_default, BOOK)
    assert "leads" not in wording.message(by_clause, BOOK)


@pytest.mark.parametrize("advice", ["Pass a list " * 10, "word " * 80, "x" * 500])
def test_first_line_is_short(advice):
    """
    However long the parts are, the first line has at most 200 characters and nothing but the fix is cut.
    """
    finding = replace(FINDING, advice=advice, reason="Because " * 40)

    first, why = wording.message(Decision(finding, Level.WARN), BOOK).splitlines()

    assert 200 >= len(first)
    assert first[:-1] in f"{advice.strip()}."
    assert f"{finding.reason.strip()}." == why


@pytest.mark.parametrize(
    ("rule", "figure", "limit", "expected"),
    [
        (CYCLOMATIC, 12.0, 10.0, "Split it. It has 12 branches. At most 10 is allowed."),
        (MAINTAINABILITY, 9.5, 19.5, "Split it. It has 12 branches. At least 19.5 is allowed."),
    ],
)
def test_measures_name_their_limit(rule, figure, limit, expected):
    """
    A measure's message says the limit in force, whichever side it bounds.
    """
    finding = Finding(rule.id, SPAN, "Split it", "It has 12 branches", SPAN, figure=figure)

    assert expected == wording.message(Decision(finding, Level.WARN, limit=limit), BOOK)


def test_exceptions_are_said():
    """
    A waiver that holds is shown with its reason, one that does not with what would hold.
    """
    waived = Decision(FINDING, Level.WARN, suppression=Suppression("inSource", "waiver", SPAN, "constant input"))
    refused = Decision(FINDING, Level.BLOCK, caution="the waiver expired on 2026-01-31; renew it")

    assert "Waived: constant input." == wording.message(waived, BOOK).splitlines()[1]
    assert "the waiver expired on 2026-01-31; renew it." == wording.message(refused, BOOK).splitlines()[1]


def test_stage_ahead_is_announced():
    """
    A level that rises on a later day is said with that day and the note of its stage, whatever the locale.
    """
    rise = Rise(Level.BLOCK, date(2027, 1, 15), replace(CLAUSE, note="announced in December"))
    decision = Decision(FINDING, Level.WARN, rise=rise)

    assert "Blocks from 15 January 2027: announced in December." == wording.message(decision, BOOK).splitlines()[1]
    assert "- Blocks from 15 January 2027: announced in December." in wording.hover(decision, BOOK)


def test_hover_says_everything():
    """
    A hover holds the rule, its level, why, the figure, the clause, whom to ask and the other names.
    """
    finding = Finding(CYCLOMATIC.id, SPAN, "Split `f`", "Its _figure_ is 12 (radon)", SPAN, figure=12)
    measure = Decision(finding, Level.WARN, CLAUSE, limit=10)

    assert [
        "**complexity.cyclomatic** · warn: cyclomatic complexity",
        "Split `f`. Its \\_figure\\_ is 12 (radon). At most 10 is allowed.",
        (
            "- Figure: 12. At most 10 is allowed\n"
            "- Clause: rules.B602, charter.yaml:4 (repository)\n"
            "- Note: See 2025-14\n"
            "- Owner: @lena\n"
            "- Contact: <https://acme.example/ai>"
        ),
    ] == wording.hover(measure, BOOK).split("\n\n")
    assert (
        "- No charter names it; the rule's default is in force\n"
        "- Also known as B602, [CWE-78](https://cwe.mitre.org/data/definitions/78.html)"
    ) == wording.hover(Decision(FINDING, Level.WARN), BOOK).split("\n\n")[-1]


def test_what_stands_beside_a_message_says_none_of_it():
    """
    The rule, its level and what it is called are in no message, and no contact there can be clicked.
    """
    decision = Decision(FINDING, Level.WARN, CLAUSE)

    assert [
        f"**{FINDING.rule}** · warn: {BOOK[FINDING.rule].summary}",
        (
            "- Contact: <https://acme.example/ai>\n"
            "- Also known as B602, [CWE-78](https://cwe.mitre.org/data/definitions/78.html)"
        ),
    ] == wording.beyond(decision, BOOK).split("\n\n")


def test_charter_text_stays_text():
    """
    A hostile note, owner or contact can neither break a line nor become a link, a picture or markup.
    """
    hostile = "\x1b[31m![x](http://evil/x.png)\n# *no*\u202e"
    clause = Clause("charter.yaml", SPAN, 0, "rules", "team", hostile, hostile, "javascript:alert(1)")
    decision = Decision(FINDING, Level.WARN, clause)

    assert (
        r"- Note: \[31m!\[x\](http:\//evil/x.png) # \*no\*"
        "\n"
        r"- Owner: \[31m!\[x\](http:\//evil/x.png) # \*no\*"
        "\n"
        "- Contact: javascript:alert(1)\n"
    ) in wording.hover(decision, BOOK)
    assert 2 == len(wording.message(decision, BOOK).splitlines())
    assert wording.message(decision, BOOK).replace("\n", "").isprintable()
