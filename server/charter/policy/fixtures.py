"""
Fixtures: tests of a charter, written by those who own it.

A fixture names a charter, brings a few files, and says what is found in them:

    charter: ../charter.yaml
    today: 2027-02-01
    files:
      src/run.py: |
        import subprocess
        subprocess.run(command, shell=True)
    expect:
      src/run.py:
        - {line: 2, rule: security.shell-injection, level: block}

What is not expected must not be found; what is only observed need not be named.
Here fixtures are read, with all that is wrong in them; who runs one, and compares, is elsewhere.
"""

from collections.abc import Iterable, Iterator, Mapping
from datetime import date
from types import MappingProxyType
from typing import Literal

from msgspec import Struct, field

from charter.model import Level, RuleBook
from charter.policy.language.kinds import ListOf, MapOf, Place, Said
from charter.policy.language.records import Fields, Key, Record
from charter.policy.language.scalars import DATE, NUMBER, TEXT, Scalar, choice
from charter.policy.language.tree import MappingNode, ScalarNode, parse
from charter.policy.problems import Mistake, Notes, replacement, shown
from charter.text import Span

# A finding's level where it is in force, else that something silences it.
Outcome = Level | Literal["silenced"]

_ELSEWHERE = {"", ".", ".."}
_OUTCOME: Scalar[Outcome] = choice({**{level.word: level for level in Level}, "silenced": "silenced"})

RULE = Key("rule", TEXT, "The rule's id, or an alias of it.")
LINE = Key("line", NUMBER, "The line on which it is found, counted from one.", "any")
FOUND_LEVEL = Key("level", _OUTCOME, "The level at which it is in force; 'silenced' if something silences it.")
EXPECTATION = Record((RULE, LINE, FOUND_LEVEL), required=("rule", "level"))

CHARTER = Key(
    "charter",
    ListOf(TEXT, or_one=True),
    "The layers, the outermost first: packs by name and files by a path relative to this one.",
)
TODAY = Key("today", DATE, "The day on which the files are judged.", "the day of the run")
FILES = Key("files", MapOf(TEXT), "What is judged: texts, by their path from the root.")
EXPECT = Key("expect", MapOf(ListOf(EXPECTATION)), "What is found, by path; nothing where it is empty or missing.")
FIXTURE = Record((CHARTER, TODAY, FILES, EXPECT), required=("charter", "files"))


class Expectation(Struct, frozen=True):
    """
    What should be found.

    Args:
        rule: its id.
        line: counted from one; None for any.
        span: where the fixture says so.
    """

    rule: str
    level: Outcome
    line: int | None
    span: Span


class Fixture(Struct, frozen=True):
    """
    A test of a charter.

    Args:
        layers: packs by name and files by relative path, the outermost first.
        today: None for the day of the run.
        files: texts, each with its place, by path.
        expected: by path.
    """

    layers: tuple[str, ...] = ()
    today: date | None = None
    files: Mapping[str, Said[str]] = field(default_factory=lambda: MappingProxyType({}))
    expected: Mapping[str, tuple[Expectation, ...]] = field(default_factory=lambda: MappingProxyType({}))


def read_fixture(text: str, book: RuleBook) -> tuple[Fixture, tuple[Mistake, ...]]:
    """
    Return what *text* says as a fixture, and all that is wrong with it; with a mistake it tests nothing.
    """
    node = parse(text)
    if isinstance(node, Mistake):
        return Fixture(), (node,)
    if isinstance(node, ScalarNode) and node.is_null:
        node = MappingNode(node.span, ())
    notes = Notes()
    fields = FIXTURE.read(node, Place("the test", node.span), notes) or Fields()
    files = {name: said for name, said in fields.value(FILES, ()) if _is_name(name, said, notes)}
    fixture = Fixture(
        tuple(said.value for said in fields.value(CHARTER, ())),
        said.value if (said := fields.get(TODAY)) else None,
        files,
        dict(_expected(fields, files, book, notes)),
    )
    return fixture, tuple(sorted(notes.mistakes, key=lambda mistake: mistake.span))


def _is_name(name: str, said: Said[str], notes: Notes) -> bool:
    if not _ELSEWHERE & {*name.split("/")} and not {"\\", ":"} & {*name}:
        return True
    advice = "Write a path from the root, such as 'src/run.py'."
    notes.add(Mistake("charter.wrong-type", said.name, advice, f"Found {shown(name)}, which leads elsewhere."))
    return False


def _expected(
    fields: Fields, files: Iterable[str], book: RuleBook, notes: Notes
) -> Iterator[tuple[str, tuple[Expectation, ...]]]:
    for name, said in fields.value(EXPECT, ()):
        if name not in files:
            message = "There is no such file in this test, so nothing can be found in it."
            notes.add(_misnamed(said.name, name, files, message, notes))
        yield name, tuple(each for entry in said.value if (each := _expectation(entry, book, notes)))


def _expectation(said: Said[Fields], book: RuleBook, notes: Notes) -> Expectation | None:
    fields = said.value
    rule, line = fields.said[RULE.name], fields.value(LINE, 0)
    ids = (rule.value,) if rule.value in book else book.aliases.get(rule.value.upper(), ())
    if len(ids) != 1:
        message = "Expected the id of a rule, or an alias of just one."
        notes.add(_misnamed(rule.span, rule.value, ids or book.rules, message, notes))
        return None
    return Expectation(ids[0], fields.said[FOUND_LEVEL.name].value, int(line) or None, said.span)


def _misnamed(span: Span, name: str, known: Iterable[str], message: str, notes: Notes) -> Mistake:
    likely = notes.nearest(name, known)
    advice = f"Write '{likely}' instead of {shown(name)}." if likely else f"Remove {shown(name)}."
    return Mistake("charter.wrong-type", span, advice, message, replacement(span, likely) if likely else ())
