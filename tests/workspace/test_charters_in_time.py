"""
Which charter is in force while its files come, change, break and go.
"""

from pathlib import Path

import pytest

from charter.model import Level
from support.places import in_force, problems


def test_every_file_that_was_looked_for_is_followed(place):
    """
    A charter that appears, changes, or is extended and appears, takes effect at the next look.
    """
    resolver = place.resolver()
    seen = [in_force(resolver, "src/a.py")]
    for name, text in [
        ("charter.yaml", "{name: one, extends: base.yaml}"),
        ("base.yaml", "contact: somebody"),
        ("base.yaml", "contact: everybody"),
        ("src/charter.yaml", "name: nested"),
    ]:
        place.write(name, text)
        assert resolver.refresh()
        seen.append(in_force(resolver, "src/a.py"))

    assert [["pack:recommended"], ["one"], ["one"], ["one"], ["one", "nested"]] == seen
    assert "everybody" == resolver.charter_for("a.py").contact
    assert not resolver.refresh()


@pytest.mark.parametrize("bad", ["name: [", "[" * 100_000, "a: &a [*a, *a]\n" * 3, "\ufeff\0", "# " + "x" * 2_000_000])
def test_last_good_charter_stays_in_force(place, bad):
    """
    While a charter cannot be read its last good text holds, and the problem stays in sight until it is cured.
    """
    path = place.write("charter.yaml", "name: good")
    resolver = place.resolver()
    seen = [in_force(resolver)]
    path.write_text(bad)
    resolver.refresh()
    seen.append(in_force(resolver))
    during = problems(resolver)
    unread = resolver.charter_for("a.py").unread
    path.write_text("name: better")
    resolver.refresh()
    seen.append(in_force(resolver))

    assert [["good"], ["good"], ["better"]] == seen
    assert during
    assert ("charter.yaml",) == unread
    assert [] == problems(resolver)


@pytest.mark.parametrize(
    ("make", "reason"),
    [(Path.mkdir, "something else"), (lambda path: path.write_bytes(b"name: caf\xe9\n"), "other bytes")],
    ids=["a folder", "no UTF-8"],
)
def test_what_is_no_text_is_said_and_recommended_holds(place, make, reason):
    """
    A charter that is a folder, or in another encoding, is unread: with its place, what was found, and what holds.
    """
    resolver = place.resolver()
    make(place.root / "charter.yaml")
    charter = resolver.charter_for("a.py")

    (problem,) = charter.problems
    assert (("charter.yaml",), "charter.missing-layer", Level.BLOCK) == (charter.unread, problem.rule, problem.level)
    assert reason in problem.message
    assert "until then the last good one is in force, or recommended" in problem.advice


def test_last_good_extended_file_stays_in_force(place):
    """
    The same holds for what a charter extends.
    """
    place.write("charter.yaml", "extends: base.yaml")
    place.write("base.yaml", "name: good")
    resolver = place.resolver()
    resolver.charter_for("a.py")
    place.write("base.yaml", "name: [")
    resolver.refresh()

    assert "good" == resolver.charter_for("a.py").name
    assert ["charter.not-yaml"] == problems(resolver)


def test_charter_that_was_never_good_leaves_the_others_and_recommended(place):
    """
    Nothing is invented for a charter that nobody could ever read.
    """
    place.write("charter.yaml", "name: [")
    place.write("src/charter.yaml", "name: nested")
    resolver = place.resolver()

    assert {"nested", "pack:recommended"} <= {*in_force(resolver, "src/a.py")}
    assert "charter.not-yaml" in problems(resolver)


def test_deleted_charter_ends_after_a_second(place):
    """
    Saving by replacing switches nothing off; deleting does, a second later.
    """
    path = place.write("charter.yaml", "name: good")
    resolver = place.resolver()
    resolver.charter_for("a.py")
    path.unlink()
    during = [resolver.refresh(), in_force(resolver)]
    place.now = 1.0

    assert [False, ["good"]] == during
    assert resolver.refresh()
    assert "good" not in in_force(resolver)
    assert ("charter.yaml",) == resolver.lapsed()


def test_typed_charter_is_in_force_unsaved(place):
    """
    An open buffer counts as typed, by name or by path; closing it brings the file back.
    """
    path = place.write("charter.yaml", "name: saved")
    resolver = place.resolver()
    seen = [in_force(resolver)]
    for where, text in [("charter.yaml", "name: typed"), (path, "name: ["), (path, None)]:
        assert resolver.overlay(where, text)
        seen.append(in_force(resolver))

    assert [["saved"], ["typed"], ["typed"], ["saved"]] == seen
    assert not resolver.overlay("other.yaml", "name: x")
