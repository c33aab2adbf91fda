"""
What is in force for one file, and which line says so.
"""

from charter.lsp.parameters import optional
from charter.lsp.protocol import Json
from charter.lsp.requests import EFFECTIVE
from charter.lsp.session import Session

METHOD = EFFECTIVE.method


async def handle(session: Session, params: object) -> Json:
    checker = await session.loaded()
    return Json(checker.overview.effective(optional(params, "uri")))
