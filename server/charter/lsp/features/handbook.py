"""
The charter in force, as a document for people.
"""

from charter.lsp.parameters import optional
from charter.lsp.protocol import Json
from charter.lsp.requests import HANDBOOK
from charter.lsp.session import Session

METHOD = HANDBOOK.method


async def handle(session: Session, params: object) -> Json:
    checker = await session.loaded()
    return Json(checker.overview.handbook(optional(params, "uri")))
