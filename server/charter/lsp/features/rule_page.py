"""
The manual's page of a rule.
"""

from charter.lsp.parameters import required
from charter.lsp.protocol import Json
from charter.lsp.requests import RULE
from charter.lsp.session import Session

METHOD = RULE.method


async def handle(session: Session, params: object) -> Json:
    checker = await session.loaded()
    return Json(checker.overview.rule(required(params, "name", str)))
