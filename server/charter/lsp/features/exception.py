"""
What to send to whom, to be granted an exception.
"""

from charter.lsp.parameters import required
from charter.lsp.protocol import Json
from charter.lsp.requests import EXCEPTION
from charter.lsp.session import Session

METHOD = EXCEPTION.method


async def handle(session: Session, params: object) -> Json:
    checker = await session.loaded()
    return Json(checker.overview.exceptions(required(params, "uri", str), required(params, "line", int)))
