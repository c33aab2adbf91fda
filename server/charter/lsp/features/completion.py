"""
What can be written at the pointer, in charters and commit messages.
"""

from lsprotocol import types

from charter.lsp.protocol import Json
from charter.lsp.session import Session

METHOD = types.TEXT_DOCUMENT_COMPLETION
# In a message a model follows at once. Words bring the editor here by themselves.
_OF_MESSAGES = (":", "(")
# A value follows a colon and a space.
OPTIONS = types.CompletionOptions(trigger_characters=[" ", "[", "{", *_OF_MESSAGES])


async def handle(session: Session, params: types.CompletionParams) -> Json:
    """
    Return all of it at once; the editor narrows it down.
    """
    text = session.text(params.text_document.uri)
    is_of_message = params.context is not None and params.context.trigger_character in _OF_MESSAGES
    if is_of_message and not (text and text.buffer.is_message):
        return Json(isIncomplete=False, items=[])
    writing = await session.writing(params.text_document.uri)
    items = writing.complete(params.text_document.uri, params.position) if writing else []
    return Json(isIncomplete=False, items=items)
