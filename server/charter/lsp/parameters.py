"""
The parameters of our own requests, as they come from the editor: each is there and of its kind, or it is said.
"""

from typing import TypeVar

from pygls.exceptions import JsonRpcInvalidParams

T = TypeVar("T")


def required(params: object, name: str, kind: type[T]) -> T:
    """
    Return the parameter *name*.

    Raises:
        JsonRpcInvalidParams: it is missing, or of another kind.
    """
    value: object = getattr(params, name, None)
    if not isinstance(value, kind):
        raise JsonRpcInvalidParams(f"expected {name}, {kind.__name__}")
    return value


def optional(params: object, name: str) -> str:
    """
    Return the text *name*; empty if it is missing.

    Raises:
        JsonRpcInvalidParams: it is of another kind.
    """
    return "" if getattr(params, name, None) is None else required(params, name, str)
