"""
One run with everything in it that a format has to show.
"""

import pytest

from charter.evidence import Evidence
from charter.model import (
    Clause,
    Decision,
    Edit,
    Fault,
    Finding,
    Fix,
    Level,
    Limit,
    Rank,
    Report,
    Rule,
    RuleBook,
    Suppression,
)
from charter.text import LineIndex, Notice, Span

CODE = "import os\n\n🙂 = os.system(cmd)  # nosec\nrun(cmd)\n"
SHELL = Rule("security.shell-injection", "a shell reads the command", "# Page", None, ("B602",), (78, 88))
CYCLOMATIC = Rule("complexity.cyclomatic", "cyclomatic complexity", "# Page", limit=Limit("max", 15))
DENIED = Rule("tools.denied", "a tool that the charter denies", "# Page", Level.BLOCK)
NOT_YAML = Rule("charter.not-yaml", "no YAML", "# Page", Level.BLOCK)
UNCHECKED = Rule("charter.unchecked", "something that was not checked", "# Page")


@pytest.fixture
def book():
    return RuleBook([SHELL, CYCLOMATIC, DENIED, NOT_YAML, UNCHECKED])


@pytest.fixture
def denied():
    """
    A tool's name holds a link, a colour and a colon.
    """
    span = Span(11, 12)
    evidence = Evidence("marker", "[x](http://evil)\x1b[31m", "m-1", span)
    return Finding(DENIED.id, span, "Remove it", "[x](http://evil)\x1b[31m: denied, 100%", span, evidence=evidence)


@pytest.fixture
def reports(denied):
    """
    Every level, a waiver, a `# nosec`, a caution, a fix, a notice and a fault; and a file that is clean.
    """
    lines = LineIndex(CODE)
    clause = Clause("charter.yaml", Span(0, 1), 4, "tools.denied", "organisation", "", "@lena", "https://acme.example")
    shell = Finding(
        SHELL.id,
        Span(15, 29),
        "Pass a list",
        "A shell reads it",
        Span(11, 29),
        Rank.HIGH,
        symbol="main",
        cwe=78,
        alias="B605",
        fixes=(Fix("Pass a list", (Edit(Span(15, 24), "subprocess.run"),)),),
    )
    measure = Finding(
        CYCLOMATIC.id, Span(39, 42), "Split it", "It is 18 (radon)", Span(39, 42), symbol="run", figure=18
    )
    nosec = Suppression("inSource", "nosec", Span(31, 38))
    waiver = Suppression("external", "waiver", Span(0, 0), "constant input")
    return (
        Report(
            "src/a b.py",
            lines,
            (
                Decision(denied, Level.BLOCK, clause, fingerprint="0" * 16, caution="the waiver expired"),
                Decision(shell, Level.WARN, fingerprint="1" * 16, suppression=nosec),
                Decision(shell, Level.WARN, fingerprint="2" * 16, suppression=waiver),
                Decision(shell, Level.ADVISE, fingerprint="3" * 16),
                Decision(measure, Level.WARN, limit=15.0, fingerprint="4" * 16),
                Decision(measure, Level.OBSERVE, limit=17.0, fingerprint="5" * 16),
            ),
            (Notice("syntax", "this statement does not parse", Span(0, 9)),),
            (Fault("charter.rules.security", "ValueError in walker.py:12"),),
        ),
        Report("clean.py", LineIndex("")),
        Report("\udcff\x1b.py", LineIndex(""), notices=(Notice("not-utf-8", "its encoding is unknown"),)),
    )


@pytest.fixture
def unread():
    """
    An organisation's charter outside the root that is no YAML.
    """
    finding = Finding(NOT_YAML.id, Span(0, 1), "Close the bracket", "This is no YAML", Span(0, 1))
    return Report("/etc/charter/charter.yaml", LineIndex("["), (Decision(finding, Level.BLOCK),))
