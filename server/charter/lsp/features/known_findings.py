"""
What is known to break the charter, in groups.
"""

from charter.lsp.parameters import required
from charter.lsp.protocol import Json
from charter.lsp.requests import FINDINGS
from charter.lsp.session import Session

METHOD = FINDINGS.method


async def handle(session: Session, params: object) -> Json:
    checker = await session.loaded()
    return Json(checker.overview.findings(required(params, "by", str)))
