"""
A notebook in the small language client: cells, and what an editor sends when they change.
"""

from msgspec import Struct, field

NOTEBOOKS = {"notebookDocument": {"synchronization": {"dynamicRegistration": False}}}
_KINDS = {"markdown": 1}


class NotebookPage(Struct):
    """
    A notebook that is open in *client*; cells are spoken of by name.

    Args:
        order: names of the cells, in order.
        texts, versions: of each cell.
    """

    client: object
    name: str
    order: list = field(default_factory=list)
    texts: dict = field(default_factory=dict)
    versions: dict = field(default_factory=dict)
    languages: dict = field(default_factory=dict)
    version: int = 1

    @property
    def uri(self):
        return self.client.uri(self.name)

    def uri_of(self, cell):
        return self.uri.replace("file:", "vscode-notebook-cell:") + f"#{cell}"

    def open(self, **cells):
        self.insert_quietly(0, cells)
        notebook = {"uri": self.uri, "notebookType": "jupyter-notebook", "version": 1, "cells": self._cells(cells)}
        params = {"notebookDocument": notebook, "cellTextDocuments": self._items(cells)}
        self.client.notify("notebookDocument/didOpen", params)

    def insert(self, idx, **cells):
        self.insert_quietly(idx, cells)
        self._restructure(idx, 0, cells, didOpen=self._items(cells))

    def delete(self, cell):
        idx = self.order.index(cell)
        self.order.remove(cell)
        self._restructure(idx, 1, (), didClose=[{"uri": self.uri_of(cell)}])

    def move(self, cell, idx):
        """
        Move as editors do that keep the cell's text open: take away, then put back.
        """
        old = self.order.index(cell)
        self.order.remove(cell)
        self._restructure(old, 1, ())
        self.order.insert(idx, cell)
        self._restructure(idx, 0, [cell])

    def edit(self, cell, text, *changes):
        """
        Let *cell* say *text*, by *changes* or as a whole.
        """
        self.texts[cell] = text
        self.versions[cell] += 1
        identifier = {"uri": self.uri_of(cell), "version": self.versions[cell]}
        content = {"document": identifier, "changes": list(changes) or [{"text": text}]}
        self.change({"cells": {"textContent": [content]}})

    def change(self, event):
        self.version += 1
        identifier = {"uri": self.uri, "version": self.version}
        self.client.notify("notebookDocument/didChange", {"notebookDocument": identifier, "change": event})

    def save(self):
        self.client.notify("notebookDocument/didSave", {"notebookDocument": {"uri": self.uri}})

    def close(self):
        cells = [{"uri": self.uri_of(cell)} for cell in self.order]
        params = {"notebookDocument": {"uri": self.uri}, "cellTextDocuments": cells}
        self.client.notify("notebookDocument/didClose", params)

    def diagnostics(self, cell, version=None):
        """
        Wait for what is shown on *cell* at its version.
        """
        uri, wanted = self.uri_of(cell), version or self.versions[cell]

        def pushed():
            return [said for said in self.client.published.get(uri, ()) if said.get("version") == wanted]

        self.client.wait(pushed, f"diagnostics of {cell} at version {wanted}")
        return pushed()[-1]["diagnostics"]

    def rules(self, cell):
        """
        Wait for the diagnostics of *cell* and return (line, rule) of each.
        """
        return [(mark["range"]["start"]["line"], mark["code"]) for mark in self.diagnostics(cell)]

    def insert_quietly(self, idx, cells):
        self.order[idx:idx] = cells
        for cell, text in cells.items():
            self.languages[cell] = cell.partition("_")[0] if cell.startswith(("markdown", "r_")) else "python"
            self.texts[cell], self.versions[cell] = text, 1

    def _restructure(self, start, n_deleted, cells, **opened_or_closed):
        array = {"start": start, "deleteCount": n_deleted, "cells": self._cells(cells)}
        self.change({"cells": {"structure": {"array": array, **opened_or_closed}}})

    def _cells(self, cells):
        return [{"kind": _KINDS.get(self.languages[cell], 2), "document": self.uri_of(cell)} for cell in cells]

    def _items(self, cells):
        return [
            {
                "uri": self.uri_of(cell),
                "languageId": self.languages[cell],
                "version": self.versions[cell],
                "text": self.texts[cell],
            }
            for cell in cells
        ]
