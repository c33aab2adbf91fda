from pathlib import Path

import pytest

from charter.model import Level
from charter.workspace.charters import Resolver
from charter.workspace.machine import MachineLayer
from support.places import in_force, problems

WORD = "hunter2"


def test_without_any_charter_recommended_is_in_force(place):
    """
    An empty repository is under the pack, and the layers say so.
    """
    assert ["pack:recommended"] == [layer.source for layer in place.resolver().charter_for("a.py").layers]


def test_every_charter_from_the_root_down_is_a_layer(place):
    """
    A file is under its folder's charter and all above it, the outermost first; its neighbours are not.
    """
    place.write("charter.yaml", "name: root")
    place.write("src/deep/charter.yaml", "name: deep")
    resolver = place.resolver()

    assert ["root", "deep"] == in_force(resolver, "src/deep/er/a.py")
    assert ["root"] == in_force(resolver, "src/a.py")
    assert ["repository", "src/deep"] == [layer.label for layer in resolver.charter_for("src/deep/a.py").layers]


def test_folders_under_the_same_layers_share_one_charter(place):
    """
    A thousand folders build one charter, not a thousand.
    """
    place.write("charter.yaml", "name: root")
    resolver = place.resolver()

    assert resolver.charter_for("a/b/c.py") is resolver.charter_for("d.py")


def test_machine_stands_above_the_repository(place):
    """
    Layers of the machine come first, in their order, and are called the organisation's.
    """
    (place.machine / "one.yaml").write_text("name: one")
    (place.machine / "two.yaml").write_text("name: two")
    place.write("charter.yaml", "name: root")
    resolver = place.resolver(place.machine / "one.yaml", place.machine / "two.yaml")

    assert ["one", "two", "root"] == in_force(resolver)
    assert ["organisation", "organisation", "repository"] == [
        layer.label for layer in resolver.charter_for("a.py").layers
    ]


def test_given_charter_replaces_the_repository_only(place):
    """
    `--charter` silences no organisation, and all of the repository's files.
    """
    (place.machine / "one.yaml").write_text("name: one")
    place.write("charter.yaml", "name: root")
    place.write("src/charter.yaml", "name: nested")
    other = place.write("ci/strict.yaml", "name: given")

    assert ["one", "given"] == in_force(place.resolver(place.machine / "one.yaml", charter=other), "src/a.py")


@pytest.mark.parametrize("named", ["repo/policy.yaml", "link.yaml", "relative.yaml"])
def test_workspace_cannot_be_its_own_organisation(place, named):
    """
    An organisation's layer that lies in the workspace, or whose place depends on it, is refused and said.
    """
    place.write("policy.yaml", "name: impostor")
    (place.root.parent / "link.yaml").symlink_to(place.root / "policy.yaml")
    path = named if named == "relative.yaml" else place.root.parent / named

    resolver = place.resolver(path)

    assert "impostor" not in in_force(resolver)
    assert ["charter.untrusted-layer"] == problems(resolver)
    assert Level.BLOCK == resolver.charter_for("a.py").problems[0].level


def test_named_layer_that_is_missing_is_said(place):
    """
    A layer that somebody names and nobody can read is a problem at block; the system's own may be absent.
    """
    absent = place.machine / "absent.yaml"
    quiet = Resolver(place.root, machine=[MachineLayer(absent, "the system folder", is_named=False)])

    assert ["charter.missing-layer"] == problems(place.resolver(absent))
    assert (absent.as_posix(),) == place.resolver(absent).charter_for("a.py").unread
    assert [] == problems(quiet)


def test_systems_layer_that_does_not_exist_is_nowhere(place):
    """
    Where the workspace is the whole machine, as in a container's first folder, only a system's layer that exists is
    refused.
    """
    system = MachineLayer(place.root / "etc/charter/charter.yaml", "the system folder", is_named=False)
    resolver = Resolver(place.root, machine=[system])

    assert [] == problems(resolver)
    place.write("etc/charter/charter.yaml", "name: impostor")
    assert resolver.refresh()
    assert ["charter.untrusted-layer"] == problems(resolver)


def test_extended_files_are_found_beside_the_file(place):
    """
    A relative `extends` is resolved from its own file, and a pack by its name.
    """
    place.write("charter.yaml", "extends: [recommended, policy/base.yaml]")
    place.write("policy/base.yaml", "extends: more.yaml")
    place.write("policy/more.yaml", "name: more")
    resolver = place.resolver()

    assert [] == problems(resolver)
    (layer,) = resolver.charter_for("a.py").layers
    assert ("pack:recommended", "policy/more.yaml", "policy/base.yaml", "charter.yaml") == layer.files


@pytest.mark.parametrize(
    "reference",
    ["../machine/org.yaml", "/etc/charter.yaml", "link.yaml", "out/org.yaml", ".env", "env.yaml", "a\\0.yaml"],
)
def test_repository_extends_nothing_outside_and_no_other_files(place, reference):
    """
    By no path and no link does `extends` read outside of the workspace, or a file that is not YAML.
    """
    (place.machine / "org.yaml").write_text(f"name: {WORD}\n{WORD}: {WORD}")
    (place.root / "link.yaml").symlink_to(place.machine / "org.yaml")
    (place.root / "out").symlink_to(place.machine)
    place.write(".env", f"{WORD}: {WORD}")
    (place.root / "env.yaml").symlink_to(place.root / ".env")
    place.write("charter.yaml", f'extends: "{reference}"')
    resolver = place.resolver()

    (problem,) = resolver.charter_for("a.py").problems

    assert problem.rule in {"charter.untrusted-layer", "charter.missing-layer"}
    assert Level.BLOCK == problem.level
    assert WORD not in f"{problem} {resolver.charter_for('a.py').layers}"


def test_no_absolute_path_names_a_register(place):
    """It leads from the charter, and no pack is offered in its place."""
    place.write("charter.yaml", "waivers: {files: [/etc/passwd]}")
    assert "a relative path, found an absolute one" in str(place.resolver().charter_for("a.py").problems)


def test_linked_charter_must_end_in_the_workspace(place):
    """
    A `charter.yaml` that links to a file elsewhere is not read.
    """
    (place.machine / "org.yaml").write_text(f"{WORD}: {WORD}")
    (place.root / "charter.yaml").symlink_to(place.machine / "org.yaml")
    resolver = place.resolver()

    assert ["charter.untrusted-layer"] == problems(resolver)
    assert WORD not in str(resolver.charter_for("a.py").problems)


def test_charter_that_links_to_nothing_is_said(place):
    """
    A link in a charter's place whose file is missing is a charter that cannot be read, until the file is there.
    """
    (place.root / "charter.yaml").symlink_to("gone.yaml")
    resolver = place.resolver()

    assert ["charter.missing-layer"] == problems(resolver)
    assert ("charter.yaml",) == resolver.charter_for("a.py").unread
    place.write("gone.yaml", "name: found")
    assert resolver.refresh()
    assert (["found"], []) == (in_force(resolver), problems(resolver))


@pytest.mark.parametrize("name", ["charter.yml", "Charter.yaml", "CHARTER.YML"])
def test_file_that_is_nearly_called_as_a_charter_is_said(place, name):
    """
    At the root a file that people take for a charter is warned of, unless there is a charter beside it.
    """
    place.write(name, "name: stray")
    resolver = place.resolver()

    (problem,) = resolver.charter_for("a.py").problems
    assert (name, Level.WARN) == (problem.source, problem.level)
    assert "Rename it to charter.yaml." == problem.advice
    assert () == resolver.charter_for("a.py").unread
    place.write("charter.yaml", "name: root")
    assert resolver.refresh()
    assert [] == problems(resolver)


def test_machine_extends_beside_itself_and_never_the_workspace(place):
    """
    An organisation's charter may be of several files in its folder; one in the workspace is refused.
    """
    (place.machine / "org.yaml").write_text("extends: [base/base.yaml, ../repo/policy.yaml]")
    (place.machine / "base").mkdir()
    (place.machine / "base/base.yaml").write_text("name: base")
    place.write("policy.yaml", "name: impostor")
    resolver = place.resolver(place.machine / "org.yaml")

    assert ["charter.untrusted-layer"] == problems(resolver)
    assert "base" == resolver.charter_for("a.py").name


@pytest.mark.parametrize(
    ("written", "meant"), [("..\\base.yaml", "../base.yaml"), ("C:\\org\\charter.yaml", "C:/org/charter.yaml")]
)
def test_backslashes_are_put_right(place, written, meant):
    """
    Paths have slashes on every machine, since a charter is read on all of them.
    """
    place.write("charter.yaml", f"extends: ['{written}']")

    (problem,) = place.resolver().charter_for("a.py").problems
    assert ("charter.missing-layer", f"Write '{meant}'.") == (problem.rule, problem.advice)


def test_files_outside_are_under_the_roots_charter(place):
    """
    A file outside of the root has an absolute name, and no folder's charter but the root's.
    """
    place.write("charter.yaml", "name: root")
    (place.machine / "charter.yaml").write_text("name: stranger")

    assert ["root"] == in_force(place.resolver(), (place.machine / "a.py").as_posix())


def test_sources_lead_to_files(place):
    """
    A clause can be opened wherever it stands: below the root, elsewhere, or in a pack.
    """
    resolver = place.resolver()

    assert place.root / "src/charter.yaml" == resolver.file_of("src/charter.yaml")
    assert Path("/etc/charter/charter.yaml") == resolver.file_of("/etc/charter/charter.yaml")
    assert resolver.file_of("pack:recommended").is_file()
