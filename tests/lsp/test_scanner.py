"""
A scan shows what the charter says of files that nobody has opened, and keeps it true.
"""

import json

import pytest

from charter.lsp.closed_files import MOST, ClosedFiles
from charter.lsp.editor import Editor
from charter.lsp.marks import Mark, Place
from charter.lsp.session import Session
from support.lsp_client import PROGRESS, PULL, WATCHING, merged

CALL = "import subprocess\nsubprocess.run(x, shell=True)\n"
RULE = "security.shell-injection"
EVERYTHING = merged(PROGRESS, WATCHING)


@pytest.fixture
def write(root):
    """
    Writes a file of the workspace.
    """

    def to(name, text):
        path = root / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text)

    return to


@pytest.fixture
def scanning(connect):
    """
    An editor that shows progress and watches files.
    """
    with connect(capabilities=EVERYTHING) as client:
        yield client


def scan(client):
    """
    Scan and return how it ended.
    """
    n_before = len(ends(client))
    client.request("workspace/executeCommand", {"command": "charter.scanWorkspace", "arguments": []})
    client.wait(lambda: len(ends(client)) > n_before, "the end of the scan")
    return ends(client)[-1]


def ends(client):
    return [said["value"].get("message") for said in client.progress if said["value"]["kind"] == "end"]


def rules(client, name):
    said = client.published.get(client.uri(name), [])
    return [mark["code"] for mark in said[-1]["diagnostics"]] if said else None


def becomes(client, name, expected):
    """
    Wait until *expected* rules are shown on *name*.
    """
    client.wait(lambda: rules(client, name) == expected, f"{expected} on {name}")


def changed(client, name, kind=2):
    client.notify("workspace/didChangeWatchedFiles", {"changes": [{"uri": client.uri(name), "type": kind}]})


def test_a_scan_shows_what_breaks_the_charter_in_closed_files(scanning, write):
    """
    Findings where there are any, nothing on clean and excluded files but for those that a charter of their own speaks
    of; the end says how many files there were.
    """
    write("charter.yaml", 'charter: 1\nname: c\nexclude: ["vendor/"]\n')
    write("pkg/bad.py", CALL)
    write("pkg/good.py", "x = 1\n")
    write("vendor/bad.py", CALL)
    write("vendor/ours/charter.yaml", f"charter: 1\nname: d\nrules: {{{RULE}: warn}}\n")
    write("vendor/ours/bad.py", CALL)

    assert "4 files checked; 2 findings in 2 files are shown." == scan(scanning)
    assert [RULE] == rules(scanning, "pkg/bad.py")
    assert {scanning.uri("pkg/bad.py"), scanning.uri("vendor/ours/bad.py")} == scanning.published.keys()
    kinds = [said["value"]["kind"] for said in scanning.progress]
    assert ("begin", "end", 1) == (kinds[0], kinds[-1], kinds.count("end"))


def test_what_changes_on_disk_is_seen(scanning, write, root):
    """
    A file that is written, one that is new, one that is cured, one that is gone; and a charter.
    """
    write("a.py", CALL)
    write("b.py", CALL)
    scan(scanning)
    watched = [
        said["params"]["registrations"][0]["registerOptions"]
        for said in scanning.requests
        if said["method"] == "client/registerCapability"
    ]
    assert any("**/*" == each["globPattern"]["pattern"] for options in watched for each in options["watchers"])

    write("a.py", "x = 1\n")
    write("new/c.py", CALL)
    (root / "b.py").unlink()
    changed(scanning, "a.py")
    becomes(scanning, "a.py", [])
    becomes(scanning, "b.py", [])
    becomes(scanning, "new/c.py", [RULE])
    write("new/charter.yaml", f"charter: 1\nname: c\nrules:\n  {RULE}: off\n")
    changed(scanning, "new/charter.yaml", 1)
    becomes(scanning, "new/c.py", [])


def test_an_open_file_belongs_to_its_text(scanning, write):
    """
    While it is open, what is typed is shown; once it is closed, what is on disk.
    """
    write("a.py", CALL)
    scan(scanning)
    scanning.open("a.py", "x = 1\n")
    assert [] == scanning.diagnostics("a.py")
    scan(scanning)
    assert [] == rules(scanning, "a.py")
    scanning.close("a.py")
    becomes(scanning, "a.py", [RULE])


def test_a_charter_that_is_typed_is_in_force_for_closed_files(scanning, write):
    """
    Before it is saved, as it is for open ones.
    """
    charter = f"charter: 1\nname: c\nrules:\n  {RULE}: warn\n"
    write("a.py", CALL)
    write("charter.yaml", charter)
    scan(scanning)
    scanning.open("charter.yaml", charter, "yaml")
    scanning.edit("charter.yaml", charter.replace("warn", "off"))
    becomes(scanning, "a.py", [])


def test_a_cancelled_scan_leaves_what_it_found(scanning, write):
    """
    It ends at once and says how far it came; later changes concern only what was scanned; a new scan is whole.
    """
    for idx in range(400):
        write(f"f{idx:03}.py", CALL)
    scanning.request("workspace/executeCommand", {"command": "charter.scanWorkspace"})
    scanning.wait(lambda: rules(scanning, "f000.py"), "the first finding")
    scanning.notify("window/workDoneProgress/cancel", {"token": scanning.progress[0]["token"]})
    scanning.wait(lambda: ends(scanning), "the end")
    n_shown = len(scanning.published)

    assert ends(scanning)[0].startswith("Cancelled: ")
    assert ends(scanning)[0].endswith(" of 400 files were checked; what was found stays.")
    assert 0 < n_shown < 400
    write("f000.py", "x = 1\n")
    changed(scanning, "f000.py")
    becomes(scanning, "f000.py", [])
    assert n_shown == len(scanning.published)
    assert "400 files checked; 399 findings in 399 files are shown." == scan(scanning)


def test_a_second_scan_replaces_the_first(scanning, write):
    """
    Both bars end, and the second one shows all.
    """
    for idx in range(100):
        write(f"f{idx:03}.py", CALL)
    scanning.request("workspace/executeCommand", {"command": "charter.scanWorkspace"})
    scanning.wait(lambda: scanning.progress, "the first bar")
    scanning.request("workspace/executeCommand", {"command": "charter.scanWorkspace"})
    scanning.wait(lambda: len(ends(scanning)) == 2, "both ends")

    assert ["Replaced by another scan.", "100 files checked; 100 findings in 100 files are shown."] == ends(scanning)


def test_editors_without_progress_are_told_the_end(connect, write):
    """
    As somebody has asked for it; and one that pulls is pushed the findings of closed files only.
    """
    write("a.py", CALL)
    with connect(capabilities=PULL) as client:
        client.request("workspace/executeCommand", {"command": "charter.scanWorkspace"})
        becomes(client, "a.py", [RULE])
        client.wait(
            lambda: any(
                "1 file checked" in said["params"].get("message", "")
                for said in client.notifications
                if said["method"] == "window/showMessage"
            ),
            "the summary",
        )
        client.open("a.py", CALL)
        assert [RULE] == [mark["code"] for mark in client.pull("a.py")["items"]]
        becomes(client, "a.py", [])
        client.close("a.py")
        becomes(client, "a.py", [RULE])


def test_a_scan_says_what_of_the_charters_nothing_needs(scanning, write):
    """
    An empty zone and an unused waiver of a register, until the charter is mended; an open text counts as it is typed.
    """
    register = "- {rules: [B602], paths: [pkg/], reason: constant, expires: 2099-01-31}\n"
    write("charter.yaml", "waivers: {files: [waivers.yaml], max_days: 99999}\nzones: [{name: a, paths: [pkk/]}]\n")
    write("waivers.yaml", register)
    write("pkg/a.py", "x = 1\n")
    scanning.open("pkg/a.py", "x = 1\n")

    scan(scanning)
    becomes(scanning, "charter.yaml", ["charter.empty-zone"])
    becomes(scanning, "waivers.yaml", ["waiver.unused"])
    scanning.open("waivers.yaml", register, "yaml")
    becomes(scanning, "waivers.yaml", ["waiver.unused"])
    assert "" == scanning.applied("waivers.yaml", scanning.actions("waivers.yaml", 5)[0])

    scanning.edit("pkg/a.py", CALL)
    scanning.open("charter.yaml", "waivers: {files: [waivers.yaml]}\nzones: [{name: a, paths: [pkg/]}]\n", "yaml")
    becomes(scanning, "charter.yaml", [])
    becomes(scanning, "waivers.yaml", [])


def test_closing_a_file_takes_nothing_back_that_a_scan_has_said(scanning, write):
    """
    A file that is closed is looked at again, and what no file needs is still so.
    """
    write("charter.yaml", "zones: [{name: a, paths: [pkk/]}]\n")
    write("a.py", CALL)
    scan(scanning)
    becomes(scanning, "charter.yaml", ["charter.empty-zone"])

    scanning.open("a.py", "")
    becomes(scanning, "a.py", [])
    scanning.close("a.py")
    becomes(scanning, "a.py", [RULE])
    # What was published before an answer has arrived by then.
    scanning.request("charter/status")

    assert ["charter.empty-zone"] == rules(scanning, "charter.yaml")


MARK = Mark(Place(0, 0, 0, 1), '"message": "m"')


class Sent(list):
    """
    What would go over the wire.
    """

    def notify_encoded(self, _method, params):
        params = json.loads(params)
        self.append((params["uri"], len(params["diagnostics"])))


def test_more_than_an_editor_can_bear_is_not_shown_but_said():
    """
    A file is shown wholly or not at all; what goes makes room.
    """
    sent = Sent()
    files = ClosedFiles(Session(Editor(sent)))
    files.show("file:///a.py", (MARK,) * MOST)
    files.show("file:///b.py", (MARK,))

    assert [("file:///a.py", MOST)] == sent
    assert "Findings in 1 more file are beyond the 10,000 that are shown." == files.trouble()
    files.show("file:///a.py", ())
    files.show("file:///b.py", (MARK,))
    assert [("file:///a.py", 0), ("file:///b.py", 1)] == sent[1:]
    assert ("", "1 finding in 1 file is shown") == (files.trouble(), files.summary())
