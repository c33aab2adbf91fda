"""
AI that Python code calls: imports of SDKs, ids of models, and hosts.

Only where the syntax tree says that a string is used as one; never in comments,
docstrings or other text.
"""

import ast
from collections.abc import Callable, Iterable, Iterator

from charter.model import Finding
from charter.rules.tools import contexts, records
from charter.rules.tools.recogniser import HOLE, Known, Recogniser, recogniser
from charter.syntax.python.parsed import Located, Parsed
from charter.text import Span

_IMPORTERS = frozenset({"import_module", "__import__"})
_CLIENTS = frozenset({"client", "resource"})
_LOOK_UPS = frozenset({"get", "getenv", "setdefault", "Field", "field"})
# Plain arguments of a call that may be a model.
_N_FIRST = 2


def look(parsed: Parsed) -> Iterator[Finding]:
    """
    Yield each use of AI in the unit that is known to be one, in order.
    """
    known = recogniser(parsed.interest.known)
    if known.words.may_be_in(parsed.unit.text):
        found = {(each.rule, each.span): each for each in _Reader(parsed, known).all()}
        yield from (found[key] for key in sorted(found, key=lambda key: (key[1], key[0])))


class _Reader:
    """
    Reads one tree.
    """

    def __init__(self, parsed: Parsed, known: Recogniser) -> None:
        self._parsed = parsed
        self._known = known

    def all(self) -> Iterator[Finding]:
        for node in self._nodes():
            match node:
                case ast.Import():
                    yield from self._import(node)
                case ast.ImportFrom(level=0, module=str(module)):
                    yield from self._import_from(node, module)
                case ast.Call():
                    yield from self._call(node)
                case ast.Dict():
                    for key, value in zip(node.keys, node.values, strict=True):
                        yield from self._named((key and _text(key)) or "", value)
                case ast.Assign() | ast.AnnAssign() if node.value:
                    yield from self._assigned(node, node.value)
                case ast.arguments():
                    yield from self._defaults(node)
                case _:
                    pass

    def _nodes(self) -> Iterator[ast.AST]:
        """
        Yield the nodes of the statements on whose lines anything known may stand.
        """
        for statement in self._parsed.tree.body:
            first = min(each.lineno for each in (*getattr(statement, "decorator_list", ()), statement))
            span = self._parsed.line_span(first, statement.end_lineno or statement.lineno)
            if self._known.words.may_be_in(self._parsed.unit.text[span.start : span.end]):
                yield from ast.walk(statement)

    def _import(self, node: ast.Import) -> Iterator[Finding]:
        for alias in node.names:
            if sdk := self._known.module(alias.name):
                span = self._parsed.span(alias)
                yield records.sdk(sdk, Span(span.start, span.start + len(alias.name)), self._extent(node))

    def _import_from(self, node: ast.ImportFrom, module: str) -> Iterator[Finding]:
        if sdk := self._known.module(module):
            yield records.sdk(sdk, self._module_span(node, module), self._extent(node))
            return
        for alias in node.names:
            if sdk := self._known.module(f"{module}.{alias.name}"):
                span = self._parsed.span(alias)
                yield records.sdk(sdk, Span(span.start, span.start + len(alias.name)), self._extent(node))

    def _module_span(self, node: ast.ImportFrom, module: str) -> Span:
        """
        Return where *module* stands, which the tree does not say; the whole statement where blanks divide it.
        """
        whole = self._parsed.span(node)
        at = self._parsed.unit.text.find(module, whole.start + len("from"), whole.end)
        return whole if at < 0 else Span(at, at + len(module))

    def _call(self, node: ast.Call) -> Iterator[Finding]:
        name = _last_name(node.func)
        if name in _IMPORTERS:
            yield from self._sdks(node, node.args[:1], self._known.module)
        if name in _CLIENTS:
            named = (keyword.value for keyword in node.keywords if keyword.arg == "service_name")
            yield from self._sdks(node, (*node.args[:1], *named), self._known.service)
        if contexts.takes_model(name):
            for value in node.args[:_N_FIRST]:
                yield from self._models(value)
        if not contexts.only_speaks(name):
            for value in (*node.args, *(keyword.value for keyword in node.keywords)):
                yield from self._hosts(value)
        for keyword in node.keywords:
            yield from self._named(keyword.arg or "", keyword.value)

    def _sdks(
        self, node: ast.Call, values: Iterable[ast.expr], known: Callable[[str], Known | None]
    ) -> Iterator[Finding]:
        """
        Yield the SDK that *known* finds for each of *values*, arguments of *node*.
        """
        for value in values:
            if sdk := known(_text(value) or ""):
                yield records.sdk(sdk, self._parsed.span(value), self._extent(node))

    def _assigned(self, node: ast.Assign | ast.AnnAssign, value: ast.expr) -> Iterator[Finding]:
        for target in node.targets if isinstance(node, ast.Assign) else (node.target,):
            yield from self._named(_last_name(target), value)

    def _defaults(self, node: ast.arguments) -> Iterator[Finding]:
        plain = [*node.posonlyargs, *node.args]
        with_default = plain[len(plain) - len(node.defaults) :]
        for argument, default in zip(
            (*with_default, *node.kwonlyargs), (*node.defaults, *node.kw_defaults), strict=True
        ):
            if default is not None:
                yield from self._named(argument.arg, default)

    def _named(self, name: str, value: ast.expr) -> Iterator[Finding]:
        """
        Yield what *value* is if something is called *name* that holds it.
        """
        if contexts.is_model(name):
            yield from (each for part in _parts(value) for each in self._models(part))
        if contexts.is_address(name):
            yield from (each for part in _parts(value) for each in self._hosts(part))

    def _models(self, value: ast.expr) -> Iterator[Finding]:
        text = _text(value)
        if text and (model := self._known.model(text)):
            yield records.model(model, self._parsed.span(value), self._extent(value))

    def _hosts(self, value: ast.expr) -> Iterator[Finding]:
        text = _text(value)
        if text and (host := self._known.host(text)):
            yield records.host(host, self._parsed.span(value), self._extent(value))

    def _extent(self, node: Located) -> Span:
        return self._parsed.line_span(node.lineno, node.end_lineno or node.lineno)


def _last_name(node: ast.AST) -> str:
    match node:
        case ast.Name(id=name) | ast.Attribute(attr=name):
            return name
        case ast.Subscript(slice=ast.Constant(value=str(key))):
            return key
        case _:
            return ""


def _text(node: ast.expr) -> str | None:
    """
    Return what the string *node* says, with holes for what is filled in; None for any other.
    """
    match node:
        case ast.Constant(value=str(text)):
            return text
        case ast.JoinedStr():
            parts = (part.value if isinstance(part, ast.Constant) else HOLE for part in node.values)
            return "".join(part for part in parts if isinstance(part, str))
        case _:
            return None


def _parts(value: ast.expr) -> Iterator[ast.expr]:
    """
    Yield all that a value may come to: alternatives, what is looked up if nothing is there, and members of a list.
    """
    match value:
        case ast.BoolOp():
            yield from value.values
        case ast.IfExp():
            yield from (value.body, value.orelse)
        case ast.List() | ast.Tuple() | ast.Set():
            yield from value.elts
        case ast.Call() if _last_name(value.func) in _LOOK_UPS:
            yield from (*value.args, *(each.value for each in value.keywords if each.arg == "default"))
        case _:
            yield value
