"""
A charter as a tree of symbols, for outlines and breadcrumbs.
"""

from lsprotocol import types

from charter.lsp.writing.drafts import Draft
from charter.policy.writing.outline import Entry, Outline
from charter.report.untrusted import plain, shortened
from charter.text import Span

# What is deeper, or beyond, is no outline any more.
_DEPTH = 8
_MOST = 5_000
_WIDTH = 60


def to_symbols(draft: Draft) -> list[types.DocumentSymbol]:
    """
    Return the symbols of *draft*, each within the one that it stands in.
    """
    outline = draft.outline
    top: list[types.DocumentSymbol] = []
    made: dict[int, list[types.DocumentSymbol]] = {-1: top}
    depths = {-1: 0}
    for idx, entry in enumerate(outline.entries[:_MOST]):
        depth = depths.get(entry.parent, _DEPTH) + 1
        if depth <= _DEPTH and (entry.key or any(outline.children(idx))):
            symbol = _symbol(draft, idx)
            made[entry.parent].append(symbol)
            made[idx], depths[idx] = [], depth
            symbol.children = made[idx]
    return top


def flattened(symbols: list[types.DocumentSymbol], uri: str) -> list[types.SymbolInformation]:
    """
    Return *symbols* one after another, for editors that know no trees.
    """
    flat: list[types.SymbolInformation] = []
    rest = [(symbol, "") for symbol in reversed(symbols)]
    while rest:
        symbol, container = rest.pop()
        location = types.Location(uri, symbol.range)
        flat.append(types.SymbolInformation(location, symbol.name, symbol.kind, container_name=container or None))
        rest += [(child, symbol.name) for child in reversed(symbol.children or ())]
    return flat


def _symbol(draft: Draft, idx: int) -> types.DocumentSymbol:
    entry, places = draft.outline.entries[idx], draft.buffer.places
    return types.DocumentSymbol(
        name=_short(_name(draft.outline, idx)) or "-",
        kind=_kind(draft.outline, idx, entry),
        range=places.to_range(Span(entry.name.start, entry.end)),
        selection_range=places.to_range(entry.name),
        detail=_short(entry.text) or None,
    )


def _name(outline: Outline, idx: int) -> str:
    """
    Return the key, or what an entry of a list says first: its name, as a rule.
    """
    entry = outline.entries[idx]
    words = (outline.entries[child].text for child in outline.children(idx))
    return entry.key or next(filter(None, words), "")


def _kind(outline: Outline, idx: int, entry: Entry) -> types.SymbolKind:
    if not entry.key:
        return types.SymbolKind.Object
    first = next(outline.children(idx), None)
    if first is None:
        return types.SymbolKind.Key
    return types.SymbolKind.Namespace if outline.entries[first].key else types.SymbolKind.Array


def _short(text: str) -> str:
    return shortened(plain(text), _WIDTH)
