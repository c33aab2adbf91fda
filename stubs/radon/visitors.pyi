import ast
from typing import NamedTuple

class Function(NamedTuple):
    name: str
    lineno: int
    col_offset: int
    endline: int
    is_method: bool
    classname: str | None
    closures: list[Function]
    complexity: int

class ComplexityVisitor:
    functions: list[Function]
    def __init__(self, to_method: bool = False, classname: str | None = None, off: bool = True) -> None: ...
    def visit(self, node: ast.AST) -> None: ...
