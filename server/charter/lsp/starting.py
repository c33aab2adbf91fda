"""
From `initialized` on: load what is heavy, and begin.
"""

import asyncio
import importlib
from types import ModuleType
from typing import TYPE_CHECKING

from lsprotocol import types

from charter.lsp.logs import LOG, described
from charter.lsp.session import Session
from charter.workspace.collector import keep_little

if TYPE_CHECKING:
    from charter.lsp.checking import Checker

_ALARM = "Charter checks nothing: its engine could not be loaded ({}). Install Charter again; its log says more."


async def start(session: Session) -> None:
    """
    Load the engine beside the loop, then check all that is open already.
    """
    keep_little()
    try:
        checking = await asyncio.to_thread(_loaded)
    except Exception as error:  # noqa: BLE001 -- the edge: a server that checks nothing must say so, whatever is broken
        LOG.error("%s", described(error))
        session.editor.tell(_ALARM.format(type(error).__name__), types.MessageType.Error)
        session.fail()
        return
    if session.is_closed:
        return
    checker: Checker = checking.Checker(session, asyncio.get_running_loop())
    session.checker = checker
    checker.begin()
    if session.is_scan_wanted and session.scanner is not None:
        session.scanner.scan()
    for complaint in session.complaints:
        session.editor.log(complaint)


def _loaded() -> ModuleType:
    """
    Return `charter.lsp.checking`, with all loaded that the first check would otherwise wait for.
    """
    checking = importlib.import_module("charter.lsp.checking")
    checking.engine.prepare()
    return checking
