"""
The requests and notifications of our own, beyond the Language Server Protocol.

The one place for their names and shapes: `tools/write_extension.py` makes of them
what the VS Code extension reads, and a test holds that fresh. All are answered from
what is known; none starts an analysis. Names are camelCase, as in the protocol.
"""

from dataclasses import dataclass
from typing import TypedDict


class LayerStatus(TypedDict):
    """A layer of the charter in force, the outermost first."""

    layer: str
    source: str
    isRead: bool


class FolderStatus(TypedDict):
    """What is in force in an open folder."""

    root: str
    name: str
    revision: str
    layers: list[LayerStatus]
    problems: int


class Status(TypedDict):
    """What is in force in all open folders."""

    folders: list[FolderStatus]


class Nothing(TypedDict):
    """No parameters."""


@dataclass(frozen=True, slots=True)
class Request:
    """
    One request of our own.

    Args:
        name: after `charter/`.
        params: what the editor sends.
        result: what it gets.
    """

    name: str
    params: type
    result: type

    @property
    def method(self) -> str:
        return f"charter/{self.name}"


STATUS = Request("status", Nothing, Status)

REQUESTS = (STATUS,)
