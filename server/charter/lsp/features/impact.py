"""
What the charter hits, as figures for pictures.
"""

from charter.lsp.parameters import optional
from charter.lsp.protocol import Json
from charter.lsp.requests import IMPACT
from charter.lsp.session import Session

METHOD = IMPACT.method


async def handle(session: Session, params: object) -> Json:
    checker = await session.loaded()
    return Json(checker.overview.impact(optional(params, "uri")))
