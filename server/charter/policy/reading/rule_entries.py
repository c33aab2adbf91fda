"""
What a `rules` mapping of a charter says, wherever it stands: of which rules, and how specifically.
"""

import enum
import re
from collections.abc import Callable, Iterable, Iterator
from typing import Any

from msgspec import Struct, field

from charter.model import Clause, Limit, RuleBook
from charter.policy.language import keys
from charter.policy.language.kinds import Said, duplicate
from charter.policy.language.records import Fields, not_in_force
from charter.policy.model.stated import Stated, StatedLevel
from charter.policy.problems import Mistake, Notes, replacement, shown

# Gives the clause of what is said, with a note.
Cite = Callable[[Said[Any], str], Clause]

_CWE = re.compile(r"CWE-[0-9]+", re.IGNORECASE)


class Precedence(enum.IntEnum):
    """
    How specific a key of `rules` is.
    """

    FAMILY = 0
    CWE = 1
    RULE = 2


class RuleEntry(Struct, frozen=True):
    """
    What one key says of the rules that it names.
    """

    key: str
    rules: tuple[str, ...]
    precedence: Precedence
    level: StatedLevel | None
    limit: Stated[float] | None


def rule_entries(
    said: Iterable[tuple[str, Said[Fields]]], cite: Cite, book: RuleBook, notes: Notes
) -> tuple[RuleEntry, ...]:
    """
    Return what the mapping *said* says, in no telling order; what names no rule or one twice is noted.
    """
    return tuple(_Reader(cite, book, notes).entries(said))


def unknown_rule(name: str, said: Said[Any], known: Iterable[str], notes: Notes) -> Mistake:
    """
    Return the mistake of writing *name* where a rule belongs.
    """
    if name.partition(".")[0] in keys.LATER_FAMILIES:
        return not_in_force(name, said.name)
    # The number of a weakness is not near that of another.
    likely = None if _CWE.fullmatch(name) else notes.nearest(name, known)
    advice = f"Write '{likely}' instead of {shown(name)}." if likely else f"Remove {shown(name)}."
    message = f"No rule, family, library id or CWE of that name is known, so {shown(name)} has no effect."
    fixes = replacement(said.name, likely) if likely else ()
    return Mistake("charter.unknown-rule", said.name, advice, message, fixes)


class _Reader(Struct):
    """
    Reads one mapping.
    """

    cite: Cite
    book: RuleBook
    notes: Notes
    owners: dict[tuple[str, Precedence], RuleEntry] = field(default_factory=dict[tuple[str, Precedence], RuleEntry])

    def entries(self, mapping: Iterable[tuple[str, Said[Fields]]]) -> Iterator[RuleEntry]:
        for name, said in mapping:
            rules = self.book.named(name)
            if not rules:
                self.notes.add(unknown_rule(name, said, self.book.keys(), self.notes))
                continue
            entry = self._entry(name, said.value, rules)
            self._note_duplicate(entry, said)
            yield entry

    def _entry(self, name: str, setting: Fields, rules: tuple[str, ...]) -> RuleEntry:
        precedence = _precedence(name, self.book)
        note = setting.value(keys.NOTE, "")
        level = setting.get(keys.RULE_LEVEL)
        limit = self._limit(name, setting, self.book[rules[0]].limit if precedence == Precedence.RULE else None)
        return RuleEntry(
            name,
            rules,
            precedence,
            level and StatedLevel(level.value, self.cite(level, note), precedence < Precedence.RULE),
            limit and Stated(limit.value, self.cite(limit, note)),
        )

    def _limit(self, name: str, setting: Fields, limit: Limit | None) -> Said[float] | None:
        fitting = None
        for key in (keys.MAX, keys.MIN):
            said = setting.get(key)
            if said and limit and limit.key == key.name:
                fitting = said
            elif said:
                self.notes.add(_no_limit(name, key.name, said, limit.key if limit else ""))
        return fitting

    def _note_duplicate(self, entry: RuleEntry, said: Said[Fields]) -> None:
        rivals = [self.owners.setdefault((rule, entry.precedence), entry) for rule in entry.rules]
        rival = next((rival for rival in rivals if rival.key != entry.key and _clash(entry, rival)), None)
        if rival:
            what = f"{shown(entry.key)} and {shown(rival.key)} name the same rule"
            self.notes.add(duplicate(said.name, what, "the stricter holds"))


def _precedence(name: str, book: RuleBook) -> Precedence:
    if name in book or name.upper() in book.aliases:
        return Precedence.RULE
    return Precedence.CWE if name.upper() in book.cwes else Precedence.FAMILY


def _clash(entry: RuleEntry, rival: RuleEntry) -> bool:
    levels = (entry.level, rival.level)
    if entry.precedence == Precedence.CWE:
        # Weaknesses overlap by nature; that two of them agree is no mistake.
        return all(levels) and len({level.level for level in levels if level}) > 1
    return all(levels) or bool(entry.limit and rival.limit)


def _no_limit(name: str, key: str, said: Said[float], right: str) -> Mistake:
    if right:
        advice, fixes = f"Write '{right}' instead of '{key}'.", replacement(said.name, right)
    else:
        advice, fixes = f"Remove '{key}', or set it for one measure, such as complexity.cyclomatic.", ()
    return Mistake("charter.wrong-type", said.name, advice, f"{shown(name)} has no '{key}'.", fixes)
