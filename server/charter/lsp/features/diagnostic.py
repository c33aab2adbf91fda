"""
The editor pulls diagnostics: what is known of the newest version, once it is known.

Registered only for editors that can be told to pull again; others are pushed to.
"""

from lsprotocol import types

from charter.lsp.session import Session

METHOD = types.TEXT_DOCUMENT_DIAGNOSTIC
OPTIONS = types.DiagnosticOptions(identifier="charter", inter_file_dependencies=True, workspace_diagnostics=False)

Answer = types.RelatedFullDocumentDiagnosticReport | types.RelatedUnchangedDocumentDiagnosticReport


async def handle(session: Session, params: types.DocumentDiagnosticParams) -> Answer:
    text = session.text(params.text_document.uri)
    if text is None:
        return types.RelatedFullDocumentDiagnosticReport(items=[])
    result = await session.newest(text)
    if params.previous_result_id == result.name:
        return types.RelatedUnchangedDocumentDiagnosticReport(result_id=result.name)
    return types.RelatedFullDocumentDiagnosticReport(items=result.diagnostics, result_id=result.name)
