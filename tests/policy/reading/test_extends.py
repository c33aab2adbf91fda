"""
What a charter extends: files that are missing, forbidden, broken or too many.
"""

import pytest

from support.charters import of_files
from support.pages import draw, examples

SHELL = "security.shell-injection"
EXTENDS = """
    == what cannot be found
    extends: [recommend, ./none.yaml, 'sub\\none.yaml', "https://acme.example/charter.yaml#sha256=00"]
              ^^^^^^^^^ missing-layer: Write 'recommended'.
                         ^^^^^^^^^^^ missing-layer: Create './none.yaml' or correct the path; it is relative to this file.
                                      ^^^^^^^^^^^^^^^ missing-layer: Write 'sub/none.yaml'.
                                                       ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ missing-layer: Write '#sha256=' and 64 digits behind the address; `charter policy update` finds them.

    == what is not fetched
    extends: ["file:///etc/passwd"]
              ^^^^^^^^^^^^^^^^^^^^ missing-layer: Write an address that begins with https://, or a relative path: nothing else is fetched.

    == what must not be read, and what is no charter
    extends: [/etc/passwd, ./package.yaml]
              ^^^^^^^^^^^ untrusted-layer: Move the charter that '/etc/passwd' names to a place that can be trusted, or remove the entry.
                           ^^^^^^^^^^^^^^ untrusted-layer: Extend a charter: './package.yaml' names a file of another kind.

    == a circle
    extends: [./itself.yaml, good]
              ^^^^^^^^^^^^^ cycle: Remove './itself.yaml': it leads back to a file that extends this one.
"""  # noqa: E501 - as above


@pytest.mark.parametrize("example", examples(EXTENDS), ids=str)
def test_entries_that_lead_nowhere_are_said(example):
    """
    An entry that cannot be followed is a problem on its line, and the other entries are in force.
    """
    files = {
        "./itself.yaml": example.code + "name: kept\n",
        "/etc/passwd": None,
        "./package.yaml": "name: secret\njobs: {password: hunter2}\non: push\n",
        "good": "owner: us",
    }
    found = of_files(files, ("./itself.yaml", "repository"))

    marks = [(each.span, f"{each.rule.removeprefix('charter.')}: {each.advice}") for each in found.problems]
    assert example.picture == draw(example.code, marks)
    assert "kept" == found.name
    assert not any(word in repr(found.problems) for word in ("secret", "password", "hunter2", "jobs"))


def test_broken_file_below_is_said_in_that_file():
    """
    What is wrong in an extended file is said there, and the layer knows that it is not whole.
    """
    files = {"own": "extends: [bad, good]\nname: ours", "bad": "rules: [", "good": "rules: {B602: block}"}
    half = of_files(files, ("own", "repository"))

    assert [("bad", "charter.not-yaml")] == [(each.source, each.rule) for each in half.problems]
    assert (("bad",), False, "ours") == (half.unread, half.layers[0].is_read, half.name)
    assert {SHELL} == set(half.layers[0].levels)


def test_layers_and_files_are_counted():
    """
    At most sixteen layers, and sixteen files in each, however they are tangled.
    """
    chain = {f"f{n}": f"extends: f{n + 1}\nrules: {{B602: block}}" for n in range(40)}
    tangle = {"t": "extends: [t1, t1, t1, t1]"} | {
        f"t{n}": f"extends: [{', '.join([f't{n + 1}'] * 9)}]" for n in range(1, 9)
    }
    folders = {f"d{n}": "name: x" for n in range(20)}

    assert ["charter.too-large"] == [each.rule for each in of_files(chain, ("f0", "repository")).problems]
    assert 16 == len(of_files(chain, ("f0", "repository")).layers[0].files)
    assert {"charter.too-large", "charter.missing-layer"} >= {
        each.rule for each in of_files(tangle, ("t", "repository")).problems
    }
    many = of_files(folders, *((name, name) for name in folders))
    assert (16, [f"d{n}" for n in range(16, 20)]) == (len(many.layers), list(many.unread))
