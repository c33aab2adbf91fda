"""
What was observed in texts, kept on disk between runs by what the texts say.

One SQLite file in the user's own cache folder: a thousand small files would take
longer to open than most texts take to judge, and SQLite lets runs share it. It
is a cache, so nothing about it is ever an error: what is damaged is a miss and
written anew, and where nothing can be written nothing is kept, and that is said.

Source: XDG Base Directory Specification; Apple, "File System Basics"; Microsoft,
KNOWNFOLDERID.
"""

import os
import sqlite3
import sys
import zlib
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import suppress
from pathlib import Path
from typing import Generic, TypeVar

from charter.workspace.codec import Codec

MOST_BYTES = 256_000_000

_FILE = "observed.sqlite3"
# Another run that writes takes milliseconds; one that hangs must not stop this one.
_PATIENCE = 2.0
_N_ASKED = 500
_SCHEMA = """
    CREATE TABLE IF NOT EXISTS observed
    (key BLOB PRIMARY KEY, used INTEGER NOT NULL, crc INTEGER NOT NULL, record BLOB NOT NULL)
"""
_COLUMNS = {"key", "used", "crc", "record"}
# For peace for a while, more than has to go.
_HALVE = """
    DELETE FROM observed WHERE rowid IN
    (SELECT rowid FROM observed ORDER BY used, rowid LIMIT (SELECT (count(*) + 1) / 2 FROM observed))
"""

Record = TypeVar("Record")


def cache_folder(environment: Mapping[str, str], platform: str = sys.platform) -> Path | None:
    """
    Return where this user's caches lie, whether or not it exists; None if nobody can tell.
    """
    home = Path(os.path.expanduser("~"))  # noqa: PTH111 -- Path.home raises where there is none
    if platform == "win32":
        own = environment.get("LOCALAPPDATA")
        return Path(own) / "charter" / "cache" if own else None
    given = Path(environment.get("XDG_CACHE_HOME", ""))
    if given.is_absolute():
        return given / "charter"
    if not home.is_absolute():
        return None
    return home / ("Library/Caches" if platform == "darwin" else ".cache") / "charter"


class Store(Generic[Record]):
    """
    Records by key, in one file.

    Args:
        folder: made if it is missing, for this user alone.
        codec: how records are written; what that depends on belongs into each key, as `circumstances` do.
        day: of the run, as a number; what was used longest ago is dropped first.
        most_bytes: how large the file may stay.
        file: what it is called.
    """

    def __init__(
        self, folder: Path, codec: Codec[Record], day: int, most_bytes: int = MOST_BYTES, file: str = _FILE
    ) -> None:
        self.trouble = ""
        self._path = folder / file
        self._codec = codec
        self._day = day
        self._most_bytes = most_bytes
        self._stale: list[bytes] = []
        self._database = self._begun()

    def find(self, keys: Iterable[bytes]) -> dict[bytes, Record]:
        """
        Return what is known under *keys*.
        """
        asked, found = [*keys], dict[bytes, Record]()
        try:
            for start in range(0, len(asked) if self._database else 0, _N_ASKED):
                found.update(self._read(asked[start : start + _N_ASKED]))
        except sqlite3.Error as error:
            self._leave(error)
        return found

    def keep(self, records: Mapping[bytes, Record]) -> None:
        """
        Write *records*, all or none.
        """
        if not self._database or self.trouble:
            return
        rows = [(key, self._day, zlib.crc32(data), data) for key, data in self._dumped(records)]
        self._write("INSERT OR REPLACE INTO observed VALUES (?, ?, ?, ?)", rows)

    def close(self) -> None:
        """
        Note what was used today, make room, and let go of the file.
        """
        if self._database and not self.trouble:
            self._write("UPDATE observed SET used = ? WHERE key = ?", [(self._day, key) for key in self._stale])
            if self._is_full():
                self._write(_HALVE, [()])
        if self._database:
            self._database.close()
        self._database = None

    def _dumped(self, records: Mapping[bytes, Record]) -> Iterator[tuple[bytes, bytes]]:
        for key, record in records.items():
            # Names of files may hold what UTF-8 does not.
            with suppress(ValueError):
                yield key, self._codec.dumped(record)

    def _begun(self) -> sqlite3.Connection | None:
        try:
            self._path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
            return _opened(self._path)
        except (sqlite3.Error, OSError) as error:
            self._complain(error)
            return None

    def _write(self, command: str, rows: Sequence[tuple[object, ...]]) -> None:
        try:
            if self._database and rows:
                with self._database:
                    self._database.executemany(command, rows)
        except sqlite3.Error as error:
            self._complain(error)

    def _is_full(self) -> bool:
        asked = ("PRAGMA page_count", "PRAGMA page_size")
        n_pages, size = (self._database.execute(each).fetchone()[0] if self._database else 0 for each in asked)
        return n_pages * size > self._most_bytes

    def _leave(self, error: sqlite3.Error) -> None:
        """
        Go on without the file; one that turns out to be damaged is made anew.
        """
        if self._database:
            self._database.close()
        if isinstance(error, sqlite3.OperationalError):
            self._database = None
            self._complain(error)
        else:
            self._path.unlink(missing_ok=True)
            self._database = self._begun()

    def _complain(self, error: Exception) -> None:
        self.trouble = self.trouble or f"what was seen is not kept in {self._path.parent} ({error})"

    def _read(self, keys: list[bytes]) -> Iterator[tuple[bytes, Record]]:
        marks = ",".join("?" * len(keys))
        query = f"SELECT key, used, crc, record FROM observed WHERE key IN ({marks})"  # noqa: S608 -- question marks only
        rows = self._database.execute(query, keys) if self._database else ()
        for key, used, crc, data in rows:
            if used < self._day:
                self._stale.append(key)
            if isinstance(data, bytes) and zlib.crc32(data) == crc:
                with suppress(ValueError):
                    yield key, self._codec.loaded(data)


def _opened(path: Path) -> sqlite3.Connection:
    """
    Return the database at *path*, made anew if there is none or it is damaged.
    """
    try:
        return _connected(path)
    except sqlite3.OperationalError:
        raise  # locked, full, or not ours to write
    except sqlite3.DatabaseError:
        path.unlink(missing_ok=True)
        return _connected(path)


def _connected(path: Path) -> sqlite3.Connection:
    database = sqlite3.connect(path, timeout=_PATIENCE)
    try:
        # Set before the first table is made, it gives pages back as entries go.
        database.execute("PRAGMA auto_vacuum = FULL")
        # A cache may be lost with the power; waiting for the disk costs more than all the rest.
        database.execute("PRAGMA synchronous = OFF")
        database.execute(_SCHEMA)
        columns = {name for _, name, *_ in database.execute("PRAGMA table_info(observed)")}
        if columns != _COLUMNS:
            raise sqlite3.DatabaseError("a table of another shape")
    except sqlite3.Error:
        database.close()
        raise
    return database
