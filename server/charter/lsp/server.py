"""
The process: pygls' server with our protocol and our features, and its end.
"""

import asyncio
import sys
from contextlib import suppress
from typing import TYPE_CHECKING, BinaryIO

from lsprotocol import types
from pygls.exceptions import FeatureRequestError
from pygls.lsp.server import LanguageServer
from pygls.protocol import default_converter

from charter import __version__
from charter.lsp import features, logs, notebooks, pipes
from charter.lsp.editor import Editor
from charter.lsp.protocol import Protocol, reported
from charter.lsp.session import Session

if TYPE_CHECKING:
    from pygls.server import ServerErrors

# LSP's own errors, such as ContentModified: answers, and no failures of ours.
_ANSWERS = range(-32899, -32799)


def run() -> int:
    """
    Serve the editor on standard input and output and return the exit code.
    """
    logs.configure()
    reader, writer = pipes.claim()
    server = CharterServer()
    server.protocol.set_writer(pipes.Outbox(writer))
    # Whoever starts a server in a terminal ends it with Ctrl-C.
    with suppress(KeyboardInterrupt):
        asyncio.run(server.serve(reader))
    return server.conversation.exit_code


class CharterServer(LanguageServer):
    """
    The language server of one editor.
    """

    def __init__(self) -> None:
        super().__init__(  # pyright: ignore[reportUnknownMemberType] -- pygls leaves its *args untyped
            "charter",
            __version__,
            types.TextDocumentSyncKind.Incremental,
            notebooks.SYNC,
            protocol_cls=Protocol,
            converter_factory=default_converter,
        )
        self.session = Session(Editor(self.conversation))
        self._is_over = False
        features.register(self, self.session)

    @property
    def conversation(self) -> Protocol:
        assert isinstance(self.protocol, Protocol)  # noqa: S101 -- what we asked pygls for above
        return self.protocol

    def stop(self) -> None:
        self._is_over = True

    def report_server_error(self, error: Exception, source: "ServerErrors") -> None:
        """
        Log what no answer carries; pygls would open a window in the editor.
        """
        if source is not FeatureRequestError or getattr(error, "code", 0) not in _ANSWERS:
            # pygls has made its own exception of it; the one being handled knows where it came from.
            reported(sys.exception() or error)

    async def serve(self, stream: BinaryIO) -> None:
        """
        Handle what *stream* brings until `exit`, its end, or the end of the editor's process.

        Before each request the loop gets a turn, so that a check that the last
        edit has made due is done and the answer is about the newest text.
        """
        loop, awake = asyncio.get_running_loop(), asyncio.Event()

        def on_editor_gone() -> None:
            self.stop()
            pipes.wake(loop, awake)

        self.session.on_editor_gone = on_editor_gone
        inbox = pipes.Inbox(stream, lambda: pipes.wake(loop, awake))
        try:
            while not self._is_over:
                await awake.wait()
                awake.clear()
                await self._drain(inbox)
        finally:
            self.session.close()

    async def _drain(self, inbox: pipes.Inbox) -> None:
        while inbox and not self._is_over:
            message = inbox.next()
            if message is None:
                self.stop()
                return
            if isinstance(message, dict) and "id" in message:
                await asyncio.sleep(0)
            try:
                self.conversation.receive(message, inbox.cancelled)
            except Exception as error:  # noqa: BLE001 -- the edge: no message may end the server
                reported(error)
