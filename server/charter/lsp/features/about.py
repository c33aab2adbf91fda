"""
What a report of a problem needs of the server: versions and counts, nothing of what is checked.
"""

import platform

from charter import __version__
from charter.lsp.protocol import Json
from charter.lsp.requests import ABOUT
from charter.lsp.session import Session

METHOD = ABOUT.method


async def handle(session: Session, _params: object) -> Json:
    checker = await session.loaded()
    return Json(
        version=__version__,
        python=platform.python_version(),
        platform=platform.platform(),
        rules=len(checker.overview.rules()["rules"]),
        folders=len(session.folders.paths),
        texts=len(session.texts),
        encoding=session.editor.encoding.value,
    )
