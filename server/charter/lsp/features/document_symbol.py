"""
The outline of a charter.
"""

from lsprotocol import types

from charter.lsp.session import Session

METHOD = types.TEXT_DOCUMENT_DOCUMENT_SYMBOL


async def handle(
    session: Session, params: types.DocumentSymbolParams
) -> list[types.DocumentSymbol] | list[types.SymbolInformation]:
    writing = await session.writing(params.text_document.uri)
    return writing.symbols(params.text_document.uri) if writing else []
