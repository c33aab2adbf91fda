"""
Whether the tool that wrote something may be used there: approvals, denials, models, classes and zones.

Settings of a tool show only that it is used: which model and in which zone, their
own place does not tell, and nobody needs to review what they wrote.
"""

from collections.abc import Iterable, Iterator
from datetime import date
from itertools import islice

from msgspec import Struct

from charter.evidence import Evidence
from charter.model import Clause, Finding
from charter.policy.binding.ruling import class_of
from charter.policy.binding.sites import Site, site_of
from charter.policy.judging.spelling import corrected_model
from charter.policy.language.patterns import matches_any
from charter.policy.model.charter import Approval, Charter, Denial
from charter.policy.model.scopes import DEFAULT_ZONE, AiUse
from charter.policy.problems import listed, shown

_N_NAMED = 4


class Objection(Struct, frozen=True):
    """
    What stands against the use of a tool.

    Args:
        clause: the entry that says so; None if no single one does.
    """

    finding: Finding
    clause: Clause | None = None


def objections(charter: Charter, evidence: Evidence, path: str, today: date) -> Iterator[Objection]:
    """
    Yield all that *charter* has against what *evidence* shows at *path*.
    """
    site = site_of(charter, path)
    yield from _in_zone(site, evidence)
    if evidence.tool is None:
        yield Objection(_unnamed(evidence))
        return
    tool = charter.catalogue.find(evidence.tool)
    use = _Use(
        charter, site, evidence, tool.id if tool else evidence.tool, tool.title if tool else shown(evidence.tool)
    )
    yield from use.objections(today)


def _unnamed(evidence: Evidence) -> Finding:
    if evidence.kind == "settings":
        advice = "See to it that only approved tools read this."
        return _finding("tools.unnamed", evidence, advice, "Agents of any kind do, and the file does not say which.")
    return _finding(
        "tools.unnamed", evidence, "Name the AI tool that wrote this.", "Only a tool that is named can be approved."
    )


def _in_zone(site: Site, evidence: Evidence) -> Iterator[Objection]:
    zone, names = site.zone, listed(site.zone.names)
    clause = zone.ai.clause if zone.ai else None
    if evidence.kind == "settings":
        # What all agents read may well tell them to keep out.
        if zone.ai_use == AiUse.FORBIDDEN and evidence.tool:
            advice = "Remove what sets up an AI tool here."
            reason = f"No AI may write in {names}."
            yield Objection(_finding("provenance.forbidden-zone", evidence, advice, reason), clause)
        return
    if zone.ai_use == AiUse.FORBIDDEN:
        advice = "Have a person write this anew, without AI."
        yield Objection(_finding("provenance.forbidden-zone", evidence, advice, f"No AI may write in {names}."), clause)
    elif zone.ai_use == AiUse.REVIEWED:
        advice = "Have somebody other than the author review this, and say so with 'Reviewed-by: NAME <ADDRESS>'."
        reason = f"What AI writes in {names} needs a person's review."
        yield Objection(_finding("provenance.unreviewed", evidence, advice, reason), clause)


class _Use(Struct, frozen=True):
    """
    A tool that was used at a place.

    Args:
        tool: its id, or the name as written.
        name: for messages.
    """

    charter: Charter
    site: Site
    evidence: Evidence
    tool: str
    name: str

    @property
    def _is_set_up(self) -> bool:
        return self.evidence.kind == "settings"

    @property
    def _without(self) -> str:
        return f"Remove these settings of {self.name}" if self._is_set_up else f"Rewrite this without {self.name}"

    def objections(self, today: date) -> Iterator[Objection]:
        if denial := self._denial():
            why = f"{self.name} is denied: {denial.reason}" if denial.reason else f"{self.name} is denied."
            yield self._objection("tools.denied", f"{self._without}.", why, denial.clause)
        if self.site.has_place:
            yield from self._against_class()
        approvals = list(_approvals(self.site))
        common = [tool for tool in approvals[0] if all(tool in each for each in approvals)] if approvals else []
        if self.tool not in common:
            why = f"{self.name} is in no list of approved tools."
            yield self._objection("tools.unapproved", _remedy(common, self.name), why)
        # That a lower layer takes a tool from its list must not hide what a higher one says of its own.
        own = [each[self.tool] for each in approvals if self.tool in each]
        if own:
            yield from self._beyond(own, today)
        yield from self._misspelt(own)

    def _denial(self) -> Denial | None:
        denial: Denial | None = None
        for standing in self.site.standings:
            layer = standing.layer
            if "tools.denied" in layer.relaxes and self.tool in (layer.approved or {}):
                denial = None
            denial = denial or layer.denied.get(self.tool)
        return denial

    def _against_class(self) -> Iterator[Objection]:
        for standing in self.site.standings:
            name = class_of(self.charter, self.tool, standing.rank)
            terms, data = standing.layer.classes.get(name), self.site.zone.data_class
            if terms and terms.data and data > terms.data.value:
                way = "Remove these settings, or use" if self._is_set_up else "Write this without AI, or with"
                advice = f"{way} a tool that may see {data.word} data."
                why = f"{self.name} is {_of_class(name)}, for {terms.data.value.word} data at most."
                yield self._objection("tools.wrong-class", advice, why, terms.data.clause)
                return

    def _beyond(self, approvals: list[Approval], today: date) -> Iterator[Objection]:
        """
        Yield what is beyond the terms of the *approvals* that the tool has.
        """
        elsewhere = next((each for each in approvals if not self._is_set_up and not self._is_for_zone(each)), None)
        if elsewhere:
            zones = listed(elsewhere.zones) if elsewhere.zones else "no zone"
            why = f"{self.name} is approved for {zones}, and this lies in {listed(self.site.zone.names)}."
            yield self._objection("tools.unapproved", f"Rewrite this without {self.name}.", why, elsewhere.clause)
        model = self.evidence.model
        narrow = next((each for each in approvals if not _allows_model(each, model)), None)
        if model and narrow and not self._is_slip(model, narrow):
            advice = f"Use an approved model ({', '.join(islice(narrow.models or (), _N_NAMED))})."
            why = f"{shown(model)} is none of the models that are approved for {self.name}."
            yield self._objection("tools.wrong-model", advice, why, narrow.clause)
        first = min(approvals, key=_end)
        # What was written while the tool was approved stays approved.
        if first.until and first.until < (self.evidence.day or today):
            advice = f"Ask for the approval of {self.name} to be renewed, or use another tool."
            why = f"{self.name} was approved until {first.until.isoformat()}."
            yield self._objection("tools.expired", advice, why, first.clause)

    def _misspelt(self, approvals: list[Approval]) -> Iterator[Objection]:
        model = self.evidence.model
        corrected = corrected_model(model, self.charter.catalogue) if model else None
        if model and corrected and all(_allows_model(each, corrected) for each in approvals):
            why = f"No model is called {shown(model)}; '{corrected}' is near."
            yield self._objection("tools.misspelt-model", f"Write '{corrected}'.", why)

    def _is_slip(self, model: str, approval: Approval) -> bool:
        corrected = corrected_model(model, self.charter.catalogue)
        return corrected is not None and _allows_model(approval, corrected)

    def _is_for_zone(self, approval: Approval) -> bool:
        if approval.zones is None or not self.site.has_place:
            return True
        return any(zone in approval.zones for zone in self._zones_known_to(approval))

    def _zones_known_to(self, approval: Approval) -> Iterable[str]:
        """
        Return the zones of the path as the layer of *approval* and those above it draw them.
        """
        standings = self.site.standings
        rank = next(each.rank for each in standings if (each.layer.approved or {}).get(self.tool) is approval)
        names = [each.zone.name for each in standings if each.zone and each.rank <= rank]
        return names or [DEFAULT_ZONE]

    def _objection(self, rule: str, advice: str, reason: str, clause: Clause | None = None) -> Objection:
        return Objection(_finding(rule, self.evidence, advice, reason), clause)


def _approvals(site: Site) -> Iterator[dict[str, Approval]]:
    """
    Yield the lists that a tool must be in.
    """
    listing = [each for each in site.standings if each.layer.approved is not None]
    free = [idx for idx, each in enumerate(listing) if "tools.approved" in each.layer.relaxes]
    for standing in listing[free[-1] if free else 0 :]:
        yield dict(standing.layer.approved or {})


def _allows_model(approval: Approval, model: str | None) -> bool:
    return model is None or approval.models is None or matches_any(approval.models, model)


def _end(approval: Approval) -> date:
    return approval.until or date.max


def _of_class(name: str) -> str:
    article = "an" if name[0] in "aeiou" else "a"
    return f"{article} {name} tool"


def _remedy(approved: Iterable[str], name: str) -> str:
    tools = ", ".join(islice(approved, _N_NAMED))
    if not tools:
        return f"Ask for {name} to be approved."
    return f"Use an approved tool ({tools}), or ask for {name} to be approved."


def _finding(rule: str, evidence: Evidence, advice: str, reason: str) -> Finding:
    return Finding(rule, evidence.span, advice, reason, extent=evidence.span, evidence=evidence)
