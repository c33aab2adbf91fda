"""
Bytes of a file, as a document.

A file that cannot be read as text is a document all the same, with an empty
text and a notice that says why: nothing unchecked looks clean.
"""

import codecs
import io
import os
import stat
import tokenize
from pathlib import Path

from charter.syntax import language_of
from charter.text import Document, Notice
from charter.workspace import notebooks
from charter.workspace.roots import leads_out, name_of

_BOM_32 = (codecs.BOM_UTF32_LE, codecs.BOM_UTF32_BE)
_BOM_16 = (codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)

# Python reads these too. The first two take time that grows with the square of
# the text; the others let a letter be written as something that is not there.
_REFUSED = frozenset({"idna", "punycode", "raw-unicode-escape", "undefined", "unicode-escape"})

_HEAD = 8_192
_N_DECLARING = 2


class _UnreadableError(Exception):
    """
    A file that is no text, as the notice that says so.
    """

    def __init__(self, kind: str, message: str) -> None:
        super().__init__(message)
        self.notice = Notice(kind, message)


def load(root: Path, path: Path | str, size_limit: int) -> Document:
    """
    Return the document that lies at *path*.

    Args:
        root: of the workspace; links that lead out of it are not followed.
        path: absolute, or relative to *root*.
        size_limit: bytes; larger files are not read.
    """
    name = name_of(path, root)
    try:
        data = _bytes(name, root, size_limit)
    except _UnreadableError as error:
        return Document(name, "", language_of(name), (error.notice,))
    return document(name, data)


def document(name: str, data: bytes) -> Document:
    """
    Return *data* as the document called *name*, which is how text reaches Charter other than from a file.
    """
    try:
        text = _decoded(name, data)
    except _UnreadableError as error:
        return Document(name, "", language_of(name), (error.notice,))
    return (
        notebooks.read(name, text) if name.endswith(notebooks.SUFFIX) else Document(name, text, language_of(name, text))
    )


def is_binary(path: Path) -> bool:
    """
    Tell whether the file at *path* begins with bytes that are no text; false if it cannot be read.
    """
    try:
        with path.open("rb") as file:
            head = file.read(_HEAD)
    except OSError:
        return False
    return b"\0" in head and not head.startswith(_BOM_16)


def _bytes(name: str, root: Path, size_limit: int) -> bytes:
    # A string: a path would be taken apart and put together again for every file of a tree.
    place = os.path.join(root, name)  # noqa: PTH118 -- as above
    if leads_out(name, root):
        raise _UnreadableError("unreadable", "Not checked: a link that leads out of the workspace.")
    try:
        # Asked before opening: opening a pipe waits for somebody to write.
        if not stat.S_ISREG(os.stat(place).st_mode):  # noqa: PTH116 -- as above
            raise _UnreadableError("unreadable", "Not checked: not a regular file.")
        with open(place, "rb") as file:  # noqa: PTH123 -- as above
            size = os.fstat(file.fileno()).st_size
            if size > size_limit:
                raise _too_large(size_limit)
            data = file.read(size_limit + 1)
    except (OSError, ValueError) as error:
        raise _UnreadableError("unreadable", f"Not checked, because it cannot be read: {_reason(error)}.") from error
    if len(data) > size_limit:  # it grew meanwhile, or its file system does not say sizes
        raise _too_large(size_limit)
    return data


def _too_large(size_limit: int) -> _UnreadableError:
    return _UnreadableError("too-large", f"Not checked: larger than the charter's size_limit of {size_limit:,} bytes.")


def _reason(error: OSError | ValueError) -> str:
    strerror = getattr(error, "strerror", None)
    return strerror.lower() if strerror else "its path is no path"


def _decoded(name: str, data: bytes) -> str:
    """
    Return the text of *data*, without a byte-order mark and with its line ends as they are.

    Raises:
        _UnreadableError: it is no text, or not in the encoding that it should be in.
    """
    if data.startswith((*_BOM_32, *_BOM_16)):
        raise _UnreadableError("not-utf-8", "Not checked: UTF-16 or UTF-32; save it as UTF-8.")
    if b"\0" in data:
        raise _UnreadableError("binary", "Not checked: it holds NUL bytes, so it is no text.")
    encoding = _encoding(name, data)
    try:
        return data.decode(encoding)
    except (UnicodeError, LookupError) as error:
        expected = "UTF-8" if encoding.startswith("utf-8") else encoding
        raise _UnreadableError("not-utf-8", f"Not checked: its bytes are not {expected}; save it as UTF-8.") from error


def _encoding(name: str, data: bytes) -> str:
    """
    Return how *data* is written: for Python what the file itself declares, else UTF-8.

    Source: PEP 263.
    """
    head = data[:_HEAD]
    if language_of(name, head.decode("latin-1")) != "python" or not _may_declare(head):
        return "utf-8-sig"
    try:
        declared, _ = tokenize.detect_encoding(io.BytesIO(data).readline)
        codec = codecs.lookup(declared).name
    except (SyntaxError, LookupError) as error:
        raise _UnreadableError(
            "not-utf-8", "Not checked: its bytes are not what it declares; save it as UTF-8."
        ) from error
    if codec in _REFUSED:
        raise _UnreadableError("not-utf-8", f"Not checked: it declares {codec}; save it as UTF-8.")
    return declared


def _may_declare(head: bytes) -> bool:
    """
    Tell whether one of the first two lines may say how the file is written; most say nothing, and that is seen quickly.
    """
    lines = head.split(b"\n", 2)
    return len(lines) <= _N_DECLARING or any(b"coding" in line for line in lines[:_N_DECLARING])
