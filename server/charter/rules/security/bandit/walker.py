"""
Bandit's visitor, without what a single unit does not need.

The same nodes in the same order as `bandit.core.node_visitor`, the same context
for each test, the same repairs of each issue as `bandit.core.tester`; but no
scores, no metrics, no log lines, and no comments: suppression is the charter's.
A test proves on a corpus that the issues are the same.
"""

import ast
from dataclasses import dataclass
from functools import cache
from typing import Any, cast

from bandit.core import context as bandit_context
from bandit.core import utils

from charter.rules.security.bandit.plugins import Plugin, plugins
from charter.syntax.python.facts import Facts

# Bandit visits these too, but calls no test of its own on them.
_IDLE: tuple[type[ast.AST], ...] = (
    ast.expr_context,
    ast.operator,
    ast.boolop,
    ast.unaryop,
    ast.cmpop,
    ast.alias,
    ast.Name,
    ast.Global,
    ast.Nonlocal,
    ast.Pass,
    ast.Break,
    ast.Continue,
)


@dataclass(frozen=True, slots=True)
class Issue:
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


@dataclass(frozen=True, slots=True)
class Crash:
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

    def walk(self, node: ast.AST) -> None:
        """
        Visit all below *node*.
        """
        for name in _fields(type(node)):
            value = getattr(node, name, None)
            if isinstance(value, list):
                children = cast("list[Any]", value)
                last = len(children) - 1
                for idx, child in enumerate(children):
                    if isinstance(child, ast.AST):
                        self._visit(child, node, children[idx + 1] if idx < last else None)
            elif isinstance(value, ast.AST):
                self._visit(value, node, None)

    def _visit(self, node: Any, parent: ast.AST, sibling: ast.AST | None) -> None:  # noqa: ANN401 -- gets attributes
        # The two attributes that bandit's plugins look around with.
        node._bandit_parent, node._bandit_sibling = parent, sibling  # noqa: SLF001 -- bandit's own convention
        kind: type[ast.AST] = node.__class__
        if kind in _idle_leaves():
            return
        symbol = self._symbol
        visit = _VISITORS.get(kind)
        if visit is not None:
            visit(self, node)
        elif tests := self._tests.get(kind.__name__):
            self._run(tests, node, {})
        self.walk(node)
        self._symbol = symbol

    def visit_class(self, node: ast.ClassDef) -> None:
        self._symbol = _joined(self._symbol, node.name)

    def visit_function(self, node: ast.FunctionDef) -> None:
        self._symbol = _joined(self._symbol, node.name)
        self._run_all("FunctionDef", node, {"function": node, "qualname": f".{self._symbol}", "name": node.name})

    def visit_async_function(self, node: ast.AsyncFunctionDef) -> None:
        # Bandit gives these no name; only our symbol follows them.
        self._run_all("AsyncFunctionDef", node, {})
        self._symbol = _joined(self._symbol, node.name)

    def visit_call(self, node: ast.Call) -> None:
        qualname = utils.get_call_name(node, self._facts.aliases)
        self._run_all("Call", node, {"call": node, "qualname": qualname, "name": qualname.rpartition(".")[2]})

    def visit_import(self, node: ast.Import | ast.ImportFrom) -> None:
        for name in node.names:
            self._facts.add(name.name, alias=name.asname or "", target=name.name)
        self._run_all("Import", node, {"module": node.names[-1].name})

    def visit_import_from(self, node: ast.ImportFrom) -> None:
        if node.module is None:
            return self.visit_import(node)
        for name in node.names:
            target = f"{node.module}.{name.name}"
            self._facts.add(target, alias=name.asname or name.name, target=target)
        return self._run_all("ImportFrom", node, {"module": node.module, "name": node.names[-1].name})

    def visit_constant(self, node: ast.Constant) -> None:
        kind = "Str" if isinstance(node.value, str) else "Bytes" if isinstance(node.value, bytes) else None
        parent = cast("Any", node)._bandit_parent  # noqa: SLF001 -- bandit's own convention
        if kind is None or isinstance(parent, ast.Expr):
            return
        if tests := self._tests.get(kind):
            self._run(tests, node, {kind.lower(): node.value, "linerange": _lines(parent)})

    def _run_all(self, kind: str, node: ast.AST, more: dict[str, Any]) -> None:
        if tests := self._tests.get(kind):
            self._run(tests, node, more)

    def _run(self, tests: tuple[Plugin, ...], node: ast.AST, more: dict[str, Any]) -> None:
        values = self._context(node) | more
        context = _Context(values, self._facts)
        for test in tests:
            try:
                issue = test.call(context)
                if issue is not None:
                    self.found.append(self._issue(test, issue, values))
            except Exception as error:  # noqa: BLE001 -- a crash of any test is a fault, and the others go on
                self.found.append(Crash(test, type(error).__name__))

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


_VISITORS: dict[type[ast.AST], Any] = {
    ast.ClassDef: Walker.visit_class,
    ast.FunctionDef: Walker.visit_function,
    ast.AsyncFunctionDef: Walker.visit_async_function,
    ast.Call: Walker.visit_call,
    ast.Import: Walker.visit_import,
    ast.ImportFrom: Walker.visit_import_from,
    ast.Constant: Walker.visit_constant,
}


@cache
def _fields(kind: type[ast.AST]) -> tuple[str, ...]:
    return tuple(name for name in kind._fields if name not in _idle_fields())


@cache
def _idle_leaves() -> frozenset[type[ast.AST]]:
    """
    Return the childless node types that need not be visited, as no plugin checks any of them.
    """
    kinds = {kind for kind in vars(ast).values() if isinstance(kind, type) and issubclass(kind, _IDLE)}
    checked = set(plugins().by_node)
    return frozenset() if checked & {kind.__name__ for kind in kinds} else frozenset(kinds)


@cache
def _idle_fields() -> frozenset[str]:
    return frozenset({"ctx", "op", "ops"}) if _idle_leaves() else frozenset()


def _lines(node: Any) -> range | list[int]:  # noqa: ANN401 -- as above
    """
    Return the lines of *node*, as `bandit.core.utils.linerange` does, without writing them all down.
    """
    return range(node.lineno, node.end_lineno + 1) if hasattr(node, "lineno") else utils.linerange(node)


def _joined(symbol: str, name: str) -> str:
    return f"{symbol}.{name}" if symbol else name
