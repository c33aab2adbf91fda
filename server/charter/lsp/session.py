"""
All that changes while an editor is connected; everything else is a value.

Nothing here loads the engine: `initialize` is answered before that.
"""

import asyncio
from collections.abc import Callable, Iterator
from concurrent.futures import Future
from itertools import count
from pathlib import Path
from typing import TYPE_CHECKING, Any
from uuid import uuid4

from lsprotocol import types
from msgspec import Struct, field
from msgspec.structs import replace
from pygls.exceptions import JsonRpcContentModified, JsonRpcInternalError

from charter.lsp import uris
from charter.lsp.buffers import Buffer
from charter.lsp.editor import Editor
from charter.lsp.folders import Folders, Home
from charter.lsp.marks import Mark
from charter.lsp.settings import Settings, from_settings

if TYPE_CHECKING:
    from charter.evidence import Authorship
    from charter.lsp.checking import Checker
    from charter.lsp.only_new import OnlyNew
    from charter.lsp.scanner import Scanner
    from charter.lsp.writing.desk import Writing
    from charter.model import Report
    from charter.policy import Charter
    from charter.workspace.charters import Resolver
    from charter.workspace.errands import Errand
    from charter.workspace.workers import Workers


# No two results are named alike, not even those of two servers that one editor had.
_OURS, _COUNT = uuid4().hex, count()
# What editors call a commit's message.
_MESSAGES = frozenset({"git-commit", "gitcommit"})


class Result(Struct, frozen=True, eq=False):
    """
    What was found in one version of a text.

    Args:
        buffer: the version that was checked.
        marks: as the editor gets them.
        name: the same for the same marks of the same version.
    """

    buffer: Buffer
    charter: "Charter"
    report: "Report"
    marks: tuple[Mark, ...]
    name: str = field(default_factory=lambda: f"{_OURS}-{next(_COUNT)}")

    def says_the_same(self, other: "Result | None") -> bool:
        """
        Tell whether an editor that shows *other* need not be told: editors move marks with
        the text, so that the same marks of another version are news.
        """
        return other is not None and self.buffer is other.buffer and self.marks == other.marks


class OpenText(Struct, eq=False, weakref=True):
    """
    A text that is open in the editor, and the work that is under way for it.

    Args:
        check_soon: the next check, waiting for its turn or for a pause.
        learn_soon: the next look by the slow rules, waiting for a pause.
        learning: the look by a worker that is under way.
        learned: the version that a worker has looked at last, with the slow rules.
        seconds: how long the last check here took, and the last one in a worker.
        pulls: requests that wait for the result of the newest version.
        authorship: what is known of the newest version's authors from outside of it; None if nobody has said anything.
        asking: the question about them that is under way.
        is_asked: somebody has asked about them.
    """

    buffer: Buffer
    home: Home
    result: Result | None = None
    check_soon: asyncio.Handle | None = None
    learn_soon: asyncio.Handle | None = None
    learning: "Future[Any] | None" = None
    learned: Buffer | None = None
    seconds: tuple[float, float] = (0.0, 0.0)
    n_deaths: int = 0
    pulls: list["asyncio.Future[Result]"] = field(default_factory=list["asyncio.Future[Result]"])
    authorship: "Authorship | None" = None
    asking: "Future[Any] | None" = None
    is_asked: bool = False

    @property
    def current(self) -> Result | None:
        """
        The result of the newest version; None while there is none.
        """
        is_current = self.result is not None and self.result.buffer is self.buffer
        return self.result if is_current else None

    @property
    def uris(self) -> tuple[str, ...]:
        """
        What the editor shows marks on.
        """
        return (self.buffer.uri,)

    def news(self, result: Result) -> Iterator[tuple[str, int | None, tuple[Mark, ...]]]:
        """
        Yield what is to be shown now: on which URI and version, which marks.
        """
        yield self.buffer.uri, self.buffer.version, result.marks

    def name(self, _uri: str) -> str:
        """
        Return what people call that which is shown on one URI.
        """
        return self.home.path

    def marks_of(self, _uri: str, result: Result) -> tuple[Mark, ...]:
        """
        Return those marks of *result* that are shown on one URI.
        """
        return result.marks

    def answer_pulls(self, result: Result) -> None:
        waiting, self.pulls = self.pulls, []
        for pull in waiting:
            if not pull.done():
                pull.set_result(result)

    def drop_work(self) -> None:
        """
        Forget what waits; what is under way is left alone, and its result goes nowhere.
        """
        for handle in (self.check_soon, self.learn_soon):
            if handle is not None:
                handle.cancel()
        self.check_soon = self.learn_soon = None


class Session:
    """
    One editor's session.
    """

    def __init__(self, editor: Editor) -> None:
        self.editor = editor
        self.settings = Settings()
        self.folders = Folders()
        self.texts: dict[str, OpenText] = {}
        self.cells: dict[str, OpenText] = {}
        self.checker: Checker | None = None
        self.scanner: Scanner | None = None
        self.only_new: OnlyNew | None = None
        self.is_scan_wanted = False
        self.workers: Workers[Errand, Any] | None = None
        self.resolvers: dict[Path | None, Resolver] = {}
        self.charter_marks: dict[str, tuple[Mark, ...]] = {}
        self.complaints: tuple[str, ...] = ()
        self.is_closed = False
        self.has_failed = False
        self.needs_refresh = False
        self.loadings: list[asyncio.Future[None]] = []
        self.timers: dict[str, asyncio.TimerHandle] = {}
        self.on_editor_gone: Callable[[], None] = _nothing
        self.offer_pull: Callable[[], None] = _nothing

    def open(self, item: types.TextDocumentItem) -> OpenText:
        home = self.folders.home(item.uri)
        buffer = Buffer.of(item, home.path, _language(item), self.editor.encoding)
        text = self.texts[uris.key(item.uri)] = OpenText(buffer, home)
        return text

    def forget(self, uri: str) -> OpenText | None:
        text = self.texts.pop(uris.key(uri), None)
        if text is not None:
            text.drop_work()
            for pull in text.pulls:
                pull.cancel()
        return text

    def configure(self, options: object) -> None:
        """
        Take over the user's settings and say which of them do not hold.
        """
        self.settings, complaints = from_settings(options)
        for complaint in complaints:
            self.editor.log(complaint, types.MessageType.Warning)
        if self.checker is not None:
            self.checker.reconfigure()

    def rehouse(self, folders: Folders) -> None:
        """
        Let other folders be open; texts may then have other paths and charters.
        """
        self.folders = folders
        for text in self.texts.values():
            text.home = folders.home(text.buffer.uri)
            text.buffer = replace(text.buffer, path=text.home.path)
        if self.checker is not None:
            self.checker.recheck()

    def fail(self) -> None:
        """
        Know that nothing can be checked, and let nobody wait for it.
        """
        self.has_failed = True
        self.tell_loaded()
        for text in self.texts.values():
            for pull in text.pulls:
                pull.set_exception(JsonRpcInternalError("nothing is checked: the engine could not be loaded"))
            text.pulls.clear()

    async def newest(self, text: OpenText) -> Result:
        """
        Return the result of the newest version of *text*, once there is one.

        Raises:
            JsonRpcInternalError: there is no engine, so that there will never be one.
        """
        if text.current is not None:
            return text.current
        if self.has_failed:
            raise JsonRpcInternalError("nothing is checked: the engine could not be loaded")
        pull: asyncio.Future[Result] = asyncio.get_running_loop().create_future()
        text.pulls.append(pull)
        return await pull

    async def writing(self, uri: str) -> "Writing | None":
        """
        Return who answers about the charter or commit message at *uri*, once the engine is loaded; None for all else.
        """
        text = self.text(uri)
        if text is None or not (text.buffer.path.endswith(uris.YAML) or text.buffer.is_message):
            return None
        await self._settled()
        return self.checker.writing if self.checker else None

    async def loaded(self) -> "Checker":
        """
        Return who knows what is checked, once the engine is loaded.

        Raises:
            JsonRpcInternalError: it could not be loaded, so that nobody will ever know.
        """
        await self._settled()
        if self.checker is None:
            raise JsonRpcInternalError("nothing is checked: the engine could not be loaded")
        return self.checker

    async def _settled(self) -> None:
        if self.checker is None and not self.has_failed:
            loading: asyncio.Future[None] = asyncio.get_running_loop().create_future()
            self.loadings.append(loading)
            await loading

    def tell_loaded(self) -> None:
        """
        Let those go on that wait for the engine.
        """
        waiting, self.loadings = self.loadings, []
        for loading in waiting:
            if not loading.done():
                loading.set_result(None)

    def text(self, uri: str) -> OpenText | None:
        """
        Return the text at *uri*; that of a cell is its notebook.
        """
        return self.cells.get(uri) or self.texts.get(uris.key(uri))

    def result(self, uri: str) -> Result | None:
        """
        Return what is known of the text at *uri*; None if it is not open.

        Raises:
            JsonRpcContentModified: nothing is known of the newest version yet; asking later helps.
        """
        text = self.text(uri)
        if text is None:
            return None
        if text.current is None:
            raise JsonRpcContentModified("the text has not been checked since its last change")
        return text.current

    def close(self) -> None:
        """
        Stop all work; nothing is published any more.
        """
        self.is_closed = True
        for handle in self.timers.values():
            handle.cancel()
        for text in self.texts.values():
            text.drop_work()
        self.texts.clear()
        if self.scanner is not None:
            self.scanner.close()
        if self.only_new is not None:
            self.only_new.close()
        if self.workers is not None:
            self.workers.close()


def _language(item: types.TextDocumentItem) -> str:
    """
    Return the language that the editor names; where it knows none, the one that the file's name tells.
    """
    if item.language_id in _MESSAGES:
        from charter.commits import GIT_COMMIT

        return GIT_COMMIT
    # Not above: what knows Python takes 40 ms to load, and `initialize` is not answered yet.
    from charter.syntax import language_of
    from charter.syntax.styles import PLAIN

    if item.language_id not in {"", PLAIN}:
        return item.language_id
    return language_of(uris.display_name(item.uri), item.text)


def _nothing() -> None:
    """Do nothing: no loop runs yet."""
