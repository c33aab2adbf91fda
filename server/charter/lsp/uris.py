"""
URIs and paths: editors write the same file in many ways.

`file:///c%3A/x`, `file:///C:/x` and `file:///c:/x` are one file. What is no
`file:` URI has no path; it is a text all the same.
"""

import os
from pathlib import Path
from urllib.parse import quote, unquote, urlsplit

# How the names of charters end, and of what they extend.
YAML = (".yaml", ".yml")

_IS_WINDOWS = os.name == "nt"


def to_path(uri: str, *, is_windows: bool = _IS_WINDOWS) -> str | None:
    """
    Return the path that *uri* names, with forward slashes; None if it names no file.

    On Windows the drive's letter is small, and a host becomes `//host/share`.
    """
    try:
        parts = urlsplit(uri)
    except ValueError:
        return None
    path = unquote(parts.path, errors="surrogateescape")
    if parts.scheme != "file" or not path or "\0" in path:
        return None
    if not is_windows:
        return path
    if parts.netloc:
        return f"//{parts.netloc}{path}"
    return _small_drive(path.lstrip("/").replace("\\", "/"))


def to_uri(path: str | Path, *, is_windows: bool = _IS_WINDOWS) -> str:
    """
    Return the `file:` URI of an absolute path.
    """
    text = str(path)
    if is_windows:
        text = _small_drive(text.replace("\\", "/"))
        if text.startswith("//"):
            return "file:" + quote(text, safe="/:")
    return "file://" + quote(os.fsencode("/" + text.lstrip("/")), safe="/:")


def key(uri: str) -> str:
    """
    Return the same text for all ways to write *uri*.
    """
    path = to_path(uri)
    return uri if path is None else to_uri(path)


def display_name(uri: str) -> str:
    """
    Return the last part of *uri*, for texts that are no file.
    """
    try:
        path = urlsplit(uri).path
    except ValueError:
        path = uri
    return unquote(path).rpartition("/")[2]


def _small_drive(path: str) -> str:
    return path[0].lower() + path[1:] if path[1:2] == ":" else path
