"""
Notebook files: what is read of them, and where in the file it stands.
"""

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from charter.text import Span
from charter.workspace.notebooks import Notebook
from charter.workspace.reading import document

# Nothing that IPython would take for its own, all that JSON writes differently, and each end of a line.
TEXTS = st.lists(st.sampled_from(["a", " = ", '"', "\\", "é", "\U0001f98a", "\u2028", "\t", "\n", "\r\n", "\r"])).map(
    "".join
)


def cell(source, kind="code", **metadata):
    return {"cell_type": kind, "metadata": metadata, "source": source}


def written(*cells, **more):
    return json.dumps({"cells": cells, "metadata": {}, "nbformat": 4, "nbformat_minor": 5} | more, indent=1)


def read(text):
    return document("a.ipynb", text.encode())


def test_code_cells_are_one_module():
    """
    Prose, output and cells of other languages are no part of it; the source may be one string or one for each line.
    """
    text = written(
        cell(["import os\n", "x"]),
        cell("# Title", "markdown"),
        cell("", "raw"),
        cell("cat(1)", vscode={"languageId": "r"}),
        cell("y\r\n"),
        cell([]),
    )
    notebook = read(text)

    assert ("python", "import os\nx\ny\n\n\n", (12, 15)) == (notebook.language, notebook.text, notebook.joints)
    assert "In cell 5, line 1." == notebook.words(Span(12, 13))


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("", "expected JSON, found something else in line 1"),
        ('{\n"cells": [}', "expected JSON, found something else in line 2"),
        ("[" * 100_000, "its JSON is nested too deeply"),
        ("[]", "expected an object with `nbformat`"),
        ('{"nbformat": "4"}', "expected an object with `nbformat`"),
        (written(nbformat=3), "expected nbformat 4, found 3; save it with a current Jupyter"),
        ('{"nbformat": 4}', "expected a list of `cells`"),
        (written(cell("x", "heading")), "expected a `cell_type` in cell 1"),
        (written(1), "expected a `cell_type` in cell 1"),
        (written(cell("x"), cell(["x", 1])), "expected text as `source` of cell 2"),
        (written(metadata={"language_info": {"name": "R"}}), "its kernel is for another language than Python"),
        (written(metadata={"kernelspec": {"language": "julia"}}), "its kernel is for another language than Python"),
    ],
)
def test_what_is_no_notebook_of_python(text, reason):
    """
    It is checked as the text that it is, and a notice says that its cells were not.
    """
    known = read(text)

    assert ["unreadable"] == [notice.kind for notice in known.notices]
    assert f"Not checked as a notebook: {reason}." == known.notices[0].message
    assert (text, "json") == (known.text, known.language)


@pytest.mark.parametrize(
    "metadata", [{}, {"kernelspec": {"name": "mine"}}, {"language_info": {"name": "python"}}, {"kernelspec": None}, []]
)
def test_kernels_of_python(metadata):
    """
    A notebook that says nothing of its language is one of Python.
    """
    assert isinstance(read(written(cell("x"), metadata=metadata)), Notebook)


@given(
    texts=st.lists(TEXTS, min_size=1, max_size=4),
    in_lines=st.booleans(),
    indent=st.sampled_from([None, 1]),
    is_ascii=st.booleans(),
)
def test_each_code_point_is_found_in_the_file(texts, in_lines, indent, is_ascii):
    """
    Where a code point is said to stand, the file has it, in whatever way JSON writes it.
    """
    cells = [cell(text.splitlines(keepends=True) if in_lines else text) for text in texts]
    content = {"nbformat": 4, "cells": cells}
    notebook = read(json.dumps(content, indent=indent, ensure_ascii=is_ascii))

    places = {offset: notebook.place(Span(offset, offset + 1)) for offset in range(len(notebook.text))}
    said = {offset: notebook.file.text[place.start : place.end] for offset, place in places.items()}

    for offset, point in enumerate(notebook.text):
        assert point == "\n" or point == json.loads(f'"{said[offset]}"', strict=False)
    assert "".join(text.replace("\r\n", "\n").replace("\r", "\n") + "\n" for text in texts) == notebook.text


def test_a_range_ends_where_its_last_code_point_does():
    """
    Not where the next one begins, which may be in another line of the file; an empty one is empty.
    """
    notebook = read(written(cell(["ab\n", "c"])))
    said = [notebook.file.text[place.start : place.end] for place in map(notebook.place, (Span(0, 2), Span(0, 3)))]

    assert ["ab", "ab\\n"] == said
    assert notebook.place(Span(3, 3)).start == notebook.place(Span(3, 3)).end == notebook.place(Span(3, 4)).start
    assert Span(0, 0) == read(written()).place(Span(0, 0))
