"""
Whether what keeps a tool from reading files keeps it from those that it must not see.

A zone is covered if made-up paths, one for each of its patterns, are ignored: names that
nobody uses are matched by general patterns only. What a zone carves out may be read.
"""

import re
from collections.abc import Iterator

from charter.globs import Globs
from charter.model import Edit, Finding, Fix
from charter.policy.binding.ruling import class_of
from charter.policy.model.charter import Charter
from charter.policy.model.scopes import AiUse, DataClass, Zone
from charter.policy.problems import listed
from charter.text import Document, Span, line_spans

RULE = "data.unignored-zone"

_UNUSED = "zq7x"
_STARS = re.compile(r"\*+|\?")


def unignored(charter: Charter, tool: str, document: Document) -> Finding | None:
    """
    Return the finding that *document*, which keeps *tool* from reading files, leaves protected zones open.
    """
    folder = document.path.rpartition("/")[0]
    ignored = Globs(document.text[span.start : span.end].rstrip("\r\n") for span in line_spans(document.text))
    names: list[str] = []
    lines: list[str] = []
    for zone in _protected(charter, tool):
        missing = [pattern for pattern, path in _paths(zone, folder) if not ignored.matches(path)]
        if missing:
            names.append(zone.name)
            lines += missing
    return _finding(document, names, list(dict.fromkeys(lines))) if lines else None


def _protected(charter: Charter, tool: str) -> Iterator[Zone]:
    """
    Yield the zones that *tool* must not see: AI is forbidden there, or their data is above its class.
    """
    name = class_of(charter, tool)
    terms = (layer.classes.get(name) for layer in charter.layers)
    most = min((each.data.value for each in terms if each and each.data), default=DataClass.RESTRICTED)
    for zone in (zone for layer in charter.layers for zone in layer.zones):
        is_forbidden = zone.ai is not None and zone.ai.value == AiUse.FORBIDDEN
        if is_forbidden or (zone.data is not None and zone.data.value > most):
            yield zone


def _paths(zone: Zone, folder: str) -> Iterator[tuple[str, str]]:
    """
    Yield for each pattern of *zone* the line that covers it in a file of *folder*, and a path that it means there.
    """
    for text in zone.texts:
        if text.startswith("!") or "[" in text or "\\" in text:
            continue
        body = text.removeprefix("/")
        is_anywhere = body.startswith("**/") or "/" not in body.rstrip("/")
        place = f"{zone.folder}/" if zone.folder else ""
        if is_anywhere and not place:
            yield text, _sample(body if body.startswith("**/") else f"**/{body}")
            continue
        whole = f"{place}{'**/' if is_anywhere and not body.startswith('**/') else ''}{body}"
        if not folder:
            yield (text if not place else f"/{whole}"), _sample(whole)
        elif whole.startswith(f"{folder}/"):
            inner = whole.removeprefix(f"{folder}/")
            yield f"/{inner}", _sample(inner)


def _sample(pattern: str) -> str:
    return _STARS.sub(_UNUSED, pattern) + (_UNUSED if pattern.endswith("/") else "")


def _finding(document: Document, zones: list[str], lines: list[str]) -> Finding:
    end = len(document.text)
    start = "" if not document.text or document.text.endswith(("\n", "\r")) else "\n"
    fix = Fix("Add what is missing", (Edit(Span(end, end), start + "".join(f"{line}\n" for line in lines)),))
    names = listed(dict.fromkeys(zones))
    reason = f"The tool that reads this file must not see {names}, and nothing here keeps it out."
    return Finding(RULE, Span(0, 0), f"Add {', '.join(lines)}.", reason, extent=Span(0, 0), fixes=(fix,))
