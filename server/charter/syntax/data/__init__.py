"""
Settings files as trees whose every value knows its place: JSON with comments, YAML and TOML.

Read within bounds and never refused: of a text that breaks off or is written wrongly, what
stands before the mistake is there, and the mistake is said.
"""

from collections.abc import Callable, Mapping

from charter.syntax.data import jsonc, toml, yaml
from charter.syntax.data.tree import Entry, Reading, Value
from charter.text import Document

__all__ = ["Entry", "Reading", "Value", "read"]

# Larger settings are data.
_MOST = 1 << 20

_READERS: Mapping[str, Callable[[str], Reading]] = {
    "json": jsonc.read,
    "jsonc": jsonc.read,
    "code-workspace": jsonc.read,
    "toml": toml.read,
    "yaml": yaml.read,
    "yml": yaml.read,
}


def read(document: Document) -> Reading | None:
    """
    Return the values of *document*, whose name tells how it is written; None if that is none of these, or it is huge.
    """
    reader = _READERS.get(document.path.rpartition(".")[2])
    return reader(document.text) if reader and len(document.text) <= _MOST else None
