"""
What charters' files say: now, as typed in an editor, and when they last could be read.

Every file that was ever looked for is remembered, the absent ones included, and
`refresh` asks the file system about all of them: a few microseconds each, and
no watcher of any editor has to be relied on.
"""

import stat
from collections.abc import Callable, Iterator
from pathlib import Path

from msgspec import Struct

from charter.workspace.roots import real

# Bytes that a charter may have.
MOST = 1_048_576

Clock = Callable[[], float]
_Signature = tuple[int, int, int]


class Unreadable(Struct, frozen=True):
    """
    Why a file that is there has no text.
    """

    reason: str


class _Entry(Struct):
    """
    One file.

    Args:
        said: text, None if there is no such file.
        good: the last text that was a charter.
        gone_since: when it was first missed.
        most: bytes that it may have.
    """

    signature: _Signature | None
    said: str | Unreadable | None
    good: str | None = None
    gone_since: float | None = None
    most: int = MOST


class Texts:
    """
    The texts of all files that a resolver looks for.

    Args:
        clock: seconds; only differences count.
        grace: seconds for which a file that vanished still says what it said,
            because editors save by replacing.
    """

    def __init__(self, clock: Clock, grace: float) -> None:
        self._clock = clock
        self._grace = grace
        self._entries: dict[Path, _Entry] = {}
        self._typed: dict[Path, str] = {}

    def read(self, path: Path, most: int = MOST) -> str | Unreadable | None:
        """
        Return what *path* says, from now on followed by `refresh`; None if there is no such file.

        Args:
            most: bytes that it may have.
        """
        said = self._entry(path, most).said
        return self._typed.get(real(path), said) if self._typed else said

    def good(self, path: Path) -> str | None:
        """
        Return the last text at *path* that `approve` was told of.
        """
        return self._entry(path).good

    def approve(self, path: Path) -> None:
        """
        Remember that what *path* says now is a charter.
        """
        said = self.read(path)
        if isinstance(said, str):
            self._entry(path).good = said

    def lapsed(self) -> Iterator[Path]:
        """
        Yield where a charter was that is gone.
        """
        yield from (path for path, entry in self._entries.items() if entry.good is not None and self.read(path) is None)

    def type(self, path: Path, text: str | None) -> bool:
        """
        Let *path* say *text*, as an editor does; None lets the file speak again.

        Returns:
            Whether that changes anything that was asked for.
        """
        key = real(path)
        before = self._typed.get(key)
        if text is None:
            self._typed.pop(key, None)
        else:
            self._typed[key] = text
        is_asked = any(real(asked) == key for asked in self._entries)
        return is_asked and before != text

    def refresh(self) -> bool:
        """
        Look at every file again; tell whether one of them says something else.
        """
        changes = [self._refresh(path, entry) for path, entry in self._entries.items()]
        return any(changes)

    def _entry(self, path: Path, most: int = MOST) -> _Entry:
        if path not in self._entries:
            # The signature comes first: a change between the two is seen next time.
            signature = _signature(path)
            self._entries[path] = _Entry(signature, _text(path, most) if signature else None, most=most)
        return self._entries[path]

    def _refresh(self, path: Path, entry: _Entry) -> bool:
        signature = _signature(path)
        if signature is None and entry.said is not None and not self._is_over(entry):
            return False
        entry.gone_since = None
        if signature == entry.signature:
            return False
        before, entry.signature = entry.said, signature
        entry.said = _text(path, entry.most) if signature else None
        return before != entry.said

    def _is_over(self, entry: _Entry) -> bool:
        now = self._clock()
        if entry.gone_since is None:
            entry.gone_since = now
        return now - entry.gone_since >= self._grace


def _signature(path: Path) -> _Signature | None:
    try:
        status = path.stat()
    except (OSError, ValueError):
        return _signature_of_link(path)
    return status.st_mtime_ns, status.st_size, status.st_ino


def _signature_of_link(path: Path) -> _Signature | None:
    """
    Return what tells a change of a link that leads to nothing: it stands in a file's place, and is no absent file.
    """
    try:
        status = path.lstat()
    except (OSError, ValueError):
        return None
    return (status.st_mtime_ns, status.st_size, status.st_ino) if stat.S_ISLNK(status.st_mode) else None


def decoded(data: bytes, most: int) -> str | Unreadable:
    """
    Return the text that *data*, a whole file or a little more than *most* bytes of it, is.
    """
    if len(data) > most:
        return Unreadable(f"expected at most {most >> 20} MiB, found more")
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError:
        return Unreadable("expected UTF-8, found other bytes")


def _text(path: Path, most: int) -> str | Unreadable | None:
    try:
        if not stat.S_ISREG(path.stat().st_mode):
            return Unreadable("expected a file, found something else")
        with path.open("rb") as file:
            data = file.read(most + 1)
    except FileNotFoundError:
        return Unreadable("expected a file, found a link to nothing") if path.is_symlink() else None
    except (OSError, ValueError) as error:
        return Unreadable(f"cannot be read: {getattr(error, 'strerror', None) or 'not a path'}".lower())
    return decoded(data, most)
