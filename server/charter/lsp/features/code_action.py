"""
What can be done about the findings at the pointer or in the selection.
"""

from lsprotocol import types

from charter.lsp import notebooks
from charter.lsp.session import Session

METHOD = types.TEXT_DOCUMENT_CODE_ACTION
OPTIONS = types.CodeActionOptions(code_action_kinds=[types.CodeActionKind.QuickFix])


def handle(session: Session, params: types.CodeActionParams) -> list[types.CodeAction]:
    only = params.context.only
    if only and not any(kind in {types.CodeActionKind.QuickFix, types.CodeActionKind.Empty} for kind in only):
        return []
    result = session.result(params.text_document.uri)
    if result is None or session.checker is None:
        return []
    start = notebooks.position(result, params.text_document.uri, params.range.start)
    end = notebooks.position(result, params.text_document.uri, params.range.end)
    if start is None or end is None:
        return []
    return notebooks.actions(result, session.checker.actions(result, types.Range(start, end)))
