"""
All rules, to choose one from.
"""

from charter.lsp.protocol import Json
from charter.lsp.requests import RULES
from charter.lsp.session import Session

METHOD = RULES.method


async def handle(session: Session, _params: object) -> Json:
    checker = await session.loaded()
    return Json(checker.overview.rules())
