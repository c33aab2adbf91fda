"""
The adapter gives bandit's own issues, unit by unit.
"""

import subprocess
import sys
from importlib import metadata
from importlib.util import find_spec
from inspect import cleandoc
from pathlib import Path

import pytest

from charter.rules.security.bandit import findings
from charter.rules.security.bandit.installed import distributions
from charter.rules.security.bandit.plugins import plugins
from charter.rules.security.known import KNOWN
from charter.syntax.python.facts import Facts, Imports
from charter.syntax.python.parsed import Parsed
from charter.syntax.python.units import Cut, Unit, cut
from support import peers
from support.pages import draw, examples

PAGE = """
    == the call is underlined
    import subprocess
    ^^^^^^^^^^^^^^^^^ security.subprocess-import
    subprocess.run(["/bin/ls", path])
    ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ security.subprocess-call

    == of several lines, the argument that bandit's line points at
    from subprocess import call
    ^^^^^^^^^^^^^^^^^^^^^^^^^^^ security.subprocess-import
    call(
        path,
        shell=True,
        ^^^^^^^^^^ security.shell-injection
    )

    == an alias from an earlier unit is known
    import yaml as y
    def f(text):
        return y.load(text)
               ^^^^^^^^^^^^ security.unsafe-yaml-load

    == a loader that is safe is left alone
    import yaml
    yaml.load(text, Loader=yaml.SafeLoader)
"""


def parsed_units(text):
    imports = Imports()
    units = Cut.of([Unit(text)]) if "django.utils.safestring" in text else cut(text)
    for start, unit in units:
        parsed = Parsed(unit, unit.parse(), Facts(imports))
        yield start, parsed
        imports.update(parsed.facts.added)


def ours(text):
    for start, parsed in parsed_units(text):
        n_before = text.count("\n", 0, start) - (1 if parsed.unit.shift else 0)
        for issue in findings.issues(parsed):
            lines = tuple(line + n_before for line in issue.linerange)
            yield (
                issue.test_id,
                issue.severity,
                issue.confidence,
                issue.cwe,
                issue.text,
                issue.lineno + n_before,
                issue.column,
                lines,
            )


def theirs(text):
    for issue in peers.issues(text.encode()):
        lines = tuple(issue.linerange)
        yield (
            issue.test_id, issue.severity, issue.confidence, issue.cwe.id, issue.text,
            issue.lineno, issue.col_offset, lines,
        )  # fmt: skip


@pytest.mark.parametrize("known", KNOWN, ids=lambda known: known.name)
def test_every_rule_of_bandit(known):
    """
    On the example of each rule's page, good and bad, the issues are bandit's.
    """
    for text in (cleandoc(known.bad), cleandoc(known.good)):
        assert sorted(theirs(text)) == sorted(ours(text))


@pytest.mark.parametrize("example", examples(PAGE), ids=str)
def test_page(example):
    """
    What is underlined is what bandit means, and begins on bandit's line.
    """
    found = [
        (finding.span.moved(start), finding.rule)
        for start, parsed in parsed_units(example.code)
        for finding in findings.look(parsed)
    ]

    assert example.picture == draw(example.code, found)


def test_same_tests_in_the_same_order():
    """
    For each node type the tests are bandit's, in bandit's order; its blacklist is the last.
    """
    ours = {node: [plugin.name for plugin in tests] for node, tests in plugins().by_node.items()}

    assert {node: [test.__name__ for test in tests] for node, tests in peers.tests().tests.items()} == ours


def test_own_functions():
    """
    Each test that takes no configuration is the very function that bandit itself calls.
    """
    theirs = {test.__name__: test for tests in peers.tests().tests.values() for test in tests}
    ours = {plugin.name: plugin.call for plugin in plugins() if not hasattr(theirs[plugin.name], "_takes_config")}
    ours.pop("blacklist")

    assert {name: theirs[name] for name in ours} == ours


@pytest.mark.parametrize(
    "program",
    [
        "assert not {'rich', 'stevedore', 'bandit.core.manager'} & sys.modules.keys()",
        "import bandit; assert (bandit.HIGH, bandit.Issue, bandit.Cwe) == ('HIGH', issue.Issue, issue.Cwe)",
        "import bandit; assert bandit.__version__ and bandit.manager.BanditManager",
        "import bandit; assert bandit.core.manager.BanditManager",
        "from bandit.core import test_set; assert test_set.BanditTestSet",
        "import bandit.core.manager as it; assert it.BanditManager",
    ],
)
def test_library(program):
    """
    Loading the tests leaves out what none of them needs, and a plugin that asks for it gets it.
    """
    loading = "import sys; from charter import engine; engine.prepare(); from bandit.core import issue; "

    subprocess.run([sys.executable, "-c", loading + program], check=True)


def test_speaking_of_rules_loads_no_library():
    """
    Only a look does: who finds all in the store, or edits a charter, has no use for them.
    """
    program = (
        "import sys; from charter.engine import BOOK; assert list(BOOK) and not {'bandit', 'radon'} & {*sys.modules}"
    )

    subprocess.run([sys.executable, "-c", program], check=True)


def test_entry_points_are_those_that_python_itself_reads():
    """
    All that is offered to bandit in the folder that it lies in.
    """
    folder = str(Path(find_spec("bandit").origin).parents[1])
    theirs = {
        (known.name, known.version, entry.group, entry.name, entry.value)
        for known in metadata.distributions(path=[folder])
        for entry in known.entry_points
        if entry.group in {"bandit.plugins", "bandit.blacklists"}
    }

    assert theirs == {
        (known.name, known.version, entry.group, entry.name, entry.value)
        for known in distributions()
        for entry in known.entries
    }
