"""
Notebooks that are open in the editor: which cells they have, and what is shown on each.
"""

from collections.abc import Iterable, Iterator

from lsprotocol import types
from msgspec import field
from msgspec.structs import replace

from charter.lsp import uris
from charter.lsp.buffers import Buffer
from charter.lsp.cells import CellText, Joined
from charter.lsp.marks import Mark
from charter.lsp.session import OpenText, Result, Session

SYNC = types.NotebookDocumentSyncOptions(
    [types.NotebookDocumentFilterWithCells([types.NotebookCellLanguage("python")])], save=True
)


class OpenNotebook(OpenText):
    """
    A notebook that is open in the editor.

    Args:
        order: its cells, those that are no code included.
        texts: what they say, by URI.
        shown: versions and marks that the editor shows, by URI.
    """

    order: list[types.NotebookCell] = field(default_factory=list[types.NotebookCell])
    texts: dict[str, CellText] = field(default_factory=dict[str, CellText])
    shown: dict[str, tuple[int, tuple[Mark, ...]]] = field(default_factory=dict)  # pyright: ignore[reportUnknownVariableType] -- typed at the left

    def news(self, result: Result) -> Iterator[tuple[str, int | None, tuple[Mark, ...]]]:
        """
        Yield what to show on each cell that is not shown yet, and nothing on the cells that are gone.
        """
        joined = _joined(result.buffer)
        marks = joined.marks(result.marks)
        for uri in self.shown.keys() - marks.keys():
            del self.shown[uri]
            yield uri, None, ()
        for text in joined.cells:
            uri, version = text.buffer.uri, text.buffer.version
            if self.shown.get(uri) != (version, marks[uri]):
                self.shown[uri] = version, marks[uri]
                yield uri, version, marks[uri]

    def name(self, uri: str) -> str:
        """
        Return the notebook's path and the cell's number, which counts cells that are no code too, as editors do.
        """
        numbers = (number for number, cell in enumerate(self.order, start=1) if cell.document == uri)
        return f"{self.home.path}, cell {next(numbers, 0)}"

    def marks_of(self, uri: str, result: Result) -> tuple[Mark, ...]:
        return _joined(result.buffer).marks(result.marks).get(uri, ())

    @property
    def uris(self) -> tuple[str, ...]:
        return tuple(self.shown)

    def join(self, version: int) -> None:
        """
        Let what the cells say now be the text.
        """
        known = [self.texts.get(cell.document) for cell in self.order if cell.kind == types.NotebookCellKind.Code]
        cells = tuple(text for text in known if text is not None and text.buffer.language == "python")
        self.buffer = replace(_joined(self.buffer), version=version, cells=cells)


def opened(session: Session, params: types.DidOpenNotebookDocumentParams) -> OpenNotebook:
    """
    Take in a notebook that was opened.
    """
    said = params.notebook_document
    home = session.folders.home(said.uri)
    buffer = Joined(said.uri, said.version, home.path, "python", "", session.editor.encoding)
    notebook = OpenNotebook(buffer, home, order=[*said.cells])
    _open_cells(notebook, params.cell_text_documents)
    notebook.join(said.version)
    session.texts[uris.key(said.uri)] = notebook
    _enlist(session, notebook)
    return notebook


def changed(session: Session, notebook: OpenNotebook, params: types.DidChangeNotebookDocumentParams) -> None:
    """
    Follow a change: first of which cells there are, then of what they say.
    """
    cells = params.change.cells
    if cells is not None and cells.structure is not None:
        _restructure(notebook, cells.structure)
    for cell in (cells.data if cells else None) or ():
        notebook.order = [cell if cell.document == known.document else known for known in notebook.order]
    for content in (cells.text_content if cells else None) or ():
        text = notebook.texts.get(content.document.uri)
        if text is not None:
            edited = text.buffer.edited(content.changes, content.document.version)
            notebook.texts[content.document.uri] = CellText(edited)
    notebook.join(params.notebook_document.version)
    _enlist(session, notebook)


def closed(session: Session, uri: str) -> OpenText | None:
    """
    Forget the notebook at *uri* and its cells.
    """
    notebook = session.forget(uri)
    session.cells = {cell: text for cell, text in session.cells.items() if text is not notebook}
    return notebook


def position(result: Result, uri: str, place: types.Position) -> types.Position | None:
    """
    Return where *place* of what the editor calls *uri* is in the text that was checked; None: in no code.
    """
    return result.buffer.inward(uri, place) if isinstance(result.buffer, Joined) else place


def hover(result: Result, known: types.Hover | None) -> types.Hover | None:
    """
    Let *known*, which was made for this request, speak of the lines of its cell.
    """
    if known is not None and known.range is not None and isinstance(result.buffer, Joined):
        placed = result.buffer.outward(known.range)
        known.range = placed[1] if placed else None
    return known


def actions(result: Result, known: list[types.CodeAction]) -> list[types.CodeAction]:
    """
    Let *known*, which were made for this request, change cells.
    """
    if not isinstance(result.buffer, Joined):
        return known
    return [own for action in known if (own := result.buffer.action(action)) is not None]


def _open_cells(notebook: OpenNotebook, items: Iterable[types.TextDocumentItem]) -> None:
    for item in items:
        buffer = Buffer.of(item, notebook.home.path, item.language_id, notebook.buffer.encoding)
        notebook.texts[item.uri] = CellText(buffer)


def _restructure(notebook: OpenNotebook, change: types.NotebookDocumentCellChangeStructure) -> None:
    start, stop = change.array.start, change.array.start + change.array.delete_count
    notebook.order[start:stop] = change.array.cells or ()
    for gone in change.did_close or ():
        notebook.texts.pop(gone.uri, None)
    _open_cells(notebook, change.did_open or ())


def _enlist(session: Session, notebook: OpenNotebook) -> None:
    """
    Let the session find the notebook by each of its cells.
    """
    others = {uri: text for uri, text in session.cells.items() if text is not notebook}
    session.cells = others | dict.fromkeys(notebook.texts, notebook)


def _joined(buffer: Buffer) -> Joined:
    assert isinstance(buffer, Joined)  # noqa: S101 -- what `opened` has put there, and `join` replaced
    return buffer
