"""
Bandit's visitor, without what a single unit does not need.

The same nodes in the same order as `bandit.core.node_visitor`, the same context
for each test, the same repairs of each issue as `bandit.core.tester`; but no
scores, no metrics, no log lines, and no comments: suppression is the charter's.
A test proves on a corpus that the issues are the same.
"""

import ast
from collections.abc import Callable, Mapping
from functools import cache
from itertools import pairwise
from typing import Any, cast

from bandit.core import context as bandit_context
from bandit.core import utils
from msgspec import Struct

from charter.rules.security.bandit.guards import guards
from charter.rules.security.bandit.nodes import KINDS, LEAVES, Below, below
from charter.rules.security.bandit.plugins import Plugin, plugins
from charter.syntax.python.facts import Facts

Visit = Callable[["Walker", Any], None]


class Issue(Struct, frozen=True):
    """
    What a test reported, with bandit's figures.

    Args:
        lineno: counted from one in the parsed text; so are the lines of `linerange`.
        column: bytes of UTF-8, as in the tree.
        node: where the test was called.
    """

    test_id: str
    severity: str
    confidence: str
    cwe: int
    text: str
    lineno: int
    column: int
    linerange: tuple[int, ...]
    node: ast.AST
    plugin: Plugin
    symbol: str


class Crash(Struct, frozen=True):
    """
    A test that raised.
    """

    plugin: Plugin
    error: str


class Walker:
    """
    One walk over one tree.

    Args:
        facts: what the module imported before; the walk adds what it meets.
        symbol: dotted name of what encloses the tree; may be empty.
    """

    def __init__(self, facts: Facts, symbol: str) -> None:
        self.found: list[Issue | Crash] = []
        self._facts = facts
        self._symbol = symbol
        self._tests = plugins().by_node
        self._guards = guards()
        self._visitors = _visitors()
        self._below = _below()
        self._above: list[ast.AST] = []
        self._marked: list[Any] = []

    def walk(self, node: ast.AST) -> None:
        """
        Visit all below *node*.
        """
        visitors = self._visitors
        self._above.append(node)
        for value in self._below[node.__class__](node):
            if value.__class__ is list:
                for child in value:
                    if visit := visitors.get(child.__class__):
                        visit(self, child)
            elif visit := visitors.get(value.__class__):
                visit(self, value)
        self._above.pop()

    def visit_attribute(self, node: ast.Attribute) -> None:
        """
        Pass over what is only a dotted name.
        """
        base: Any = node.value
        while base.__class__ is ast.Attribute:
            base = base.value
        if base.__class__ is not ast.Name:
            self.walk(node)

    def visit_class(self, node: ast.ClassDef) -> None:
        outer, self._symbol = self._symbol, _joined(self._symbol, node.name)
        self.walk(node)
        self._symbol = outer

    def visit_function(self, node: ast.FunctionDef) -> None:
        outer, self._symbol = self._symbol, _joined(self._symbol, node.name)
        if tests := self._guards.of_function(node):
            self._run(tests, node, {"function": node, "qualname": f".{self._symbol}", "name": node.name})
        self.walk(node)
        self._symbol = outer

    def visit_async_function(self, node: ast.AsyncFunctionDef) -> None:
        # Bandit gives these no name; only our symbol follows them.
        self._run_all("AsyncFunctionDef", node, {})
        outer, self._symbol = self._symbol, _joined(self._symbol, node.name)
        self.walk(node)
        self._symbol = outer

    def visit_call(self, node: ast.Call) -> None:
        qualname = called(node.func, self._facts.aliases)
        if tests := self._guards.of_call(node, qualname):
            self._run(tests, node, {"call": node, "qualname": qualname, "name": qualname.rpartition(".")[2]})
        self.walk(node)

    def visit_import(self, node: ast.Import | ast.ImportFrom) -> None:
        for name in node.names:
            self._facts.add(name.name, alias=name.asname or "", target=name.name)
        if tests := self._guards.of_import(node, "Import"):
            self._run(tests, node, {"module": node.names[-1].name})
        self.walk(node)

    def visit_import_from(self, node: ast.ImportFrom) -> None:
        if node.module is None:
            self.visit_import(node)
            return
        for name in node.names:
            target = f"{node.module}.{name.name}"
            self._facts.add(target, alias=name.asname or name.name, target=target)
        if tests := self._guards.of_import(node, "ImportFrom"):
            self._run(tests, node, {"module": node.module, "name": node.names[-1].name})
        self.walk(node)

    def visit_constant(self, node: ast.Constant) -> None:
        parent, kind = self._above[-1], node.value.__class__
        if parent.__class__ is ast.Expr:
            return
        if kind is str:
            if tests := self._guards.of_string(node, parent):
                self._run(tests, node, {"str": node.value, "linerange": _lines(parent)})
        elif kind is bytes:
            self._run_all("Bytes", node, {"bytes": node.value, "linerange": _lines(parent)})

    def visit_other(self, node: ast.AST) -> None:
        self._run_all(node.__class__.__name__, node, {})
        self.walk(node)

    def _run_all(self, kind: str, node: ast.AST, more: dict[str, Any]) -> None:
        if tests := self._tests.get(kind):
            self._run(tests, node, more)

    def _run(self, tests: tuple[Plugin, ...], node: ast.AST, more: dict[str, Any]) -> None:
        self._mark_way_to(node)
        values = self._context(node) | more
        context = _Context(values, self._facts)
        for test in tests:
            try:
                issue = test.call(context)
                if issue is not None:
                    self.found.append(self._issue(test, issue, values))
            except Exception as error:  # noqa: BLE001 -- a crash of any test is a fault, and the others go on
                self.found.append(Crash(test, type(error).__name__))

    def _mark_way_to(self, node: Any) -> None:  # noqa: ANN401 -- gets attributes
        """
        Hang on *node* and all above it the two attributes that bandit's plugins look around with.
        """
        for parent in reversed(self._above):
            if hasattr(node, "_bandit_parent"):
                return
            node._bandit_parent = parent  # noqa: SLF001 -- bandit's own convention
            if not hasattr(node, "lineno"):
                # Asked for where lines end of what has no place itself, and nowhere else.
                node._bandit_sibling = _next_to(node, parent)  # noqa: SLF001 -- as above
            self._marked.append(node)
            node = parent

    def unmark(self) -> None:
        """
        Take these attributes away: a tree that knows its parents is a circle, which only the garbage collector frees.
        """
        for node in self._marked:
            del node._bandit_parent  # noqa: SLF001 -- as above
            if hasattr(node, "_bandit_sibling"):
                del node._bandit_sibling  # noqa: SLF001 -- as above
        self._marked.clear()

    def _context(self, node: Any) -> dict[str, Any]:  # noqa: ANN401 -- some nodes have positions, some have not
        context = {
            "imports": self._facts.modules,
            "import_aliases": self._facts.aliases,
            "node": node,
            "linerange": _lines(node),
            "filename": "",
            "file_data": None,
        }
        if hasattr(node, "lineno"):
            context["lineno"] = node.lineno
            context["col_offset"] = node.col_offset
            context["end_col_offset"] = node.end_col_offset
        return context

    def _issue(self, test: Plugin, issue: Any, context: dict[str, Any]) -> Issue:  # noqa: ANN401 -- bandit has no types
        """
        Fill in what the test left open.

        Source: bandit/core/tester.py, `run_tests`.
        """
        return Issue(
            test_id=issue.test_id or test.test_id,
            severity=issue.severity,
            confidence=issue.confidence,
            cwe=issue.cwe.id,
            text=issue.text,
            lineno=context["lineno"] if issue.lineno is None else issue.lineno,
            column=context["col_offset"] if issue.col_offset == -1 else issue.col_offset,
            linerange=tuple(issue.linerange or context["linerange"]),
            node=context["node"],
            plugin=test,
            symbol=self._symbol,
        )


class _Context(bandit_context.Context):
    """
    Bandit's context, computing a call's arguments once instead of once per test.
    """

    def __init__(self, values: dict[str, Any], facts: Facts) -> None:
        super().__init__(values)
        self._facts = facts
        self._args: list[Any] | None = None
        self._keywords: dict[Any, Any] | None = None

    @property
    def call_args(self) -> list[Any]:
        if self._args is None:
            self._args = super().call_args
        return list(self._args)

    @property
    def call_keywords(self) -> dict[Any, Any] | None:
        if self._keywords is None:
            self._keywords = super().call_keywords
        return self._keywords and dict(self._keywords)

    def is_module_imported_exact(self, module: str) -> bool:
        return self._facts.imports(module)

    def is_module_imported_like(self, module: str) -> bool:
        return self._facts.imports_like(module)


_VISITORS: Mapping[type, Visit] = {
    ast.ClassDef: Walker.visit_class,
    ast.FunctionDef: Walker.visit_function,
    ast.AsyncFunctionDef: Walker.visit_async_function,
    ast.Call: Walker.visit_call,
    ast.Import: Walker.visit_import,
    ast.ImportFrom: Walker.visit_import_from,
    ast.Constant: Walker.visit_constant,
}


@cache
def _visitors() -> Mapping[type, Visit]:
    """
    Return what to do with a node, by its kind; one that is not listed needs no visit.
    """
    checked = {kind for kind in KINDS if kind.__name__ in plugins().by_node}
    visitors: dict[type, Visit] = dict.fromkeys(KINDS - LEAVES, Walker.walk)
    if checked.isdisjoint({ast.Attribute, ast.Name}):
        visitors[ast.Attribute] = Walker.visit_attribute
    return {**visitors, **dict.fromkeys(checked, Walker.visit_other), **_VISITORS}


@cache
def _below() -> Mapping[type, Below]:
    with_leaves = not LEAVES.isdisjoint(_visitors())
    return {kind: below(kind, with_leaves=with_leaves) for kind in KINDS}


def called(node: ast.expr, aliases: Mapping[str, str]) -> str:
    """
    Return the dotted name of *node*, which is called: as `bandit.core.utils.get_call_name`, in a third of the time.
    """
    if isinstance(node, ast.Name):
        name = node.id
    elif isinstance(node, ast.Attribute):
        name = f"{called(node.value, aliases)}.{node.attr}"
    else:
        return ""
    return aliases.get(name, name)


def _next_to(node: ast.AST, parent: ast.AST) -> ast.AST | None:
    """
    Return what follows *node* in the list of *parent* that it stands in, if it stands in one.
    """
    for _, value in ast.iter_fields(parent):
        children = cast("list[Any]", value) if isinstance(value, list) else []
        for child, following in pairwise(children):
            if child is node:
                return following
    return None


def _lines(node: Any) -> range | list[int]:  # noqa: ANN401 -- as above
    """
    Return the lines of *node*, as `bandit.core.utils.linerange` does, without writing them all down.
    """
    return range(node.lineno, node.end_lineno + 1) if hasattr(node, "lineno") else utils.linerange(node)


def _joined(symbol: str, name: str) -> str:
    return f"{symbol}.{name}" if symbol else name
