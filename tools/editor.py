"""
A small editor without a screen: what the demo and the benchmarks are to a language server.

It opens files, types, and takes the diagnostics that come back, with the time of
each. The tests have their own, stricter client.
"""

import os
import time
from collections.abc import Sequence
from pathlib import Path
from types import TracebackType
from typing import Any, Self

from msgspec import Struct

from tools.jsonrpc import Connection, Message

_LANGUAGES = {".py": "python", ".yaml": "yaml"}
_TEXTS = {
    "publishDiagnostics": {"versionSupport": True, "relatedInformation": True, "codeDescriptionSupport": True},
    "hover": {"contentFormat": ["markdown", "plaintext"]},
}


class Shown(Struct, frozen=True):
    """
    What an editor would show of one version of a file, and how long it took to come.
    """

    diagnostics: list[Message]
    milliseconds: float


class Editor:
    """
    An editor with one folder open; as a context manager it starts and ends its server.

    Columns are code points.

    Args:
        command: the server's command line.
        root: the folder.
        pulls: whether it asks for diagnostics, as VS Code does, or waits until they
            are sent, as others do. A server may send nothing when nothing has changed.
    """

    def __init__(self, command: Sequence[str], root: Path, *, pulls: bool = False) -> None:
        self._command = command
        self._root = root
        self._pulls = pulls
        self._versions: dict[str, int] = {}

    def __enter__(self) -> Self:
        self.connection = Connection(self._command, self._root, _answer)
        self.connection.request("initialize", _introduction(self._root, _capabilities(pulls=self._pulls)))
        self.connection.notify("initialized", {})
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        if not error:
            self.connection.request("shutdown")
            self.connection.notify("exit")
        self.connection.end()

    def open(self, path: Path, text: str) -> Shown:
        """
        Open *path* with *text*, whatever the disk holds, and return what is shown.
        """
        return self.shown(path, self.send_open(path, text))

    def send_open(self, path: Path, text: str) -> float:
        """
        Open *path* without waiting, and return the moment.
        """
        self._versions[path.as_uri()] = 1
        document = {"uri": path.as_uri(), "languageId": _LANGUAGES[path.suffix], "version": 1, "text": text}
        start = time.perf_counter()
        self.connection.notify("textDocument/didOpen", {"textDocument": document})
        return start

    def type(self, path: Path, line: int, column: int, text: str, *, n_replaced: int = 0) -> Shown:
        """
        Replace *n_replaced* characters of a line by *text*, and return what is shown of the new version.
        """
        return self.shown(path, self.send_edit(path, line, column, text, n_replaced=n_replaced))

    def send_edit(self, path: Path, line: int, column: int, text: str, *, n_replaced: int = 0) -> float:
        """
        Type without waiting, and return the moment.
        """
        self._versions[path.as_uri()] += 1
        document = {"uri": path.as_uri(), "version": self._versions[path.as_uri()]}
        change = {"range": _range(line, column, column + n_replaced), "text": text}
        start = time.perf_counter()
        self.connection.notify("textDocument/didChange", {"textDocument": document, "contentChanges": [change]})
        return start

    def shown(self, path: Path, start: float) -> Shown:
        """
        Wait for the diagnostics of the current version of *path*, counting from *start*.
        """
        uri, version = path.as_uri(), self._versions[path.as_uri()]
        if self._pulls:
            number = self.connection.ask("textDocument/diagnostic", {"textDocument": {"uri": uri}})
            arrival = self.connection.wait_for(lambda message: message.get("id") == number)
            diagnostics = arrival.message["result"]["items"]
        else:
            arrival = self.connection.wait_for(lambda message: _is_about(message, uri, version))
            diagnostics = arrival.message["params"]["diagnostics"]
        return Shown(diagnostics, (arrival.moment - start) * 1000)


def _capabilities(*, pulls: bool) -> Message:
    workspace = {"configuration": True, "workspaceFolders": True}
    return {
        "general": {"positionEncodings": ["utf-32", "utf-16"]},
        "textDocument": {**_TEXTS, **({"diagnostic": {}} if pulls else {})},
        "workspace": {**workspace, **({"diagnostics": {"refreshSupport": True}} if pulls else {})},
    }


def _introduction(root: Path, capabilities: Message) -> Message:
    folder = {"uri": root.as_uri(), "name": root.name}
    return {
        "processId": os.getpid(),
        "clientInfo": {"name": "charter-tools"},
        "rootUri": folder["uri"],
        "workspaceFolders": [folder],
        "capabilities": capabilities,
    }


def _answer(message: Message) -> Any:  # noqa: ANN401 -- JSON may be anything
    if message["method"] == "workspace/configuration":
        return [None for _ in message["params"]["items"]]
    return None


def _is_about(message: Message, uri: str, version: int) -> bool:
    params = message.get("params", {})
    is_diagnostics = message.get("method") == "textDocument/publishDiagnostics"
    return is_diagnostics and (params["uri"], params.get("version")) == (uri, version)


def _range(line: int, start: int, end: int) -> Message:
    return {"start": {"line": line, "character": start}, "end": {"line": line, "character": end}}
