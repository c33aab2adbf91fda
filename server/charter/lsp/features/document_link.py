"""
Where the words of a charter lead: layers, registers, whom to ask.
"""

from lsprotocol import types

from charter.lsp.session import Session

METHOD = types.TEXT_DOCUMENT_DOCUMENT_LINK


async def handle(session: Session, params: types.DocumentLinkParams) -> list[types.DocumentLink]:
    writing = await session.writing(params.text_document.uri)
    return writing.links(params.text_document.uri) if writing else []
