"""
What of charters nothing needs: zones in which no file lies, and waivers in registers that meet no finding.

Only a look at all files of a root can tell. What each file needs is taken from
its path and its report alone, so that processes can share the work; a part that
was written since then is not among those that were looked for, and never called idle.

Packs, charters from the network and an organisation's are for other repositories
as well, so that nothing is said of them.
"""

from collections.abc import Iterable, Iterator

from msgspec import Struct
from msgspec.structs import replace

from charter.model import Edit, Fix, Level, Report
from charter.policy.building import levelled
from charter.policy.model.charter import Charter, Layer
from charter.policy.model.registers import Recorded
from charter.policy.model.scopes import Zone
from charter.policy.problems import Problem, listed, shown

_ORGANISATION = "organisation"
_FOR_ALL = ("pack:", "https://")


class Part(Struct, frozen=True):
    """
    One zone, or one rule of one waiver, by what it says and not by its lines, which move.

    Args:
        name: the zone's, or the waiver's id; may be empty.
        rule: empty for a zone.
    """

    source: str
    name: str
    paths: tuple[str, ...]
    rule: str = ""


def parts(charter: Charter) -> frozenset[Part]:
    """
    Return all of *charter* that might be idle.
    """
    waivers = (_waiver(waiver, rule) for waiver in _waivers(charter) for rule in waiver.rules)
    return frozenset((*map(_zone, _zones(charter)), *waivers))


def inhabited(charter: Charter, paths: Iterable[str]) -> frozenset[Part]:
    """
    Return the zones of *charter* in which one of *paths* lies; one whose paths another zone takes is among them.

    Args:
        paths: of files, from the root.
    """
    found, waiting = set[Part](), [*_zones(charter)]
    for path in paths:
        if not waiting:
            break
        found.update(_zone(zone) for zone in waiting if zone.matches(path))
        waiting = [zone for zone in waiting if _zone(zone) not in found]
    return frozenset(found)


def needed(charter: Charter, report: Report) -> frozenset[Part]:
    """
    Return the waivers of *charter* that meet a finding of *report*, or might: where something was not checked.
    """
    rules = {decision.finding.rule for decision in report.decisions}
    is_whole = not report.notices and not report.faults
    reaching = (waiver for waiver in _waivers(charter) if waiver.reaches(report.path))
    return frozenset(
        _waiver(waiver, rule) for waiver in reaching for rule in waiver.rules if rule in rules or not is_whole
    )


def with_idle(charter: Charter, idle: frozenset[Part]) -> Charter:
    """
    Return *charter* with a problem for each of its parts that is among *idle*.
    """
    if not idle:
        return charter
    empty = (_empty(zone) for zone in _zones(charter) if _zone(zone) in idle)
    unused = (_unused(waiver, idle) for waiver in _waivers(charter))
    problems = [*empty, *filter(None, unused)]
    return replace(charter, problems=(*charter.problems, *levelled(charter, problems))) if problems else charter


def _own(charter: Charter) -> Iterator[Layer]:
    return (layer for layer in charter.layers if layer.label != _ORGANISATION)


def _zones(charter: Charter) -> Iterator[Zone]:
    zones = (zone for layer in _own(charter) for zone in layer.zones)
    return (zone for zone in zones if not zone.clause.source.startswith(_FOR_ALL))


def _waivers(charter: Charter) -> Iterator[Recorded]:
    registers = (register for layer in _own(charter) for register in layer.registers)
    return (waiver for register in registers for waiver in register.waivers)


def _zone(zone: Zone) -> Part:
    return Part(zone.clause.source, zone.name, zone.texts)


def _waiver(waiver: Recorded, rule: str) -> Part:
    return Part(waiver.clause.source, waiver.id, waiver.paths, rule)


def _empty(zone: Zone) -> Problem:
    clause = zone.paths
    message = f"No file lies in the zone {shown(zone.name)}, so what should be protected is not."
    advice = "Correct the paths, or remove the zone."
    return Problem("charter.empty-zone", clause.source, clause.span, clause.line, message, advice)


def _unused(waiver: Recorded, idle: frozenset[Part]) -> Problem | None:
    unused = sorted(rule for rule in waiver.rules if _waiver(waiver, rule) in idle)
    if not unused:
        return None
    clause, is_all = waiver.clause, len(unused) == len(waiver.rules)
    advice = "Remove the waiver." if is_all else f"Remove {listed(unused)} from the waiver."
    message = f"Nothing that it reaches breaks {listed(unused)}."
    fixes = (Fix("Remove the waiver", (Edit(waiver.removal, ""),)),) if is_all and waiver.removal else ()
    return Problem("waiver.unused", clause.source, clause.span, clause.line, message, advice, fixes, Level.ADVISE)
