"""
What there is to say about the findings under the pointer, and about the word of a charter.
"""

from lsprotocol import types

from charter.lsp import notebooks
from charter.lsp.session import Session

METHOD = types.TEXT_DOCUMENT_HOVER


def handle(session: Session, params: types.HoverParams) -> types.Hover | None:
    result = session.result(params.text_document.uri)
    if result is None or session.checker is None:
        return None
    place = notebooks.position(result, params.text_document.uri, params.position)
    known = notebooks.hover(result, session.checker.hover(result, place)) if place else None
    return session.checker.writing.hover(params.text_document.uri, params.position, known)
