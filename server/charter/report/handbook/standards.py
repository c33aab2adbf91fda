"""
What code must be: secure, simple, and held to more where AI wrote it.
"""

from collections.abc import Iterator, Mapping

from charter.model import Level, Rule
from charter.policy import Charter, Ruling
from charter.policy.binding.ruling import Circumstances
from charter.policy.judging.controls import evidence
from charter.policy.showing.wherever import ruling_in
from charter.report.handbook.blocks import Block, Bullets, Paragraph, Table
from charter.report.handbook.words import NONE, listed, settings

# Those that are spoken of in other sections.
_OTHER_FAMILIES = frozenset({"tools", "charter", "waiver", "provenance", "disclosure"})
_QUALITY = "complexity"
_SHOWN = (
    (Level.BLOCK, "Stops the work: a change with such a finding does not pass"),
    (Level.WARN, "Warns: to be put right before review"),
    (Level.ADVISE, "Advises: worth knowing"),
)
_DEMANDS = {
    "require": "must say where AI helped",
    "allow": "may say where AI helped",
    "forbid": "must not name AI",
    "off": "need not say anything of AI",
}


def security(charter: Charter, now: Circumstances) -> Iterator[Block]:
    """
    Yield which insecure patterns are stopped, and which are only spoken of.
    """
    rules = [rule for rule in charter.book if rule.family not in _OTHER_FAMILIES | {_QUALITY}]
    rulings = {rule.id: ruling_in(charter, rule.id, "", now) for rule in rules}
    for level, caption in _SHOWN:
        found = [rule for rule in rules if rulings[rule.id].level == level]
        if found:
            rows = tuple((rule.id, rule.summary.replace("`", ""), _note(rulings[rule.id])) for rule in found)
            yield Table(caption, ("Rule", "What it sees", "Why here"), rows)
    yield from _unlisted(rulings)


def _unlisted(rulings: Mapping[str, Ruling]) -> Iterator[Block]:
    """
    Yield what the tables do not say: where the severity decides, and what is not looked for.

    Args:
        rulings: by rule.
    """
    if any(
        ruling.clause and ruling.clause.key.endswith(f"rules.{rule_id.partition('.')[0]}")
        for rule_id, ruling in rulings.items()
    ):
        yield Paragraph(
            "Where the charter names only the family of a pattern, findings of low severity are counted and not shown."
        )
    n_open = sum(ruling.level is None for ruling in rulings.values())
    if n_open:
        yield Paragraph(
            f"For {n_open} more patterns the severity of each finding decides whether it warns, advises or is only "
            "counted."
        )
    silent = [rule_id for rule_id, ruling in rulings.items() if ruling.level == Level.OFF]
    if silent:
        yield Paragraph(f"Not looked for: {listed(silent)}.")


def quality(charter: Charter, now: Circumstances) -> Iterator[Block]:
    """
    Yield how complex code may be.
    """
    rows = [_measure(rule, ruling_in(charter, rule.id, "", now)) for rule in charter.book if rule.family == _QUALITY]
    if rows:
        yield Table("Limits", ("Measure", "What it counts", "Limit", "Beyond it", "Why here"), tuple(rows))


def ai_code(charter: Charter) -> Iterator[Block]:
    """
    Yield what is held to more where AI wrote the code, and what has to be disclosed.
    """
    changed = [words for layer in charter.layers for words in settings(layer.ai_code)]
    if changed:
        yield Paragraph("Where AI wrote the code, or a part of it, these rules hold, if they are stricter:")
        yield Bullets(tuple(dict.fromkeys(changed)))
    counted = "code of AI" if charter.unknown_is_ai else "code of people"
    if changed or charter.unknown_is_ai:
        yield Paragraph(f"Code of which nobody knows who wrote it counts as {counted}.")
    demands = tuple(_disclosed(charter))
    if demands:
        yield Paragraph("What has to be disclosed:")
        yield Bullets(demands)


def controls(charter: Charter, now: Circumstances) -> Iterator[Block]:
    """
    Yield for which controls of a catalogue the checks are evidence, and how each is in force.
    """
    rows = tuple(
        (catalogue, control, listed(_in_force(charter, rule, now) for rule in rules) or NONE)
        for (catalogue, control), rules in evidence(charter).items()
    )
    if rows:
        yield Table("What is evidence for which control", ("Catalogue", "Control", "Rules, and their level"), rows)


def _in_force(charter: Charter, rule: str, now: Circumstances) -> str:
    level = ruling_in(charter, rule, "", now).level
    return f"{rule} ({'by finding' if level is None else level.word})"


def _measure(rule: Rule, ruled: Ruling) -> tuple[str, ...]:
    limit = f"{rule.limit.key} {ruled.limit:g}" if rule.limit and ruled.limit is not None else NONE
    level = ruled.level.word if ruled.level is not None else "by finding"
    return rule.id, rule.summary.replace("`", ""), limit, level, _note(ruled)


def _note(ruled: Ruling) -> str:
    clauses = filter(None, (ruled.clause, ruled.limit_clause))
    return listed(clause.note for clause in clauses if clause.note) or NONE


def _disclosed(charter: Charter) -> Iterator[str]:
    said = charter.disclosure
    if said.profile:
        yield f"The form is that of {said.profile.value}."
    if said.commits:
        yield f"Commit messages {_DEMANDS[said.commits.value]}."
    if said.files:
        yield f"Files {_DEMANDS[said.files.value]}."
    if said.human_sign_off and said.human_sign_off.value:
        yield "A person signs off each commit; AI does not."
    if said.reviewed_by and said.reviewed_by.value:
        yield f"Somebody other than the author reviews what AI wrote in {listed(sorted(said.reviewed_by.value))}."
