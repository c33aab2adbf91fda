"""
The editor at the other end: what it can do, and all that we say to it unasked.
"""

from collections.abc import Callable, Sequence
from concurrent.futures import Future
from typing import Any
from uuid import uuid4

from lsprotocol import types
from pygls.protocol import LanguageServerProtocol

from charter.lsp.convert import Encoding, encoding_of
from charter.lsp.logs import LOG


class Editor:
    """
    Args:
        protocol: where messages go.
    """

    def __init__(self, protocol: LanguageServerProtocol) -> None:
        self._protocol = protocol
        self._capabilities = types.ClientCapabilities()
        self._watching: tuple[str, tuple[str, ...]] = ("", ())
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
    def versions_edits(self) -> bool:
        """
        Whether an edit can name the version that it is meant for.
        """
        workspace = self._capabilities.workspace
        return bool(workspace and workspace.workspace_edit and workspace.workspace_edit.document_changes)

    @property
    def _watches_files(self) -> bool:
        workspace = self._capabilities.workspace
        watching = workspace.did_change_watched_files if workspace else None
        return bool(watching and watching.dynamic_registration)

    def publish(self, uri: str, version: int | None, diagnostics: Sequence[types.Diagnostic]) -> None:
        params = types.PublishDiagnosticsParams(uri=uri, version=version, diagnostics=diagnostics)
        self._protocol.notify(types.TEXT_DOCUMENT_PUBLISH_DIAGNOSTICS, params)

    def refresh(self) -> None:
        """
        Say that diagnostics have changed without an edit.
        """
        self._ask(types.WORKSPACE_DIAGNOSTIC_REFRESH)

    def log(self, message: str, kind: types.MessageType = types.MessageType.Info) -> None:
        """
        Say something that an editor keeps in its log; without text of files.
        """
        LOG.info("%s", message)
        self._protocol.notify(types.WINDOW_LOG_MESSAGE, types.LogMessageParams(type=kind, message=message))

    def show(self, uri: str, selection: types.Range) -> None:
        self._ask(types.WINDOW_SHOW_DOCUMENT, types.ShowDocumentParams(uri=uri, take_focus=True, selection=selection))

    def watch(self, patterns: Sequence[str]) -> None:
        """
        Ask to be told when one of *patterns* changes on disk, instead of those asked for before.
        """
        token, known = self._watching
        if not self._watches_files or tuple(patterns) == known:
            return
        if token:
            old = types.Unregistration(id=token, method=types.WORKSPACE_DID_CHANGE_WATCHED_FILES)
            self._ask(types.CLIENT_UNREGISTER_CAPABILITY, types.UnregistrationParams([old]))
        self._watching = (str(uuid4()), tuple(patterns))
        options = types.DidChangeWatchedFilesRegistrationOptions(
            [types.FileSystemWatcher(glob_pattern=pattern) for pattern in patterns]
        )
        new = types.Registration(self._watching[0], types.WORKSPACE_DID_CHANGE_WATCHED_FILES, options)
        self._ask(types.CLIENT_REGISTER_CAPABILITY, types.RegistrationParams([new]))

    def configuration(self, use: Callable[[Any], None]) -> None:
        """
        Ask for the section `charter` of the user's settings, if the editor answers that.
        """
        workspace = self._capabilities.workspace
        if not (workspace and workspace.configuration):
            return
        item = types.ConfigurationItem(section="charter")
        answer = self._ask(types.WORKSPACE_CONFIGURATION, types.ConfigurationParams([item]))

        def take(done: Future[Any]) -> None:
            if not done.cancelled() and done.exception() is None and done.result():
                use(done.result()[0])

        answer.add_done_callback(take)

    def _ask(self, method: str, params: object = None) -> Future[Any]:
        return self._protocol.send_request(method, params)
