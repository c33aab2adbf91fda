"""
Notebooks in the terminal: the verdict of the editor, at a place that can be found.
"""

import json
import re

import pytest

from support.lsp_client import LspClient
from support.notebooks import NOTEBOOKS, NotebookPage

CHARTER = "extends: recommended\nrules:\n  security.pickle: block\ntools: {denied: [claude]}\n"
CELLS = {
    "one": "import subprocess\n%matplotlib inline\n# charter: waive B602 until 2099-01-01 -- an example\n"
    'subprocess.run("é", shell=True)',
    "markdown_1": "eval(x)",
    "two": "!ls\nimport pickle\ndef half(:",
    "three": "pickle.loads(x); eval(x)\n# Written by Claude.\n",
}


@pytest.fixture
def notebook(write):
    """
    The cells in a file, and a charter.
    """
    cells = [
        {"cell_type": kind, "metadata": {}, "source": text.splitlines(keepends=True)}
        for name, text in CELLS.items()
        for kind in ["markdown" if name.startswith("markdown") else "code"]
    ]
    text = json.dumps({"nbformat": 4, "nbformat_minor": 5, "metadata": {}, "cells": cells}, indent=1)
    write({"a.ipynb": text, "charter.yaml": CHARTER})
    return text


def test_findings_say_the_line_of_the_file_and_the_cell(charter, notebook):
    """
    The file's line is where GitHub and a text editor show it, the cell where people see it.
    """
    outcome = charter("check", "a.ipynb")
    line = next(idx for idx, line in enumerate(notebook.splitlines(), 1) if "pickle.loads" in line)

    assert 1 == outcome.status
    head = next(line for line in outcome.out.splitlines() if "block" in line)
    assert head.startswith(f"a.ipynb:{line}:6 block  security.pickle ")
    assert head.endswith(" In cell 4, line 1.")
    assert f"file=a.ipynb,line={line},endLine={line},col=6," in charter("check", "a.ipynb", "--format", "github").out
    assert f'"startLine": {line}, "startColumn": 6' in charter("check", "a.ipynb", "--format", "sarif").out


@pytest.mark.usefixtures("notebook")
def test_the_editor_gives_the_same_verdict(charter, place):
    """
    The same rules in the same lines of the same cells, under the same fingerprints.
    """
    with LspClient(root=place, capabilities=NOTEBOOKS) as client:
        page = NotebookPage(client, "a.ipynb")
        page.open(**CELLS)
        in_editor = sorted(
            (number, mark["range"]["start"]["line"] + 1, mark["code"], mark["data"]["fingerprint"])
            for number, name in enumerate(CELLS, 1)
            if not name.startswith("markdown")
            for mark in page.diagnostics(name)
        )
    [report] = json.loads(charter("check", "a.ipynb", "--format", "json").out)["files"]
    shown = [each for each in report["findings"] if each["in_force"] and each["level"] != "observe"]
    places = [re.search(r"In cell (\d+), line (\d+)\.", each["message"]).groups() for each in shown]

    assert {"security.pickle", "security.eval", "tools.denied", "charter.unchecked"} <= {each[2] for each in in_editor}
    assert in_editor == sorted(
        (int(number), int(line), each["rule"], each["fingerprint"])
        for each, (number, line) in zip(shown, places, strict=True)
    )


@pytest.mark.parametrize("arguments", [(), ("--jobs", "2"), ("-", "--stdin-filename", "a.ipynb")])
def test_every_way_to_check(charter, write, notebook, typed, arguments):
    """
    Alone, by other processes, from the cache and from standard input a notebook gets one verdict.
    """
    expected = charter("check", "a.ipynb", "--no-cache", "--format", "json").out
    write({f"b{idx}.py": f"x = {idx}\n" for idx in range(30)})

    for _ in range(2):
        typed(notebook.encode())
        files = json.loads(charter("check", *arguments, "--format", "json").out)["files"]
        assert json.loads(expected)["files"] == [file for file in files if file["path"] == "a.ipynb"]


def test_cells_end_what_they_begin(charter, write):
    """
    Two notebooks whose cells say the same together, cut elsewhere, are not the same.
    """
    source = 'x = """\n', 'y = """\n', "eval(x)\n"
    for name, sources in (("a", ["".join(source)]), ("b", source)):
        cells = [{"cell_type": "code", "metadata": {}, "source": text.removesuffix("\n")} for text in sources]
        write({f"{name}.ipynb": json.dumps({"nbformat": 4, "cells": cells})})

    for _ in range(2):
        found = {
            file["path"]: {finding["rule"] for finding in file["findings"]}
            for file in json.loads(charter("check", "--format", "json").out)["files"]
        }
        assert {"a.ipynb": {"security.eval"}, "b.ipynb": {"security.eval", "charter.unchecked"}} == found
