"""
A small, strict language client: what an editor sends, and what it would show.

Strict means: a message that no client of these capabilities expects, a second
answer to one request, or a request left without an answer fails the test. All
waiting is for a message, up to a deadline; nothing sleeps.
"""

import re
import sys
import time
from pathlib import Path

from msgspec import Struct, field

from support.wire import Wire, WireError

SERVER = (sys.executable, "-c", "from charter.lsp import serve; raise SystemExit(serve())")
SECONDS = 30.0
CONTENT_MODIFIED = -32801
_NOTIFICATIONS = {
    "textDocument/publishDiagnostics",
    "window/logMessage",
    "window/showMessage",
    "charter/status",
    "$/progress",
}
_UNITS = {"utf-8": ("utf-8", 1), "utf-16": ("utf-16-le", 2), "utf-32": ("utf-32-le", 4)}
_LINE_END = re.compile(r"\r\n|\n|\r")


class ResponseError(Exception):
    """
    The server answered with an error.
    """

    def __init__(self, error):
        super().__init__(f"{error['code']}: {error['message']}")
        self.code = error["code"]
        self.data = error.get("data")


class Page(Struct):
    """
    A text that is open in the editor.
    """

    uri: str
    language: str
    text: str
    version: int


class LspClient(Struct, dict=True):
    """
    An editor with one server; use as a context manager.

    Args:
        root: the opened folder; None opens none.
        encodings: position encodings in the order that the client prefers them.
        capabilities: merged over `default_capabilities`.
        exactly: these alone, instead of both.
        options: initializationOptions.
        command: how the server is started.
    """

    root: Path | None = None
    encodings: tuple = ("utf-16",)
    capabilities: dict = field(default_factory=dict)
    options: dict | None = None
    command: tuple = SERVER
    env: dict | None = None
    folders: tuple = ()
    process_id: int | None = None
    exactly: dict | None = None

    def __post_init__(self):
        self.wire = Wire(self.command, env=self.env, cwd=self.root)
        self.pages = {}
        self.published = {}
        self.notifications = []
        self.requests = []
        self.progress = []
        self.answers = {"window/showDocument": {"success": True}}
        self._pending = set()
        self._responses = {}
        self._next_id = 0
        self.server = {}

    # -- the session ---------------------------------------------------------------------------------------------------

    def __enter__(self):
        self.server = self.initialize()
        self.notify("initialized", {})
        return self

    def __exit__(self, kind, value, traceback):
        try:
            if kind is None:
                assert 0 == self.stop(), self.wire.stderr
        finally:
            self.wire.kill()

    def initialize(self):
        folders = [*([self.root] if self.root else []), *self.folders]
        return self.request(
            "initialize",
            {
                "processId": self.process_id,
                "rootUri": self.root.as_uri() if self.root else None,
                "workspaceFolders": [{"uri": folder.as_uri(), "name": folder.name} for folder in folders] or None,
                "capabilities": self.offered,
                "initializationOptions": self.options,
            },
        )

    @property
    def offered(self):
        return merged(default_capabilities(self.encodings), self.capabilities) if self.exactly is None else self.exactly

    @property
    def encoding(self):
        return self.server["capabilities"]["positionEncoding"]

    def stop(self):
        """
        Shut down as editors do and return the exit code; nothing may be left unanswered.
        """
        self.request("shutdown")
        assert set() == self._pending, f"requests without an answer: {self._pending}"
        self.notify("exit")
        while (message := self.wire.receive(_deadline())) is not None:
            self._take(message)
        return self.wire.wait(SECONDS)

    # -- messages ------------------------------------------------------------------------------------------------------

    def notify(self, method, params=None):
        self.wire.send(_message(method, params))

    def send_request(self, method, params=None):
        """
        Send a request and return its id, without waiting.
        """
        self._next_id += 1
        self._pending.add(self._next_id)
        self.wire.send({**_message(method, params), "id": self._next_id})
        return self._next_id

    def send_bytes(self, data, *request_ids):
        """
        Send *data* as it is; it asks the requests of these ids, None for what cannot be read.
        """
        self._pending.update(request_ids)
        self.wire.send(data)

    def response(self, request_id):
        """
        Wait for the answer to *request_id* and return its result.
        """
        self.wait(lambda: request_id in self._responses, f"the answer to request {request_id}")
        message = self._responses.pop(request_id)
        if "error" in message:
            raise ResponseError(message["error"])
        return message["result"]

    def request(self, method, params=None):
        return self.response(self.send_request(method, params))

    def wait(self, is_true, what):
        """
        Take messages until *is_true*.
        """
        deadline = _deadline()
        while not is_true():
            try:
                message = self.wire.receive(deadline)
            except WireError as error:
                raise WireError(f"while waiting for {what}: {error}") from error
            if message is None:
                raise WireError(f"the server ended before {what}; stderr: {self.wire.stderr[-3000:]}")
            self._take(message)

    def _take(self, message):
        if "method" not in message:
            self._take_response(message)
        elif "id" in message:
            self._take_request(message)
        else:
            self._take_notification(message)

    def _take_response(self, message):
        if message["id"] not in self._pending:
            raise WireError(f"an answer that nobody waits for: {message}")
        assert ("error" in message) != ("result" in message), message
        self._pending.remove(message["id"])
        self._responses[message["id"]] = message

    def _take_request(self, message):
        if not _offers(self.offered, message["method"]):
            raise WireError(f"a request that this client does not offer: {message}")
        self.requests.append(message)
        result = self.answers.get(message["method"])
        self.wire.send({"jsonrpc": "2.0", "id": message["id"], "result": result})

    def _take_notification(self, message):
        if message["method"] not in _NOTIFICATIONS:
            raise WireError(f"an unexpected notification: {message}")
        self.notifications.append(message)
        if message["method"] == "$/progress":
            self.progress.append(message["params"])
        if message["method"] == "textDocument/publishDiagnostics":
            params = message["params"]
            self.published.setdefault(params["uri"], []).append(params)

    # -- documents -----------------------------------------------------------------------------------------------------

    def uri(self, name):
        return name if ":" in name else (self.root / name).as_uri()

    def open(self, name, text, language="python"):
        page = self.pages[name] = Page(self.uri(name), language, text, 1)
        item = {"uri": page.uri, "languageId": language, "version": 1, "text": text}
        self.notify("textDocument/didOpen", {"textDocument": item})

    def change(self, name, *changes):
        """
        Send *changes* as they are; the caller keeps the page's text.
        """
        page = self.pages[name]
        page.version += 1
        identifier = {"uri": page.uri, "version": page.version}
        self.notify("textDocument/didChange", {"textDocument": identifier, "contentChanges": list(changes)})

    def edit(self, name, text):
        """
        Replace the whole text.
        """
        self.pages[name].text = text
        self.change(name, {"text": text})

    def type(self, name, offset, text, *, deleted=0):
        """
        Replace *deleted* code points at *offset* by *text*, as a typing hand would.
        """
        page = self.pages[name]
        span = {"start": self.position(name, offset), "end": self.position(name, offset + deleted)}
        page.text = page.text[:offset] + text + page.text[offset + deleted :]
        self.change(name, {"range": span, "text": text})

    def close(self, name):
        page = self.pages.pop(name)
        self.notify("textDocument/didClose", {"textDocument": {"uri": page.uri}})

    def position(self, name, offset):
        text = self.pages[name].text
        start = max(start for start in _line_starts(text) if start <= offset)
        codec, width = _UNITS[self.encoding]
        return {
            "line": _line_starts(text).index(start),
            "character": len(text[start:offset].encode(codec, "surrogatepass")) // width,
        }

    # -- what the editor shows -----------------------------------------------------------------------------------------

    def diagnostics(self, name, version=None):
        """
        Wait for the diagnostics pushed for *version*, by default the newest, and return the last of them.
        """
        page = self.pages[name]
        wanted = version or page.version
        self.wait(lambda: self._pushed(page.uri, wanted), f"diagnostics of {name} at version {wanted}")
        return self._pushed(page.uri, wanted)[-1]["diagnostics"]

    def diagnostics_like(self, uri, is_wanted):
        """
        Wait until the last diagnostics pushed for *uri* are as wanted, and return them.
        """

        def is_there():
            return uri in self.published and is_wanted(self.published[uri][-1]["diagnostics"])

        self.wait(is_there, f"diagnostics of {uri}")
        return self.published[uri][-1]["diagnostics"]

    def settle(self, name):
        """
        Wait until the newest text of *name* has been checked.
        """
        while True:
            try:
                return self.hover(name, 0)
            except ResponseError as error:
                if error.code != CONTENT_MODIFIED:
                    raise

    def hover(self, name, offset):
        return self.request("textDocument/hover", {**self.here(name), "position": self.position(name, offset)})

    def actions(self, name, offset, *, only=None):
        place = self.position(name, offset)
        context = {"diagnostics": [], **({"only": only} if only else {})}
        params = {**self.here(name), "range": {"start": place, "end": place}, "context": context}
        return self.request("textDocument/codeAction", params)

    def pull(self, name, previous=None):
        params = {**self.here(name), **({"previousResultId": previous} if previous else {})}
        return self.request("textDocument/diagnostic", params)

    def applied(self, name, action):
        """
        Return the text of *name* after the edit of *action*.
        """
        (change,) = (c for c in action["edit"]["documentChanges"] if c["textDocument"]["uri"] == self.pages[name].uri)
        text = self.pages[name].text
        for edit in sorted(change["edits"], key=lambda edit: _place(edit["range"]["start"]), reverse=True):
            start, end = (self.offset(name, edit["range"][key]) for key in ("start", "end"))
            text = text[:start] + edit["newText"] + text[end:]
        return text

    def offset(self, name, position):
        text = self.pages[name].text
        start = _line_starts(text)[position["line"]]
        codec, width = _UNITS[self.encoding]
        units = text[start:].encode(codec, "surrogatepass")[: position["character"] * width]
        return start + len(units.decode(codec, "surrogatepass"))

    def here(self, name):
        return {"textDocument": {"uri": self.pages[name].uri if name in self.pages else self.uri(name)}}

    def _pushed(self, uri, version):
        return [params for params in self.published.get(uri, ()) if params.get("version") == version]


def default_capabilities(encodings):
    """
    Return what a plain editor offers: push, no dynamic registration, literal code actions.
    """
    return {
        "general": {"positionEncodings": list(encodings)},
        "textDocument": {
            "synchronization": {"didSave": True},
            "publishDiagnostics": {"relatedInformation": True, "versionSupport": True, "codeDescriptionSupport": True},
            "hover": {"contentFormat": ["markdown"]},
            "codeAction": {
                "codeActionLiteralSupport": {"codeActionKind": {"valueSet": ["quickfix", "source.fixAll"]}},
                "isPreferredSupport": True,
            },
        },
        "workspace": {"workspaceFolders": True, "workspaceEdit": {"documentChanges": True}},
        "window": {"showDocument": {"support": False}},
    }


PULL = {"textDocument": {"diagnostic": {}}, "workspace": {"diagnostics": {"refreshSupport": True}}}
WATCHING = {"workspace": {"didChangeWatchedFiles": {"dynamicRegistration": True, "relativePatternSupport": True}}}
PROGRESS = {"window": {"workDoneProgress": True}}
LENSES = {"workspace": {"codeLens": {"refreshSupport": True}}}
SHOWING = {"window": {"showDocument": {"support": True}}}


def merged(one, other):
    both = {**one, **other}
    for key in one.keys() & other.keys():
        if isinstance(one[key], dict) and isinstance(other[key], dict):
            both[key] = merged(one[key], other[key])
    return both


def _offers(capabilities, method):
    workspace, window = (capabilities.get(name, {}) for name in ("workspace", "window"))
    can_watch = workspace.get("didChangeWatchedFiles", {}).get("dynamicRegistration")
    return {
        "client/registerCapability": can_watch,
        "client/unregisterCapability": can_watch,
        "workspace/diagnostic/refresh": workspace.get("diagnostics", {}).get("refreshSupport"),
        "workspace/codeLens/refresh": workspace.get("codeLens", {}).get("refreshSupport"),
        "workspace/configuration": workspace.get("configuration"),
        "window/showDocument": window.get("showDocument", {}).get("support"),
        "window/workDoneProgress/create": window.get("workDoneProgress"),
    }.get(method, False)


def _line_starts(text):
    return [0, *(match.end() for match in _LINE_END.finditer(text))]


def _place(position):
    return position["line"], position["character"]


def _message(method, params):
    return {"jsonrpc": "2.0", "method": method, **({} if params is None else {"params": params})}


def _deadline():
    return time.monotonic() + SECONDS
