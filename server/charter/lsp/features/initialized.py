"""
The editor is ready to be spoken to: load the engine, then check what is open.
"""

from lsprotocol import types

from charter.lsp import starting
from charter.lsp.session import Session

METHOD = types.INITIALIZED


async def handle(session: Session, _params: types.InitializedParams) -> None:
    await starting.start(session)
