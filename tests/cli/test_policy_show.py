"""
`charter policy show`: what is in force for a file, and why.
"""

LAW = """\
extends: recommended
tools: {approved: [{tool: claude, until: 2100-01-01}], denied: [windsurf]}
zones: [{name: payments, paths: [src/], owner: leads, data: restricted, ai: reviewed, rules: {B602: block}}]
ai_code: {rules: {complexity.cyclomatic: {max: 7}}}
rollout: [{from: 2100-01-01, rules: {security.eval: block}}]
waivers: {files: [waivers.yaml], inline: all}
"""
REGISTER = """\
- {id: W-1, rules: [B301], paths: [src/], reason: constant, expires: 2100-01-01}
- {id: W-2, rules: [B301], paths: [src/], reason: constant, expires: 2020-01-01}
- {id: W-3, rules: [B301], paths: [lib/], reason: constant, expires: 2100-01-01}
"""
CODE = """\
import subprocess
subprocess.run(x, shell=True)  # charter: waive B602 until 2100-01-01 -- constant
eval(y)  # nosec
"""


def rows(outcome):
    return [" ".join(line.split()) for line in outcome.out.splitlines()]


def test_what_applies_to_a_file(charter, write):
    """
    Zone, tools, levels and limits, what is stricter for AI's code and later, and the waivers, each with its line.
    """
    write({"charter.yaml": LAW, "waivers.yaml": REGISTER, "src/a.py": CODE, "lib/a.py": ""})

    shown, elsewhere = (
        rows(charter("policy", "show", "--path", "src/a.py")),
        rows(charter("policy", "show", "--path", "lib/a.py")),
    )

    expected = [
        "tools.approved claude until 2100-01-01 charter.yaml:2 (repository)",
        "tools.denied windsurf charter.yaml:2 (repository)",
        "zones.name payments charter.yaml:3 (repository)",
        "zones.data restricted charter.yaml:3 (repository)",
        "zones.ai reviewed charter.yaml:3 (repository)",
        "zones.owner leads charter.yaml:3 (repository)",
        "rules.security.shell-injection block charter.yaml:3 (repository)",
        "rollout 2100-01-01 charter.yaml:5 (repository)",
        "waivers.inline all charter.yaml:6 (repository)",
        "Where AI wrote the code:",
        "rules.complexity.cyclomatic.max 7 charter.yaml:4 (repository)",
        "From 2100-01-01 on:",
        "rules.security.eval block charter.yaml:5 (repository)",
        "Exceptions:",
        "W-1, security.pickle holds waivers.yaml:1 (repository)",
        "W-2, security.pickle does not hold: it expired on 2020-01-01 waivers.yaml:2 (repository)",
        "waiver security.shell-injection holds src/a.py:2",
        "nosec security.eval holds src/a.py:3",
    ]
    assert expected == [row for row in shown if row in expected]
    assert not any("W-3" in row for row in shown)
    assert "W-3, security.pickle holds waivers.yaml:3 (repository)" in elsewhere
    assert not any("payments" in row for row in elsewhere)


def test_what_other_layers_say_in_vain(charter, write, place, monkeypatch):
    """
    Beside the value that holds stands who says something else.
    """
    write({"charter.yaml": "rules: {B602: advise}\n", "../org.yaml": "rules: {B602: block}\n"})
    monkeypatch.setenv("CHARTER_POLICY", str(place.parent / "org.yaml"))

    organisation = f"{place.parent}/org.yaml:1 (organisation)"
    expected = f"rules.security.shell-injection block {organisation}; not advise by charter.yaml:1 (repository)"
    assert expected in rows(charter("policy", "show"))
