"""
Proposals, as an editor lists them.
"""

from typing import Any

from lsprotocol import types

from charter.lsp.buffers import Buffer
from charter.lsp.convert import Places
from charter.lsp.editor import Editor
from charter.lsp.writing.drafts import Draft
from charter.policy import Charter
from charter.policy.writing.completion import Proposal, Proposals, proposals
from charter.policy.writing.messages import message_proposals
from charter.provenance.commits import read_draft

_KINDS = {
    "key": types.CompletionItemKind.Property,
    "rule": types.CompletionItemKind.Constant,
    "value": types.CompletionItemKind.EnumMember,
}


def complete(draft: Draft, position: types.Position, editor: Editor) -> list[dict[str, Any]]:
    """
    Return what can be written at *position*, as it goes over the wire.
    """
    found = proposals(draft.outline, draft.buffer.places.to_offset(position), draft.vocabulary)
    return _items(found, draft.buffer.places, editor)


def complete_message(
    buffer: Buffer, charter: Charter, position: types.Position, editor: Editor
) -> list[dict[str, Any]]:
    """
    Return what can be written at *position* of a commit's message, likewise.
    """
    found = message_proposals(charter, read_draft(buffer.document.text), buffer.places.to_offset(position))
    return _items(found, buffer.places, editor)


def _items(found: Proposals, places: Places, editor: Editor) -> list[dict[str, Any]]:
    """
    Objects of lsprotocol would be built and taken apart again for hundreds of rules.
    """
    where = places.to_place(found.word).to_json()
    return [_item(idx, item, where, with_snippet=editor.takes_snippets) for idx, item in enumerate(found.items)]


def _item(idx: int, proposal: Proposal, where: object, *, with_snippet: bool) -> dict[str, Any]:
    is_snippet = with_snippet and bool(proposal.snippet)
    item: dict[str, Any] = {
        "label": proposal.label,
        "kind": _KINDS[proposal.sort].value,
        # Neovim narrows down by this alone.
        "filterText": proposal.label,
        "sortText": f"{idx:04}",
        "textEdit": {"range": where, "newText": proposal.snippet if is_snippet else proposal.text},
    }
    if is_snippet:
        item["insertTextFormat"] = types.InsertTextFormat.Snippet.value
    if proposal.about:
        item["detail"] = proposal.about
    if proposal.more:
        item["documentation"] = proposal.more
    return item
