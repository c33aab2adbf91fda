"""
What the server does for an editor: one method of the protocol per module.

Each module has `METHOD` and `handle(session, params)`, and `OPTIONS` if the
method has any. To add one: write its module and list it here.
"""

from functools import partial
from types import ModuleType

from pygls.lsp.server import LanguageServer

from charter.lsp.features import (
    about,
    code_action,
    code_lens,
    completion,
    diagnostic,
    did_change,
    did_change_configuration,
    did_change_watched_files,
    did_change_workspace_folders,
    did_close,
    did_open,
    did_save,
    document_link,
    document_symbol,
    effective,
    exception,
    handbook,
    hover,
    impact,
    initialize,
    initialized,
    known_findings,
    known_tools,
    known_waivers,
    notebook_did_change,
    notebook_did_close,
    notebook_did_open,
    notebook_did_save,
    rule_list,
    rule_page,
    scan_workspace,
    show_clause,
    starter,
    status,
    work_done_progress_cancel,
)
from charter.lsp.session import Session

FEATURES = (
    initialize,
    initialized,
    did_open,
    did_change,
    did_save,
    did_close,
    notebook_did_open,
    notebook_did_change,
    notebook_did_save,
    notebook_did_close,
    did_change_configuration,
    did_change_watched_files,
    did_change_workspace_folders,
    hover,
    code_action,
    completion,
    document_symbol,
    document_link,
    code_lens,
    status,
    handbook,
    effective,
    rule_page,
    rule_list,
    known_findings,
    known_waivers,
    known_tools,
    impact,
    exception,
    starter,
    about,
    work_done_progress_cancel,
)


def register(server: LanguageServer, session: Session) -> None:
    """
    Make *server* answer all methods; which kind of diagnostics, `initialize` decides.
    """
    for feature in FEATURES:
        _add(server, session, feature)
    server.command(show_clause.COMMAND)(show_clause.handler(session))
    server.command(scan_workspace.COMMAND)(scan_workspace.handler(session))
    session.offer_pull = partial(_add, server, session, diagnostic)


def _add(server: LanguageServer, session: Session, feature: ModuleType) -> None:
    options: object = getattr(feature, "OPTIONS", None)
    server.feature(feature.METHOD, options)(partial(feature.handle, session))
