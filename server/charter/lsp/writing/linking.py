"""
Where the words of a charter lead.

Only to files that a charter may extend anyway, and to https and mailto addresses:
a charter is text by strangers.
"""

from collections.abc import Iterator
from pathlib import Path

from lsprotocol import types

from charter.lsp import uris
from charter.lsp.laws import YAML
from charter.lsp.writing.drafts import Draft
from charter.policy.writing.pointing import Link, links
from charter.report import untrusted
from charter.workspace import shipped
from charter.workspace.roots import is_inside


def to_links(draft: Draft) -> Iterator[types.DocumentLink]:
    """
    Yield the links of *draft*; what leads nowhere is none.
    """
    for link in links(draft.outline):
        target = _target(draft, link)
        if target:
            yield types.DocumentLink(draft.buffer.places.to_range(link.span), target)


def _target(draft: Draft, link: Link) -> str:
    if link.sort == "layer" and link.target in shipped.packs():
        return uris.to_uri(shipped.file(f"{link.target}.yaml"))
    if link.sort == "address" or "://" in link.target:
        return untrusted.address(link.target)
    own = uris.to_path(draft.buffer.uri)
    return _file(Path(own), link.target, draft.resolver.root) if own else ""


def _file(own: Path, name: str, root: Path) -> str:
    """
    Return the URI of the file that the charter *own* calls *name*, if it lies where that may look.
    """
    path = own.parent / name
    region = root if is_inside(own, root) else own.parent
    is_there = path.suffix in YAML and is_inside(path, region) and path.is_file()
    return uris.to_uri(path.resolve()) if is_there else ""
