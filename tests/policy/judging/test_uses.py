"""
Which AI a product may call, and which servers agents may be given.
"""

from datetime import date

import pytest

from charter import policy
from charter.evidence import Evidence
from charter.model import Finding, Level
from charter.policy.binding.uses import binding_lists, entry_for
from charter.policy.comparing.loosening import loosenings
from charter.text import Span
from support.charters import charter

TODAY = date(2027, 1, 10)
HERE = Span(0, 4)


def decided(text, kind="sdk", name="groq", organisation="", path="a.py"):
    evidence = Evidence(kind, name, name, HERE)
    finding = Finding(f"tools.unapproved-{kind}", HERE, "Ask.", "", HERE, evidence=evidence)
    return policy.decide(charter(text, organisation=organisation), finding, path, TODAY)


def sdks(text):
    return f"tools: {{runtime: {{sdks: {{{text}}}}}}}"


@pytest.mark.parametrize(
    ("text", "name", "level"),
    [
        ("{}", "groq", Level.OBSERVE),
        (sdks("approved: []"), "groq", Level.OBSERVE),
        (sdks("approved: [openai]"), "groq", Level.ADVISE),
        (sdks("approved: [openai]"), "openai", None),
        (sdks("approved: [OpenAI]"), "openai", None),
        (sdks("approved: ['langchain*']"), "langchain-openai", None),
        (sdks("approved: ['@ai-sdk/*']"), "@ai-sdk/openai", None),
        (sdks("approved: [openai], unapproved: block"), "groq", Level.BLOCK),
        (sdks("approved: [openai], unapproved: off"), "groq", None),
        (sdks("unapproved: warn"), "groq", Level.WARN),
        (sdks("approved: [openai], unapproved: warn") + "\nrules: {tools.unapproved-sdk: block}", "groq", Level.BLOCK),
        (sdks("approved: [openai], unapproved: warn") + "\nrules: {tools.unapproved-sdk: off}", "groq", Level.WARN),
        ("tools: {runtime: {models: {approved: [groq]}}}", "groq", Level.OBSERVE),
    ],
)
def test_what_a_use_comes_to(text, name, level):
    """
    Only counted before a charter approves any, then advice, or what `unapproved` or the rule says; approved is none.
    """
    decision = decided(text, name=name)

    assert level == (decision and decision.level)


@pytest.mark.parametrize(
    ("organisation", "repository", "level"),
    [
        ("approved: [openai, groq]", "approved: [groq]", None),
        ("approved: [openai]", "approved: [groq]", Level.ADVISE),
        ("approved: [groq]", "approved: [openai]", Level.ADVISE),
        ("approved: []", "approved: [groq]", Level.ADVISE),
        ("approved: [openai], unapproved: block", "approved: [groq], unapproved: off", Level.BLOCK),
        ("unapproved: warn", "approved: [groq]", None),
    ],
)
def test_use_must_be_in_every_list(organisation, repository, level):
    """
    Between layers what is approved is what each list approves, and the stricter level holds.
    """
    decision = decided(sdks(repository), organisation=sdks(organisation))

    assert level == (decision and decision.level)


def test_layer_that_may_relax_a_list_begins_anew():
    """
    Where the organisation hands its list on, a repository approves others.
    """
    above = sdks("approved: [openai]") + "\nmay_relax: [tools.runtime]"

    assert decided(sdks("approved: [groq]"), organisation=above) is None
    assert decided(sdks("approved: [groq]"), name="openai", organisation=above) is not None


def test_decision_cites_the_list_and_names_what_is_approved():
    """
    The clause is the list that does not approve it; the advice names what every list does.
    """
    decision = decided(sdks("approved: [openai, anthropic]"), organisation=sdks("approved: [openai]"))

    assert ("tools.runtime.sdks.approved", "organisation") == (decision.clause.key, decision.clause.layer)
    assert "Use what is approved (openai), or ask for 'groq' to be approved." == decision.finding.advice


def test_use_is_nobody_s_authorship():
    """
    That code calls AI does not make it AI's: what holds for AI's code only is not asked of it.
    """
    strict = "ai_code: {rules: {tools.unapproved-sdk: block}}"

    assert Level.OBSERVE == decided(strict).level


def test_lower_layer_is_told_what_it_approves_in_vain():
    """
    An entry that is in no higher list is an attempt, at its line; one within a higher pattern is none.
    """
    law = charter(
        "tools:\n  runtime:\n    models:\n      approved:\n      - gpt-5-mini\n      - grok-4\n",
        organisation="tools: {runtime: {models: {approved: ['gpt-5*']}}}",
    )

    assert [("charter.weakens-layer", 5)] == [(problem.rule, problem.line) for problem in law.problems]


@pytest.mark.parametrize(
    ("entry", "source", "is_approved"),
    [
        ("github", "docker run github", True),
        ("'git*'", "docker run github", True),
        ("gitlab", "docker run github", False),
        ("{name: github, command: 'docker *'}", "docker run github", True),
        ("{name: github, command: 'docker *'}", "npx github", False),
        ("{name: github, command: 'docker *'}", "https://evil.example/mcp", False),
        ("{name: github, url: 'https://mcp.example/*'}", "https://mcp.example/v1", True),
        ("{name: github, url: 'https://mcp.example/*'}", "docker run github", False),
        ("{name: github, command: 'docker *', url: 'https://mcp.example/*'}", "https://mcp.example/v1", True),
        ("{name: github, command: 'docker *', url: 'https://mcp.example/*'}", "docker run https://x", True),
        ("{name: github, command: 'docker *', url: 'https://mcp.example/*'}", "https://evil.example/", False),
        ("{name: github, comand: 'docker *'}", "docker run github", False),
        ("{name: github, url: ['https://mcp.example/*']}", "https://mcp.example/v1", False),
    ],
)
def test_server_is_approved_as_it_is_started(entry, source, is_approved):
    """
    A name alone approves any way; an entry that gives a command or a URL approves only that one, and none if that is
    misspelt.
    """
    law = charter(f"tools: {{mcp_servers: {{approved: [{entry}]}}}}")
    evidence = Evidence("server", "github", None, HERE, source=source)
    [listed] = binding_lists(law.layers, "server")

    assert is_approved == (entry_for(listed, evidence) is not None)


@pytest.mark.parametrize(
    ("before", "after", "told"),
    [
        ("approved: [openai]", "approved: [openai, groq]", ["tools.runtime.sdks, groq: advise → off"]),
        ("approved: [openai, groq]", "approved: [openai]", []),
        ("approved: [openai], unapproved: block", "approved: [openai]", ["rules.tools.unapproved-sdk: block → advise"]),
        ("approved: [openai]", "unapproved: observe", ["rules.tools.unapproved-sdk: advise → observe"]),
    ],
)
def test_longer_list_is_looser(before, after, told):
    """
    A change that approves more, or minds less, is said; one that approves less is not.
    """
    found = loosenings(charter(sdks(before)), charter(sdks(after)), ["a.py"], TODAY)

    assert told == [each.what for each in found]


def test_rule_is_evidence_for_controls_of_all_layers():
    """
    A decision names each control that any layer counts its rule for, by family, id or alias; others name none.
    """
    law = charter(
        "controls: {OWASP: {V1: [tools], V2: [tools.denied]}}",
        organisation="controls: {ISO: {A.1: [tools.unapproved-sdk]}}",
    )
    evidence = Evidence("sdk", "groq", None, HERE)
    finding = Finding("tools.unapproved-sdk", HERE, "", "", HERE, evidence=evidence)

    assert ["ISO A.1", "OWASP V1"] == [str(each) for each in policy.decide(law, finding, "a.py", TODAY).controls]
    assert () == policy.decide(law, Finding("security.eval", HERE, "", "", HERE), "a.py", TODAY).controls
