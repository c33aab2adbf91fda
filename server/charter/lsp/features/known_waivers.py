"""
All exceptions that are known.
"""

from charter.lsp.protocol import Json
from charter.lsp.requests import WAIVERS
from charter.lsp.session import Session

METHOD = WAIVERS.method


async def handle(session: Session, _params: object) -> Json:
    checker = await session.loaded()
    return Json(checker.overview.waivers())
