"""
A notebook's code cells are one module for the checker, and texts of their own for the editor.
"""

from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from lsprotocol import types
from msgspec.structs import replace

from charter import engine
from charter.lsp import notebooks
from charter.lsp.convert import Encoding
from charter.lsp.editor import Editor
from charter.lsp.session import Session
from charter.workspace.charters import Resolver
from support.lsp_client import PULL
from support.notebooks import NOTEBOOKS, NotebookPage

UNSAFE = "security.unsafe-yaml-load"
CALL = "settings = yaml.load(text)"
ACROSS = {"one": "import yaml", "two": "text = input()", "three": f"# ask\n{CALL}\n"}


@pytest.fixture
def notebook(connect):
    """
    An empty notebook in an editor that shows them.
    """
    with connect(capabilities=NOTEBOOKS) as client:
        yield NotebookPage(client, "analysis.ipynb")


def test_only_editors_that_know_notebooks_are_offered_them(connect):
    """
    To them, Python's cells; to others, nothing.
    """
    with connect(capabilities=NOTEBOOKS) as knowing, connect() as plain:
        offered = knowing.server["capabilities"]["notebookDocumentSync"]

        assert {"notebookSelector": [{"cells": [{"language": "python"}]}], "save": True} == offered
        assert plain.server["capabilities"].get("notebookDocumentSync") is None


def test_cells_are_one_module(notebook):
    """
    An import in the first cell is known in the third, whose finding is shown there, in its own lines; an edit of
    the first is news for the third, and nothing is said again of a cell that stays the same.
    """
    notebook.open(**ACROSS)

    assert [(1, UNSAFE)] == notebook.rules("three")
    assert [] == notebook.rules("one")
    notebook.edit("one", "yaml = None")
    notebook.client.diagnostics_like(notebook.uri_of("three"), lambda marks: marks == [])
    assert 1 == len(notebook.client.published[notebook.uri_of("two")])


def test_ipython_and_other_languages_do_not_disturb(notebook):
    """
    Magics, shell lines and help are no broken Python; cells of other languages and prose are no code.
    """
    notebook.open(
        markdown_1="# eval('1')",
        magics="%matplotlib inline\n!pip install x\nfiles = !ls\nrun?",
        bash='%%bash\neval "it\'s"',
        r_1="eval(parse(text = x))",
        timed="%%time\nimport yaml\nyaml.load(files)",
    )

    assert [(2, UNSAFE)] == notebook.rules("timed")
    assert [[], []] == [notebook.rules("magics"), notebook.rules("bash")]
    assert notebook.uri_of("markdown_1") not in notebook.client.published


def test_an_open_quote_blinds_no_other_cell(notebook):
    """
    What one cell leaves open while it is typed, the others do not notice.
    """
    notebook.open(**ACROSS)
    notebook.rules("three")
    notebook.edit("two", 'text = """')
    notebook.edit("three", f"\n\n{CALL}")

    assert [(2, UNSAFE)] == notebook.rules("three")


def test_cells_come_go_and_move(notebook):
    """
    A call that moves before its import is no finding of it any more; what a deleted cell showed is taken back.
    """
    notebook.open(**ACROSS)
    notebook.rules("three")
    notebook.move("three", 0)
    three = notebook.uri_of("three")
    notebook.client.diagnostics_like(three, lambda marks: marks == [])
    notebook.move("three", 2)
    notebook.client.diagnostics_like(three, lambda marks: [1] == [mark["range"]["start"]["line"] for mark in marks])
    notebook.insert(1, again=CALL.replace("text", "other"))
    assert [(0, UNSAFE)] == notebook.rules("again")
    notebook.delete("again")
    notebook.client.diagnostics_like(notebook.uri_of("again"), lambda marks: marks == [])
    notebook.close()
    notebook.client.diagnostics_like(three, lambda marks: marks == [])


def test_an_import_goes_with_its_cell(notebook):
    """
    A cell that is deleted leaves nothing new to look at, and the cells that asked about its imports are looked at.
    """
    notebook.open(**ACROSS)
    notebook.rules("three")
    notebook.delete("one")

    notebook.client.diagnostics_like(notebook.uri_of("three"), lambda marks: marks == [])


def test_hovers_and_fixes_speak_of_the_cell(notebook):
    """
    The hover marks the cell's own lines; a waiver is written into the cell, for its version.
    """
    notebook.open(**ACROSS)
    notebook.rules("three")
    client, here = notebook.client, {"textDocument": {"uri": notebook.uri_of("three")}}
    place = {"line": 1, "character": 13}
    hover = client.request("textDocument/hover", {**here, "position": place})
    params = {**here, "range": {"start": place, "end": place}, "context": {"diagnostics": []}}
    actions = client.request("textDocument/codeAction", params)
    (waive,) = [action for action in actions if action["title"].startswith("Waive")]
    (change,) = waive["edit"]["documentChanges"]

    assert {"start": {"line": 1, "character": CALL.index("yaml")}, "end": {"line": 1, "character": len(CALL)}} == hover[
        "range"
    ]
    assert {"uri": notebook.uri_of("three"), "version": 1} == change["textDocument"]
    assert {"line": 1, "character": len(CALL)} == change["edits"][0]["range"]["start"]
    assert {"quickfix"} == {action["kind"] for action in actions}
    assert hover["range"] == waive["diagnostics"][0]["range"]
    assert client.request("textDocument/hover", {**here, "position": {"line": 9, "character": 0}}) is None


def test_editors_that_pull_are_answered_by_cell(connect):
    """
    Each cell with what was found in it, and nothing is pushed.
    """
    with connect(capabilities=NOTEBOOKS | PULL) as client:
        notebook = NotebookPage(client, "analysis.ipynb")
        notebook.open(**ACROSS)
        pulled = {
            cell: client.request("textDocument/diagnostic", {"textDocument": {"uri": notebook.uri_of(cell)}})
            for cell in ACROSS
        }

        assert [[], [], [UNSAFE]] == [[mark["code"] for mark in pulled[cell]["items"]] for cell in ACROSS]
        assert {} == client.published


def test_a_charter_is_in_force_in_notebooks(connect, root):
    """
    By the path of the notebook; and a notebook that is not open is no error.
    """
    (root / "charter.yaml").write_text('charter: 1\nname: c\nexclude: ["*.ipynb"]\n')
    with connect(capabilities=NOTEBOOKS) as client:
        notebook = NotebookPage(client, "analysis.ipynb")
        notebook.change({"cells": None})
        notebook.save()
        notebook.close()
        notebook.open(**ACROSS)
        assert [] == notebook.rules("three")


def test_a_cell_lies_where_its_notebook_does(connect, root):
    """
    What is in force for a cell is what is for its notebook; an exception is asked for by the line of the cell.
    """
    zone = f'{{name: payments, paths: ["pay/**"], rules: {{{UNSAFE}: block}}}}'
    (root / "charter.yaml").write_text(f"extends: recommended\nzones: [{zone}]\n")
    with connect(capabilities=NOTEBOOKS) as client:
        notebook = NotebookPage(client, "pay/analysis.ipynb")
        notebook.open(**ACROSS)
        notebook.rules("three")
        three = notebook.uri_of("three")
        page = client.request("charter/effective", {"uri": three})
        counts = [len(client.request("charter/exception", {"uri": three, "line": line})["requests"]) for line in (0, 1)]
        (request,) = client.request("charter/exception", {"uri": three, "line": 1})["requests"]

        assert "In force for pay/analysis.ipynb" == page["title"]
        assert f"| rules.{UNSAFE} | block |" in page["markdown"]
        assert [0, 1] == counts
        assert "Where: pay/analysis.ipynb, cell 3:2\n" in request["text"]


# -- synchronisation, against the plainest model -----------------------------------------------------------------------

NAMES = [f"cell:{idx}" for idx in range(6)]
TEXTS = st.lists(st.sampled_from(["a", "\n", "\r\n", "\r", "é", "€", "🙂", "%m", "("]), max_size=8).map("".join)
POSITIONS = st.builds(types.Position, st.integers(0, 4), st.integers(0, 6))
STEPS = st.one_of(
    st.tuples(st.just("insert"), st.integers(0, 6), st.sampled_from(NAMES), TEXTS),
    st.tuples(st.just("delete"), st.integers(0, 6), st.none(), st.none()),
    st.tuples(st.just("move"), st.integers(0, 6), st.integers(0, 6), st.none()),
    st.tuples(st.just("edit"), st.integers(0, 6), st.builds(types.Range, POSITIONS, POSITIONS), TEXTS),
)


class Model:
    """
    Cells as whole texts: each edit opens the text anew.
    """

    def __init__(self, encoding):
        self.session = Session(Editor(None))
        self.session.editor.encoding = encoding
        self.version = 1
        params = types.DidOpenNotebookDocumentParams(types.NotebookDocument("n:1", "jupyter", 1, []), [])
        self.notebook = notebooks.opened(self.session, params)
        self.cells = []
        self.texts = {}

    def step(self, kind, idx, other, text):
        if kind == "insert" and other not in self.texts:
            self.cells.insert(idx, other)
            self.texts[other] = text
            self._send(structure=self._array(min(idx, len(self.cells) - 1), 0, [other], did_open=[_item(other, text)]))
        elif idx < len(self.cells) and kind == "delete":
            gone = self.cells.pop(idx)
            del self.texts[gone]
            self._send(structure=self._array(idx, 1, [], did_close=[types.TextDocumentIdentifier(gone)]))
        elif idx < len(self.cells) and kind == "move":
            cell = self.cells.pop(idx)
            self._send(structure=self._array(idx, 1, []))
            self.cells.insert(other, cell)
            self._send(structure=self._array(self.cells.index(cell), 0, [cell]))
        elif idx < len(self.cells) and kind == "edit":
            self._edit(self.cells[idx], other, text)

    def _edit(self, cell, place, text):
        change = types.TextDocumentContentChangePartial(place, text)
        identifier = types.VersionedTextDocumentIdentifier(uri=cell, version=self.version)
        held = notebooks.CellText(self.notebook.texts[cell].buffer).buffer
        self.texts[cell] = held.edited([change], self.version).text
        self._send(text_content=[types.NotebookDocumentCellContentChanges(identifier, [change])])

    def _array(self, start, n_deleted, cells, **kwargs):
        known = [types.NotebookCell(types.NotebookCellKind.Code, cell) for cell in cells]
        return types.NotebookDocumentCellChangeStructure(
            types.NotebookCellArrayChange(start, n_deleted, known), **kwargs
        )

    def _send(self, **changes):
        self.version += 1
        event = types.NotebookDocumentChangeEvent(cells=types.NotebookDocumentCellChanges(**changes))
        identifier = types.VersionedNotebookDocumentIdentifier(self.version, "n:1")
        params = types.DidChangeNotebookDocumentParams(identifier, event)
        notebooks.changed(self.session, self.notebook, params)


@pytest.mark.parametrize("encoding", Encoding)
@settings(max_examples=150, derandomize=True, deadline=None)
@given(steps=st.lists(STEPS, max_size=12))
def test_positions_map_there_and_back_after_every_change(encoding, steps):
    """
    Over insertions, deletions, moves and edits: the cells are those of the model, in its order, and every place of
    every cell is one place of the module.
    """
    model = Model(encoding)
    for step in steps:
        model.step(*step)
        joined = model.notebook.buffer

        assert model.cells == [text.buffer.uri for text in joined.cells]
        assert [model.texts[cell] for cell in model.cells] == [text.buffer.document.text for text in joined.cells]
        for text in joined.cells:
            places = text.buffer.places
            for offset in range(len(text.buffer.document.text) + 1):
                there = places.to_position(places.to_offset(places.to_position(offset)))
                inside = joined.inward(text.buffer.uri, there)
                assert inside == joined.places.to_position(joined.places.to_offset(inside))
                cell, back = joined.outward(types.Range(inside, inside))
                assert (text.buffer, there, there) == (cell, back.start, back.end)


SNIPPETS = st.sampled_from(
    ["import yaml", "yaml.load(x)", "f(", 's = """', "def f():\n    yaml.load(x)", "    y = 1", "!ls", ""]
)
CODE_STEPS = st.one_of(
    st.tuples(st.just("insert"), st.integers(0, 6), st.sampled_from(NAMES), SNIPPETS),
    st.tuples(st.just("delete"), st.integers(0, 6), st.none(), st.none()),
    st.tuples(st.just("move"), st.integers(0, 6), st.integers(0, 6), st.none()),
    st.tuples(st.just("edit"), st.integers(0, 6), st.builds(types.Range, POSITIONS, POSITIONS), SNIPPETS),
)


@settings(max_examples=60, derandomize=True, deadline=None)
@given(steps=st.lists(CODE_STEPS, max_size=10))
def test_what_is_followed_is_what_is_seen_from_scratch(tmp_path_factory, steps):
    """
    After every change, apart from what is kept of cells that cannot be parsed just now.
    """
    charter = Resolver(tmp_path_factory.getbasetemp(), machine=()).charter_for("")
    model, memo = Model(Encoding.UTF16), engine.Memo()
    for step in steps:
        model.step(*step)
        followed = engine.check(model.notebook.buffer.document, charter, date(2026, 1, 1), memo)
        scratch = engine.check(replace(model.notebook.buffer).document, charter, date(2026, 1, 1), engine.Memo())

        assert _seen(scratch) == _seen(followed)


def _seen(report):
    found = [decision.finding for decision in report.decisions]
    return [(each.rule, each.span) for each in found if not each.is_stale and each.rule != "charter.unchecked"]


def _item(cell, text):
    return types.TextDocumentItem(cell, "python", 1, text)
