"""
Above each rule and zone of a charter what it hits; above code who wrote it, where that is known and wanted.
"""

from lsprotocol import types

from charter.lsp import uris
from charter.lsp.session import Session

METHOD = types.TEXT_DOCUMENT_CODE_LENS
OPTIONS = types.CodeLensOptions(resolve_provider=False)


async def handle(session: Session, params: types.CodeLensParams) -> list[types.CodeLens]:
    uri = params.text_document.uri
    writing = await session.writing(uri)
    return [*(writing.lenses(uri) if writing else ()), *await _authors(session, uri)]


async def _authors(session: Session, uri: str) -> list[types.CodeLens]:
    text = session.texts.get(uris.key(uri))
    if text is None or not session.settings.author_lenses:
        return []
    # Not above: what words them takes long to load, and `initialize` is not answered yet.
    from charter.lsp import origins

    return [*origins.lenses(await session.newest(text))]
