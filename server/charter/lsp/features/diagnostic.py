"""
The editor pulls diagnostics: what is known of the newest version, once it is known.

Registered only for editors that can be told to pull again; others are pushed to.
"""

import json

from lsprotocol import types

from charter.lsp.marks import array
from charter.lsp.protocol import Encoded, Json
from charter.lsp.session import Session

METHOD = types.TEXT_DOCUMENT_DIAGNOSTIC
OPTIONS = types.DiagnosticOptions(identifier="charter", inter_file_dependencies=True, workspace_diagnostics=False)


async def handle(session: Session, params: types.DocumentDiagnosticParams) -> Json | Encoded:
    text = session.text(params.text_document.uri)
    if text is None:
        return Json(kind="full", items=[])
    result = await session.newest(text)
    if params.previous_result_id == result.name:
        return Json(kind="unchanged", resultId=result.name)
    items = array(text.marks_of(params.text_document.uri, result))
    return Encoded(f'{{"kind": "full", "items": {items}, "resultId": {json.dumps(result.name)}}}')
