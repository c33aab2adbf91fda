import os

import pytest

from charter.workspace.texts import Texts, Unreadable


class Clock:
    def __init__(self):
        self.now = 0.0

    def __call__(self):
        return self.now


@pytest.fixture
def clock():
    return Clock()


@pytest.fixture
def texts(clock):
    return Texts(clock, grace=1.0)


def test_every_change_is_seen(texts, tmp_path):
    """
    A file that appears, changes within the same second and size, or is replaced, says something new.
    """
    path = tmp_path / "charter.yaml"
    seen = [texts.read(path)]
    for text in ("a: 1", "a: 2"):
        path.write_text(text)
        seen += [texts.refresh(), texts.read(path), texts.refresh()]
    (tmp_path / "new").write_text("a: 3")
    (tmp_path / "new").replace(path)

    assert [None, True, "a: 1", False, True, "a: 2", False] == seen
    assert texts.refresh()
    assert "a: 3" == texts.read(path)


def test_touched_file_is_no_change(texts, tmp_path):
    """
    A new time stamp on the same text changes nothing.
    """
    path = tmp_path / "charter.yaml"
    path.write_text("a: 1")
    texts.read(path)
    os.utime(path, (1, 1))

    assert not texts.refresh()


def test_vanished_file_speaks_for_a_grace(texts, clock, tmp_path):
    """
    Saving by replacing leaves no gap; a deleted file is silent a second after it was first missed.
    """
    path = tmp_path / "charter.yaml"
    path.write_text("a: 1")
    texts.read(path)
    path.unlink()
    during = [texts.refresh(), texts.read(path)]
    clock.now = 1.0

    assert [False, "a: 1"] == during
    assert texts.refresh()
    assert texts.read(path) is None


def test_return_within_the_grace_starts_it_anew(texts, clock, tmp_path):
    """
    Two short absences are not one long one.
    """
    path = tmp_path / "charter.yaml"
    for now in (0.0, 0.9):
        clock.now = now
        path.write_text("a: 1")
        texts.read(path)
        texts.refresh()
        path.unlink()
        texts.refresh()
    clock.now = 1.5
    texts.refresh()

    assert "a: 1" == texts.read(path)


def test_buffer_speaks_for_its_file(texts, tmp_path):
    """
    What is typed counts from the first key to the closing of the buffer, through links too.
    """
    path, link = tmp_path / "charter.yaml", tmp_path / "link.yaml"
    path.write_text("a: 1")
    link.symlink_to(path)
    texts.read(path)
    typed = [texts.type(link, "a: 2"), texts.read(path), texts.type(link, "a: 2"), texts.type(link, None)]

    assert [True, "a: 2", False, True] == typed
    assert "a: 1" == texts.read(path)


def test_buffer_that_nobody_asked_for_changes_nothing(texts, tmp_path):
    """
    Typing in any other YAML file builds no charter anew.
    """
    assert not texts.type(tmp_path / "other.yaml", "a: 1")


def test_what_is_no_text_has_a_reason(texts, tmp_path):
    """
    A folder, foreign bytes and a file beyond all bounds are there, and cannot be read.
    """
    (tmp_path / "folder").mkdir()
    (tmp_path / "bytes").write_bytes(b"\xff")
    with (tmp_path / "large").open("wb") as file:
        file.truncate(50_000_000)

    read = [texts.read(tmp_path / name) for name in ("folder", "bytes", "large")]

    assert [Unreadable] * 3 == [type(said) for said in read]


def test_last_good_text_outlives_a_bad_one(texts, tmp_path):
    """
    What was approved last is remembered while the file says something else.
    """
    path = tmp_path / "charter.yaml"
    path.write_text("a: 1")
    texts.approve(path)
    path.write_text("a: [")
    texts.refresh()

    assert ("a: [", "a: 1") == (texts.read(path), texts.good(path))
