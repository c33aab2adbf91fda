"""
Raw JSON-RPC over a child's pipes: frames in, frames out, nothing forgiven.

What comes on stdout must be frames and nothing else; a stray byte is an error
that the next read raises. Reading never blocks the writer: pipes are drained by
threads.
"""

import json
import queue
import re
import subprocess
import threading
import time

HEADER = re.compile(rb"Content-Length: (\d+)\r\n(?:Content-Type: [^\r\n]*\r\n)?\r\n")


class WireError(AssertionError):
    """The server said something that is no message, or nothing in time."""


class Wire:
    """
    A server process and the messages to and from it.

    Args:
        command: the program and its arguments.
        env: its environment; None for ours.
        cwd: where it runs.
    """

    def __init__(self, command, *, env=None, cwd=None):
        self.process = subprocess.Popen(
            command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.PIPE, env=env, cwd=cwd
        )
        self.errors = []
        self._inbox = queue.SimpleQueue()
        self._threads = [
            threading.Thread(target=self._read_messages, daemon=True),
            threading.Thread(target=self._read_errors, daemon=True),
        ]
        for thread in self._threads:
            thread.start()

    @property
    def stderr(self):
        return b"".join(self.errors).decode("utf-8", "replace")

    def send(self, message):
        """
        Send *message*: a value to be framed, or bytes as they are.
        """
        self.process.stdin.write(message if isinstance(message, bytes) else frame(message))
        self.process.stdin.flush()

    def receive(self, deadline):
        """
        Return the next message; None at the end of the stream.

        Raises:
            WireError: nothing came before *deadline*, or it was no message.
        """
        try:
            message = self._inbox.get(timeout=max(0.0, deadline - time.monotonic()))
        except queue.Empty:
            raise WireError(f"nothing came in time; stderr: {self.stderr[-2000:]}") from None
        if isinstance(message, WireError):
            raise message
        return message

    def wait(self, seconds):
        """
        Return the exit code, once all output is read.
        """
        code = self.process.wait(seconds)
        for thread in self._threads:
            thread.join(seconds)
        return code

    def kill(self):
        self.process.kill()
        self.wait(10)
        for pipe in (self.process.stdin, self.process.stdout, self.process.stderr):
            try:
                pipe.close()
            except OSError:  # unsent bytes to a process that is gone
                continue

    def _read_messages(self):
        try:
            while (message := _read_frame(self.process.stdout)) is not None:
                self._inbox.put(message)
            self._inbox.put(None)
        except (WireError, ValueError) as error:
            self._inbox.put(WireError(str(error)))

    def _read_errors(self):
        for line in self.process.stderr:
            self.errors.append(line)


def frame(message):
    body = json.dumps(message).encode()
    return b"Content-Length: %d\r\n\r\n%b" % (len(body), body)


def _read_frame(stream):
    head = b""
    while not head.endswith(b"\r\n\r\n"):
        line = stream.readline()
        if not line:
            if head:
                raise WireError(f"the stream ends inside a header: {head!r}")
            return None
        head += line
        if not line.startswith(b"Content-") and line != b"\r\n":
            raise WireError(f"expected a header, found {line[:200]!r}")
    match = HEADER.fullmatch(head)
    if not match:
        raise WireError(f"expected Content-Length, found {head!r}")
    length = int(match[1])
    body = stream.read(length)
    if len(body) != length:
        raise WireError("the stream ends inside a message")
    message = json.loads(body)
    if not isinstance(message, dict) or message.get("jsonrpc") != "2.0":
        raise WireError(f"expected a JSON-RPC 2.0 message, found {body[:200]!r}")
    return message
