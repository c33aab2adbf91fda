"""
What a patient collector leaves is cleared up in pauses, and memory that comes and goes leaves few holes.
"""

import gc
import platform
import re
import subprocess
import sys
import time
import weakref

import pytest

from charter.workspace.collector import Tidier


class Knot:
    """
    Refers to itself, so that only the collector can free it.
    """

    def __init__(self):
        self.itself = self


# Seconds: a pause.
FIRST = 0.6


@pytest.fixture
def patient():
    """
    A collector that collects nothing unasked.
    """
    threshold = gc.get_threshold()
    gc.disable()
    yield
    gc.enable()
    gc.unfreeze()
    gc.set_threshold(*threshold)


@pytest.mark.usefixtures("patient")
@pytest.mark.parametrize(
    ("n_pieces", "seconds", "is_freed"), [(100, 0, False), (20, 0.6, False), (60, 0.6, True), (20, 1.4, True)]
)
def test_only_much_work_or_a_long_pause_is_worth_it(n_pieces, seconds, is_freed):
    """
    While something is done, nothing is cleared up; after little, only in a longer pause.
    """
    tidier = Tidier()
    time.sleep(FIRST)
    tidier.rest()
    left = weakref.ref(Knot())
    for _ in range(n_pieces):
        tidier.worked()
    time.sleep(seconds)
    tidier.rest()

    assert is_freed == (left() is None)


@pytest.mark.usefixtures("patient")
def test_the_first_pause_takes_what_is_there_for_what_stays():
    """
    Not while somebody types; from then on the collector passes over it, and garbage is none of it.
    """
    tidier, left = Tidier(), weakref.ref(Knot())
    before = gc.get_freeze_count()
    time.sleep(FIRST)
    tidier.worked()
    tidier.rest()
    assert (before, False) == (gc.get_freeze_count(), left() is None)
    time.sleep(FIRST)
    tidier.rest()

    assert gc.get_freeze_count() > before
    assert left() is None


# Each thread and the large block, after one as large was freed; then what glibc says of its heaps.
ALLOCATING = """
import ctypes, sys, threading
from charter.workspace.collector import keep_little

if sys.argv[1:] == ["keep_little"]:
    keep_little()
kept, barrier = [], threading.Barrier(4)

def allocate():
    barrier.wait()
    kept.append([bytes(100_000) for _ in range(20)])

threads = [threading.Thread(target=allocate) for _ in range(4)]
for thread in threads:
    thread.start()
for thread in threads:
    thread.join()
large = bytes(2_000_000)
del large
large = bytes(2_000_000)
libc = ctypes.CDLL(None)
libc.fdopen.restype = ctypes.c_void_p
libc.malloc_info(0, ctypes.c_void_p(libc.fdopen(1, b"w")))
libc.fflush(None)
"""


@pytest.mark.skipif(platform.libc_ver()[0] != "glibc", reason="only glibc is told, and says what it did")
@pytest.mark.parametrize(("argument", "has_one_heap", "is_mapped"), [("keep_little", True, True), ("", False, False)])
def test_one_heap_and_large_blocks_beside_it(argument, has_one_heap, is_mapped):
    """
    Threads take from one heap, and a large block stands beside it whatever was freed; else neither is so.
    """
    command = [sys.executable, "-c", ALLOCATING, argument]
    said = subprocess.run(command, capture_output=True, text=True, check=True).stdout
    mapped = re.search(r'<total type="mmap" count="\d+" size="(\d+)"', said)

    assert has_one_heap == (said.count("<heap nr=") == 1)
    assert is_mapped == (mapped is not None and int(mapped[1]) > 2_000_000)
