"""
Editors that no test runs: what each says of itself when it connects, played back to the server.

`clients.json` holds what bears on us of the capabilities that their sources send, where in those sources that stands,
and what follows for us. The client is strict: a message that such an editor does not offer to take fails the test.
Some ask for diagnostics, but say by another name than the protocol's that they ask again when told to; to them we push.
"""

import json
from pathlib import Path

import pytest

CLIENTS = json.loads(Path(__file__).with_name("clients.json").read_text(encoding="utf-8"))
RULE = "security.unsafe-yaml-load"
TEXT = 'import yaml\n\nx = ("🦊𝔘é", yaml.load(stream))\n'


@pytest.mark.parametrize("name", CLIENTS)
def test_findings_stand_where_the_editor_counts_them(name, connect):
    """
    Behind characters outside the Basic Multilingual Plane the mark is right, in the units that the editor prefers.
    """
    with connect(exactly=CLIENTS[name]["capabilities"]) as client:
        client.open("a.py", TEXT)

        (mark,) = client.diagnostics("a.py")

        found = [client.offset("a.py", mark["range"][end]) for end in ("start", "end")]
        assert (RULE, "yaml.load(stream)") == (mark["code"], TEXT[found[0] : found[1]])
        assert CLIENTS[name]["positions"] == client.encoding


@pytest.mark.parametrize("name", CLIENTS)
def test_what_the_editor_cannot_do_is_done_without_it(name, connect, root):
    """
    Findings are pushed where nobody asks for them in time; who cannot be asked to watch files is not, and
    a charter that changes on disk is seen all the same.
    """
    with connect(exactly=CLIENTS[name]["capabilities"]) as client:
        client.open("a.py", TEXT)
        client.diagnostics("a.py")
        (root / "charter.yaml").write_text(f"extends: recommended\nrules: {{{RULE}: advise}}\n", encoding="utf-8")
        client.diagnostics_like(client.uri("a.py"), lambda marks: [3] == [mark["severity"] for mark in marks])

        asked = [each["params"]["registrations"] for each in client.requests if "registrations" in each["params"]]
        methods = {registration["method"] for registrations in asked for registration in registrations}
        is_offered = "diagnosticProvider" in client.server["capabilities"]
    assert CLIENTS[name]["diagnostics"] == ("asked for" if is_offered else "pushed")
    assert CLIENTS[name]["files"] == ("told" if "workspace/didChangeWatchedFiles" in methods else "polled")


@pytest.mark.parametrize("name", CLIENTS)
def test_typing_a_charter_hovering_and_waiving_need_nothing_that_the_editor_lacks(name, connect):
    """
    The main job is done with what the editor offers, and nothing else is asked of it.
    """
    with connect(exactly=CLIENTS[name]["capabilities"]) as client:
        client.open("charter.yaml", "extends: recommended\n", "yaml")
        client.open("a.py", TEXT)
        client.diagnostics("a.py")

        client.edit("charter.yaml", f"extends: recommended\nrules: {{{RULE}: advise}}\n")
        client.diagnostics_like(client.uri("a.py"), lambda marks: [3] == [mark["severity"] for mark in marks])
        client.settle("a.py")
        (mark,) = client.diagnostics("a.py")

        assert RULE in client.hover("a.py", TEXT.index("load"))["contents"]["value"]
        context = {"diagnostics": [mark]}
        actions = client.request(
            "textDocument/codeAction", {**client.here("a.py"), "range": mark["range"], "context": context}
        )
        assert any(action["edit"] for action in actions if "edit" in action)
