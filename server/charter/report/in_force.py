"""
A charter as text: which layers are in force, what follows from them for a file, and where each value is set.
"""

from collections.abc import Iterable, Iterator, Sequence
from datetime import date

from charter import policy
from charter.evidence import UNKNOWN, Provenance
from charter.model import Report
from charter.policy import Charter, Effective, Layer
from charter.policy.waivers.holding import recorded_for
from charter.report import untrusted
from charter.report.places import region
from charter.report.wording import place

ORGANISATION = "organisation"

_AI = Provenance("ai")
_WIDTH = 40


def render(charter: Charter, path: str, today: date, report: Report | None = None) -> Iterator[str]:
    """
    Yield what is in force for the file *path*, line by line.

    Rules that no charter names are only counted.

    Args:
        path: from the root; `*` at its end stands for any file of the folder.
        report: on the file, for what is silenced in it.
    """
    yield f"Charters in force for {_subject(path)}, each binding the next:\n"
    yield from map(_layer, charter.layers)
    if not any(layer.label == ORGANISATION for layer in charter.layers):
        yield "There is no organisation layer: these charters are as strong as the review of their own files.\n"
    if excluded_by := policy.is_excluded(charter, path):
        yield f"This file is excluded by {place(excluded_by)}.\n"
    held = [*policy.effective(charter, path, today, UNKNOWN)]
    yield from _table(each for each in held if each.clause)
    yield from _otherwise("Where AI wrote the code", held, policy.effective(charter, path, today, _AI))
    yield from _stages(charter, path, today, held)
    yield from _exceptions(charter, path, today, report)
    yield from _last(charter, held)


def _subject(path: str) -> str:
    folder, _, name = path.rpartition("/")
    return f"files in {untrusted.path(folder or '.')}/" if name == "*" else untrusted.path(path)


def _layer(layer: Layer) -> str:
    others = [source for source in layer.files if source != layer.source]
    about = [
        " ".join(filter(None, (layer.name, layer.revision))),
        f"extends {', '.join(others)}" if others else "",
        f"owner {layer.owner}" if layer.owner else "",
        f"contact {layer.contact}" if layer.contact else "",
        "" if layer.is_read else "NOT WHOLLY IN FORCE, see charter policy check",
    ]
    told = "; ".join(untrusted.plain(fact) for fact in about if fact)
    return f"  {untrusted.plain(layer.label)}: {untrusted.path(layer.source)}{told and f' ({told})'}\n"


def _stages(charter: Charter, path: str, today: date, held: Sequence[Effective]) -> Iterator[str]:
    """
    Yield what each stage that is still ahead changes.
    """
    for day in charter.stage_days:
        if day > today:
            then = [*policy.effective(charter, path, day)]
            yield from _otherwise(f"From {day.isoformat()} on", held, then)
            held = then


def _otherwise(head: str, held: Iterable[Effective], then: Iterable[Effective]) -> Iterator[str]:
    rows = changed(held, then)
    if rows:
        yield f"{head}:\n"
        yield from _table(rows)


def changed(held: Iterable[Effective], then: Iterable[Effective]) -> list[Effective]:
    """
    Return what of *then* is not held already.
    """
    values = {(each.key, each.value) for each in held}
    return [each for each in then if (each.key, each.value) not in values]


def _exceptions(charter: Charter, path: str, today: date, report: Report | None) -> Iterator[str]:
    rows = exceptions(charter, path, today, report)
    if rows:
        yield "Exceptions:\n"
    for words, reason, where in rows:
        yield f"  {words}  {f'does not hold: {untrusted.plain(reason)}' if reason else 'holds'}  {where}\n"


def exceptions(charter: Charter, path: str, today: date, report: Report | None) -> list[tuple[str, str, str]]:
    """
    Return the waivers that are about the file, and what comments in it silence.

    Returns:
        What it is, why it does not hold (empty if it does), and where it stands.
    """
    rows = [
        (untrusted.plain(", ".join((waiver.id or "waiver", *sorted(waiver.rules)))), reason, place(waiver.clause))
        for waiver, reason in recorded_for(path, charter, today)
    ]
    for decision in report.decisions if report else ():
        if report and decision.suppression and decision.suppression.kind == "inSource":
            line = region(report.lines, decision.suppression.span).line
            words = f"{decision.suppression.by} {decision.finding.rule}"
            rows.append((words, "", f"{untrusted.path(report.path)}:{line}"))
    return list(dict.fromkeys(rows))


def _last(charter: Charter, held: Iterable[Effective]) -> Iterator[str]:
    if charter.unread:
        yield f"Not wholly in force: {', '.join(map(untrusted.path, charter.unread))}.\n"
    if n_problems := len(charter.problems):
        mistakes = "a mistake" if n_problems == 1 else f"{n_problems} mistakes"
        verb = "is" if n_problems == 1 else "are"
        yield f"There {verb} {mistakes} in these charters: see charter policy check.\n"
    named = {each.key for each in held if each.clause}
    n_silent = sum({f"rules.{rule.id}", *_limit_key(rule.id, charter)}.isdisjoint(named) for rule in charter.book)
    yield f"{n_silent} other rules are at their own defaults.\n"


def _limit_key(rule_id: str, charter: Charter) -> Iterator[str]:
    limit = charter.book[rule_id].limit
    if limit:
        yield f"rules.{rule_id}.{limit.key}"


def _table(found: Iterable[Effective]) -> Iterator[str]:
    rows = [(untrusted.plain(each.key), untrusted.plain(each.value), said_by(each)) for each in found]
    key_width = max((len(key) for key, _, _ in rows), default=0)
    # One long value must not push all origins out of sight.
    value_width = min(_WIDTH, max((len(value) for _, value, _ in rows), default=0))
    for key, value, origin in rows:
        yield f"  {key:<{key_width}}  {value:<{value_width}}  {origin}\n"


def said_by(held: Effective) -> str:
    """
    Return where a value is set, and what other layers say in vain.
    """
    others = [
        f"{untrusted.plain(each.value)} by {place(each.clause)}"
        for each in held.said
        if each.clause != held.clause and each.value != held.value
    ]
    where = place(held.clause) if held.clause else "default"
    return f"{where}; not {', '.join(others)}" if others else where
