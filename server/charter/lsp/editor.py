"""
The editor at the other end: what it can do, and all that we say to it unasked.
"""

import json
from collections.abc import Callable, Iterable
from concurrent.futures import Future
from pathlib import Path
from typing import TYPE_CHECKING, Any, cast
from uuid import uuid4

from lsprotocol import types

from charter.lsp.convert import Encoding, encoding_of
from charter.lsp.logs import LOG
from charter.lsp.marks import Mark, array
from charter.lsp.uris import to_uri

if TYPE_CHECKING:
    from charter.lsp.protocol import Protocol

# A folder, and what is watched in it.
_Watched = tuple[Path, str]


class Editor:
    """
    Args:
        protocol: where messages go.
    """

    def __init__(self, protocol: "Protocol") -> None:
        self._protocol = protocol
        self._capabilities = types.ClientCapabilities()
        self._watching: dict[str, tuple[str, frozenset[_Watched]]] = {}
        self._status: object = None
        self.encoding = Encoding.UTF16
        self.name = ""

    def meet(self, params: types.InitializeParams) -> None:
        """
        Take note of what the editor says about itself.
        """
        self._capabilities = params.capabilities
        self.encoding = encoding_of(params.capabilities)
        self.name = params.client_info.name if params.client_info else ""

    @property
    def pulls(self) -> bool:
        """
        Whether it asks for diagnostics, and asks again when we say that they have changed.

        Without the second, a charter edit would leave old diagnostics on screen; then we push.
        """
        text, workspace = self._capabilities.text_document, self._capabilities.workspace
        can_pull = text is not None and text.diagnostic is not None
        return can_pull and bool(workspace and workspace.diagnostics and workspace.diagnostics.refresh_support)

    @property
    def shows_documents(self) -> bool:
        window = self._capabilities.window
        return bool(window and window.show_document and window.show_document.support)

    @property
    def takes_snippets(self) -> bool:
        """
        Whether a completion can say where the hand goes on.
        """
        text = self._capabilities.text_document
        item = text.completion.completion_item if text and text.completion else None
        return bool(item and item.snippet_support)

    @property
    def reads_marks_in_hovers(self) -> bool:
        """
        Whether what a mark says is read in the same window as our hover, as in VS Code.
        """
        return self._says("charterMarksInHovers")

    @property
    def nests_symbols(self) -> bool:
        """
        Whether it shows symbols as a tree.
        """
        text = self._capabilities.text_document
        symbol = text.document_symbol if text else None
        return bool(symbol and symbol.hierarchical_document_symbol_support)

    @property
    def refreshes_lenses(self) -> bool:
        """
        Whether it asks for code lenses again when we say that they have changed.
        """
        workspace = self._capabilities.workspace
        return bool(workspace and workspace.code_lens and workspace.code_lens.refresh_support)

    @property
    def versions_edits(self) -> bool:
        """
        Whether an edit can name the version that it is meant for.
        """
        workspace = self._capabilities.workspace
        return bool(workspace and workspace.workspace_edit and workspace.workspace_edit.document_changes)

    @property
    def _watching_capability(self) -> types.DidChangeWatchedFilesClientCapabilities | None:
        workspace = self._capabilities.workspace
        watching = workspace.did_change_watched_files if workspace else None
        return watching if watching and watching.dynamic_registration else None

    def publish(self, uri: str, version: int | None, marks: tuple[Mark, ...]) -> None:
        of_version = "" if version is None else f'"version": {version}, '
        params = f'{{"uri": {json.dumps(uri)}, {of_version}"diagnostics": {array(marks)}}}'
        self._protocol.notify_encoded(types.TEXT_DOCUMENT_PUBLISH_DIAGNOSTICS, params)

    def refresh(self) -> None:
        """
        Say that diagnostics have changed without an edit.
        """
        self._ask(types.WORKSPACE_DIAGNOSTIC_REFRESH)

    def refresh_lenses(self) -> None:
        """
        Say that code lenses have changed without an edit.
        """
        self._ask(types.WORKSPACE_CODE_LENS_REFRESH)

    def log(self, message: str, kind: types.MessageType = types.MessageType.Info) -> None:
        """
        Say something that an editor keeps in its log; without text of files.
        """
        LOG.info("%s", message)
        self._protocol.notify(types.WINDOW_LOG_MESSAGE, types.LogMessageParams(type=kind, message=message))

    def tell(self, message: str, kind: types.MessageType) -> None:
        """
        Say something that people must see, so rarely anything at all; without text of files.
        """
        LOG.warning("%s", message)
        self._protocol.notify(types.WINDOW_SHOW_MESSAGE, types.ShowMessageParams(type=kind, message=message))

    def show(self, uri: str, selection: types.Range) -> None:
        self._ask(types.WINDOW_SHOW_DOCUMENT, types.ShowDocumentParams(uri=uri, take_focus=True, selection=selection))

    def watch(self, paths: Iterable[Path]) -> None:
        """
        Ask to be told when one of *paths* changes on disk, instead of those asked for before.

        Only exact names: editors walk whole trees for patterns.
        """
        self._watch("files", frozenset((path.parent, path.name) for path in paths))

    def watch_trees(self, folders: Iterable[Path]) -> None:
        """
        Ask to be told of every change in *folders*, as only a scan of them needs.
        """
        self._watch("trees", frozenset((folder, "**/*") for folder in folders))

    def _watch(self, purpose: str, wanted: "frozenset[_Watched]") -> None:
        capability = self._watching_capability
        token, known = self._watching.get(purpose, ("", frozenset()))
        if capability is None or wanted == known:
            return
        if token:
            old = types.Unregistration(id=token, method=types.WORKSPACE_DID_CHANGE_WATCHED_FILES)
            self._ask(types.CLIENT_UNREGISTER_CAPABILITY, types.UnregistrationParams([old]))
        token = uuid4().hex
        self._watching[purpose] = (token, wanted)
        relative = bool(capability.relative_pattern_support)
        watchers = [types.FileSystemWatcher(_pattern(*each, is_relative=relative)) for each in sorted(wanted)]
        options = types.DidChangeWatchedFilesRegistrationOptions(watchers)
        new = types.Registration(token, types.WORKSPACE_DID_CHANGE_WATCHED_FILES, options)
        self._ask(types.CLIENT_REGISTER_CAPABILITY, types.RegistrationParams([new]))

    @property
    def shows_progress(self) -> bool:
        """
        Whether it shows work that we begin.
        """
        window = self._capabilities.window
        return bool(window and window.work_done_progress)

    def create_progress(self, token: str) -> Future[Any]:
        return self._ask(types.WINDOW_WORK_DONE_PROGRESS_CREATE, types.WorkDoneProgressCreateParams(token))

    def progress(self, token: str, value: object) -> None:
        self._protocol.notify(types.PROGRESS, types.ProgressParams(token, value))

    def tell_status(self, folders: object) -> None:
        """
        Say which charters are in force, if that has changed and the editor wants to know.
        """
        if self._says("charterStatus") and folders != self._status:
            self._status = folders
            self._protocol.notify("charter/status", {"folders": folders})

    def _says(self, ours: str) -> bool:
        """
        Tell whether it says *ours* among its experimental capabilities.
        """
        experimental: object = self._capabilities.experimental
        return isinstance(experimental, dict) and bool(cast("dict[str, object]", experimental).get(ours))

    def configuration(self, use: Callable[[Any], None]) -> None:
        """
        Ask for the section `charter` of the user's settings, if the editor answers that.

        An answer of null says that it has none: what it said before holds (LSP 3.17, workspace/configuration).
        """
        workspace = self._capabilities.workspace
        if not (workspace and workspace.configuration):
            return
        item = types.ConfigurationItem(section="charter")
        answer = self._ask(types.WORKSPACE_CONFIGURATION, types.ConfigurationParams([item]))

        def take(done: Future[Any]) -> None:
            if not done.cancelled() and done.exception() is None and done.result() and done.result()[0] is not None:
                use(done.result()[0])

        answer.add_done_callback(take)

    def _ask(self, method: str, params: object = None) -> Future[Any]:
        return self._protocol.send_request(method, params)


def _pattern(folder: Path, below: str, *, is_relative: bool) -> str | types.RelativePattern:
    return types.RelativePattern(to_uri(folder), below) if is_relative else f"{folder.as_posix()}/{below}"
