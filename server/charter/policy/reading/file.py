"""
Reading one charter's file: all that it says, and all that is wrong with it.

What depends on other files, on the rules or on the catalogue is not looked at
here, so that a text is read once, however often the charter is rebuilt.
"""

from collections.abc import Callable
from functools import lru_cache

from msgspec import Struct

from charter.policy.language import keys
from charter.policy.language.kinds import Place
from charter.policy.language.records import Fields, names
from charter.policy.language.tree import MappingNode, Node, ScalarNode, parse
from charter.policy.problems import Mistake, Notes
from charter.text import LineIndex

_TOP_LEVEL = frozenset(names(keys.CHARTER_FILE.keys))


class Source(Struct, frozen=True):
    """
    The text of a charter's file.

    Args:
        path: from the root, absolute, or `pack:NAME`.
        layer: `organisation`, `team`, `repository`, a nested folder's path, or `pack`.
    """

    path: str
    text: str
    layer: str

    @property
    def is_pack(self) -> bool:
        return self.path.startswith("pack:")


# Resolves an `extends` entry, given the path of the file that it stands in; raises
# `MissingLayer` or `UntrustedLayer` with the reason.
Loader = Callable[[str, str], Source]


class Reading(Struct, frozen=True):
    """
    What a text says as a charter.

    Args:
        fields: empty if the text could not be read.
        looks_foreign: it is something else than a charter, and must not be quoted.
    """

    lines: LineIndex
    fields: Fields
    mistakes: tuple[Mistake, ...] = ()
    looks_foreign: bool = False


@lru_cache(maxsize=64)
def read(text: str) -> Reading:
    """
    Return what *text* says as a charter; an empty text says nothing, and is no mistake.
    """
    lines = LineIndex(text)
    node = parse(text)
    if isinstance(node, Mistake):
        return Reading(lines, Fields(), (node,))
    if isinstance(node, ScalarNode) and node.is_null:
        return Reading(lines, Fields())
    if not isinstance(node, MappingNode):
        return Reading(lines, Fields(), (_no_charter(node),), looks_foreign=True)
    notes = Notes()
    fields = keys.CHARTER_FILE.read(node, Place("", node.span), notes) or Fields()
    return Reading(lines, fields, tuple(notes.mistakes), _looks_foreign(node))


def _no_charter(node: Node) -> Mistake:
    advice = "Write 'key: value' lines, such as 'extends: recommended'."
    message = "Expected 'key: value' lines, found a list or a single value."
    return Mistake("charter.not-yaml", node.span, advice, message, leaves_unread=True)


def _looks_foreign(node: MappingNode) -> bool:
    n_known = sum(isinstance(key, ScalarNode) and key.text in _TOP_LEVEL for key, _ in node.entries)
    return n_known * 2 < len(node.entries)
