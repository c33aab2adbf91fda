"""
What can be done about a problem in a charter beside writing another word: take the entry out, or complete it.
"""

from collections.abc import Iterator

from charter.model import Edit, Fix
from charter.policy.language.records import Key, Record
from charter.policy.problems import listed, shown
from charter.policy.writing import grammar
from charter.policy.writing.outline import Entry, Outline
from charter.policy.writing.outline import outline as outline_of
from charter.text import Span

# An entry with such a problem has no effect, so nothing changes when it goes.
_WITHOUT_EFFECT = frozenset(
    {
        "charter.bad-glob",
        "charter.cycle",
        "charter.duplicate-key",
        "charter.unknown-key",
        "charter.unknown-rule",
        "charter.unknown-tool",
        "charter.weakens-layer",
    }
)
_INCOMPLETE = "charter.wrong-type"


def cures(text: str, rule: str, span: Span) -> Iterator[Fix]:
    """
    Yield what can be done about the problem *rule* at *span* of a charter's *text*.
    """
    if rule not in _WITHOUT_EFFECT and rule != _INCOMPLETE:
        return
    outline = outline_of(text)
    idx = _entry(outline, span)
    if idx >= 0 and rule == _INCOMPLETE:
        yield from _completion(outline, idx)
    elif idx >= 0:
        name = outline.entries[idx].key or outline.entries[idx].text
        yield Fix(f"Remove {shown(name)}" if name else "Remove this entry", (Edit(_removal(outline, idx), ""),))


def _entry(outline: Outline, span: Span) -> int:
    """
    Return the index of the smallest entry that holds *span*; -1 if none does.
    """
    idx = outline.before(span.start)
    while idx >= 0 and outline.entries[idx].end < span.end:
        idx = outline.entries[idx].parent
    return idx


# -- taking out --------------------------------------------------------------------------------------------------------


def _removal(outline: Outline, idx: int) -> Span:
    entry = outline.entries[idx]
    siblings = [outline.entries[each] for each in outline.children(entry.parent)]
    behind = next((each for each in siblings if each.name.start > entry.name.start), None)
    if entry.indent is None:
        before = [each for each in siblings if each.name.start < entry.name.start]
        return _between(entry, before[-1] if before else None, behind)
    start = _line_start(outline.text, entry.name.start)
    if not outline.text[start : entry.name.start].strip():
        return Span(start, _line_end(outline.text, entry.end))
    # It shares its line with a dash.
    return Span(entry.name.start, behind.name.start) if behind else _removal(outline, entry.parent)


def _between(entry: Entry, before: Entry | None, behind: Entry | None) -> Span:
    if behind:
        return Span(entry.name.start, behind.name.start)
    return Span(before.end if before else entry.name.start, entry.end)


def _line_start(text: str, offset: int) -> int:
    return max(text.rfind("\n", 0, offset), text.rfind("\r", 0, offset)) + 1


def _line_end(text: str, offset: int) -> int:
    ends = [end for end in (text.find("\n", offset), text.find("\r", offset)) if end >= 0]
    if not ends:
        return len(text)
    return min(ends) + (2 if text.startswith("\r\n", min(ends)) else 1)


# -- completing --------------------------------------------------------------------------------------------------------


def _completion(outline: Outline, idx: int) -> Iterator[Fix]:
    for each in reversed(outline.chain(idx)):
        meaning = grammar.meaning(outline.path(each))
        kind = meaning.kind if meaning else None
        if isinstance(kind, Record) and kind.required:
            present = {outline.entries[child].key for child in outline.children(each)}
            missing = [key for key in kind.keys if key.name in kind.required and key.name not in present]
            if missing:
                names = listed(key.name for key in missing)
                yield Fix(f"Add {names.replace(' or ', ' and ')}", (_insertion(outline, each, missing),))
            return


def _insertion(outline: Outline, idx: int, missing: list[Key[object]]) -> Edit:
    entry = outline.entries[idx]
    first = next((outline.entries[child] for child in outline.children(idx)), None)
    words = [f"{key.name}: {'[]' if grammar.is_list(key.kind) else ''}" for key in missing]
    if first is None:
        within = entry.value.start + outline.text.startswith("{", entry.value.start)
        return Edit(Span(within, within), ", ".join(words))
    here = Span(first.name.start, first.name.start)
    if first.indent is None:
        return Edit(here, "".join(f"{word}, " for word in words))
    return Edit(here, "".join(f"{word}\n{' ' * first.indent}" for word in words))
