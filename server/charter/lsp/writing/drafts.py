"""
Charters that are open in the editor, and what is in force where they stand.
"""

from collections.abc import Iterator, Sequence
from functools import cached_property
from pathlib import Path, PurePosixPath

from msgspec import Struct

from charter.lsp import uris
from charter.lsp.buffers import Buffer
from charter.lsp.laws import YAML, Laws
from charter.lsp.session import OpenText
from charter.lsp.today import today
from charter.policy import Charter
from charter.policy.language.tree import MAX_BYTES
from charter.policy.model.scopes import Zone
from charter.policy.writing.outline import Outline, outline
from charter.policy.writing.vocabulary import Vocabulary, vocabulary
from charter.workspace import shipped
from charter.workspace.charters import FILE, Resolver


class Draft(Struct, frozen=True, dict=True):
    """
    A charter as it is being written.

    Args:
        charter: in force for the files of its folder.
    """

    buffer: Buffer
    outline: Outline
    charter: Charter
    resolver: Resolver

    @property
    def folder(self) -> str:
        """
        What the paths of the files begin with that the charter speaks of.
        """
        head, slash, name = self.buffer.path.rpartition("/")
        return f"{head}{slash}" if name == FILE and not Path(head).is_absolute() else ""

    @property
    def example(self) -> str:
        """
        The path that any file has which the charter speaks of.
        """
        return f"{self.folder}*"

    @property
    def zones(self) -> Sequence[Zone]:
        """
        Those of the charter's own layer.
        """
        own = (layer for layer in self.charter.layers if self.buffer.path in layer.files)
        return next((layer.zones for layer in own), ())

    @cached_property
    def vocabulary(self) -> Vocabulary:
        outlines = [*(each for _, _, each in self.files()), self.outline]
        return vocabulary(self.charter, outlines, shipped.packs(), today())

    def files(self) -> Iterator[tuple[str, str, Outline]]:
        """
        Yield all files of all layers as layer, source and outline, the outermost and farthest first.
        """
        for layer in self.charter.layers:
            for source in dict.fromkeys(layer.files):
                text = self.resolver.text_of(source)
                if text is not None:
                    yield layer.label, source, outline(text)


def draft(text: OpenText, laws: Laws) -> Draft | None:
    """
    Return *text* as a charter; None if it is something else, or too large for one.
    """
    buffer = text.buffer
    content = buffer.document.text
    if not buffer.path.endswith(YAML) or len(content) > MAX_BYTES or not _is_charter(buffer, content, laws):
        return None
    resolver = laws.resolver(text.home.root)
    return Draft(buffer, outline(content), resolver.charter_for(buffer.path), resolver)


def _is_charter(buffer: Buffer, content: str, laws: Laws) -> bool:
    """
    Tell by its name, by who extends it, or by its first key whether a text is a charter.
    """
    if PurePosixPath(buffer.path).name == FILE:
        return True
    key = uris.key(buffer.uri)
    return outline(content).find("charter") is not None or any(
        uris.key(uris.to_uri(stated.path)) == key for stated in laws.stated()
    )
