"""
What is in force for one file as a page for people: what `in_force` says, in tables.
"""

from collections.abc import Iterable, Iterator
from datetime import date

from charter import policy
from charter.evidence import UNKNOWN, Provenance
from charter.model import Report
from charter.policy import Charter, Effective
from charter.report.handbook.blocks import Block, Handbook, Paragraph, Section, Table
from charter.report.handbook.words import NONE, listed
from charter.report.in_force import changed, exceptions, said_by
from charter.report.wording import place

_HEAD = ("Key", "Value", "Which line says so")


def in_force_page(charter: Charter, path: str, today: date, report: Report | None = None) -> Handbook:
    """
    Return what is in force for the file *path*, and where each value is set.

    Args:
        path: from the root.
        report: on the file, for what is silenced in it.
    """
    edition = f"{charter.name or 'AI code charter'}, {charter.revision or 'no revision'}, as of {today.isoformat()}"
    sections = (
        Section("Layers", (_layers(charter),)),
        *_at(charter, path, today),
        *_exceptions(charter, path, today, report),
    )
    return Handbook(f"In force for {path}", edition, sections)


def _layers(charter: Charter) -> Table:
    rows = tuple(
        (layer.label, layer.source, listed(filter(None, (layer.owner, layer.contact))) or NONE, _state(layer.is_read))
        for layer in charter.layers
    )
    return Table("Each binds the next.", ("Layer", "File", "Owner", "State"), rows)


def _state(is_read: bool) -> str:  # noqa: FBT001 -- a field of the layer
    return "in force" if is_read else "not wholly in force"


def _at(charter: Charter, path: str, today: date) -> Iterator[Section]:
    if excluded_by := policy.is_excluded(charter, path):
        yield Section("Excluded", (Paragraph(f"This file is excluded by {place(excluded_by)}."),))
    held = [*policy.effective(charter, path, today, UNKNOWN)]
    yield from _section("Set by a charter", (each for each in held if each.clause))
    yield from _section(
        "Where AI wrote the code", changed(held, policy.effective(charter, path, today, Provenance("ai")))
    )
    for day in charter.stage_days:
        if day > today:
            then = [*policy.effective(charter, path, day)]
            yield from _section(f"From {day.isoformat()} on", changed(held, then))
            held = then


def _section(title: str, found: Iterable[Effective]) -> Iterator[Section]:
    rows = tuple((each.key, each.value, said_by(each)) for each in found)
    if rows:
        yield Section(title, (Table("All else is at its default.", _HEAD, rows),))


def _exceptions(charter: Charter, path: str, today: date, report: Report | None) -> Iterator[Section]:
    found = exceptions(charter, path, today, report)
    rows = tuple((words, reason or "holds", where) for words, reason, where in found)
    block: Block = Table("For this file.", ("Exception", "State", "Where"), rows)
    if rows:
        yield Section("Exceptions", (block,))
