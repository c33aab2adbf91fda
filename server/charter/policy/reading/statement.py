"""
What one file of a layer says, with its clauses: rules by id, tools by name.

The result depends on the file, its holder and the rules only, so it is kept
while other files change.
"""

from collections.abc import Iterator, Mapping
from functools import lru_cache
from types import MappingProxyType
from typing import Any

from msgspec import Struct, field

from charter.model import Clause, Level, RuleBook
from charter.policy.binding import relaxing
from charter.policy.language import keys
from charter.policy.language.kinds import Said
from charter.policy.language.records import Fields, Key
from charter.policy.model.stated import Stated, StatedLevel
from charter.policy.model.uses import USE_RULES, UseOf
from charter.policy.problems import Mistake, Notes, Problem, shown
from charter.policy.reading.file import Reading, Source, read
from charter.policy.reading.rule_entries import Precedence, RuleEntry, rule_entries, unknown_rule
from charter.text import Span

_TOOL_LEVELS: tuple[tuple[Key[Level], str], ...] = (
    (keys.UNAPPROVED, "tools.unapproved"),
    (keys.UNNAMED, "tools.unnamed"),
    (keys.DENIED_LEVEL, "tools.denied"),
)
_NO_FIELDS = Fields()


class Holder(Struct, frozen=True):
    """
    Whose layer it is, and whom to ask about it.
    """

    layer: str
    owner: str = ""
    contact: str = ""


class Statement(Struct, frozen=True):
    """
    What a file says.

    Args:
        entries: the keys of `rules` and the levels under `tools`, in no telling order.
        scoped: the entries of every other `rules` mapping, by the place of the mapping.
        not_waivable: ids of rules; None if the file does not say.
        may_relax: ids of rules and keys of the language; likewise.
        problems: all that is wrong in the file by itself.
    """

    source: Source
    holder: Holder
    reading: Reading
    entries: tuple[RuleEntry, ...] = ()
    scoped: Mapping[Span, tuple[RuleEntry, ...]] = field(default_factory=lambda: MappingProxyType({}))
    not_waivable: Stated[frozenset[str]] | None = None
    may_relax: Stated[frozenset[str]] | None = None
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

    def clause(self, said: Said[Any], note: str = "", owner: str = "") -> Clause:
        """
        Return the place of *said*, and whom to ask about it.

        Args:
            owner: of the zone that it is about; empty for the layer's.
        """
        line = self.reading.lines.line(said.span.start)
        layer, contact = self.holder.layer, self.holder.contact
        return Clause(self.source.path, said.span, line, said.key, layer, note, owner or self.holder.owner, contact)

    def rules_of(self, fields: Fields) -> tuple[RuleEntry, ...]:
        """
        Return the entries of the `rules` of a zone, class or stage.
        """
        said = fields.get(keys.RULES_KEY)
        return self.scoped[said.span] if said else ()


@lru_cache(maxsize=64)
def statement(source: Source, holder: Holder, book: RuleBook) -> Statement:
    """
    Return what *source* says.
    """
    reading = read(source.text)
    plain = Statement(source, holder, reading)
    notes = Notes()

    def entries(said: Said[keys.RuleSettings], note: str = "", owner: str = "") -> tuple[RuleEntry, ...]:
        return rule_entries(said.value, lambda each, own: plain.clause(each, own or note, owner), book, notes)

    everywhere = reading.fields.get(keys.RULES_KEY)
    own = (*(entries(everywhere) if everywhere else ()), *_tool_levels(plain))
    scoped = {said.span: entries(said, note, owner) for said, note, owner in _scoped_rules(plain)}
    not_waivable = _not_waivable(plain, book, notes)
    may_relax = _may_relax(plain, book, notes)
    _note_unknown_evidence(plain, book, notes)
    problems = tuple(problem(source, mistake) for mistake in (*reading.mistakes, *notes.mistakes))
    return Statement(source, holder, reading, own, scoped, not_waivable, may_relax, problems)


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


class Desk(Struct):
    """
    Where what is wrong in several files is written down.
    """

    notes: dict[Source, Notes] = field(default_factory=dict[Source, Notes])

    def on(self, source: Source) -> Notes:
        return self.notes.setdefault(source, Notes())

    def problems(self) -> Iterator[Problem]:
        for source, notes in self.notes.items():
            yield from (problem(source, mistake) for mistake in notes.mistakes)


def _scoped_rules(file: Statement) -> Iterator[tuple[Said[keys.RuleSettings], str, str]]:
    """
    Yield every `rules` mapping but the one for everywhere, with the note and the owner that its entries share.
    """
    classes = file.tools.value(keys.CLASSES, _NO_FIELDS)
    zones = (zone.value for zone in file.fields.value(keys.ZONES, ()))
    stages = (stage.value for stage in file.fields.value(keys.ROLLOUT, ()))
    places = [
        *((fields, "", fields.value(keys.ZONE_OWNER, "")) for fields in zones),
        *((classes.value(key, _NO_FIELDS), "", "") for key in keys.CLASSES_RECORD.keys),
        (file.fields.value(keys.AI_CODE, _NO_FIELDS), "", ""),
        *((fields, fields.value(keys.STAGE_NOTE, ""), "") for fields in stages),
    ]
    for fields, note, owner in places:
        said = fields.get(keys.RULES_KEY)
        if said:
            yield said, note, owner


def said_of_use(tools: Fields) -> Iterator[tuple[UseOf, Fields]]:
    """
    Yield what *tools* says of each kind of use of AI.
    """
    runtime = tools.value(keys.RUNTIME, _NO_FIELDS)
    yield "server", tools.value(keys.MCP_SERVERS, _NO_FIELDS)
    yield "sdk", runtime.value(keys.SDKS, _NO_FIELDS)
    yield "model", runtime.value(keys.RUNTIME_MODELS, _NO_FIELDS)
    yield "host", runtime.value(keys.HOSTS, _NO_FIELDS)


def _tool_levels(file: Statement) -> Iterator[RuleEntry]:
    levels = [(file.tools.get(key), rule_id) for key, rule_id in _TOOL_LEVELS]
    levels += [(fields.get(keys.UNAPPROVED_USE), USE_RULES[use]) for use, fields in said_of_use(file.tools)]
    for said, rule_id in levels:
        if said:
            level = StatedLevel(said.value, file.clause(said))
            yield RuleEntry(said.key, (rule_id,), Precedence.RULE, level, None)


def _not_waivable(file: Statement, book: RuleBook, notes: Notes) -> Stated[frozenset[str]] | None:
    said = file.waivers.get(keys.NOT_WAIVABLE)
    if not said:
        return None
    named = [(entry, book.named(entry.value)) for entry in said.value]
    for entry in (entry for entry, rules in named if not rules):
        notes.add(unknown_rule(entry.value, entry, book.keys(), notes))
    return Stated(frozenset(rule for _, rules in named for rule in rules), file.clause(said))


def _may_relax(file: Statement, book: RuleBook, notes: Notes) -> Stated[frozenset[str]] | None:
    said = file.fields.get(keys.MAY_RELAX)
    if not said:
        return None
    named = [(entry, relaxing.meant(entry.value, book)) for entry in said.value]
    for entry in (entry for entry, meant in named if not meant):
        is_guarded = bool(book.named(entry.value))
        known = relaxing.names(book)
        notes.add(_guarded(entry) if is_guarded else unknown_rule(entry.value, entry, known, notes))
    return Stated(frozenset(name for _, meant in named for name in meant), file.clause(said))


def _guarded(said: Said[str]) -> Mistake:
    message = "What charters and waivers do wrong is said to those above, and no layer may loosen that."
    return Mistake("charter.wrong-type", said.span, f"Remove {shown(said.value)}.", message)


def _note_unknown_evidence(file: Statement, book: RuleBook, notes: Notes) -> None:
    for _, controls in file.fields.value(keys.CONTROLS, ()):
        for _, rules in controls.value:
            for entry in (entry for entry in rules.value if not book.named(entry.value)):
                notes.add(unknown_rule(entry.value, entry, book.keys(), notes))
