"""
pygls' protocol, made to answer every request once and with the right error.

What pygls 2.1.1 does otherwise, each shown by a test in `tests/lsp/`: requests
whose parameters do not fit, or that come after `shutdown`, get no answer; before
`initialize` they get the wrong one; a request of an unknown method without
parameters gets none; `shutdown` fails while other requests are under way; the
exit code is always 0. Its text synchronisation is not used at all (`buffers.py`).
"""

import json
from collections.abc import Callable
from contextvars import copy_context
from functools import cache
from inspect import iscoroutinefunction, isgeneratorfunction
from typing import TYPE_CHECKING, Any, cast

from lsprotocol import types
from pygls.exceptions import (
    JsonRpcException,
    JsonRpcInternalError,
    JsonRpcInvalidParams,
    JsonRpcInvalidRequest,
    JsonRpcMethodNotFound,
    JsonRpcParseError,
    JsonRpcRequestCancelled,
    JsonRpcServerNotInitialized,
)
from pygls.protocol import LanguageServerProtocol, lsp_method

from charter.lsp.logs import LOG, described
from charter.lsp.pipes import Message, Unreadable, cancelled_id

if TYPE_CHECKING:
    from cattrs import Converter

    from charter.lsp.server import CharterServer

_OURS = (
    types.TEXT_DOCUMENT_DID_OPEN,
    types.TEXT_DOCUMENT_DID_CHANGE,
    types.TEXT_DOCUMENT_DID_CLOSE,
    types.NOTEBOOK_DOCUMENT_DID_OPEN,
    types.NOTEBOOK_DOCUMENT_DID_CHANGE,
    types.NOTEBOOK_DOCUMENT_DID_CLOSE,
    types.WORKSPACE_DID_CHANGE_WORKSPACE_FOLDERS,
    types.WINDOW_WORK_DONE_PROGRESS_CANCEL,
)


class Json(dict[str, Any]):
    """
    A result that goes over the wire as it is.
    """


class Encoded(str):
    """
    A result that is written already, as JSON in ASCII.
    """

    __slots__ = ()


class Protocol(LanguageServerProtocol):
    """
    One editor's conversation with the server.
    """

    def __init__(self, server: "CharterServer", converter: "Converter") -> None:
        super().__init__(server, converter)
        self._is_initialized = False
        for method in _OURS:
            del self.fm.builtin_features[method]  # pyright: ignore[reportUnknownMemberType] -- a bare Dict in pygls

    def receive(self, message: Message | Unreadable, cancelled: set[int | str]) -> None:
        """
        Handle one message; *cancelled* holds the ids that the editor no longer waits for.
        """
        if isinstance(message, Unreadable):
            self._send_anonymous(JsonRpcInvalidRequest() if message.is_json else JsonRpcParseError())
            return
        message["jsonrpc"] = "2.0"
        if "method" not in message:
            self._receive_response(message)
        elif "id" in message:
            self._receive_request(message, cancelled)
        else:
            self._receive_notification(message, cancelled)

    def _receive_request(self, message: Message, cancelled: set[int | str]) -> None:
        request_id = message["id"]
        if not isinstance(request_id, int | str) or not isinstance(message["method"], str):
            self._send_anonymous(JsonRpcInvalidRequest())
            return
        if request_id in cancelled:
            cancelled.discard(request_id)
            error = JsonRpcRequestCancelled()
        else:
            error = self._refusal(message["method"])
        if error is not None:
            self._send_response(request_id, error=error.to_response_error())
            return
        if self.get_message_type(message["method"]) is None:
            message.setdefault("params", None)  # pygls' own record for other methods has no default
        try:
            structured = self.structure_message(message)
        except (JsonRpcInvalidParams, JsonRpcInternalError):
            self._send_response(request_id, error=JsonRpcInvalidParams().to_response_error())
            return
        self._is_initialized = True
        self.handle_message(cast("Any", structured))

    def _refusal(
        self, method: str
    ) -> JsonRpcInvalidRequest | JsonRpcServerNotInitialized | JsonRpcMethodNotFound | None:
        """
        Return why a request of *method* cannot be handled now; None if it can.
        """
        if self._shutdown or (self._is_initialized and method == types.INITIALIZE):
            return JsonRpcInvalidRequest()
        if not self._is_initialized and method != types.INITIALIZE:
            return JsonRpcServerNotInitialized()
        if not self._knows(method):
            return JsonRpcMethodNotFound.of(method)
        return None

    def _receive_notification(self, message: Message, cancelled: set[int | str]) -> None:
        method = str(message["method"])
        if method == types.CANCEL_REQUEST:
            cancelled.discard(cancelled_id(message) or "")
        elif not self._is_wanted(method):
            return
        try:
            structured = self.structure_message(message)
        except (JsonRpcInvalidParams, JsonRpcInternalError):
            LOG.warning("ignored a notification %s whose parameters do not fit", method[:80])
            return
        params = getattr(structured, "params", None)
        if method != types.CANCEL_REQUEST and _is_plain(handler := self._get_handler(method)):
            # Past futures and contexts, of which each keystroke would need one.
            try:
                handler(params)
            except Exception as error:  # noqa: BLE001 -- the edge: no notification may end the server
                reported(error)
            return
        # Past `handle_message`, which finds out what it is by slow checks of protocols.
        copy_context().run(self._handle_notification, method, params)

    def _is_wanted(self, method: str) -> bool:
        return self._knows(method) and (method == types.EXIT or (self._is_initialized and not self._shutdown))

    def _knows(self, method: str) -> bool:
        try:
            self._get_handler(method)
        except JsonRpcMethodNotFound:
            return False
        return True

    def _receive_response(self, message: Message) -> None:
        try:
            structured = self.structure_message(message)
        except (JsonRpcInvalidParams, JsonRpcInternalError) as error:
            future = self._request_futures.pop(message.get("id", ""), None)
            if future is not None:
                future.set_exception(error)
            return
        self.handle_message(cast("Any", structured))

    def notify_encoded(self, method: str, params: str) -> None:
        """
        Notify the editor with *params* that are written already, in ASCII.
        """
        self._send_encoded(f'{{"jsonrpc": "{self.VERSION}", "method": {json.dumps(method)}, "params": {params}}}')

    def _send_encoded(self, body: str) -> None:
        if self.writer is not None:
            header = f"Content-Length: {len(body)}\r\nContent-Type: {self.CONTENT_TYPE}; charset={self.CHARSET}\r\n\r\n"
            self.writer.write(f"{header}{body}".encode("ascii"))

    def _send_anonymous(self, error: JsonRpcException) -> None:
        """
        Answer what names no request; pygls leaves out an id that is null, JSON-RPC asks for it.
        """
        said = {"code": error.code, "message": error.message}
        self._send_data({"jsonrpc": self.VERSION, "id": None, "error": said})

    def _send_response(
        self,
        msg_id: int | str,
        result: Any | None = None,  # noqa: ANN401 -- pygls' signature
        error: types.ResponseError | None = None,
    ) -> None:
        """
        Answer a request; of what went wrong inside, the editor's log learns the kind only.
        """
        if error is not None and error.code == JsonRpcInternalError.CODE:
            error = types.ResponseError(code=error.code, message="internal error; see the server's log")
        if isinstance(result, Json):
            self._result_types.pop(msg_id, None)
            self._send_data({"jsonrpc": self.VERSION, "id": msg_id, "result": result})
            return
        if isinstance(result, Encoded):
            self._result_types.pop(msg_id, None)
            self._send_encoded(f'{{"jsonrpc": "{self.VERSION}", "id": {json.dumps(msg_id)}, "result": {result}}}')
            return
        super()._send_response(msg_id, result, error)

    @lsp_method(types.SHUTDOWN)
    def lsp_shutdown(self, *_: object) -> None:  # pyright: ignore[reportIncompatibleMethodOverride] -- need not be a generator
        """
        Cancel what is under way; each is answered as cancelled.
        """
        for request_id, future in list(self._request_futures.items()):
            if request_id != self.msg_id and not future.done():
                future.cancel()
        self._shutdown = True
        cast("CharterServer", self._server).session.close()

    @lsp_method(types.EXIT)
    def lsp_exit(self, *_: object) -> None:  # pyright: ignore[reportIncompatibleMethodOverride] -- need not be a generator
        cast("CharterServer", self._server).stop()

    @property
    def exit_code(self) -> int:
        return 0 if self._shutdown else 1


@cache
def _is_plain(handler: Callable[..., object]) -> bool:
    """
    Tell whether *handler* is done when it has been called; there are as many as methods.
    """
    return not (iscoroutinefunction(handler) or isgeneratorfunction(handler))


def reported(error: BaseException) -> None:
    """
    Log an exception that no answer carries.
    """
    LOG.error("a handler failed: %s", described(error))
