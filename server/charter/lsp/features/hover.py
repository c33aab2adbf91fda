"""
What there is to say about the findings under the pointer.
"""

from lsprotocol import types

from charter.lsp.session import Session

METHOD = types.TEXT_DOCUMENT_HOVER


def handle(session: Session, params: types.HoverParams) -> types.Hover | None:
    result = session.result(params.text_document.uri)
    if result is None or session.checker is None:
        return None
    return session.checker.hover(result, params.position)
