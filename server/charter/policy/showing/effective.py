"""
Everything that is in force for a path, each value with where it comes from and what every layer says.

For whoever shows, compares or documents a charter; values are words as charters
write them.
"""

from collections.abc import Iterable, Iterator
from datetime import date

from msgspec import Struct

from charter.evidence import UNKNOWN, Provenance
from charter.model import Clause
from charter.policy.binding.ruling import Circumstances, said_of
from charter.policy.binding.sites import full_site, site_of
from charter.policy.binding.stricter import BINDINGS, Binding, settled
from charter.policy.judging.decisions import explain
from charter.policy.model.charter import Approval, Charter, Denial
from charter.policy.model.stated import Stated
from charter.policy.model.uses import USE_KEYS
from charter.policy.showing.rollout import stages


class Effective(Struct, frozen=True):
    """
    One value that is in force.

    Args:
        key: dotted; for a rule `rules.ID`, with `.max` or `.min` for its limit.
        value: as a charter writes it; `by finding` where each finding's severity decides.
        clause: where it is set; None for a default.
        said: what layers say, the outermost first, in force or not.
    """

    key: str
    value: str
    clause: Clause | None = None
    said: tuple[Stated[str], ...] = ()


def effective(charter: Charter, path: str, today: date, provenance: Provenance = UNKNOWN) -> Iterator[Effective]:
    """
    Yield all that *charter* holds for *path*, in the order in which charters are best read.

    Args:
        path: from the root.
        provenance: of the code; what is stricter for AI's shows only for AI's.
    """
    yield from _names(charter)
    yield from _tools(charter)
    yield from _zone(charter, path)
    yield from _rules(charter, path, Circumstances(today, provenance))
    yield from (Effective("rollout", stage.starts.isoformat(), stage.clause) for stage in stages(charter))
    yield from _left_out(charter)
    for binding in BINDINGS:
        yield from _bound(charter, binding)
    yield from _disclosure(charter)
    yield from _controls(charter)


def _names(charter: Charter) -> Iterator[Effective]:
    texts = {
        "name": charter.name,
        "revision": charter.revision,
        "owner": charter.owner,
        "contact": charter.contact,
    }
    yield from (Effective(key, text) for key, text in texts.items() if text)
    for name in charter.roles:
        said = [layer.roles[name] for layer in charter.layers if name in layer.roles]
        told = tuple(Stated(_listed(role.value.members), role.clause) for role in said)
        yield Effective(f"roles.{name}", told[0].value, told[0].clause, told)


def _tools(charter: Charter) -> Iterator[Effective]:
    for layer in charter.layers:
        for approval in (layer.approved or {}).values():
            yield Effective("tools.approved", _approval(approval), approval.clause)
        for denial in layer.denied.values():
            yield Effective("tools.denied", _denial(denial), denial.clause)
        for name, terms in layer.classes.items():
            if terms.data:
                yield Effective(f"tools.classes.{name}.data", terms.data.value.word, terms.data.clause)
        for use, listed in layer.uses.items():
            for entry in listed.approved:
                yield Effective(f"{USE_KEYS[use]}.approved", str(entry.value), entry.clause)


def _zone(charter: Charter, path: str) -> Iterator[Effective]:
    zone = site_of(charter, path).zone
    drawn = [each.zone for each in site_of(charter, path).standings if each.zone]
    yield Effective("zones.name", ", ".join(zone.names), drawn[0].clause if drawn else None)
    owners = tuple(each.owner for each in drawn if each.owner)
    data = tuple(Stated(each.data.value.word, each.data.clause) for each in drawn if each.data)
    uses = tuple(Stated(each.ai.value.word, each.ai.clause) for each in drawn if each.ai)
    yield Effective("zones.data", zone.data_class.word, zone.data.clause if zone.data else None, data)
    yield Effective("zones.ai", zone.ai_use.word, zone.ai.clause if zone.ai else None, uses)
    if zone.owner:
        yield Effective("zones.owner", zone.owner.value, zone.owner.clause, owners)


def _rules(charter: Charter, path: str, circumstances: Circumstances) -> Iterator[Effective]:
    standings = full_site(charter, path).standings
    for rule in charter.book:
        ruled = explain(charter, rule.id, path, circumstances.today, circumstances.provenance)
        said = said_of(charter, rule.id, standings, circumstances)
        level = "by finding" if ruled.level is None else ruled.level.word
        levels = tuple(
            Stated(each.level.word, each.clause) for settings in said if (each := settings.levels.get(rule.id))
        )
        yield Effective(f"rules.{rule.id}", level, ruled.clause, levels)
        if rule.limit and ruled.limit is not None:
            limits = (settings.limits.get(rule.id) for settings in said)
            figures = tuple(Stated(f"{each.value:g}", each.clause) for each in limits if each)
            key = f"rules.{rule.id}.{rule.limit.key}"
            yield Effective(key, f"{ruled.limit:g}", ruled.limit_clause, figures)


def _left_out(charter: Charter) -> Iterator[Effective]:
    for layer in charter.layers:
        for pattern in layer.exclude.patterns if layer.exclude else ():
            yield Effective("exclude", pattern.value, pattern.clause)
        for key, said in (("include", layer.languages.include), ("exclude", layer.languages.exclude)):
            if said:
                yield Effective(f"languages.{key}", _listed(sorted(said.value)), said.clause)
        if layer.may_relax:
            yield Effective("may_relax", _listed(sorted(layer.may_relax.value)), layer.may_relax.clause)


def _bound(charter: Charter, binding: Binding[object]) -> Iterator[Effective]:
    held = settled(binding, charter.layers)
    stated = filter(None, (binding.of(layer) for layer in charter.layers))
    said = tuple(Stated(binding.word(each.value), each.clause) for each in stated)
    if held.value is not None:
        yield Effective(binding.key, binding.word(held.value), held.clause, said)


def _disclosure(charter: Charter) -> Iterator[Effective]:
    if profile := charter.disclosure.profile:
        yield Effective("disclosure.profile", profile.value, profile.clause)


def _controls(charter: Charter) -> Iterator[Effective]:
    for layer in charter.layers:
        for (catalogue, control), rules in layer.controls.items():
            yield Effective(f"controls.{catalogue}.{control}", _listed(rules.value), rules.clause)


def _approval(approval: Approval) -> str:
    facts = [
        approval.tool,
        f"class {approval.tool_class}" if approval.tool_class else "",
        f"models {_listed(approval.models)}" if approval.models is not None else "",
        f"zones {_listed(approval.zones)}" if approval.zones is not None else "",
        f"until {approval.until.isoformat()}" if approval.until else "",
    ]
    return " ".join(filter(None, facts))


def _denial(denial: Denial) -> str:
    return f"{denial.tool} ({denial.reason})" if denial.reason else denial.tool


def _listed(words: Iterable[str]) -> str:
    return f"[{', '.join(words)}]"
