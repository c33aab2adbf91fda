"""
One version of a notebook: one text for the checker, many for the editor.

A line of the joined text is a line of one cell, and columns are the same in both.
So nothing but lines is ever translated, here and nowhere else.
"""

from collections.abc import Iterator, Mapping
from functools import cached_property
from typing import TYPE_CHECKING

from lsprotocol import types
from msgspec import Struct

from charter.lsp.buffers import Buffer
from charter.lsp.marks import Mark, Place
from charter.text import Document

if TYPE_CHECKING:
    from charter.syntax.python.notebook import Cell, Module


class CellText(Struct, frozen=True, eq=False, dict=True):
    """
    One version of a cell.
    """

    buffer: Buffer

    @cached_property
    def cell(self) -> "Cell":
        from charter.syntax.python.notebook import Cell

        return Cell.of(self.buffer.document.text)

    @cached_property
    def end(self) -> types.Position:
        return self.buffer.places.to_position(len(self.buffer.document.text))


class Joined(Buffer, frozen=True):
    """
    One version of a notebook, as the text that is checked.

    Args:
        cells: the code cells, in order; `text` is theirs and not kept twice.
    """

    cells: tuple[CellText, ...] = ()

    @cached_property
    def module(self) -> "Module":
        from charter.syntax.python.notebook import join

        return join(text.cell for text in self.cells)

    @cached_property
    def document(self) -> Document:
        document = Document(self.path, self.module.text, self.language, joints=self.module.joints)
        self.module.remember(document)
        return document

    def inward(self, uri: str, position: types.Position) -> types.Position | None:
        """
        Return where *position* of the cell *uri* is in the joined text; None if it is no code cell.
        """
        idx = self._places.get(uri)
        if idx is None:
            return None
        lines = self._lines(idx)
        if position.line >= len(lines):
            position = self.cells[idx].end
        return types.Position(lines.start + position.line, position.character)

    def outward(self, whole: types.Range) -> tuple[Buffer, types.Range] | None:
        """
        Return the cell in which *whole* begins, and the part of *whole* that lies in it; None: there are no cells.
        """
        idx = self.module.cell(whole.start.line)
        if idx is None:
            return None
        return self.cells[idx].buffer, types.Range(self._in_cell(idx, whole.start), self._in_cell(idx, whole.end))

    def marks(self, marks: tuple[Mark, ...]) -> dict[str, tuple[Mark, ...]]:
        """
        Return *marks* by the cells in which they begin, in the cells' own lines.
        """
        found: dict[str, list[Mark]] = {text.buffer.uri: [] for text in self.cells}
        for mark in marks:
            placed = self.outward(_range(mark.place))
            if placed is not None:
                cell, part = placed
                found[cell.uri].append(mark._replace(place=_place(part)))
        return {uri: tuple(own) for uri, own in found.items()}

    def action(self, action: types.CodeAction) -> types.CodeAction | None:
        """
        Let *action*, which is made for the joined text, change cells; None if an edit would change two at once.
        """
        for diagnostic in action.diagnostics or ():
            placed = self.outward(diagnostic.range)
            diagnostic.range = placed[1] if placed else diagnostic.range
        if action.edit is None:
            return action
        edits = [self._edit(edit) for edit in _edits(action.edit)]
        if None in edits:
            return None
        action.edit = _workspace_edit([edit for edit in edits if edit], has_versions=action.edit.changes is None)
        return action

    def _edit(self, edit: types.TextEdit) -> tuple[Buffer, types.TextEdit] | None:
        placed = self.outward(edit.range)
        if placed is None or _n_lines(placed[1]) != _n_lines(edit.range):
            return None
        return placed[0], types.TextEdit(placed[1], edit.new_text)

    @cached_property
    def _places(self) -> Mapping[str, int]:
        return {text.buffer.uri: idx for idx, text in enumerate(self.cells)}

    def _lines(self, idx: int) -> range:
        return range(self.module.starts[idx], self.module.starts[idx + 1])

    def _in_cell(self, idx: int, position: types.Position) -> types.Position:
        lines = self._lines(idx)
        is_inside = position.line in lines
        return types.Position(position.line - lines.start, position.character) if is_inside else self.cells[idx].end


def _range(place: Place) -> types.Range:
    return types.Range(types.Position(place.line, place.character), types.Position(place.end_line, place.end_character))


def _place(part: types.Range) -> Place:
    return Place(part.start.line, part.start.character, part.end.line, part.end.character)


def _n_lines(place: types.Range) -> int:
    return place.end.line - place.start.line


def _edits(edit: types.WorkspaceEdit) -> Iterator[types.TextEdit]:
    for edits in (edit.changes or {}).values():
        yield from edits
    for change in edit.document_changes or ():
        if isinstance(change, types.TextDocumentEdit):
            yield from (known for known in change.edits if isinstance(known, types.TextEdit))


def _workspace_edit(edits: list[tuple[Buffer, types.TextEdit]], *, has_versions: bool) -> types.WorkspaceEdit:
    cells: dict[str, tuple[Buffer, list[types.TextEdit]]] = {}
    for cell, edit in edits:
        cells.setdefault(cell.uri, (cell, []))[1].append(edit)
    if not has_versions:
        return types.WorkspaceEdit(changes={uri: own for uri, (_, own) in cells.items()})
    return types.WorkspaceEdit(
        document_changes=[
            types.TextDocumentEdit(
                types.OptionalVersionedTextDocumentIdentifier(uri=uri, version=cell.version), list(own)
            )
            for uri, (cell, own) in cells.items()
        ]
    )
