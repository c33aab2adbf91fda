"""
What a newer charter allows that an older one did not.

Only what is in force is compared, path by path and day by day, so that neither
moving lines about nor what a higher layer forbids anyway looks like a change. What
was merely counted, at `observe`, held nobody back.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date
from typing import Any

from msgspec import Struct

from charter.evidence import UNKNOWN, Evidence, Provenance
from charter.model import Clause, Finding, Level, Limit
from charter.policy.binding.ruling import Ruling
from charter.policy.binding.sites import site_of, zone_of
from charter.policy.binding.stricter import BINDINGS, Binding, settled
from charter.policy.judging.decisions import decide, explain, is_excluded, judge
from charter.policy.judging.uses import approval
from charter.policy.model.charter import Charter
from charter.policy.model.registers import Recorded
from charter.policy.model.uses import USE_KEYS, USE_RULES, Server, UseOf
from charter.policy.waivers.known import is_loosened
from charter.text import Span

_NOWHERE = Span(0, 0)
# A rule that leaves the level to each finding gives from observe to warn.
_BY_FINDING = Level.WARN - 0.5


class Loosening(Struct, frozen=True):
    """
    One thing that is allowed now.

    Args:
        what: such as `rules.security.eval: block → warn`.
        clause: where the newer charter says so; None if it says nothing any more.
        when: for which code, or from which day on; empty for all, and today.
    """

    what: str
    clause: Clause | None = None
    when: str = ""


def loosenings(before: Charter, after: Charter, paths: Iterable[str], today: date) -> Iterator[Loosening]:
    """
    Yield what *after* allows and *before* did not, each once.

    Args:
        paths: of files for which the two are in force, charters last.
    """
    names = [*paths]
    found = [
        *_bound(before, after),
        *_relaxed(before, after),
        *_left_out(before, after, names),
        *_registered(before, after),
        *(loosening for path in _each_place(before, after, names) for loosening in _at(before, after, path, today)),
    ]
    always = {each.what for each in found if not each.when}
    yield from dict.fromkeys(each for each in found if not each.when or each.what not in always)


def newly_known(before: Charter, after: Charter) -> dict[str, int]:
    """
    Return how many findings *after* records as known and *before* did not, by the file that records them.
    """
    counts: dict[str, int] = {}
    for path, entries in after.known.items():
        earlier = before.known.get(path, {})
        for fingerprint, entry in entries.items():
            if is_loosened(entry, earlier.get(fingerprint), after.book.rules):
                counts[entry.source] = counts.get(entry.source, 0) + 1
    return counts


def _each_place(before: Charter, after: Charter, paths: Sequence[str]) -> Iterable[str]:
    """
    Return the first path for each combination of what the two charters have in force.
    """
    return {(_place(before, path), _place(after, path)): path for path in reversed(paths)}.values()


def _place(charter: Charter, path: str) -> tuple[object, ...]:
    site = site_of(charter, path)
    return tuple((each.rank, each.zone and each.zone.name) for each in site.standings), bool(site.excluded_by)


def _at(before: Charter, after: Charter, path: str, today: date) -> Iterator[Loosening]:
    if is_excluded(after, path):
        return
    for day in (today, *sorted(day for day in {*before.stage_days, *after.stage_days} if day > today)):
        spot = _Spot(before, after, path, day, "" if day == today else f" from {day.isoformat()} on")
        yield from spot.rules(UNKNOWN, "")
        yield from spot.rules(Provenance("ai"), " for AI's code")
        yield from spot.tools()
    yield from _zones(before, after, path)


class _Spot(Struct, frozen=True):
    """
    Where and when two charters are compared.

    Args:
        when: as in `Loosening`.
    """

    before: Charter
    after: Charter
    path: str
    day: date
    when: str

    def rules(self, provenance: Provenance, whose: str) -> Iterator[Loosening]:
        for rule in self.after.book:
            was, now = (
                explain(charter, rule.id, self.path, self.day, provenance) for charter in (self.before, self.after)
            )
            if _weight(now.level) < _weight(was.level) > Level.OBSERVE:
                what = f"rules.{rule.id}: {_word(was)} → {_word(now)}"
                yield Loosening(what, now.clause, f"{whose}{self.when}")
            elif rule.limit and was.level and _is_milder(rule.limit, was.limit, now.limit):
                what = f"rules.{rule.id}.{rule.limit.key}: {was.limit:g} → {now.limit:g}"
                yield Loosening(what, now.limit_clause, f"{whose}{self.when}")

    def tools(self) -> Iterator[Loosening]:
        if any(self.path in layer.files for layer in (*self.before.layers, *self.after.layers)):
            # A charter names tools to rule on them.
            return
        for evidence in _each_evidence(self.before, self.after):
            was, now = (_tool_level(charter, evidence, self.path, self.day) for charter in (self.before, self.after))
            if now < was > Level.OBSERVE:
                name = evidence.tool or "AI without a name"
                model = f" with {evidence.model}" if evidence.model else ""
                what = f"tools, {name}{model}: {was.word} → {now.word}"
                yield Loosening(what, _approval(self.after, evidence.tool), self.when)
        for entry, finding in _each_use(self.before, self.after):
            was, now = (_use_level(charter, finding, self.path, self.day) for charter in (self.before, self.after))
            if now < was > Level.OBSERVE:
                evidence = finding.evidence
                clause = evidence and approval(self.after, evidence, self.path)
                yield Loosening(f"{entry}: {was.word} → {now.word}", clause, self.when)


def _is_milder(limit: Limit, was: float | None, now: float | None) -> bool:
    return was is not None and now is not None and limit.stricter(was, now) != now


def _each_evidence(*charters: Charter) -> Iterator[Evidence]:
    tools = {tool.id: None for charter in charters for tool in charter.catalogue.tools}
    yield Evidence("marker", None, None, _NOWHERE)
    yield from (Evidence("marker", tool, None, _NOWHERE) for tool in tools)
    # A pattern stands for the models that it was written for.
    for charter in charters:
        for layer in charter.layers:
            for tool, approved in (layer.approved or {}).items():
                yield from (Evidence("marker", tool, model, _NOWHERE) for model in approved.models or ())


def _tool_level(charter: Charter, evidence: Evidence, path: str, day: date) -> Level:
    finding = judge(charter, evidence, path, day)
    decision = finding and decide(charter, finding, path, day)
    return decision.level if decision and decision.is_in_force else Level.OFF


def _each_use(*charters: Charter) -> Iterator[tuple[str, Finding]]:
    """
    Yield what each list approves as if it were seen, after the entry; a pattern stands for what it was written for.
    """
    for layer in (layer for charter in charters for layer in charter.layers):
        for use, listed in layer.uses.items():
            for name, evidence in (pair for entry in listed.approved for pair in _as_seen(use, entry.value)):
                yield (
                    f"{USE_KEYS[use]}, {name}",
                    Finding(USE_RULES[use], _NOWHERE, "", "", _NOWHERE, evidence=evidence),
                )


def _as_seen(use: UseOf, entry: str | Server) -> Iterator[tuple[str, Evidence]]:
    if isinstance(entry, Server):
        for way in filter(None, (entry.command, entry.url)) if entry.command or entry.url else ("",):
            yield f"{entry.name} {way}".strip(), Evidence("server", entry.name, None, _NOWHERE, source=way)
    elif use == "model":
        yield entry, Evidence("model", None, entry, _NOWHERE)
    else:
        yield entry, Evidence(use, entry, None, _NOWHERE)


def _use_level(charter: Charter, finding: Finding, path: str, day: date) -> Level:
    decision = decide(charter, finding, path, day)
    return decision.level if decision and decision.is_in_force else Level.OFF


def _approval(charter: Charter, tool: str | None) -> Clause | None:
    approvals = [layer.approved[tool] for layer in charter.layers if tool and layer.approved and tool in layer.approved]
    return approvals[-1].clause if approvals else None


def _zones(before: Charter, after: Charter, path: str) -> Iterator[Loosening]:
    was, now = zone_of(before, path), zone_of(after, path)
    if now.ai_use < was.ai_use:
        what = f"zones, ai at {path}: {was.ai_use.word} → {now.ai_use.word}"
        yield Loosening(what, now.ai.clause if now.ai else None)
    if now.data_class < was.data_class:
        what = f"zones, data at {path}: {was.data_class.word} → {now.data_class.word}"
        yield Loosening(what, now.data.clause if now.data else None)


def _bound(before: Charter, after: Charter) -> Iterator[Loosening]:
    for binding in BINDINGS:
        was, now = settled(binding, before.layers), settled(binding, after.layers)
        if was.value is not None and _is_looser(binding, was.value, now.value):
            word = "nothing" if now.value is None else binding.word(now.value)
            yield Loosening(f"{binding.key}: {binding.word(was.value)} → {word}", now.clause)


def _is_looser(binding: Binding[Any], was: object, now: object) -> bool:
    return now is None or binding.join(was, now) != now


def _relaxed(before: Charter, after: Charter) -> Iterator[Loosening]:
    earlier = {name for layer in before.layers if layer.may_relax for name in layer.may_relax.value}
    for layer in after.layers:
        if layer.may_relax and (more := sorted(layer.may_relax.value - earlier)):
            yield Loosening(f"may_relax: {', '.join(more)}", layer.may_relax.clause)


def _left_out(before: Charter, after: Charter, paths: Iterable[str]) -> Iterator[Loosening]:
    """
    Yield what is not checked any more, and patterns that match nothing yet.
    """
    gone: dict[Clause, list[str]] = {}
    for path in paths:
        clause = is_excluded(after, path)
        if clause and not is_excluded(before, path):
            gone.setdefault(clause, []).append(path)
    for clause, names in gone.items():
        more = f" and {len(names) - 1} more" if len(names) > 1 else ""
        yield Loosening(f"{clause.key.partition('[')[0]} leaves out {names[0]}{more}", clause)
    for clause, pattern in _patterns(after).items():
        if clause not in gone and pattern not in _patterns(before).values():
            yield Loosening(f"exclude leaves out {pattern}, which matches no file yet", clause)


def _patterns(charter: Charter) -> Mapping[Clause, str]:
    said = (pattern for layer in charter.layers if layer.exclude for pattern in layer.exclude.patterns)
    return {pattern.clause: pattern.value for pattern in said if not pattern.value.startswith("!")}


def _registered(before: Charter, after: Charter) -> Iterator[Loosening]:
    earlier = [*_recorded(before)]
    for waiver in _recorded(after):
        if waiver.rules and not waiver.flaw and not any(_covers(each, waiver) for each in earlier):
            called = f" {waiver.id}" if waiver.id else ""
            rules = ", ".join(sorted(waiver.rules))
            yield Loosening(f"waiver{called} of {rules} in {', '.join(waiver.paths)}", waiver.clause)


def _recorded(charter: Charter) -> Iterator[Recorded]:
    for layer in charter.layers:
        for register in layer.registers:
            yield from register.waivers


def _covers(earlier: Recorded, waiver: Recorded) -> bool:
    """
    Tell whether all that *waiver* allows was allowed by *earlier*, and for as long.
    """
    is_as_long = (earlier.expires or date.max) >= (waiver.expires or date.max)
    is_same_place = (earlier.folder, earlier.paths) == (waiver.folder, waiver.paths)
    # A waiver that lacked something, or could not be read, did not hold; one that says it now may.
    is_as_whole = waiver.fields <= earlier.fields and not earlier.flaw
    return is_same_place and is_as_long and waiver.rules <= earlier.rules and is_as_whole


def _weight(level: Level | None) -> float:
    return _BY_FINDING if level is None else level


def _word(ruled: Ruling) -> str:
    return "by finding" if ruled.level is None else ruled.level.word
