import ast
from typing import NamedTuple

class HalsteadReport(NamedTuple):
    volume: float

class Halstead(NamedTuple):
    total: HalsteadReport

def h_visit_ast(ast_node: ast.AST) -> Halstead: ...
def mi_compute(halstead_volume: float, complexity: int, sloc: int, comments: float) -> float: ...
