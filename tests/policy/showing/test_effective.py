from datetime import date

from charter.evidence import Provenance
from charter.policy import effective
from support.charters import charter

TODAY = date(2027, 1, 10)
ORGANISATION = """
name: Acme
roles: {leads: {members: ["@lena"]}}
tools: {approved: [{tool: copilot, class: enterprise, models: ["gpt-5*"], until: 2027-06-30}], denied: [windsurf]}
zones: [{name: payments, paths: [src/], data: restricted, ai: reviewed, rules: {security: block}}]
rules: {complexity.cyclomatic: {level: warn, max: 10}}
disclosure: {profile: fedora, commits: require, reviewed_by: [payments]}
waivers: {max_days: 90}
"""
REPOSITORY = """
rules: {security.shell-injection: warn, complexity.cyclomatic: {max: 12}}
ai_code: {rules: {complexity.cyclomatic: {max: 7}}}
rollout: [{from: 2027-06-01, rules: {complexity: block}}]
exclude: [vendor/]
languages: {exclude: [markdown]}
disclosure: {profile: llvm, commits: allow}
tools: {mcp_servers: {unapproved: warn, approved: [github]}, runtime: {hosts: {approved: [api.openai.com]}}}
controls: {OWASP-AISVS: {AC.9.3: [tools.unapproved]}}
"""


def held(path, provenance):
    law = charter(REPOSITORY, organisation=ORGANISATION)
    values = list(effective(law, path, TODAY, provenance))
    return {value.key: value for value in values}


def test_every_value_is_enumerated_with_its_origin_and_what_each_layer_says():
    """
    Beside what is in force stands where it is set, and what layers said of it, in force or not.
    """
    found = held("src/a.py", Provenance())
    told = {key: (value.value, value.clause and value.clause.layer) for key, value in found.items()}

    expected = {
        "rules.security.shell-injection": ("block", "organisation"),
        "rules.complexity.cyclomatic": ("warn", "organisation"),
        "rules.complexity.cyclomatic.max": ("10", "organisation"),
        "rules.security.assert": ("off", None),
        "zones.name": ("payments", "organisation"),
        "zones.ai": ("reviewed", "organisation"),
        "waivers.max_days": ("90", "organisation"),
        "waivers.inline": ("below-block", None),
        "disclosure.profile": ("fedora", "organisation"),
        "disclosure.commits": ("require", "organisation"),
        "disclosure.reviewed_by": ("[payments]", "organisation"),
        "tools.approved": ("copilot class enterprise models [gpt-5*] until 2027-06-30", "organisation"),
        "tools.denied": ("windsurf", "organisation"),
        "tools.mcp_servers.approved": ("github", "repository"),
        "tools.runtime.hosts.approved": ("api.openai.com", "repository"),
        "controls.OWASP-AISVS.AC.9.3": ("[tools.unapproved]", "repository"),
        "rollout": ("2027-06-01", "repository"),
        "exclude": ("vendor/", "repository"),
        "languages.exclude": ("[markdown]", "repository"),
        "name": ("Acme", None),
    }
    assert expected == {key: told[key] for key in expected}
    said = [(each.value, each.clause.layer) for each in found["rules.complexity.cyclomatic.max"].said]
    assert [("10", "organisation"), ("12", "repository")] == said


def test_what_is_stricter_for_ai_shows_for_its_code():
    """
    The same path has other values for AI's code.
    """
    limits = [held("a.py", each)["rules.complexity.cyclomatic.max"].value for each in (Provenance(), Provenance("ai"))]

    assert ["10", "7"] == limits
