"""
AI that JavaScript and TypeScript call: imports of SDKs, ids of models, and hosts.

Parsed by tree-sitter, which goes on where a line is half typed; loaded only for a
text that holds a known name.
"""

import re
from collections.abc import Iterator
from typing import TYPE_CHECKING

from charter.interest import Interest
from charter.model import Finding
from charter.rules.tools import contexts, records
from charter.rules.tools.recogniser import HOLE, Recogniser, recogniser
from charter.text import Document, Span

if TYPE_CHECKING:
    from ast_grep_py import SgNode

# How tree-sitter calls what LSP calls so.
GRAMMARS = {
    "javascript": "javascript",
    "javascriptreact": "javascript",
    "typescript": "typescript",
    "typescriptreact": "tsx",
}
_FILLED_IN = re.compile(r"\$\{[^{}]*\}")
_NAME = re.compile(r"[\w$]+")
_LONGEST_NAME = 100
_IMPORTERS = frozenset({"require", "import"})
# What a value passes through unchanged, or as one of several.
_TRANSPARENT = frozenset(
    {"parenthesized_expression", "ternary_expression", "as_expression", "satisfies_expression", "array"}
)
_NAMED_BY = {
    "pair": "key",
    "variable_declarator": "name",
    "assignment_expression": "left",
    "public_field_definition": "name",
    "field_definition": "property",
    "assignment_pattern": "left",
    "object_assignment_pattern": "left",
    "required_parameter": "pattern",
    "optional_parameter": "pattern",
}


def look(document: Document, interest: Interest) -> Iterator[Finding]:
    """
    Yield each use of AI in *document* that is known to be one, in order.
    """
    known = recogniser(interest.known)
    if not known.words.may_be_in_script(document.text):
        return
    from ast_grep_py import SgRoot

    root = SgRoot(document.text, GRAMMARS[document.language]).root()
    for node in root.find_all({"rule": {"any": [{"kind": "string"}, {"kind": "template_string"}]}}):
        if known.words.may_be_in_script(node.text()):
            yield from _uses(node, known, document)


def _uses(node: "SgNode", known: Recogniser, document: Document) -> Iterator[Finding]:
    span = Span(node.range().start.index, node.range().end.index)
    lines = document.lines
    extent = Span(lines.span(lines.line(span.start)).start, lines.span(lines.line(span.end)).end)
    text = _FILLED_IN.sub(HOLE, node.text()[1:-1])
    place = _Place(node)
    if place.imports and (sdk := known.package(text)):
        yield records.sdk(sdk, span, extent)
    if place.takes_model and (model := known.model(text)):
        yield records.model(model, span, extent)
    if place.takes_address and (host := known.host(text)):
        yield records.host(host, span, extent)


class _Place:
    """
    What surrounds a string.
    """

    def __init__(self, node: "SgNode") -> None:
        above = _above(node)
        kind = above.kind() if above else ""
        self.imports = self.takes_model = self.takes_address = False
        if above is None:
            return
        if kind in {"import_statement", "export_statement", "import_require_clause"}:
            self.imports = _NAME.findall(above.text())[1:2] != ["type"]
        elif kind == "arguments":
            self._in_call(above)
        elif kind in _NAMED_BY or kind == "jsx_attribute":
            named_by = above.child(0) if kind == "jsx_attribute" else above.field(_NAMED_BY[kind])
            names = _NAME.findall(named_by.text()) if named_by else []
            self.takes_model = bool(names) and contexts.is_model(names[-1])
            self.takes_address = bool(names) and contexts.is_address(names[-1])

    def _in_call(self, arguments: "SgNode") -> None:
        call = arguments.parent()
        called = call and (call.field("function") or call.field("constructor"))
        names = _NAME.findall(called.text()[-_LONGEST_NAME:]) if called else []
        name = names[-1] if names else ""
        self.imports = name in _IMPORTERS
        self.takes_model = contexts.takes_model(name)
        self.takes_address = bool(name) and not self.imports and not contexts.only_speaks(name)


def _above(node: "SgNode") -> "SgNode | None":
    """
    Return what uses the value that *node* is one of.
    """
    above = node.parent()
    while above and (above.kind() in _TRANSPARENT or _is_fallback(above)):
        above = above.parent()
    return above


def _is_fallback(node: "SgNode") -> bool:
    operator = node.field("operator") if node.kind() == "binary_expression" else None
    return operator is not None and operator.text() in {"??", "||"}
