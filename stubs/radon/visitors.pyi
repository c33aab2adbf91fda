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

class Class(NamedTuple):
    name: str
    lineno: int
    col_offset: int
    endline: int
    methods: list[Function]
    inner_classes: list[Class]
    real_complexity: int

class ComplexityVisitor:
    functions: list[Function]
    classes: list[Class]
    total_complexity: int
    @classmethod
    def from_ast(cls, ast_node: ast.AST) -> ComplexityVisitor: ...
