"""
Charters in the editor: as they are typed, and as they lie on disk.
"""

import pytest

from support.lsp_client import WATCHING

SHELL = "import subprocess\nsubprocess.run(x, shell=True)\n"
RULE = "security.shell-injection"
BLOCKING = f"extends: recommended\nrules: {{{RULE}: block}}\n"


def severities(diagnostics):
    return [mark["severity"] for mark in diagnostics]


def test_a_typed_charter_counts_at_once(editor, root):
    """
    Before it is saved; a broken one leaves the last good one in force, and closing brings back the file's.
    """
    editor.open("a.py", SHELL)
    assert [2] == severities(editor.diagnostics("a.py"))
    uri = editor.uri("a.py")

    editor.open("charter.yaml", BLOCKING, "yaml")
    editor.diagnostics_like(uri, lambda marks: severities(marks) == [1])
    editor.edit("charter.yaml", BLOCKING + "]")
    assert ["charter.not-yaml"] == [mark["code"] for mark in editor.diagnostics("charter.yaml")]
    editor.settle("a.py")
    assert [1] == severities(editor.published[uri][-1]["diagnostics"])

    editor.close("charter.yaml")
    assert [2] == severities(editor.diagnostics_like(uri, lambda marks: severities(marks) == [2]))
    assert not (root / "charter.yaml").exists()


def test_problems_stand_in_the_charter_and_can_be_fixed(editor):
    """
    At the key or value that is meant, with the nearest name as the first quick fix.
    """
    text = "extends: recommended\nruls: {}\n"
    editor.open("charter.yaml", text, "yaml")
    (mark,) = editor.diagnostics("charter.yaml")
    assert ("charter.unknown-key", 1) == (mark["code"], mark["range"]["start"]["line"])

    action, *_ = [action for action in editor.actions("charter.yaml", text.index("ruls")) if "edit" in action]
    assert text.replace("ruls", "rules") == editor.applied("charter.yaml", action)
    assert "quickfix" == action["kind"]


def test_problems_of_a_charter_that_is_only_on_disk_are_shown(editor, root):
    """
    Also in a file that it extends; opening it hands them to the editor's text, and mending it takes them away.
    """
    (root / "base.yaml").write_text("rules: {}\nname: Base\nruls: {}\n")
    (root / "charter.yaml").write_text("extends: [recommended, base.yaml]\n")
    editor.open("a.py", SHELL)
    uri = (root / "base.yaml").as_uri()
    assert ["charter.unknown-key"] == [mark["code"] for mark in editor.diagnostics_like(uri, bool)]

    editor.open("base.yaml", "rules: {}\nname: Base\nruls: {}\n", "yaml")
    assert ["charter.unknown-key"] == [mark["code"] for mark in editor.diagnostics("base.yaml")]
    editor.edit("base.yaml", "rules: {}\n")
    assert [] == editor.diagnostics("base.yaml")


@pytest.mark.parametrize("is_told", [True, False])
def test_a_change_on_disk_takes_effect(connect, root, is_told):
    """
    At once where the editor tells, within moments where it does not; also of what is extended, and of deletion,
    of which people are told once.
    """
    (root / "base.yaml").write_text("rules: {}\n")
    (root / "charter.yaml").write_text("extends: [recommended, base.yaml]\n")
    with connect(capabilities=WATCHING if is_told else {}) as client:
        client.open("a.py", SHELL)
        assert [2] == severities(client.diagnostics("a.py"))
        uri = client.uri("a.py")
        for path, text, level in [
            ("base.yaml", BLOCKING.replace("extends: recommended\n", ""), 1),
            ("charter.yaml", None, 2),
        ]:
            (root / path).write_text(text) if text else (root / path).unlink()
            if is_told:
                change = {"uri": (root / path).as_uri(), "type": 2 if text else 3}
                client.notify("workspace/didChangeWatchedFiles", {"changes": [change]})
            client.diagnostics_like(uri, lambda marks, level=level: severities(marks) == [level])

    shown = [note["params"]["message"] for note in client.notifications if note["method"] == "window/showMessage"]
    assert ["Deleted, and no longer in force: charter.yaml"] == shown
    registered = [
        request["params"]["registrations"][0] for request in client.requests if "registrations" in request["params"]
    ]
    watched = {
        watcher["globPattern"]["pattern"]
        for request in registered
        for watcher in request["registerOptions"]["watchers"]
    }
    assert ({"charter.yaml", "charter-known.json", "base.yaml"} if is_told else set()) == watched - {"recommended.yaml"}


def test_the_organisations_charter_comes_by_setting(editor, root, tmp_path):
    """
    From initializationOptions or later, by `didChangeConfiguration`; a wrong value is said and changes nothing.
    """
    organisation = tmp_path / "organisation.yaml"
    organisation.write_text(BLOCKING)
    (root / "charter.yaml").write_text(f"extends: recommended\nrules: {{{RULE}: off}}\n")
    editor.open("a.py", SHELL)
    assert [] == editor.diagnostics("a.py")

    editor.notify("workspace/didChangeConfiguration", {"settings": {"charter": {"organisationPolicy": "x.yaml"}}})
    editor.notify(
        "workspace/didChangeConfiguration", {"settings": {"charter": {"organisationPolicy": str(organisation)}}}
    )
    marks = editor.diagnostics_like(editor.uri("a.py"), bool)
    assert [1] == severities(marks)
    assert organisation.as_uri() == marks[0]["relatedInformation"][0]["location"]["uri"]
    logged = [note["params"]["message"] for note in editor.notifications if note["method"] == "window/logMessage"]
    assert ["charter.organisationPolicy: expected an absolute path; the default holds"] == logged


@pytest.mark.parametrize("settings", [None, {}, {"charter": None}, {"python": {"workers": 1}}])
def test_who_has_no_settings_for_us_takes_none_back(connect, root, tmp_path, settings):
    """
    Some editors say at their start what has changed, though nothing has, and answer null when they are asked.
    """
    organisation = tmp_path / "organisation.yaml"
    organisation.write_text(BLOCKING)
    (root / "charter.yaml").write_text("extends: recommended\n")
    options = {"organisationPolicy": str(organisation)}
    with connect(options=options, capabilities={"workspace": {"configuration": True}}) as client:
        client.answers["workspace/configuration"] = [None]
        client.notify("workspace/didChangeConfiguration", {"settings": settings})
        client.wait(lambda: client.requests, "the question for settings")
        client.open("a.py", SHELL)

        assert [1] == severities(client.diagnostics("a.py"))
        assert [] == [note for note in client.notifications if note["method"] == "window/logMessage"]


def test_settings_may_come_without_our_section(editor, root, tmp_path):
    """
    An editor that keeps each server's settings apart sends ours as they are, and need not be able to be asked.
    """
    organisation = tmp_path / "organisation.yaml"
    organisation.write_text(BLOCKING)
    (root / "charter.yaml").write_text("extends: recommended\n")
    editor.open("a.py", SHELL)
    assert [2] == severities(editor.diagnostics("a.py"))

    editor.notify("workspace/didChangeConfiguration", {"settings": {"organisationPolicy": str(organisation)}})

    assert [1] == severities(editor.diagnostics_like(editor.uri("a.py"), lambda marks: [1] == severities(marks)))


def test_the_status_says_what_is_in_force(connect, root):
    """
    By request, and by notification to editors that want it, whenever it changes.
    """
    with connect(capabilities={"experimental": {"charterStatus": True}}) as client:
        client.open("charter.yaml", "extends: recommended\nname: Acme\nrevision: 2026-12\nruls: {}\n", "yaml")
        client.diagnostics("charter.yaml")
        (folder,) = client.request("charter/status")["folders"]
        told = [note["params"]["folders"] for note in client.notifications if note["method"] == "charter/status"]

    assert (root.as_uri(), "Acme", "2026-12", 1) == tuple(
        folder[key] for key in ("root", "name", "revision", "problems")
    )
    assert "repository" in [layer["layer"] for layer in folder["layers"]]
    assert [folder] == told[-1]


def test_a_recorded_waiver_that_has_ended_is_shown_in_its_register(editor, root):
    """
    Though nobody has opened the register; mending it takes the mark back.
    """
    ended = "- {rules: [security.eval], paths: [a.py], reason: y, expires: 2020-01-14}\n"
    (root / "waivers.yaml").write_text(ended)
    (root / "charter.yaml").write_text("waivers: {files: [waivers.yaml]}\n")
    editor.open("a.py", "x = 1\n")

    shown = editor.diagnostics_like(editor.uri("waivers.yaml"), bool)
    assert [("waiver.expired", 0)] == [(mark["code"], mark["range"]["start"]["line"]) for mark in shown]
    editor.open("waivers.yaml", ended, "yaml")
    assert ["waiver.expired"] == [mark["code"] for mark in editor.diagnostics("waivers.yaml")]
    editor.edit("waivers.yaml", ended.replace("2020", "2999"))
    editor.diagnostics_like(editor.uri("waivers.yaml"), lambda marks: marks == [])
