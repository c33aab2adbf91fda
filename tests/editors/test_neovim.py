"""
The main job in a real editor. What is asserted is what Neovim shows, not what was sent.
"""

WARNED = "WARN security.shell-injection"
SHELL = "import subprocess\n\n\ndef run(command):\n    return subprocess.run(command, shell=True)\n"


def test_finding_is_shown_on_open(neovim, project):
    """
    Opening a file underlines what breaks the charter, with the fix in the first words.
    """
    (project / "a.py").write_text(SHELL)
    neovim.open("a.py")

    [finding] = neovim.sees(WARNED)

    assert 5 == finding["line"]
    assert "shell" in finding["message"].splitlines()[0]


def test_finding_comes_and_goes_with_typing(neovim, project):
    """
    A finding appears as its line is typed and disappears as it is mended.
    """
    (project / "a.py").write_text("import subprocess\n\n")
    neovim.open("a.py")
    neovim.sees()

    neovim.types("Gosubprocess.run(command, shell=True)<Esc>")
    neovim.sees(WARNED)
    neovim.types("G0f,DA)<Esc>")

    neovim.sees()


def test_underline_is_right_behind_astral_characters(neovim, project):
    """
    Characters outside the Basic Multilingual Plane before a finding do not move its underline.
    """
    (project / "a.py").write_text('import yaml\n\nx = ("🦊𝔘é", yaml.load(stream))\n', encoding="utf-8")
    neovim.open("a.py")

    assert ["yaml.load(stream)"] == [finding["text"] for finding in neovim.sees("WARN security.unsafe-yaml-load")]


def test_typed_charter_takes_effect_at_once(neovim, project):
    """
    A level typed into an open charter changes open files before the charter is saved.
    """
    (project / "a.py").write_text(SHELL)
    neovim.open("a.py")
    neovim.sees(WARNED)

    neovim.open("charter.yaml")
    neovim.types("Gorules: {security.shell-injection: block}<Esc>")
    neovim.open("a.py")

    neovim.sees("ERROR security.shell-injection")


def test_charter_changed_on_disk_takes_effect(neovim, project):
    """
    A charter saved by another program changes open files; the editor need not watch it.
    """
    (project / "a.py").write_text(SHELL)
    neovim.open("a.py")
    neovim.sees(WARNED)

    (project / "charter.yaml").write_text("extends: recommended\nrules: {security.shell-injection: off}\n")

    neovim.sees()


def test_hover_names_the_rule_and_whom_to_ask(neovim, project):
    """
    Hovering on a finding says which rule it is, which line of the charter sets it, and whom to ask.
    """
    (project / "charter.yaml").write_text(
        "extends: recommended\ncontact: https://wiki.acme.example/ai\nrules:\n  security.shell-injection: warn\n"
    )
    (project / "a.py").write_text(SHELL)
    neovim.open("a.py")
    neovim.sees(WARNED)
    neovim.types("5G$")

    hover = neovim.hovers()["value"]

    assert [] == [
        words for words in ("security.shell-injection", "charter.yaml:4", "wiki.acme.example/ai") if words not in hover
    ]


def test_waive_action_writes_a_waiver_that_waits_for_a_reason(neovim, project):
    """
    The waive action writes a comment behind the code; as soon as a reason is typed, the finding is gone.
    """
    (project / "a.py").write_text(SHELL)
    neovim.open("a.py")
    neovim.sees(WARNED)
    neovim.types("5G$")

    line = neovim.acts("here (give a reason)")[4]
    assert "shell=True)  # charter: waive security.shell-injection until " in line
    neovim.sees(WARNED, "WARN waiver.missing-field")
    neovim.types("5GAthe command is a constant<Esc>")

    neovim.sees()


def test_server_ends_with_the_editor(neovim, project):
    """
    The server obeys shutdown and exit; nothing is left running.
    """
    (project / "a.py").write_text(SHELL)
    neovim.open("a.py")
    neovim.sees(WARNED)

    assert neovim.leaves()
