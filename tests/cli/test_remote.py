"""
Charters from the network: a real server over https, with an authority of its own.
"""

import hashlib

import pytest

from charter.workspace import fetching
from support import https

EVAL = "eval(text)\n"
STRICT = b"name: Acme\nrules: {security.eval: block}\n"
MILD = b"name: Acme\nrules: {security.eval: warn}\n"


def pinned(url, data):
    return f"extends: {url}#sha256={hashlib.sha256(data).hexdigest()}\n"


@pytest.fixture(scope="module")
def trust(tmp_path_factory):
    return https.certificates(tmp_path_factory.mktemp("certificates"))


@pytest.fixture
def site(trust, monkeypatch, place):
    """
    A site whose authority this user trusts, with one charter.
    """
    assert place
    authority, chain = trust
    for name in ("HTTPS_PROXY", "https_proxy", "ALL_PROXY", "all_proxy", "NO_PROXY", "no_proxy"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv("SSL_CERT_FILE", str(authority))
    with https.served(chain) as site:
        site.pages["/acme.yaml"] = STRICT
        site.charter = f"{site.url}/acme.yaml"
        yield site


def test_a_fetched_charter_is_in_force(charter, write, site):
    """
    Before `fetch` it is a problem at its place and the run fails; afterwards it binds, and nobody goes online again.
    """
    write({"a.py": EVAL, "charter.yaml": pinned(site.charter, STRICT)})
    before = charter("check")
    assert (2, []) == (before.status, site.asked)
    assert "charter.yaml:1:10 block  charter.missing-layer Run `charter policy fetch`" in before.out

    assert f"{site.charter}: fetched\n" == charter("policy", "fetch").out
    assert f"{site.charter}: already there\n" == charter("policy", "fetch").out

    after = charter("check")
    assert (1, ["/acme.yaml"]) == (after.status, site.asked)
    assert f"Set by {site.charter}#sha256=" in after.out


def test_fetched_charters_may_pin_others(charter, write, site):
    """
    What is fetched may extend packs and further addresses, but no files of anybody.
    """
    site.pages["/top.yaml"] = pinned(site.charter, STRICT).encode()
    write({"a.py": EVAL, "charter.yaml": pinned(f"{site.url}/top.yaml", site.pages["/top.yaml"])})
    charter("policy", "fetch")
    assert 1 == charter("check").status

    site.pages["/bad.yaml"] = b"extends: ./charter.yaml\n"
    write({"charter.yaml": pinned(f"{site.url}/bad.yaml", site.pages["/bad.yaml"])})
    charter("policy", "fetch")
    outcome = charter("check")
    assert (2, True) == (outcome.status, "a charter from the network has no folder" in outcome.out)


def test_what_is_not_what_was_pinned_is_refused(charter, write, site, tmp_path):
    """
    An address that says something else leaves nothing in the cache, and a file of the cache that was altered is said.
    """
    write({"a.py": EVAL, "charter.yaml": pinned(site.charter, STRICT)})
    site.pages["/acme.yaml"] = MILD
    outcome = charter("policy", "fetch")
    assert (2, True) == (outcome.status, "charter policy update shows what changed" in outcome.err)
    assert [] == [*(tmp_path / "cache").rglob("*.yaml")]

    site.pages["/acme.yaml"] = STRICT
    charter("policy", "fetch")
    (kept,) = (tmp_path / "cache").rglob("*.yaml")
    kept.write_bytes(MILD)
    outcome = charter("check")
    assert (2, True) == (outcome.status, "charter.yaml:1:10 block  charter.digest-mismatch" in outcome.out)
    assert f"{site.charter}: fetched\n" == charter("policy", "fetch").out
    assert 1 == charter("check").status


def test_update_shows_what_changes_and_asks(charter, write, site, place, typed):
    """
    The lines that differ, what gets looser and how many findings change come before the question; no is no.
    """
    write({"a.py": EVAL, "charter.yaml": f"# ours\n{pinned(site.charter, STRICT)}"})
    charter("policy", "fetch")
    assert f"{site.charter}: unchanged\n" == charter("policy", "update").out
    site.pages["/acme.yaml"] = MILD

    typed(b"n\n")
    shown = charter("policy", "update").out
    assert "-rules: {security.eval: block}\n+rules: {security.eval: warn}\n" in shown
    assert "Looser:\n" in shown
    assert "charter.yaml was left as it is" in shown
    assert f"# ours\n{pinned(site.charter, STRICT)}" == (place / "charter.yaml").read_text()

    assert "Pinned" in charter("policy", "update", "--yes").out
    assert f"# ours\n{pinned(site.charter, MILD)}" == (place / "charter.yaml").read_text()
    assert 0 == charter("check").status


def test_update_pins_what_has_no_pin(charter, write, site, place):
    """
    An address without a digest is not in force, and `update` is what to run.
    """
    write({"a.py": EVAL, "charter.yaml": f"extends: {site.charter}\n"})
    assert "Run `charter policy update`" in charter("check").out

    charter("policy", "update", "--yes")

    assert pinned(site.charter, STRICT) == (place / "charter.yaml").read_text()


@pytest.mark.parametrize(
    ("page", "said"),
    [
        (404, "expected a charter; found the answer 404"),
        ("http://localhost:1/acme.yaml", "it leads to what is not https"),
        ("file:///etc/passwd", "or to what is not https"),
        ("/acme.yaml", "it leads in a circle"),
        (b"#" * ((1 << 20) + 1), "expected at most 1 MiB, found more"),
    ],
)
def test_what_cannot_be_fetched_is_said(charter, write, site, page, said):
    """
    Other answers, other protocols, circles and more than 1 MiB: nothing is kept, and the status is 2.
    """
    site.pages["/acme.yaml"] = page
    write({"charter.yaml": pinned(site.charter, STRICT)})

    outcome = charter("policy", "fetch")

    assert (2, True) == (outcome.status, said in outcome.err), outcome.err


def test_redirects_over_https_are_followed(charter, write, site):
    """
    As long as they stay on https.
    """
    site.pages["/here.yaml"] = site.charter
    write({"charter.yaml": pinned(f"{site.url}/here.yaml", STRICT)})

    assert "fetched" in charter("policy", "fetch").out


def test_strange_authorities_are_not_trusted(charter, write, site, monkeypatch):
    """
    Without its authority the site is nobody.
    """
    monkeypatch.delenv("SSL_CERT_FILE")
    write({"charter.yaml": pinned(site.charter, STRICT)})

    outcome = charter("policy", "fetch")

    assert (2, True, []) == (outcome.status, "CERTIFICATE_VERIFY_FAILED" in outcome.err, site.asked)


def test_the_proxy_of_the_environment_is_used(charter, write, site, monkeypatch):
    """
    With `HTTPS_PROXY` all goes through it.
    """
    write({"charter.yaml": pinned(site.charter, STRICT)})
    with https.proxied() as (address, asked):
        monkeypatch.setenv("HTTPS_PROXY", address)
        assert "fetched" in charter("policy", "fetch").out

    assert [site.url.removeprefix("https://")] == asked


def test_an_answer_that_takes_too_long_is_not_waited_for(site):
    """
    The whole of it has a limit, however the server dawdles.
    """
    with pytest.raises(fetching.FetchError, match="expected an answer within 0 seconds"):
        fetching.fetched(site.charter, seconds=0)


@pytest.mark.parametrize("reference", ["https://me:secret@localhost/a.yaml#sha256=00", "https://localhost/a b"])
def test_other_addresses_are_not_asked(charter, write, reference):
    """
    Names and passwords have no place in a charter; neither has a digest that is none.
    """
    write({"charter.yaml": f"extends: '{reference}'\n"})

    assert "No charter extends one from the network." in charter("policy", "fetch").out
    outcome = charter("check")
    assert (2, True) == (outcome.status, "charter.missing-layer" in outcome.out)
