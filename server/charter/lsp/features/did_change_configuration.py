"""
The user has changed settings; some editors send them, others wait to be asked.
"""

from typing import Any, cast

from lsprotocol import types

from charter.lsp.session import Session

METHOD = types.WORKSPACE_DID_CHANGE_CONFIGURATION


def handle(session: Session, params: types.DidChangeConfigurationParams) -> None:
    given: object = params.settings
    if isinstance(given, dict) and "charter" in given:
        session.configure(cast("dict[str, Any]", given))
    else:
        session.editor.configuration(session.configure)
