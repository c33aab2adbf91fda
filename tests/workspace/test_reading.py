import os

import pytest

from charter.workspace.reading import document, load

LIMIT = 1_000

TEXTS = {
    "plain": ("a.py", b"x = 1\n", "x = 1\n"),
    "byte-order mark": ("a.py", b"\xef\xbb\xbfx = 1\n", "x = 1\n"),
    "line ends as they are": ("a.txt", b"a\r\nb\rc\x0cd\n", "a\r\nb\rc\x0cd\n"),
    "UTF-8": ("a.js", "é🦊".encode(), "é🦊"),
    "declared": ("a.py", b"# -*- coding: latin-1 -*-\n'\xe9'\n", "# -*- coding: latin-1 -*-\n'é'\n"),
    "declared on line two": ("a.py", b"#!/bin/x\n# vim: set fileencoding=cp1252 :\n'\x80'", None),
    "declared by a script": ("run", b"#!/usr/bin/env python3\n# coding: latin-1\n'\xe9'\n", None),
    "empty": ("a.py", b"", ""),
}

NO_TEXTS = {
    "latin-1 undeclared": ("a.py", b"'\xe9'\n", "not-utf-8"),
    "latin-1 declared where nobody reads it": ("a.js", b"// coding: latin-1\n'\xe9'\n", "not-utf-8"),
    "declared on line three": ("a.py", b"\n\n# coding: latin-1\n'\xe9'\n", "not-utf-8"),
    "declared and unknown": ("a.py", b"# coding: klingon\n", "not-utf-8"),
    "declared and at odds with the mark": ("a.py", b"\xef\xbb\xbf# coding: latin-1\n", "not-utf-8"),
    "declared and no encoding of texts": ("a.py", b"# coding: zlib\n", "not-utf-8"),
    "declared and slow": ("a.py", b"# coding: punycode\n", "not-utf-8"),
    "half a surrogate pair": ("a.py", b"'\xed\xa0\x80'", "not-utf-8"),
    "UTF-16": ("a.txt", "x".encode("utf-16"), "not-utf-8"),
    "NUL bytes": ("a.py", b"x = 1\0", "binary"),
}


@pytest.mark.parametrize("name", TEXTS)
def test_text_is_read_as_it_stands(name):
    """
    UTF-8 and what a Python file declares are read, line ends untouched, marks left out.
    """
    path, data, text = TEXTS[name]

    read = document(path, data)

    assert () == read.notices
    assert (text if text is not None else read.text) == read.text
    assert read.text or not data


@pytest.mark.parametrize("name", NO_TEXTS)
def test_what_is_no_text_says_so(name):
    """
    Undecodable files are documents without text, with one notice that quotes nothing of them.
    """
    path, data, kind = NO_TEXTS[name]

    read = document(path, data)

    assert "" == read.text
    assert [kind] == [notice.kind for notice in read.notices]
    assert "klingon" not in read.notices[0].message


def test_language_comes_from_the_text_where_the_name_says_nothing():
    """
    A script is known by its first line.
    """
    assert "python" == document("run", b"#!/usr/bin/env python3\n").language


def test_large_file_is_not_read(tmp_path):
    """
    A file over the limit costs no memory: its bytes are never asked for.
    """
    with (tmp_path / "a.py").open("wb") as file:
        file.truncate(50_000_000_000)

    read = load(tmp_path, "a.py", LIMIT)

    assert ["too-large"] == [notice.kind for notice in read.notices]


def test_limit_is_inclusive(tmp_path):
    """
    A file of exactly the limit is read.
    """
    (tmp_path / "a.py").write_bytes(b"#" * LIMIT)

    assert LIMIT == len(load(tmp_path, tmp_path / "a.py", LIMIT).text)


def test_what_cannot_be_read_says_so(tmp_path):
    """
    Missing files, folders, pipes, loops, odd names and links that lead out are unreadable; none hangs.
    """
    root = tmp_path / "repo"
    (root / "folder").mkdir(parents=True)
    (tmp_path / "secret.py").write_text("key = 1")
    (root / "link.py").symlink_to(tmp_path / "secret.py")
    (root / "loop.py").symlink_to(root / "loop.py")
    os.mkfifo(root / "pipe.py")
    names = ["missing.py", "folder", "pipe.py", "loop.py", "nul\0.py", "link.py", "x" * 5000]

    read = [load(root, name, LIMIT) for name in names]

    assert [""] * len(names) == [document.text for document in read]
    assert [["unreadable"]] * len(names) == [[notice.kind for notice in document.notices] for document in read]


def test_document_is_called_by_its_name_from_the_root(tmp_path):
    """
    Findings name the file as globs see it.
    """
    (tmp_path / "a b").mkdir()
    (tmp_path / "a b/c.py").touch()

    assert "a b/c.py" == load(tmp_path, tmp_path / "a b/c.py", LIMIT).path
