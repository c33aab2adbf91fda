import sqlite3
from pathlib import Path

import pytest

from charter.engine.observed import Observed
from charter.text import Notice
from charter.workspace.codec import Codec
from charter.workspace.store import Store, cache_folder

CODEC = Codec(Observed)
DAY = 700_000


def record(text="x"):
    return Observed(notices=(Notice("syntax", text),))


def keep(folder, records, day=DAY, **more):
    store = Store(folder, CODEC, day, **more)
    store.keep(records)
    store.close()
    return store.trouble


def find(folder, *keys, day=DAY, **more):
    store = Store(folder, CODEC, day, **more)
    found = store.find(keys)
    store.close()
    assert "" == store.trouble
    return found


def test_what_is_kept_is_found(tmp_path):
    """
    Records are found by their keys in a later run, however many are asked for at once.
    """
    records = {bytes([idx // 256, idx % 256]): record(str(idx)) for idx in range(1_200)}

    assert "" == keep(tmp_path / "new/folder", records)
    assert records == find(tmp_path / "new/folder", *records, b"unknown")


def test_runs_share_it(tmp_path):
    """
    Two runs that are open at once see and overwrite one another's records.
    """
    one, other = Store(tmp_path, CODEC, DAY), Store(tmp_path, CODEC, DAY)

    one.keep({b"a": record("one")})
    other.keep({b"a": record("other"), b"b": record()})

    assert {b"a": record("other"), b"b": record()} == one.find([b"a", b"b"])
    one.close()
    other.close()


@pytest.mark.parametrize("damage", [b"junk", b"", b"SQLite format 3\0" + b"x" * 5_000])
def test_damaged_files_are_made_anew(tmp_path, damage):
    """
    A file that is no database is replaced without a word.
    """
    keep(tmp_path, {b"a": record()})
    (tmp_path / "observed.sqlite3").write_bytes(damage)

    assert {} == find(tmp_path, b"a")
    assert "" == keep(tmp_path, {b"a": record()})
    assert {b"a": record()} == find(tmp_path, b"a")


def test_damage_inside_is_found(tmp_path):
    """
    A file that is damaged where nobody looked at first ends no run.
    """
    keep(tmp_path, {bytes([idx]): record("y" * 1_000) for idx in range(200)})
    path = tmp_path / "observed.sqlite3"
    data = bytearray(path.read_bytes())
    data[8_192:-4_096] = b"\xff" * len(data[8_192:-4_096])
    path.write_bytes(data)

    store = Store(tmp_path, CODEC, DAY)
    store.find([bytes([idx]) for idx in range(200)])
    store.keep({b"new": record()})
    store.close()

    assert {b"new": record()} == find(tmp_path, b"new")


@pytest.mark.parametrize("said", [b"[[1]]", b"\xff", b"\x81\xa8findings", "text", None])
def test_foreign_entries_are_misses(tmp_path, said):
    """
    An entry that this Charter did not write, or whose bits have changed, is not there.
    """
    keep(tmp_path, {b"a": record(), b"b": record()})
    with sqlite3.connect(tmp_path / "observed.sqlite3") as database:
        database.execute("UPDATE observed SET record = coalesce(?, 5) WHERE key = ?", (said, b"a"))
    database.close()

    assert {b"b": record()} == find(tmp_path, b"a", b"b")


def test_what_cannot_be_written_is_left_out(tmp_path):
    """
    A record with a name that is no UTF-8 is not kept, and the others are.
    """
    assert "" == keep(tmp_path, {b"a": record("\udcff"), b"b": record()})

    assert {b"b": record()} == find(tmp_path, b"a", b"b")


def test_other_tables_are_replaced(tmp_path):
    """
    A database of another shape is not used and stops nobody.
    """
    with sqlite3.connect(tmp_path / "observed.sqlite3") as database:
        database.execute("CREATE TABLE observed (something TEXT)")
    database.close()

    store = Store(tmp_path, CODEC, DAY)

    assert {} == store.find([b"a"])
    assert "" == store.trouble
    store.close()


def test_what_was_used_last_stays(tmp_path):
    """
    When the file grows too large, what was used longest ago goes, and the file shrinks.
    """
    old, new = ({bytes([which, idx]): record("z" * 1_000) for idx in range(100)} for which in range(2))
    keep(tmp_path, old, DAY)
    keep(tmp_path, new, DAY + 1)
    size = (tmp_path / "observed.sqlite3").stat().st_size
    assert {*old} == {*find(tmp_path, *old, day=DAY + 2)}

    keep(tmp_path, {b"last": record()}, DAY + 3, most_bytes=100_000)

    assert {*old, b"last"} >= {*find(tmp_path, *old, *new, b"last")} > {b"last"}
    assert size * 0.7 > (tmp_path / "observed.sqlite3").stat().st_size


@pytest.mark.parametrize("place", ["file/charter", "/proc/charter"])
def test_without_a_folder_nothing_is_kept(tmp_path, place):
    """
    Where nothing can be written a run goes on, and says so.
    """
    (tmp_path / "file").touch()

    store = Store(tmp_path / place, CODEC, DAY)
    store.keep({b"a": record()})

    assert {} == store.find([b"a"])
    assert store.trouble.startswith("what was seen is not kept in ")
    store.close()


def test_a_full_disk_is_said_and_what_is_known_stays(tmp_path):
    """
    If nothing more can be written, what is there is still found.
    """
    keep(tmp_path, {b"a": record()})
    store = Store(tmp_path, CODEC, DAY)
    with sqlite3.connect(tmp_path / "observed.sqlite3") as other:
        other.execute("CREATE TRIGGER full BEFORE INSERT ON observed BEGIN SELECT RAISE(FAIL, 'disk is full'); END")
    other.close()

    store.keep({b"b": record()})

    assert {b"a": record()} == store.find([b"a", b"b"])
    assert "disk is full" in store.trouble
    store.close()


@pytest.mark.parametrize(
    ("platform", "environment", "expected"),
    [
        ("linux", {"XDG_CACHE_HOME": "/c"}, "/c/charter"),
        ("linux", {"XDG_CACHE_HOME": "relative"}, "/home/a/.cache/charter"),
        ("linux", {}, "/home/a/.cache/charter"),
        ("darwin", {}, "/home/a/Library/Caches/charter"),
        ("win32", {"LOCALAPPDATA": "/local"}, "/local/charter/cache"),
        ("win32", {}, None),
    ],
)
def test_cache_folder(monkeypatch, platform, environment, expected):
    """
    Each system's users have a folder for caches, which a variable may move, though not to where the run happens to be.
    """
    monkeypatch.setenv("HOME", "/home/a")

    assert (expected and Path(expected)) == cache_folder(environment, platform)
