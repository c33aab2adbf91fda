"""
What editors say about themselves: encodings, settings, URIs and folders.
"""

from pathlib import Path

import pytest
from lsprotocol import types

from charter.lsp import uris
from charter.lsp.convert import Encoding, encoding_of
from charter.lsp.folders import Folders, Home
from charter.lsp.settings import Settings, from_settings


@pytest.mark.parametrize(
    ("offered", "chosen"),
    [
        (None, Encoding.UTF16),
        ([], Encoding.UTF16),
        (["utf-8", "utf-16"], Encoding.UTF8),
        (["utf-7", "utf-32"], Encoding.UTF32),
        (["utf-16", "utf-8"], Encoding.UTF16),
    ],
)
def test_the_clients_first_choice_that_we_know_is_taken(offered, chosen):
    """
    Without one, UTF-16, as LSP says.
    """
    general = None if offered is None else types.GeneralClientCapabilities(position_encodings=offered)

    assert chosen is encoding_of(types.ClientCapabilities(general=general))


@pytest.mark.parametrize(
    ("options", "settings", "complaints"),
    [
        (None, Settings(), []),
        ([1], Settings(), []),
        ({"charter": {"workers": 2}}, Settings(workers=2), []),
        ({"workers": 2, "organisationPolicy": ""}, Settings(workers=2), []),
        ({"organisationPolicy": "/etc/org.yaml"}, Settings(organisation_policy=Path("/etc/org.yaml")), []),
        ({"organisationPolicy": "org.yaml"}, Settings(), ["charter.organisationPolicy: expected an absolute path; "]),
        ({"workers": True}, Settings(), ["charter.workers: expected a number from 0 to 16; "]),
        ({"workrs": 1}, Settings(), ["charter.workrs: there is no such setting"]),
    ],
)
def test_settings_hold_or_are_said_not_to(options, settings, complaints):
    """
    Whatever an editor sends, the server starts.
    """
    read, said = from_settings(options)

    assert settings == read
    assert len(complaints) == len(said)
    assert all(sentence.startswith(complaint) for complaint, sentence in zip(complaints, said, strict=True))


@pytest.mark.parametrize(
    ("uri", "posix", "windows"),
    [
        ("file:///a%20b/%C3%A9.py", "/a b/é.py", "a b/é.py"),
        ("file:///c%3A/x/a.py", "/c:/x/a.py", "c:/x/a.py"),
        ("file:///C:/x/a.py", "/C:/x/a.py", "c:/x/a.py"),
        ("file://server/share/a.py", "/share/a.py", "//server/share/a.py"),
        ("untitled:Untitled-1", None, None),
        ("git:/w/a.py?%7B%22ref%22%3A%22%22%7D", None, None),
        ("vscode-notebook-cell:/w/a.ipynb#W0sZmlsZQ%3D%3D", None, None),
        ("file:///a%00b", None, None),
        ("file://[broken", None, None),
        ("", None, None),
    ],
)
def test_a_uri_names_a_file_or_nothing(uri, posix, windows):
    """
    Escapes, drive letters and hosts; what is no file has no path, and nothing raises.
    """
    assert (posix, windows) == (uris.to_path(uri, is_windows=False), uris.to_path(uri, is_windows=True))


def test_all_ways_to_write_a_uri_have_one_key():
    """
    Editors and libraries escape differently.
    """
    assert 1 == len({uris.key(uri) for uri in ("file:///a b/@x.py", "file:///a%20b/%40x.py", "file:///a%20b/@x.py")})
    assert "/a/\udcff" == uris.to_path(uris.to_uri("/a/\udcff"))


def test_the_longest_folder_that_holds_a_file_is_its_home(tmp_path):
    """
    Whatever the order; names that merely begin alike are no folder of it.
    """
    outer, inner = tmp_path / "outer", tmp_path / "outer" / "inner"
    for folder in (outer, inner):
        (folder / ".git").mkdir(parents=True)
    folders = Folders.of([outer.as_uri(), inner.as_uri()])

    assert Home(inner, "a.py") == folders.home((inner / "a.py").as_uri())
    assert Home(outer, "innermost/a.py") == folders.home((outer / "innermost" / "a.py").as_uri())


def test_what_lies_in_no_folder_follows_the_only_one(tmp_path):
    """
    With several folders open, a file follows its own, and a text without a file follows none.
    """
    here, there = tmp_path / "here", tmp_path / "there"
    for folder in (here, there):
        (folder / ".git").mkdir(parents=True)
    outside = (tmp_path / "else" / "a.py").as_uri()
    one, two = Folders.of([here.as_uri()]), Folders.of([here.as_uri(), there.as_uri()])

    assert Home(here, (tmp_path / "else" / "a.py").as_posix()) == one.home(outside)
    assert Home(here, "") == one.home("untitled:Untitled-1")
    assert Home(tmp_path / "else", "a.py") == two.home(outside)
    assert Home(None, "") == two.home("git:/a.py")
    assert Home(None, "") == Folders().home("untitled:Untitled-1")
    assert one == two.changed([], [there.as_uri()])
