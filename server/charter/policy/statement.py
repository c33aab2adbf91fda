"""
What one file of a layer says, with its clauses: rules by id, tools by name.

The result depends on the file, its holder and the rules only, so it is kept
while other files change.
"""

import enum
import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import lru_cache
from typing import Any

from charter.model import Clause, Level, Limit, RuleBook
from charter.policy import keys
from charter.policy.charter import Stated, StatedLevel
from charter.policy.kinds import Said, duplicate
from charter.policy.problems import Mistake, Notes, Problem, replacement, shown
from charter.policy.reading import Reading, Source, read
from charter.policy.records import Fields, Key, not_in_force

_TOOL_LEVELS: tuple[tuple[Key[Level], str], ...] = (
    (keys.UNAPPROVED, "tools.unapproved"),
    (keys.UNNAMED, "tools.unnamed"),
    (keys.DENIED_LEVEL, "tools.denied"),
)
_NO_FIELDS = Fields()
_CWE = re.compile(r"CWE-[0-9]+", re.IGNORECASE)


class Precedence(enum.IntEnum):
    """
    How specific a key of `rules` is.
    """

    FAMILY = 0
    CWE = 1
    RULE = 2


@dataclass(frozen=True, slots=True)
class Holder:
    """
    Whose layer it is, and whom to ask about it.
    """

    layer: str
    owner: str = ""
    contact: str = ""


@dataclass(frozen=True, slots=True)
class RuleEntry:
    """
    What one key says of the rules that it names.
    """

    key: str
    rules: tuple[str, ...]
    precedence: Precedence
    level: StatedLevel | None
    limit: Stated[float] | None


@dataclass(frozen=True)
class Statement:
    """
    What a file says.

    Args:
        entries: the keys of `rules` and the levels under `tools`, in no telling order.
        not_waivable: ids of rules; None if the file does not say.
        problems: all that is wrong in the file by itself.
    """

    source: Source
    holder: Holder
    reading: Reading
    entries: tuple[RuleEntry, ...] = ()
    not_waivable: Stated[frozenset[str]] | None = None
    problems: tuple[Problem, ...] = ()

    @property
    def fields(self) -> Fields:
        return self.reading.fields

    @property
    def tools(self) -> Fields:
        return self.fields.value(keys.TOOLS, _NO_FIELDS)

    @property
    def waivers(self) -> Fields:
        return self.fields.value(keys.WAIVERS, _NO_FIELDS)

    def clause(self, said: Said[Any], note: str = "") -> Clause:
        """
        Return the place of *said*, and whom to ask about it.
        """
        line = self.reading.lines.line(said.span.start)
        holder = self.holder
        return Clause(self.source.path, said.span, line, said.key, holder.layer, note, holder.owner, holder.contact)


@lru_cache(maxsize=64)
def statement(source: Source, holder: Holder, book: RuleBook) -> Statement:
    """
    Return what *source* says.
    """
    reading = read(source.text)
    plain = Statement(source, holder, reading)
    notes = Notes()
    entries = (*_RuleReader(plain, book, notes).entries(), *_tool_levels(plain))
    not_waivable = _not_waivable(plain, book, notes)
    problems = tuple(problem(source, mistake) for mistake in (*reading.mistakes, *notes.mistakes))
    return Statement(source, holder, reading, entries, not_waivable, problems)


def problem(source: Source, mistake: Mistake) -> Problem:
    """
    Return *mistake* as a problem of *source*.
    """
    return Problem(
        rule=mistake.rule,
        source=source.path,
        span=mistake.span,
        line=read(source.text).lines.line(mistake.span.start),
        message=mistake.message,
        advice=mistake.advice,
        fixes=mistake.fixes,
        level=Level.BLOCK if mistake.leaves_unread else Level.WARN,
    )


@dataclass
class Desk:
    """
    Where what is wrong in several files is written down.
    """

    notes: dict[Source, Notes] = field(default_factory=dict[Source, Notes])

    def on(self, source: Source) -> Notes:
        return self.notes.setdefault(source, Notes())

    def problems(self) -> Iterator[Problem]:
        for source, notes in self.notes.items():
            yield from (problem(source, mistake) for mistake in notes.mistakes)


def _tool_levels(file: Statement) -> Iterator[RuleEntry]:
    for key, rule_id in _TOOL_LEVELS:
        said = file.tools.get(key)
        if said:
            level = StatedLevel(said.value, file.clause(said))
            yield RuleEntry(said.key, (rule_id,), Precedence.RULE, level, None)


@dataclass
class _RuleReader:
    """
    Reads `rules`, and notes what names no rule or the same one twice.
    """

    file: Statement
    book: RuleBook
    notes: Notes
    owners: dict[tuple[str, Precedence], RuleEntry] = field(default_factory=dict[tuple[str, Precedence], RuleEntry])

    def entries(self) -> Iterator[RuleEntry]:
        for name, said in self.file.fields.value(keys.RULES_KEY, ()):
            rules = self.book.named(name)
            if not rules:
                self.notes.add(_unknown_rule(name, said, self.book, self.notes))
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
            level and StatedLevel(level.value, self.file.clause(level, note), precedence < Precedence.RULE),
            limit and Stated(limit.value, self.file.clause(limit, note)),
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


def _not_waivable(file: Statement, book: RuleBook, notes: Notes) -> Stated[frozenset[str]] | None:
    said = file.waivers.get(keys.NOT_WAIVABLE)
    if not said:
        return None
    named = [(entry, book.named(entry.value)) for entry in said.value]
    for entry in (entry for entry, rules in named if not rules):
        notes.add(_unknown_rule(entry.value, entry, book, notes))
    return Stated(frozenset(rule for _, rules in named for rule in rules), file.clause(said))


def _unknown_rule(name: str, said: Said[Any], book: RuleBook, notes: Notes) -> Mistake:
    if name in keys.LATER_RULES or name.partition(".")[0] in keys.LATER_FAMILIES:
        return not_in_force(name, said.name)
    # The number of a weakness is not near that of another.
    likely = None if _CWE.fullmatch(name) else notes.nearest(name, book.keys())
    advice = f"Write '{likely}' instead of {shown(name)}." if likely else f"Remove {shown(name)}."
    message = f"No rule, family, library id or CWE of that name is known, so {shown(name)} has no effect."
    fixes = replacement(said.name, likely) if likely else ()
    return Mistake("charter.unknown-rule", said.name, advice, message, fixes)


def _no_limit(name: str, key: str, said: Said[float], right: str) -> Mistake:
    if right:
        advice, fixes = f"Write '{right}' instead of '{key}'.", replacement(said.name, right)
    else:
        advice, fixes = f"Remove '{key}', or set it for one measure, such as complexity.cyclomatic.", ()
    return Mistake("charter.wrong-type", said.name, advice, f"{shown(name)} has no '{key}'.", fixes)
