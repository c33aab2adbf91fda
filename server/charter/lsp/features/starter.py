"""
A first charter, as `charter init` writes it.
"""

from charter.lsp.protocol import Json
from charter.lsp.requests import STARTER
from charter.lsp.session import Session

METHOD = STARTER.method


def handle(_session: Session, _params: object) -> Json:
    from charter.report.first_charter import FIRST, NAME

    return Json(name=NAME, text=FIRST)
