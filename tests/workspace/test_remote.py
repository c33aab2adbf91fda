from hashlib import sha256

import pytest

from charter.workspace.charters import Resolver
from charter.workspace.texts import Texts

ACME = "name: Acme\n"


@pytest.fixture
def cache(tmp_path, monkeypatch):
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "cache"))
    return tmp_path / "cache" / "charter" / "charters"


@pytest.fixture
def resolver(tmp_path, cache):
    """
    One that lives as long as an editor's, of a workspace that pins a charter.
    """
    assert not cache.exists()
    root = tmp_path / "repo"
    root.mkdir()
    (root / "charter.yaml").write_text(pinned(ACME))
    return Resolver(root, machine=(), texts=Texts(lambda: 0.0, grace=0.0))


def pinned(text):
    return f"extends: https://acme.example/a.yaml#sha256={sha256(text.encode()).hexdigest()}\n"


def test_the_last_good_one_stays(resolver, cache):
    """
    Whether the cached file is altered, gone, or another one is pinned that was not fetched: it is said, and what was
    in force is so still.
    """
    resolver.remotes.keep(ACME.encode())
    (kept,) = cache.iterdir()
    assert ("Acme", ()) == (resolver.charter_for("a.py").name, resolver.charter_for("a.py").problems)

    kept.write_text("name: Evil\n")
    resolver.refresh()
    assert "charter.digest-mismatch" == said(resolver, "Acme")
    kept.unlink()
    resolver.refresh()
    assert "charter.missing-layer" == said(resolver, "Acme")
    resolver.overlay("charter.yaml", pinned("name: Other\n"))
    assert "charter.missing-layer" == said(resolver, "Acme")


def test_clauses_lead_to_the_cached_file(resolver, cache):
    """
    What a charter from the network says can be opened where it was kept.
    """
    resolver.remotes.keep(ACME.encode())
    (source, _own) = resolver.charter_for("a.py").layers[0].files

    assert ("https://acme.example/a.yaml#sha256=", [resolver.file_of(source)]) == (source[:-12], [*cache.iterdir()])
    assert ACME == resolver.text_of(source)


def test_a_cache_in_the_workspace_is_none(tmp_path, resolver, monkeypatch):
    """
    A workspace that names its own folder as the cache could bring what it likes, pinned or not.
    """
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "repo" / "cache"))
    own = Resolver(resolver.root, machine=(), texts=Texts(lambda: 0.0, grace=0.0))

    assert "there is no cache folder" in own.charter_for("a.py").problems[0].message.lower()


def said(resolver, name):
    charter = resolver.charter_for("a.py")
    (problem,) = charter.problems
    assert (name, True) == (charter.name, problem.message.endswith("What it said before is in force."))
    return problem.rule
