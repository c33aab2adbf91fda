"""
What each rule and zone of a charter hits, counted over what is known.
"""

from lsprotocol import types

from charter.lsp.session import Session

METHOD = types.TEXT_DOCUMENT_CODE_LENS
OPTIONS = types.CodeLensOptions(resolve_provider=False)


async def handle(session: Session, params: types.CodeLensParams) -> list[types.CodeLens]:
    writing = await session.writing(params.text_document.uri)
    return writing.lenses(params.text_document.uri) if writing else []
