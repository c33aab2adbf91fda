"""
What can be written at the pointer, in a charter only.
"""

from lsprotocol import types

from charter.lsp.protocol import Json
from charter.lsp.session import Session

METHOD = types.TEXT_DOCUMENT_COMPLETION
# A value follows a colon and a space. Words bring the editor here by themselves.
OPTIONS = types.CompletionOptions(trigger_characters=[" ", "[", "{"])


async def handle(session: Session, params: types.CompletionParams) -> Json:
    """
    Return all of it at once; the editor narrows it down.
    """
    writing = await session.writing(params.text_document.uri)
    items = writing.complete(params.text_document.uri, params.position) if writing else []
    return Json(isIncomplete=False, items=items)
