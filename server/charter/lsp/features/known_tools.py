"""
The AI tools that are known to be named, and what the charter says of them.
"""

from charter.lsp.protocol import Json
from charter.lsp.requests import TOOLS
from charter.lsp.session import Session

METHOD = TOOLS.method


async def handle(session: Session, _params: object) -> Json:
    checker = await session.loaded()
    return Json(checker.overview.tools())
