"""
What a handbook holds, in the order in which people need it.
"""

from collections.abc import Iterable, Iterator
from datetime import date

from charter.policy import Charter
from charter.policy.binding.ruling import Circumstances
from charter.report.handbook import people, standards, use
from charter.report.handbook.blocks import Block, Bullets, Handbook, Paragraph, Section, Table
from charter.report.handbook.words import NONE, listed

_LEVELS = (
    "block: stops the work. The editor shows an error, and the change does not pass.",
    "warn: is put right before review.",
    "advise: is worth knowing.",
    "observe: is counted in reports and shown to nobody while they work.",
    "off: is not looked for.",
)


def handbook(charter: Charter, today: date) -> Handbook:
    """
    Return all that *charter* says to people, as of *today*.
    """
    now = Circumstances(today)
    sections = {
        "Purpose": _purpose(charter),
        "Acceptable use of AI tools": use.tools(charter, now),
        "Zones": use.places(charter),
        "Security protocol": standards.security(charter, now),
        "Quality standards": standards.quality(charter, now),
        "Code that AI wrote": standards.ai_code(charter),
        "Controls": standards.controls(charter, now),
        "Ownership": people.ownership(charter),
        "Exceptions": people.exceptions(charter),
        "Rollout calendar": people.calendar(charter, today),
        "What is not checked": _unchecked(charter),
        "Whom to ask": people.contact(charter),
        "Where this comes from": _origin(charter),
    }
    edition = (
        f"Edition {charter.revision}, as of {today.isoformat()}" if charter.revision else f"As of {today.isoformat()}"
    )
    return Handbook(charter.name or "AI code charter", edition, tuple(_sections(sections.items())))


def _sections(found: Iterable[tuple[str, Iterator[Block]]]) -> Iterator[Section]:
    for title, blocks in found:
        section = Section(title, tuple(blocks))
        if section.blocks:
            yield section


def _purpose(charter: Charter) -> Iterator[Block]:
    yield Paragraph(
        "This charter says which AI tools may be used for code and where, how secure and how simple code must be, "
        "who answers for it, and how exceptions are made. It holds for all code, whoever or whatever wrote it, and "
        "who commits a line answers for it. Editors show what it says while people and agents type; the same "
        "checks run on each change."
    )
    if charter.owner:
        yield Paragraph(f"Owner: {charter.owner}.")
    yield Paragraph("What it finds is at one of five levels:")
    yield Bullets(_LEVELS)


def _unchecked(charter: Charter) -> Iterator[Block]:
    patterns = listed(each.value for layer in charter.layers if layer.exclude for each in layer.exclude.patterns)
    left_out = listed(
        name for layer in charter.layers if (said := layer.languages.exclude) for name in sorted(said.value)
    )
    included = listed(
        name for layer in charter.layers if (said := layer.languages.include) for name in sorted(said.value)
    )
    facts = (
        f"Files larger than {charter.size_limit:,} bytes; that is said.",
        f"Paths: {patterns}." if patterns else "",
        f"Languages: {left_out}." if left_out else "",
        f"Languages other than {included}." if included else "",
    )
    yield Bullets(tuple(filter(None, facts)))


def _origin(charter: Charter) -> Iterator[Block]:
    rows = tuple(
        (
            layer.label,
            layer.source,
            listed(source for source in layer.files if source != layer.source) or NONE,
            layer.owner or NONE,
        )
        for layer in charter.layers
    )
    yield Table("Charters in force, each binding the next", ("Layer", "File", "Builds on", "Owner"), rows)
    if charter.unread:
        yield Paragraph(f"Not wholly in force, because something in it could not be read: {listed(charter.unread)}.")
