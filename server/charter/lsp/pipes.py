"""
Standard input and output, taken for the protocol alone.

Messages are read by a thread of their own. pygls reads through the pool that
also runs its threaded handlers, so that busy handlers make it deaf, even to
`$/cancelRequest` and `exit`. Nothing else in the process can write to the
protocol's stream by accident: file descriptor 1 leads to the log.
"""

import asyncio
import json
import os
import sys
import threading
from collections import deque
from collections.abc import Callable
from contextlib import suppress
from typing import Any, BinaryIO, cast

from msgspec import Struct

Message = dict[str, Any]

_LONGEST = 1 << 30


class Unreadable(Struct, frozen=True):
    """
    A frame whose body is no JSON object; *is_json* tells which of the two it is not.
    """

    is_json: bool


def claim() -> tuple[BinaryIO, BinaryIO]:
    """
    Take the process's input and output, and leave it an empty input and the log.

    Worker processes and stray `print` or `input` calls then see neither.
    """
    reader, writer = os.fdopen(os.dup(0), "rb"), os.fdopen(os.dup(1), "wb")
    nothing = os.open(os.devnull, os.O_RDONLY)
    os.dup2(nothing, 0)
    os.close(nothing)
    os.dup2(2, 1)
    sys.stdout = sys.stderr
    return reader, writer


def wake(loop: asyncio.AbstractEventLoop, awake: asyncio.Event) -> None:
    """
    Set *awake* from another thread; nothing happens if the loop has ended.
    """
    with suppress(RuntimeError):
        loop.call_soon_threadsafe(awake.set)


class Inbox:
    """
    What the editor has sent and nobody has handled yet.

    Args:
        stream: where frames come from.
        wake: called from the reader thread when there is something new.
    """

    def __init__(self, stream: BinaryIO, wake: Callable[[], None]) -> None:
        self.cancelled: set[int | str] = set()
        self._stream = stream
        self._wake = wake
        self._messages: deque[Message | Unreadable | None] = deque()
        threading.Thread(target=self._read, name="stdin", daemon=True).start()

    def __bool__(self) -> bool:
        return bool(self._messages)

    def next(self) -> Message | Unreadable | None:
        """
        Return the oldest message; None when the editor has closed the stream.
        """
        return self._messages.popleft()

    def _read(self) -> None:
        try:
            while (body := read_frame(self._stream)) is not None:
                self._put(parse(body))
        except (OSError, ValueError, MemoryError) as error:
            sys.stderr.write(f"charter: cannot read from the editor: {type(error).__name__}\n")
        self._put(None)

    def _put(self, message: Message | Unreadable | None) -> None:
        if isinstance(message, dict) and message.get("method") == "$/cancelRequest":
            self._note_cancelled(message)
        self._messages.append(message)
        self._wake()

    def _note_cancelled(self, message: Message) -> None:
        """
        Note what is cancelled before the messages that still wait in front are handled.
        """
        if (request_id := cancelled_id(message)) is not None:
            self.cancelled.add(request_id)


def cancelled_id(message: Message) -> int | str | None:
    """
    Return the request that the `$/cancelRequest` *message* speaks of.
    """
    params: object = message.get("params")
    request_id = cast("Message", params).get("id") if isinstance(params, dict) else None
    return request_id if isinstance(request_id, int | str) else None


class Outbox:
    """
    Where pygls writes; what can no longer be sent is dropped, for then our input ends too.
    """

    def __init__(self, stream: BinaryIO) -> None:
        self._stream = stream

    def write(self, data: bytes) -> None:
        with suppress(OSError, ValueError):
            self._stream.write(data)
            self._stream.flush()

    def close(self) -> None:
        with suppress(OSError):
            self._stream.close()


def read_frame(stream: BinaryIO) -> bytes | None:
    """
    Return the next message's body; None at the end of the stream.

    Lines that are no header are skipped, so that a client that says something
    else first can still be understood.

    Raises:
        ValueError: the announced length is none that a message has.
    """
    length = None
    while line := stream.readline(4096):
        if line.lower().startswith(b"content-length:"):
            length = int(line.partition(b":")[2])
        elif length is not None and line in {b"\r\n", b"\n"}:
            return _body(stream, length)
    return None


def parse(body: bytes) -> Message | Unreadable:
    try:
        message: Any = json.loads(body)
    except (ValueError, RecursionError):
        return Unreadable(is_json=False)
    return cast("Message", message) if isinstance(message, dict) else Unreadable(is_json=True)


def _body(stream: BinaryIO, length: int) -> bytes | None:
    if not 0 <= length <= _LONGEST:
        raise ValueError("expected a length below 1 GiB")
    body = stream.read(length)
    return body if len(body) == length else None
