"""
The user has changed settings; some editors send them, others wait to be asked.
"""

from lsprotocol import types

from charter.lsp.session import Session
from charter.lsp.settings import holds_ours

METHOD = types.WORKSPACE_DID_CHANGE_CONFIGURATION


def handle(session: Session, params: types.DidChangeConfigurationParams) -> None:
    given: object = params.settings
    if holds_ours(given):
        session.configure(given)
    else:
        session.editor.configuration(session.configure)
