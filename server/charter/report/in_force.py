"""
A charter as text: which layers are in force, what follows from them, and where each value is set.
"""

from collections.abc import Iterable, Iterator
from datetime import date

from charter import policy
from charter.model import Clause
from charter.policy import Charter, Layer, Ruling
from charter.report import untrusted
from charter.report.wording import place

ORGANISATION = "organisation"

# A key, its value, and the clause that sets it.
Row = tuple[str, str, Clause | None]


def render(charter: Charter, path: str, today: date) -> Iterator[str]:
    """
    Yield what is in force for the file *path*, line by line.

    Rules that no charter names are only counted.

    Args:
        path: from the root; `*` at its end stands for any file of the folder.
    """
    yield f"Charters in force for {_subject(path)}, each binding the next:\n"
    yield from map(_layer, charter.layers)
    if not any(layer.label == ORGANISATION for layer in charter.layers):
        yield "There is no organisation layer: these charters are as strong as the review of their own files.\n"
    if excluded_by := policy.is_excluded(charter, path):
        yield f"This file is excluded by {place(excluded_by)}.\n"
    rulings = [policy.explain(charter, rule.id, path, today) for rule in charter.book]
    set_by_charter = [ruling for ruling in rulings if ruling.clause or ruling.limit_clause]
    yield from _table([*terms(charter), *map(_row, set_by_charter)])
    if charter.unread:
        yield f"Not wholly in force: {', '.join(map(untrusted.path, charter.unread))}.\n"
    if n_problems := len(charter.problems):
        mistakes = "a mistake" if n_problems == 1 else f"{n_problems} mistakes"
        yield f"There {'is' if n_problems == 1 else 'are'} {mistakes} in these charters: see charter check.\n"
    yield f"{len(rulings) - len(set_by_charter)} other rules are at their own defaults.\n"


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
        "" if layer.is_read else "NOT WHOLLY IN FORCE, see charter check",
    ]
    told = "; ".join(untrusted.plain(fact) for fact in about if fact)
    return f"  {untrusted.plain(layer.label)}: {untrusted.path(layer.source)}{told and f' ({told})'}\n"


def terms(charter: Charter) -> Iterator[Row]:
    """
    Yield what charters set beside the rules; what none sets is at its default.
    """
    terms = charter.waivers
    values = {
        "require": ", ".join(terms.require),
        "not_waivable": ", ".join(sorted(terms.not_waivable)),
        "suppressions": terms.suppressions,
        "inline": terms.inline,
    }
    yield from ((f"waivers.{key}", value, terms.clauses[key]) for key, value in values.items() if key in terms.clauses)
    if charter.size_clause:
        yield "size_limit", f"{charter.size_limit} bytes", charter.size_clause
    for layer in charter.layers:
        yield from _tools(layer)


def _tools(layer: Layer) -> Iterator[Row]:
    for approval in (layer.approved or {}).values():
        until = f" until {approval.until.isoformat()}" if approval.until else ""
        yield "tools.approved", f"{untrusted.plain(approval.tool)}{until}", approval.clause
    for denial in layer.denied.values():
        yield "tools.denied", untrusted.plain(denial.tool), denial.clause


def _row(ruling: Ruling) -> Row:
    level = "by finding" if ruling.level is None else ruling.level.word
    limit = "" if ruling.limit is None else f", limit {ruling.limit:g}"
    return ruling.rule, f"{level}{limit}", ruling.limit_clause or ruling.clause


def _table(rows: Iterable[Row]) -> Iterator[str]:
    rows = list(rows)
    key_width = max((len(key) for key, _, _ in rows), default=0)
    value_width = max((len(value) for _, value, _ in rows), default=0)
    for key, value, clause in rows:
        yield f"  {key:<{key_width}}  {value:<{value_width}}  {place(clause) if clause else 'default'}\n"
