"""
What a lower layer writes and would loosen: it has no effect, and is said on its line.

Only what a file itself writes is an attempt; what comes from a pack is overridden
in silence, and so is a zone that may lie where a zone above is as mild.
"""

from collections.abc import Iterator, Sequence

from msgspec.structs import replace

from charter.model import Clause, Fix, RuleBook
from charter.policy.binding.rule_attempts import Loosened, rule_attempts
from charter.policy.binding.stricter import BINDINGS, settled
from charter.policy.binding.uses import binding_lists, is_in_all, relaxes_uses
from charter.policy.language.patterns import matches_any
from charter.policy.model.charter import Approval, Layer, Role
from charter.policy.model.scopes import DEFAULT_ZONE, AiUse, DataClass
from charter.policy.model.stated import Stated
from charter.policy.problems import Problem, replacement, shown

_NO_EFFECT = "A lower layer can only be stricter, so this has no effect."


def attempts(layers: Sequence[Layer], book: RuleBook) -> Iterator[Problem]:
    """
    Yield what lower layers of *layers* write and would loosen.
    """
    for loosened in rule_attempts(layers, book):
        yield from _rule_attempt(loosened)
    yield from _zone_attempts(layers)
    yield from _approval_attempts(layers)
    yield from _use_attempts(layers)
    yield from _exclude_attempts(layers)
    yield from _language_attempts(layers)
    yield from _role_attempts(layers)
    yield from _relaxing_attempts(layers)
    for binding in BINDINGS:
        for said, held in settled(binding, layers).milder:
            word = binding.word(held)
            yield from _attempt(said.clause, f"Higher layers hold {shown(binding.name)} at {word}.", word)


def _rule_attempt(loosened: Sequence[Loosened]) -> Iterator[Problem]:
    """
    Yield the one problem that a key is which would loosen several rules.
    """
    worst = max(loosened, key=lambda each: each.weight)
    more = f" (and {len(loosened) - 1} more)" if len(loosened) > 1 else ""
    message = f"{worst.rule}{more} is held at {worst.held} by {worst.holder}."
    is_same = all(each.held == worst.held for each in loosened)
    yield from _attempt(worst.clause, message, worst.word if is_same else "")


def _zone_attempts(layers: Sequence[Layer]) -> Iterator[Problem]:
    """
    Yield what zones would loosen against a higher zone of the same name.
    """
    ai: dict[str, tuple[AiUse, str]] = {}
    data: dict[str, tuple[DataClass, str]] = {}
    for layer in layers:
        is_free = "zones" in layer.relaxes
        for zone in layer.zones:
            if zone.ai and not is_free:
                yield from _milder_zone(zone.ai, ai.get(zone.name), zone.name)
            if zone.data and not is_free:
                yield from _milder_zone(zone.data, data.get(zone.name), zone.name)
        for zone in layer.zones:
            if zone.ai:
                ai[zone.name] = max((zone.ai.value, layer.label), ai.get(zone.name, (AiUse.OPEN, "")))
            if zone.data:
                data[zone.name] = max((zone.data.value, layer.label), data.get(zone.name, (DataClass.PUBLIC, "")))


def _milder_zone(
    said: Stated[AiUse] | Stated[DataClass], held: tuple[AiUse | DataClass, str] | None, zone: str
) -> Iterator[Problem]:
    if held and said.value < held[0]:
        message = f"{held[1]} holds the zone {shown(zone)} at {held[0].word}."
        yield from _attempt(said.clause, message, held[0].word)


def _approval_attempts(layers: Sequence[Layer]) -> Iterator[Problem]:
    allowed: dict[str, Approval] | None = None
    denied: dict[str, str] = {}
    zones = {DEFAULT_ZONE}
    for layer in layers:
        if "tools.approved" in layer.relaxes:
            allowed = None
        if "tools.denied" in layer.relaxes and layer.denied:
            denied = {}
        for tool, approval in (layer.approved or {}).items():
            yield from _attempt(approval.clause, _refusal(tool, approval, allowed, denied, zones))
        if layer.approved is not None:
            allowed = {
                tool: _narrower(approval, allowed[tool] if allowed else approval)
                for tool, approval in layer.approved.items()
                if allowed is None or tool in allowed
            }
        denied |= dict.fromkeys(layer.denied, layer.label)
        zones |= {zone.name for zone in layer.zones}


def _refusal(
    tool: str, approval: Approval, allowed: dict[str, Approval] | None, denied: dict[str, str], zones: set[str]
) -> str:
    """
    Return what stands against *approval*, empty if nothing does.

    Args:
        zones: that are known to the layers above.
    """
    if tool in denied:
        return f"{shown(tool)} is denied by {denied[tool]}."
    if allowed is None:
        return ""
    if tool not in allowed:
        return f"{shown(tool)} is not in the list of a higher layer, and a tool must be in every list."
    held = allowed[tool]
    if held.until and approval.until and approval.until > held.until:
        return f"A higher layer approves {shown(tool)} until {held.until} only."
    if held.models is not None and (model := _first_beyond(approval.models, held.models)):
        return f"A higher layer does not approve {shown(model)} as a model of {shown(tool)}."
    beyond = [zone for zone in approval.zones or () if zone in zones and zone not in (held.zones or zones)]
    return f"A higher layer does not approve {shown(tool)} in the zone {shown(beyond[0])}." if beyond else ""


def _first_beyond(models: Sequence[str] | None, held: Sequence[str]) -> str | None:
    # A pattern is matched as a name: `gpt-5*` is within `gpt-*`.
    return next((model for model in models or () if not matches_any(held, model)), None)


def _narrower(one: Approval, above: Approval) -> Approval:
    """
    Return what is left of the approval *one* under that of the layers *above*.
    """
    ends = [approval.until for approval in (one, above) if approval.until]
    return replace(
        one,
        until=min(ends, default=None),
        models=above.models if one.models is None else one.models,
        zones=above.zones if one.zones is None else one.zones,
    )


def _use_attempts(layers: Sequence[Layer]) -> Iterator[Problem]:
    for rank, layer in enumerate(layers):
        for use, listed in layer.uses.items():
            above = [] if relaxes_uses(layer, use) else binding_lists(layers[:rank], use)
            for entry in listed.approved:
                if not is_in_all(above, entry.value):
                    name = shown(str(entry.value))
                    message = f"{name} is not in the list of a higher layer, and what is used must be in every list."
                    yield from _attempt(entry.clause, message)


def _exclude_attempts(layers: Sequence[Layer]) -> Iterator[Problem]:
    higher: list[Layer] = []
    for layer in layers:
        for pattern in layer.exclude.patterns if layer.exclude else ():
            holder = next((above for above in higher if not _excludes(above, pattern.value)), None)
            if holder and "exclude" not in layer.relaxes and not pattern.value.startswith("!"):
                message = f"What {holder.label} sets is checked there all the same."
                yield from _attempt(pattern.clause, message, effect="")
        higher += [layer] if layer.speaks else []


def _excludes(layer: Layer, pattern: str) -> bool:
    return layer.exclude is not None and any(said.value == pattern for said in layer.exclude.patterns)


def _language_attempts(layers: Sequence[Layer]) -> Iterator[Problem]:
    higher: list[Layer] = []
    for layer in layers:
        said = layer.languages.include or layer.languages.exclude
        holder = next((above for above in higher if not _leaves_out(above, layer)), None)
        if said and holder and "languages" not in layer.relaxes:
            message = f"What {holder.label} sets is checked in every language all the same."
            yield from _attempt(said.clause, message, effect="")
        higher += [layer] if layer.speaks else []


def _leaves_out(above: Layer, layer: Layer) -> bool:
    """
    Tell whether *above* leaves out all languages that *layer* does.
    """
    theirs, ours = above.languages, layer.languages
    if ours.include and not (theirs.include and theirs.include.value <= ours.include.value):
        return False
    if not ours.exclude:
        return True
    left_out = theirs.exclude.value if theirs.exclude else frozenset[str]()
    return all(
        language in left_out or (theirs.include and language not in theirs.include.value)
        for language in ours.exclude.value
    )


def _role_attempts(layers: Sequence[Layer]) -> Iterator[Problem]:
    seen: dict[str, Stated[Role]] = {}
    for layer in layers:
        for name, role in layer.roles.items():
            if seen.setdefault(name, role).value != role.value:
                yield from _attempt(role.clause, f"A higher layer says who {shown(name)} are.")


def _relaxing_attempts(layers: Sequence[Layer]) -> Iterator[Problem]:
    for layer in layers[1:]:
        beyond = layer.may_relax.value - layer.relaxes if layer.may_relax else frozenset[str]()
        if layer.may_relax and beyond:
            message = f"This layer may not relax {shown(min(beyond))} itself, so it cannot hand that on."
            yield from _attempt(layer.may_relax.clause, message)


def _attempt(clause: Clause, message: str, instead: str = "", effect: str = _NO_EFFECT) -> Iterator[Problem]:
    """
    Yield the problem that *clause* is, if there is a *message* and no pack wrote it.
    """
    if not message or clause.source.startswith("pack:"):
        return
    fixes: tuple[Fix, ...] = replacement(clause.span, instead) if instead else ()
    advice = f"Write '{instead}' or remove this." if instead else "Remove this, or have the higher layer allow it."
    why = f"{message} {effect}".strip()
    yield Problem("charter.weakens-layer", clause.source, clause.span, clause.line, why, advice, fixes)
