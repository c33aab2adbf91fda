"""
Writing a charter in a real editor. What is asserted is what Neovim shows.
"""

from datetime import UTC, date, datetime, timedelta

import pytest

CHARTER = """extends: recommended
contact: https://wiki.acme.example/ai
zones:
  - name: payments
    paths: [src/]
ruls: {}
rules:
  security.shell-injection: warn
"""

NAMES = """roles:
  leads: {duty: owns the charter}
owner:\N{SPACE}
zones:
  - name: payments
    paths: [src/]
tools:
  approved:
    - tool: copilot
      until:\N{SPACE}
      zones: [
"""
LOOSE = """rules:
  security.eval: warn
tools:
  denied:
    - reason: no
"""


@pytest.fixture
def charter(neovim, project):
    """
    A Neovim with a charter open, above code that breaks it.
    """
    (project / "src").mkdir()
    (project / "src" / "pay.py").write_text("import subprocess\nsubprocess.run(x, shell=True)\n")
    (project / "charter.yaml").write_text(CHARTER)
    neovim.open("charter.yaml")
    neovim.sees("WARN charter.unknown-key")
    return neovim


def test_rules_and_levels_are_completed(charter):
    """
    The menu narrows down to what was typed, and what is chosen is written; then the levels are proposed.
    """
    charter.ask("presses", "GoB60<C-x><C-o>")
    rules = charter.ask("proposals")
    assert {"B601", "B602"} <= set(rules)
    assert "complexity" not in rules

    charter.ask("presses", "2<C-x><C-o>")
    assert ["B602"] == charter.ask("proposals")
    charter.ask("presses", "<C-n><C-y> <C-x><C-o>")
    assert ["off", "observe", "advise", "warn", "block"] == charter.ask("proposals")
    charter.ask("presses", "<C-p><C-y><Esc>")

    assert "  B602: block" == charter.types("G")[-1]


def test_hover_symbols_and_links_of_a_charter(charter):
    """
    What a rule means and who says so; the outline; where words lead.
    """
    charter.types("G0w")
    hover = charter.hovers()["value"]
    assert "In force: warn, set by charter.yaml:8 (repository)." in hover
    assert {"[Array] zones", "[Object] payments", "[Key] security.shell-injection"} <= set(charter.ask("symbols"))
    pack, contact = charter.ask("links")
    assert ("recommended.yaml", "https://wiki.acme.example/ai") == (pack.rpartition("/")[2], contact)


def test_lenses_show_the_impact_before_it_is_enforced(charter):
    """
    Nothing is known before a scan; after it each rule and zone says what it would hit, and follows the text.
    """
    before = charter.ask("lenses", "scan the workspace")
    assert "- name: payments → scan the workspace to see its impact" in before

    charter.ask("scans")
    assert "security.shell-injection: warn → 1 finding here, 0 would block" in charter.ask("lenses", "1 finding here")
    charter.types("G$ciwblock<Esc>")

    assert "security.shell-injection: block → 1 finding here, 1 would block" in charter.ask("lenses", "1 would block")


def test_quick_fixes_write_the_word_that_was_meant_or_take_the_entry_out(charter):
    """
    Both are offered at the key.
    """
    charter.types("6G0")
    assert "rules: {}" == charter.acts("Write 'rules'")[5]
    charter.types("u6G0")
    charter.sees("WARN charter.unknown-key")

    assert CHARTER.replace("ruls: {}\n", "").splitlines() == charter.acts("Remove 'ruls'")


def test_roles_zones_and_days_are_completed(neovim, project):
    """
    What the charter itself names, and days from today on.
    """
    (project / "charter.yaml").write_text(NAMES)
    neovim.open("charter.yaml")
    neovim.ask("presses", "3GA<C-x><C-o>")
    assert ["leads"] == neovim.ask("proposals")
    neovim.ask("presses", "<C-n><C-y><Esc>10GA<C-x><C-o>")
    days = [date.fromisoformat(day) for day in neovim.ask("proposals")]
    assert days == sorted(days)
    assert timedelta(1) >= abs(days[0] - datetime.now(UTC).date())
    neovim.ask("presses", "<C-e><Esc>11GA<C-x><C-o>")
    assert ["default", "payments"] == neovim.ask("proposals")
    neovim.ask("presses", "<C-n><C-n><C-y>]<Esc>")

    text = neovim.types("G")
    assert ("owner: leads", "      zones: [payments]") == (text[2], text[10])


def test_quick_fixes_add_what_is_missing_and_take_back_what_loosens(neovim, project):
    """
    A required field is written where it belongs; a level that is too low goes, or becomes what is asked for.
    """
    (project / "charter.yaml").write_text("rules: {security.eval: block}\n")
    (project / "src").mkdir()
    (project / "src" / "charter.yaml").write_text(LOOSE)
    neovim.open("src/charter.yaml")
    neovim.sees("WARN charter.weakens-layer", "WARN charter.wrong-type")

    neovim.types("2G$")
    assert "  security.eval: block" == neovim.acts("Write 'block'")[1]
    neovim.types("u5G$")
    neovim.sees("WARN charter.weakens-layer", "WARN charter.wrong-type")
    assert ["    - tool: ", "      reason: no"] == neovim.acts("Add 'tool'")[4:]
    neovim.types("u2G$")
    neovim.sees("WARN charter.weakens-layer", "WARN charter.wrong-type")
    assert ["rules:", "tools:"] == neovim.acts("Remove")[:2]
