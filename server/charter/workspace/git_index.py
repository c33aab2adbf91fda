"""
Which files git tracks, as its index says; git itself is never run.

A repository's configuration can name programs that any git command starts, so
the index is read here: the names in it and nothing else. What this reader does
not know surely (a split or sparse index, a format to come) is an error, for
then nobody may say that a file is untracked.

Source: git, gitformat-index(5); versions 2 to 4, SHA-1 and SHA-256.
"""

import struct
from collections.abc import Iterator

from charter.errors import CharterError

_HEADER = struct.Struct(">4sII")
# Times, device, inode: 24 bytes; then the mode, and owner and size: 12 bytes.
_MODE = struct.Struct(">24xI12x")
_EXTENSION = struct.Struct(">4sI")
_VERSIONS = range(2, 5)
_HASHES = (20, 32)
_MODES = frozenset({0o100644, 0o100755, 0o120000, 0o160000})
_EXTENDED = 0x4000
_LENGTH = 0x0FFF
# Names are written as what they add to the one before, so a small file could ask for much memory.
_LONGEST = 4_096


class IndexFormatError(CharterError):
    """
    An index that cannot be read, or not surely.
    """


def tracked(data: bytes) -> frozenset[str]:
    """
    Return the names of all files and submodules in an index, with forward slashes.

    Args:
        data: the whole of `.git/index`. What its hashes are is said only in the
            configuration, so both kinds are tried.

    Raises:
        IndexFormatError: it is no index, or of a kind that is not known here.
    """
    problem = IndexFormatError("expected a hash")
    for n_hash in _HASHES:
        try:
            return frozenset(_names(data, n_hash))
        except IndexFormatError as error:
            problem = error
        except (struct.error, IndexError, ValueError) as error:
            problem = IndexFormatError(f"expected an entry, found {type(error).__name__}")
    raise problem


def _names(data: bytes, n_hash: int) -> Iterator[str]:
    signature, version, n_entries = _HEADER.unpack_from(data)
    if signature != b"DIRC" or version not in _VERSIONS:
        raise IndexFormatError("expected an index of version 2, 3 or 4")
    at, name = _HEADER.size, b""
    for _ in range(n_entries):
        name, at = _entry(data, at, n_hash, name if version == _VERSIONS[-1] else None)
        yield name.decode("utf-8", "surrogateescape")
    _refuse_needed_extensions(data, at, len(data) - n_hash)


def _entry(data: bytes, at: int, n_hash: int, before: bytes | None) -> tuple[bytes, int]:
    """
    Return the name of the entry at *at*, and where the next begins.

    Args:
        before: the name that this one is written as a change of; None before version 4.
    """
    (mode,) = _MODE.unpack_from(data, at)
    start = at + _MODE.size + n_hash
    flags = data[start] << 8 | data[start + 1]
    start += 4 if flags & _EXTENDED else 2
    shared = b""
    if before is not None:
        n_dropped, start = _number(data, start)
        shared = before[: len(before) - n_dropped] if n_dropped <= len(before) else b"\0"
    end = data.index(0, start)
    name = shared + data[start:end]
    if mode not in _MODES or len(name) > _LONGEST or min(len(name), _LENGTH) != flags & _LENGTH or b"\0" in name:
        raise IndexFormatError("expected an entry for a file, found another")
    # Before version 4, one to eight NUL bytes fill each entry up to a multiple of eight.
    return name, end + 1 if before is not None else at + (end - at + 8) // 8 * 8


def _number(data: bytes, at: int) -> tuple[int, int]:
    value = data[at] & 0x7F
    while data[at] & 0x80:
        at += 1
        value = (value + 1) << 7 | data[at] & 0x7F
    return value, at + 1


def _refuse_needed_extensions(data: bytes, at: int, end: int) -> None:
    """
    Raise if an extension says that the entries alone are not the truth; those begin with a small letter.
    """
    while at < end:
        name, size = _EXTENSION.unpack_from(data, at)
        if not name[:1].isupper():
            raise IndexFormatError(f"expected a plain index, found one with the extension {name!r}")
        at += _EXTENSION.size + size
    if at != end:
        raise IndexFormatError("expected a hash at the end")
