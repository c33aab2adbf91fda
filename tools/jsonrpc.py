"""
JSON-RPC over a program's standard streams, as the Language Server Protocol frames it.

Each message comes with the moment at which it was read, so that whoever waits
for it can be busy elsewhere without spoiling the figure.
"""

import json
import queue
import subprocess
import threading
import time
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

from msgspec import Struct

Message = dict[str, Any]

PATIENCE = 120.0
"""Seconds of silence after which a server counts as dead."""


class Arrival(Struct, frozen=True):
    """
    A message, and the moment at which its last byte was read (`time.perf_counter`).
    """

    message: Message
    moment: float


class Connection:
    """
    A started program that is spoken to.

    Args:
        command: its command line.
        folder: where it runs.
        answer: the result of each request that the program asks of us.
    """

    def __init__(self, command: Sequence[str], folder: Path, answer: Callable[[Message], Any]) -> None:
        pipe = subprocess.PIPE
        self._process = subprocess.Popen(  # noqa: S603 -- a language server of the caller's choice
            command, cwd=folder, stdin=pipe, stdout=pipe, stderr=subprocess.DEVNULL
        )
        self._answer = answer
        self._arrivals: queue.SimpleQueue[Arrival | None] = queue.SimpleQueue()
        self._is_sending = threading.Lock()
        self._n_requests = 0
        threading.Thread(target=self._listen, daemon=True).start()

    @property
    def pid(self) -> int:
        return self._process.pid

    def notify(self, method: str, params: Message | None = None) -> None:
        self._send({"method": method, **_given(params)})

    def ask(self, method: str, params: Message | None = None) -> int:
        """
        Send a request without waiting for its response, and return its id.
        """
        self._n_requests += 1
        self._send({"id": self._n_requests, "method": method, **_given(params)})
        return self._n_requests

    def request(self, method: str, params: Message | None = None) -> Any:  # noqa: ANN401 -- JSON may be anything
        """
        Return the result of a request.

        Raises:
            KeyError: the answer is an error.
        """
        number = self.ask(method, params)
        return self.wait_for(lambda message: message.get("id") == number).message["result"]

    def wait_for(self, is_wanted: Callable[[Message], bool]) -> Arrival:
        """
        Return the next message that is wanted; those before it are dropped.

        Raises:
            EOFError: the program ended.
            queue.Empty: nothing came for too long.
        """
        while arrival := self._arrivals.get(timeout=PATIENCE):
            if is_wanted(arrival.message):
                return arrival
        raise EOFError(f"{self._process.args!r} ended")

    def end(self) -> None:
        """
        Close the program's input and wait for its end; kill it if it stays.
        """
        self._process.stdin.close()
        try:
            self._process.wait(timeout=10)
        except subprocess.TimeoutExpired:
            self._process.kill()
            self._process.wait()

    def _send(self, message: Message) -> None:
        body = json.dumps({"jsonrpc": "2.0", **message}).encode()
        with self._is_sending:
            self._process.stdin.write(b"Content-Length: %d\r\n\r\n%b" % (len(body), body))
            self._process.stdin.flush()

    def _listen(self) -> None:
        while body := self._read():
            arrival = Arrival(json.loads(body), time.perf_counter())
            if {"id", "method"} <= arrival.message.keys():
                self._send({"id": arrival.message["id"], "result": self._answer(arrival.message)})
            else:
                self._arrivals.put(arrival)
        self._arrivals.put(None)

    def _read(self) -> bytes:
        n_bytes = 0
        while header := self._process.stdout.readline().strip():
            name, _, value = header.partition(b":")
            if name.lower() == b"content-length":
                n_bytes = int(value)
        return self._process.stdout.read(n_bytes)


def _given(params: Message | None) -> Message:
    return {} if params is None else {"params": params}
