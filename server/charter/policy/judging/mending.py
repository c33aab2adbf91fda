"""
How to mend what a tool is said to have been: its model's name.
"""

from msgspec.structs import replace

from charter.model import Edit, Finding, Fix
from charter.policy.judging.spelling import corrected_model
from charter.policy.model.charter import Charter
from charter.text import Span


def mended(charter: Charter, finding: Finding, text: str) -> Finding:
    """
    Return *finding* with the fix that writes a misspelt model right, where *text* names it in one place.
    """
    model = finding.evidence and finding.evidence.model
    corrected = corrected_model(model, charter.catalogue) if model and finding.rule == "tools.misspelt-model" else None
    if not model or not corrected:
        return finding
    place, n_places = text.find(model, *_bounds(finding)), text.count(model, *_bounds(finding))
    if n_places != 1:
        return finding
    edit = Edit(Span(place, place + len(model)), corrected)
    return replace(finding, fixes=(*finding.fixes, Fix(f"Write '{corrected}'", (edit,))))


def _bounds(finding: Finding) -> tuple[int, int]:
    return finding.span.start, finding.span.end
