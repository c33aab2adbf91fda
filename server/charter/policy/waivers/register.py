"""
Reading the registers of waivers that a layer names.
"""

from collections.abc import Iterator, Sequence
from datetime import date
from typing import Any

from charter.errors import CharterError
from charter.globs import Globs
from charter.model import Clause, RuleBook
from charter.policy.language import keys
from charter.policy.language.kinds import Place, Said
from charter.policy.language.records import Fields
from charter.policy.language.tree import MappingNode, Node, ScalarNode, parse
from charter.policy.model.registers import Recorded, Register
from charter.policy.problems import Mistake, Notes, replacement, sentence, shown
from charter.policy.reading.file import Loader, Source
from charter.policy.reading.statement import Desk, Holder, Statement
from charter.policy.waivers.holding import meant
from charter.text import LineIndex, Span

MAX_REGISTERS = 16
UNREAD = "waiver.unread-register"

_TEXTS = (keys.WHY, keys.APPROVER, keys.REQUESTED_BY, keys.TICKET)


def registers(
    files: Sequence[Statement], folder: str, load: Loader, book: RuleBook, desk: Desk
) -> tuple[Register, ...]:
    """
    Return the registers that the nearest of *files* names.

    Args:
        folder: where the paths of their waivers are anchored.
    """
    naming = next((file for file in reversed(files) if file.waivers.get(keys.REGISTERS)), None)
    if not naming:
        return ()
    return tuple(_registers(naming, folder, load, book, desk))


def _registers(file: Statement, folder: str, load: Loader, book: RuleBook, desk: Desk) -> Iterator[Register]:
    for idx, said in enumerate(file.waivers.value(keys.REGISTERS, ())):
        if idx >= MAX_REGISTERS:
            desk.on(file.source).add(_too_many(said))
            return
        try:
            source = load(said.value, file.source.path)
        except CharterError as error:
            desk.on(file.source).add(_missing(said, error))
            continue
        yield Register(source.path, tuple(_Reader(source, file.holder, book, desk.on(source)).waivers(folder)))


def _missing(said: Said[str], error: CharterError) -> Mistake:
    advice = f"Create {shown(said.value)} or correct the path; it is relative to this file."
    message = f"{sentence(error.message)} What it would waive is in force."
    return Mistake(UNREAD, said.span, advice, message)


def _too_many(said: Said[str]) -> Mistake:
    message = f"Expected at most {MAX_REGISTERS} registers, found more; those from here on are not read."
    return Mistake(UNREAD, said.span, "Join some of the registers.", message)


class _Reader:
    """
    Reads one register; what is wrong in it is noted, and never quoted if it is no register.
    """

    def __init__(self, source: Source, holder: Holder, book: RuleBook, notes: Notes) -> None:
        self._source = source
        self._holder = holder
        self._book = book
        self._notes = notes
        self._lines = LineIndex(source.text)

    def waivers(self, folder: str) -> Iterator[Recorded]:
        node = parse(self._source.text)
        if isinstance(node, Mistake):
            self._notes.add(node)
            return
        if _is_empty(node):
            return
        for said in keys.REGISTER.read(node, Place("register", node.span), self._notes) or ():
            yield self._recorded(said, folder)

    def _recorded(self, said: Said[Fields], folder: str) -> Recorded:
        fields = said.value
        expires, created = fields.get(keys.EXPIRES), fields.get(keys.CREATED)
        if expires and created and expires.value < created.value:
            self._notes.add(_ends_before_it_begins(expires, created.value))
        texts = {key.name: fields.value(key, "") for key in _TEXTS}
        dates = {"expires": expires, "created": created}
        clause = self._clause(said)
        return Recorded(
            id=fields.value(keys.WAIVER_ID, ""),
            rules=frozenset(self._rules(fields)),
            globs=Globs(path.value for path in fields.value(keys.WAIVED_PATHS, ())),
            clause=clause,
            expires_clause=self._clause(expires) if expires else clause,
            unknown=tuple(
                word.value for word in fields.value(keys.WAIVED_RULES, ()) if not meant(word.value, self._book)
            ),
            paths=tuple(path.value for path in fields.value(keys.WAIVED_PATHS, ())),
            folder=folder,
            reason=texts["reason"],
            approver=texts["approver"],
            requested_by=texts["requested_by"],
            created=created.value if created else None,
            expires=expires.value if expires else None,
            fields=frozenset(name for name, value in {**texts, **dates}.items() if value),
            flaw=_flaw(fields),
            removal=self._removal(said.span),
        )

    def _removal(self, entry: Span) -> Span | None:
        text = self._source.text
        end = entry.start + len(text[entry.start : entry.end].rstrip())
        first, last = (
            self._lines.span(self._lines.line(offset)) for offset in (entry.start, max(entry.start, end - 1))
        )
        is_alone = text[first.start : entry.start].strip() == "-" and not text[end : last.end].strip()
        return Span(first.start, last.end) if is_alone else None

    def _rules(self, fields: Fields) -> Iterator[str]:
        for word in fields.value(keys.WAIVED_RULES, ()):
            named = meant(word.value, self._book)
            if not named:
                self._notes.add(_unknown(word, self._book, self._notes))
            yield from named

    def _clause(self, said: Said[Any]) -> Clause:
        line, holder = self._lines.line(said.span.start), self._holder
        return Clause(
            self._source.path, said.span, line, said.key, holder.layer, owner=holder.owner, contact=holder.contact
        )


def _flaw(fields: Fields) -> str:
    """
    Return why the first field of a waiver that cannot be read cannot be; empty if all can.
    """
    for name, (mistake, *_) in fields.flaws.items():
        if mistake.rule == "charter.unknown-key":
            return f"a waiver has no field {shown(name)}"
        return f"its {shown(name)} is no date" if mistake.rule == "charter.bad-date" else f"its {shown(name)} is wrong"
    return ""


def _is_empty(node: Node) -> bool:
    """
    Tell whether nothing is recorded yet, or nothing any more.
    """
    return node.is_null if isinstance(node, ScalarNode) else isinstance(node, MappingNode) and not node.entries


def _unknown(word: Said[str], book: RuleBook, notes: Notes) -> Mistake:
    rules = book.named(word.value)
    if rules:
        advice = f"Name the rules one by one, such as '{rules[0]}'."
        message = "A waiver takes ids and aliases of rules, never a family or a weakness."
        return Mistake("waiver.unknown-rule", word.span, advice, message)
    likely = notes.nearest(word.value, (*book.rules, *book.aliases))
    advice = f"Write '{likely}' instead of {shown(word.value)}." if likely else f"Remove {shown(word.value)}."
    fixes = replacement(word.span, likely) if likely else ()
    return Mistake("waiver.unknown-rule", word.span, advice, "The waiver names a rule that does not exist.", fixes)


def _ends_before_it_begins(expires: Said[date], created: date) -> Mistake:
    message = f"The waiver was agreed on {created.isoformat()}, after its last day."
    return Mistake("charter.bad-date", expires.span, "Write a last day after 'created'.", message)
