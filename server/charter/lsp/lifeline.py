"""
The server's end, when the editor ends without a word.

An editor that is killed closes our input, unless a process that it has started
holds the other end. Then only its process id tells. `os.kill(pid, 0)` is not
used on Windows, where it kills.
"""

import os
import select
import sys
import threading
import time
from collections.abc import Callable

_POLL_SECONDS = 1.0
_GRACE_SECONDS = 2.0


def watch(process_id: int, on_end: Callable[[], None]) -> bool:
    """
    Call *on_end* from another thread once the process has ended.

    If the process still runs some seconds later, it is ended by force: the
    event loop may hang in a write that nobody reads.

    Returns:
        False if there is no such process to be seen, as from inside a
        container; then nothing is watched and the end of input must do.
    """
    waiter = _waiter(process_id)
    if waiter is None:
        return False

    def wait() -> None:
        waiter()
        on_end()
        time.sleep(_GRACE_SECONDS)
        os._exit(1)

    threading.Thread(target=wait, name="lifeline", daemon=True).start()
    return True


def _waiter(process_id: int) -> Callable[[], None] | None:
    if sys.platform == "win32":
        return _windows_waiter(process_id)
    if sys.platform == "linux" and hasattr(os, "pidfd_open"):
        return _linux_waiter(process_id)
    return _polling_waiter(process_id)


def _linux_waiter(process_id: int) -> Callable[[], None] | None:
    try:
        descriptor = os.pidfd_open(process_id)
    except ProcessLookupError:
        return None
    except OSError:
        return _polling_waiter(process_id)
    poll = select.poll()
    poll.register(descriptor, select.POLLIN)

    def wait() -> None:
        poll.poll()

    return wait


def _polling_waiter(process_id: int) -> Callable[[], None] | None:
    def wait() -> None:
        while _exists(process_id):
            time.sleep(_POLL_SECONDS)

    return wait if _exists(process_id) else None


def _exists(process_id: int) -> bool:
    try:
        os.kill(process_id, 0)
    except ProcessLookupError:
        return False
    except PermissionError:
        return True
    return True


def _windows_waiter(process_id: int) -> Callable[[], None] | None:
    if sys.platform != "win32":
        return None
    synchronize, infinite = 0x00100000, 0xFFFFFFFF
    # Not above: it takes 50 ms to load, which only Windows need wait for.
    import ctypes

    kernel = ctypes.WinDLL("kernel32")
    handle = kernel.OpenProcess(synchronize, 0, process_id)

    def wait() -> None:
        kernel.WaitForSingleObject(handle, infinite)

    return wait if handle else None
