import json
import re
import subprocess
import sys
from inspect import cleandoc

import pytest
from bandit.blacklists import calls, imports
from bandit.core.extension_loader import MANAGER

from charter.model import Level
from charter.rules.security.catalogue import BY_TEST_ID, rules, third_party
from charter.rules.security.known import KNOWN

PLUGINS = {plugin.plugin._test_id: plugin.plugin for plugin in MANAGER.plugins}  # noqa: SLF001 -- bandit keeps it there
BLACKLIST = {entry["id"]: entry for gen in (calls, imports) for entry in gen.gen_blacklist()["Call"]}


def test_every_bandit_test_has_a_name():
    """
    The catalogue holds bandit's tests, each once; B613 is left to `security.hidden-unicode`.
    """
    assert sorted({*PLUGINS, *BLACKLIST} - {"B613"}) == sorted(known.test_id for known in KNOWN)


def test_names_are_unambiguous():
    """
    No two rules share an id or an alias, and every id is one lower-case word after another.
    """
    keys = [key for rule in rules() for key in (rule.id, *rule.aliases)]

    assert sorted(set(keys)) == sorted(keys)
    assert [] == [rule.id for rule in rules() if not re.fullmatch(r"security\.[a-z0-9]+(-[a-z0-9]+)*", rule.id)]


def test_rules_are_off_only_where_bandit_is_noise():
    """
    The level comes from bandit's severity and confidence, but for assertions, which are off.
    """
    assert {"security.assert": Level.OFF} == {rule.id: rule.default for rule in rules() if rule.default is not None}


@pytest.mark.parametrize("known", KNOWN, ids=lambda known: known.name)
def test_sentences_fit_a_diagnostic(known):
    """
    Advice and reason are one sentence each and fit one line together; the summary is none.
    """
    assert 90 >= len(known.advice)
    assert 200 >= len(f"{known.advice} {known.why}")
    assert "." != known.summary[-1]
    for sentence in (known.advice, known.why):
        assert re.fullmatch(r"[A-Z`].*[^.]\.", sentence)
        assert not re.search(r"\. [A-Z]", sentence)


def test_ruff_has_the_same_rules_under_these_codes():
    """
    Each code is a rule of ruff that is in force, and none of ruff's is left out but its bidirectional peer.
    """
    command = [sys.executable, "-m", "ruff", "rule", "--all", "--output-format", "json"]
    listed = json.loads(subprocess.run(command, capture_output=True, check=True).stdout)
    theirs = [rule["code"] for rule in listed if rule["linter"] == "flake8-bandit" and "Removed" not in rule["status"]]

    assert sorted(theirs) == sorted(known.ruff for known in KNOWN if known.ruff)


def test_bandit_uses_these_names():
    """
    A record's name is the one that bandit's output and documentation use.
    """
    functions = {test_id: plugin.__name__ for test_id, plugin in PLUGINS.items() if test_id != "B613"}
    entries = {test_id: entry["name"] for test_id, entry in BLACKLIST.items()}

    assert {**functions, **entries} == {known.test_id: known.bandit for known in KNOWN}


def test_blacklisted_names_link_to_a_heading():
    """
    The documentation of a blacklisted name is a heading of bandit's own page.
    """
    headings = {_anchor(line) for page in (calls, imports) for line in page.__doc__.splitlines()}
    links = {known.url.partition("#")[2] for known in KNOWN if known.test_id in BLACKLIST}

    assert set() == links - headings


def test_third_party_rule_is_named_after_its_function():
    """
    A foreign plugin's rule takes its name, summary and page from the function and its docstring.
    """
    rule = third_party("X901", "open_s3_bucket", "**X901: Test for buckets that\n    anyone reads**\n\n    More.")

    assert "security.open-s3-bucket" == rule.id
    assert ("X901",) == rule.aliases
    assert "X901: Test for buckets that anyone reads" == rule.summary
    assert "\n    More.\n" in rule.page


@pytest.mark.parametrize(
    ("function", "doc", "rule_id", "summary"),
    [
        ("pickle", "Test for pickle. It is slow.", "security.pickle-x901", "Test for pickle"),
        ("pickle", None, "security.pickle-x901", "what the bandit plugin pickle reports"),
        ("__ß__", "", "security.x901", "what the bandit plugin __ß__ reports"),
        ("check_S3", "====\nS3\n====\n\nBuckets.", "security.check-s3", "S3"),
    ],
)
def test_third_party_rule_hides_none_of_ours(function, doc, rule_id, summary):
    """
    A taken name, or one that no id can be made of, is told apart by the test's id.
    """
    rule = third_party("X901", function, doc)

    assert rule_id == rule.id
    assert summary == rule.summary
    assert rule.id not in {known.id for known in BY_TEST_ID.values()}


def test_page_reads_as_a_manual():
    """
    A page says what, why, by example, what instead, what is missed, and whose test it is.
    """
    expected = """
        ## What it flags

        `yaml.load` without `SafeLoader` or `CSafeLoader`.

        ## Why it matters

        Other loaders build Python objects that the document names, which can run code.

        ## Example

        ```python
        import yaml

        def settings(text):
            return yaml.load(text, Loader=yaml.Loader)
        ```

        ## Instead

        Use `yaml.safe_load`.

        ```python
        import yaml

        def settings(text):
            return yaml.safe_load(text)
        ```

        ## Known gaps

        `yaml.load_all` and `yaml.unsafe_load` are not seen.

        ## Source

        bandit's own test [B506 `yaml_load`](https://bandit.readthedocs.io/en/latest/plugins/b506_yaml_load.html), \
run unmodified (Apache-2.0); ruff has it as [S506](https://docs.astral.sh/ruff/rules/#flake8-bandit-s).
    """

    assert cleandoc(expected) == BY_TEST_ID["B506"].page


def _anchor(heading):
    """
    Return what docutils makes of a heading.
    """
    return re.sub(r"[^a-z0-9]+", "-", heading.lower()).strip("-")
