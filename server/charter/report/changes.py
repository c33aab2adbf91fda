"""
What another charter changes, as text: what gets looser first, and what becomes of the findings.
"""

from collections import Counter
from collections.abc import Iterator, Sequence

from msgspec import Struct
from msgspec.structs import replace

from charter.model import Level
from charter.policy.comparing import Change, Direction
from charter.report.untrusted import path, plain, shortened
from charter.report.wording import place

# A finding's rule, and its level before and after; off where it is not found or not in force.
Shift = tuple[str, Level, Level]
# A folder with charters of its own, empty for the root, and what changes there and not above.
InFolder = tuple[str, Sequence[Change]]

_HEADS: Sequence[tuple[Direction, str]] = (("looser", "Looser"), ("stricter", "Stricter"), ("other", "Changed"))
_WIDTH = 80


class Impact(Struct, frozen=True):
    """
    What becomes of findings.

    Args:
        n_files: those that were looked at.
        shifts: how many findings there are of each kind, the unchanged ones included.
    """

    n_files: int
    shifts: Counter[Shift]


def render(found: Sequence[InFolder], impact: Impact) -> Iterator[str]:
    """
    Yield what changes, line by line; what does not is not shown.
    """
    rows = [*_rows(found)]
    width, value_width = (max((len(row[idx]) for _, row in rows), default=0) for idx in (0, 1))
    for direction, head in _HEADS:
        chosen = [row for each, row in rows if each == direction]
        if chosen:
            yield f"{head}:\n"
            yield from (
                f"  {key:<{width}}  {value:<{value_width}}  {where}".rstrip() + "\n" for key, value, where in chosen
            )
            yield "\n"
    if not rows:
        yield "Nothing gets stricter or looser.\n\n"
    yield from _impact(impact)


def _rows(found: Sequence[InFolder]) -> Iterator[tuple[Direction, tuple[str, str, str]]]:
    """
    Yield a row for each change, or for all rules that one line of a charter changes alike.
    """
    alike: dict[tuple[object, ...], list[Change]] = {}
    for folder, changes in found:
        for change in changes:
            essence = replace(change, key="") if change.key.startswith("rules.") else change
            alike.setdefault((folder, essence), []).append(change)
    for (folder, _), changes in alike.items():
        change, scope = changes[0], _scope(str(folder), changes[0])
        key = change.key if len(changes) == 1 else f"{len(changes)} rules"
        where = place(change.clause) if change.clause else ""
        if len(changes) > 1 and change.clause:
            where = f"{plain(change.clause.key)}, {where}"
        yield change.direction, (f"{plain(key)}{scope}", _value(change), where)


def _scope(folder: str, change: Change) -> str:
    scope = [
        f"in {path(folder)}/" if folder else "",
        f"in zone {plain(change.zone)}" if change.zone else "",
        "in AI's code" if change.is_of_ai else "",
        f"from {change.starts.isoformat()}" if change.starts else "",
    ]
    return f" ({where})" if (where := ", ".join(filter(None, scope))) else ""


def _value(change: Change) -> str:
    before, after = (shortened(plain(word), _WIDTH) for word in (change.before, change.after))
    if before and after:
        return f"{before} → {after}"
    return f"+ {after}" if after else f"- {before}"


def _impact(impact: Impact) -> Iterator[str]:
    files = f"{impact.n_files} file{'' if impact.n_files == 1 else 's'}"
    changed = Counter({shift: n for shift, n in impact.shifts.items() if shift[1] != shift[2]})
    if not changed:
        yield f"No finding changes in {files}.\n"
        return
    levels = ", ".join(_level(level, impact.shifts) for level in reversed(Level) if level > Level.OBSERVE)
    n_findings = sum(changed.values())
    yield f"{n_findings} finding{' changes' if n_findings == 1 else 's change'} in {files} ({levels}):\n"
    width = max(len(rule) for rule, _, _ in changed)
    for (rule, before, after), n_alike in sorted(changed.items(), key=_weight):
        yield f"  {rule:<{width}}  {n_alike:>5}  {before.word} → {after.word}\n"


def _level(level: Level, shifts: Counter[Shift]) -> str:
    before = sum(n for (_, one, _), n in shifts.items() if one == level)
    after = sum(n for (_, _, other), n in shifts.items() if other == level)
    return f"{level.word} {before} → {after}" if before != after else f"{level.word} {before}"


def _weight(item: tuple[Shift, int]) -> tuple[int, int, str]:
    (rule, before, after), _ = item
    return -max(before, after), -after, rule
