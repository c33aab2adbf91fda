"""
The first request: who the editor is and what it can do. Nothing heavy is loaded before it is answered.
"""

from lsprotocol import types

from charter.lsp import lifeline
from charter.lsp.folders import Folders
from charter.lsp.logs import LOG
from charter.lsp.session import Session
from charter.lsp.settings import from_settings
from charter.lsp.uris import to_uri

METHOD = types.INITIALIZE


def handle(session: Session, params: types.InitializeParams) -> None:
    session.editor.meet(params)
    session.settings, complaints = from_settings(params.initialization_options)
    session.complaints = complaints
    session.folders = Folders.of(_folder_uris(params))
    if session.editor.pulls:
        session.offer_pull()
    if params.process_id is not None and not lifeline.watch(params.process_id, session.on_editor_gone):
        LOG.info("the editor's process cannot be seen from here; the end of input ends the server")


def _folder_uris(params: types.InitializeParams) -> list[str]:
    if params.workspace_folders:
        return [folder.uri for folder in params.workspace_folders]
    if params.root_uri:
        return [params.root_uri]
    return [to_uri(params.root_path)] if params.root_path else []
