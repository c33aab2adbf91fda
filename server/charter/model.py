"""
The nouns of Charter: what rooms hand to one another.

Rules observe and give findings; the charter judges and gives decisions. A
finding says nothing about importance, a decision says who set it. All values
are frozen; spans are offsets in code points.
"""

import enum
from collections.abc import Iterable, Iterator, Mapping
from datetime import date
from typing import Literal

from msgspec import Struct
from msgspec.structs import replace

from charter.evidence import Evidence, Segment
from charter.text import LineIndex, Notice, Span


class Level(enum.IntEnum):
    """
    How much a finding matters, from nothing to everything.
    """

    OFF = 0
    OBSERVE = 1
    ADVISE = 2
    WARN = 3
    BLOCK = 4

    @property
    def word(self) -> str:
        """
        The level as charters write it.
        """
        return self.name.lower()


class Rank(enum.IntEnum):
    """
    Bandit's scale for severity and confidence.
    """

    UNDEFINED = 0
    LOW = 1
    MEDIUM = 2
    HIGH = 3


class Limit(Struct, frozen=True):
    """
    The figure beyond which a measure breaches.

    `max: 10` is breached by 11, `min: 20` by 19.
    """

    key: Literal["max", "min"]
    default: float

    def is_breached(self, figure: float, limit: float) -> bool:
        return figure > limit if self.key == "max" else figure < limit

    def stricter(self, one: float, other: float) -> float:
        return min(one, other) if self.key == "max" else max(one, other)


class Rule(Struct, frozen=True):
    """
    One thing that can be seen.

    Args:
        id: `family.name`; reads after "allow" and names the pattern, never the cure.
        summary: one line, without full stop.
        page: the manual page in Markdown.
        default: its level without a charter; None takes it from each finding's
            severity and confidence.
        aliases: the adapted library's own ids, such as `B602` and `S602`.
        cwes: numbers in the Common Weakness Enumeration.
        limit: for measures only.
    """

    id: str
    summary: str
    page: str
    default: Level | None = Level.ADVISE
    aliases: tuple[str, ...] = ()
    cwes: tuple[int, ...] = ()
    limit: Limit | None = None

    @property
    def family(self) -> str:
        return self.id.partition(".")[0]


class RuleBook:
    """
    All rules, and what a key of a charter stands for.
    """

    def __init__(self, rules: Iterable[Rule]) -> None:
        self.rules: Mapping[str, Rule] = {rule.id: rule for rule in rules}
        self.families: Mapping[str, tuple[str, ...]] = _grouped((rule.family, rule.id) for rule in self)
        self.aliases: Mapping[str, tuple[str, ...]] = _grouped(
            (alias.upper(), rule.id) for rule in self for alias in rule.aliases
        )
        self.cwes: Mapping[str, tuple[str, ...]] = _grouped(
            (f"CWE-{cwe}", rule.id) for rule in self for cwe in rule.cwes
        )

    def __iter__(self) -> Iterator[Rule]:
        return iter(self.rules.values())

    def __getitem__(self, rule_id: str) -> Rule:
        return self.rules[rule_id]

    def __contains__(self, rule_id: object) -> bool:
        return rule_id in self.rules

    def named(self, key: str) -> tuple[str, ...]:
        """
        Return the ids of the rules that *key* names: an id, an alias, a CWE or a family.

        Ids and families are written exactly, aliases and CWEs in any case. Nothing
        is named by an unknown key.
        """
        if key in self.rules:
            return (key,)
        return self.aliases.get(key.upper()) or self.cwes.get(key.upper()) or self.families.get(key, ())

    def keys(self) -> tuple[str, ...]:
        """
        Return every key that names a rule, for completion and nearest-name hints.
        """
        return (*self.families, *self.rules, *self.aliases, *self.cwes)


class Edit(Struct, frozen=True):
    """
    Replace *span* by *text*.
    """

    span: Span
    text: str


class Fix(Struct, frozen=True):
    """
    A change that cures a finding; *title* reads as a command.
    """

    title: str
    edits: tuple[Edit, ...]

    def moved(self, by: int) -> "Fix":
        """
        Return the same change in a text that begins *by* code points later.
        """
        return Fix(self.title, tuple(Edit(edit.span.moved(by), edit.text) for edit in self.edits))


class Finding(Struct, frozen=True):
    """
    One rule seen at one span.

    Args:
        rule: its id.
        span: what to underline.
        advice: what to do instead, as one sentence that stands alone.
        reason: what was seen and why it matters, in one or two sentences.
        extent: the lines on which a comment that silences it may stand (bandit's
            line range); equal to *span* where the rule knows no better.
        symbol: dotted name of the enclosing functions and classes; for a measure,
            of what was measured.
        cwe: where the library names it per finding; else the rule's own count.
        figure: what a measure came to.
        evidence: for `tools.*`.
        alias: the library's id of this very finding, where a rule has several.
        is_stale: found before the last edits, in code that cannot be parsed just
            now; in no report but the editor's.
    """

    rule: str
    span: Span
    advice: str
    reason: str
    extent: Span
    severity: Rank = Rank.UNDEFINED
    confidence: Rank = Rank.HIGH
    symbol: str = ""
    cwe: int | None = None
    figure: int | float | None = None
    evidence: Evidence | None = None
    alias: str = ""
    fixes: tuple[Fix, ...] = ()
    is_stale: bool = False

    def moved(self, by: int) -> "Finding":
        """
        Return the same finding in a text that begins *by* code points later.
        """
        if not by:
            return self
        span, extent = self.span.moved(by), self.extent.moved(by)
        if not self.fixes and self.evidence is None:
            # Most findings, of which half a file's are moved at each keystroke.
            return replace(self, span=span, extent=extent)
        evidence, fixes = self.evidence and self.evidence.moved(by), tuple(fix.moved(by) for fix in self.fixes)
        return replace(self, span=span, extent=extent, evidence=evidence, fixes=fixes)


class Clause(Struct, frozen=True):
    """
    The place in a charter that set a value, and whom to ask about it.

    Charters are cited in reports on other files, whose readers do not hold the
    charter's text: so the line is kept beside the span.

    Args:
        source: path from the root, an absolute path, or `pack:NAME`.
        span: the key's value in that file.
        line: counted from zero.
        key: dotted, such as `rules.security.shell-injection`.
        layer: `organisation`, `repository`, … as people call it.
    """

    source: str
    span: Span
    line: int
    key: str
    layer: str
    note: str = ""
    owner: str = ""
    contact: str = ""


class Suppression(Struct, frozen=True):
    """
    Why a finding is not in force: a waiver or a library's own comment.

    Args:
        kind: SARIF's: `inSource` or `external`.
        by: `waiver`, `nosec`, `noqa`, `known` for a finding that is recorded as known, or
            `unchanged` where only a change is judged and this was there before.
        span: the comment, in the document.
        reason: what the author gave; may be empty.
    """

    kind: Literal["inSource", "external"]
    by: Literal["waiver", "nosec", "noqa", "known", "unchanged"]
    span: Span
    reason: str = ""


class Control(Struct, frozen=True):
    """A control of a catalogue, such as `OWASP-AISVS` and `AC.9.3`; both as the charter names them."""

    catalogue: str
    name: str

    def __str__(self) -> str:
        return f"{self.catalogue} {self.name}"


class Rise(Struct, frozen=True):
    """A higher level that a charter announces, from the day *starts* on, in UTC."""

    level: Level
    starts: date
    clause: Clause


class Decision(Struct, frozen=True):
    """
    A finding and what the charter says of it.

    Args:
        level: never `off`; such findings are dropped.
        clause: where the charter says so; None where the rule's default decides.
        limit: the figure in force, for measures.
        fingerprint: the finding's name across edits: 16 hexadecimal digits.
        suppression: set if it is recorded but not in force.
        caution: why a waiver or comment that stands there does not hold, and what would.
        rise: the next stage that raises the level; None if none is announced.
        owner: who answers for the zone or charter, where no clause names anybody; *contact* likewise.
        written_by: what shows who wrote the code, where that makes a difference; about the finding's span.
        controls: for which the rule is evidence.
    """

    finding: Finding
    level: Level
    clause: Clause | None = None
    limit: float | None = None
    fingerprint: str = ""
    suppression: Suppression | None = None
    caution: str = ""
    rise: Rise | None = None
    owner: str = ""
    contact: str = ""
    written_by: Evidence | None = None
    controls: tuple[Control, ...] = ()

    @property
    def is_in_force(self) -> bool:
        return self.suppression is None

    def moved(self, by: int) -> "Decision":
        """
        Return the same decision in a text that begins *by* code points later.
        """
        if not by:
            return self
        return replace(self, finding=self.finding.moved(by), written_by=self.written_by and self.written_by.moved(by))


class Fault(Struct, frozen=True):
    """
    A rule that crashed.

    Args:
        checker: the module of the rule.
        message: the exception's type and place in our code; never text of the file.
    """

    checker: str
    message: str
    span: Span | None = None


class Report(Struct, frozen=True):
    """
    All that is known of one document: what was decided and what was not checked.

    Decisions are sorted by span, then rule. The line index comes with them, so
    that output formats can say lines and columns without the text.

    Args:
        is_of_change: it says what a change does in the file, beside the report on the file itself.
        segments: of which parts it is known who wrote them; in order.
        approved: uses of AI to which the charter has no objection; in order.
    """

    path: str
    lines: LineIndex
    decisions: tuple[Decision, ...] = ()
    notices: tuple[Notice, ...] = ()
    faults: tuple[Fault, ...] = ()
    is_of_change: bool = False
    segments: tuple[Segment, ...] = ()
    approved: tuple[Finding, ...] = ()

    @property
    def level(self) -> Level:
        """
        The highest level that is in force.
        """
        return max((decision.level for decision in self.decisions if decision.is_in_force), default=Level.OFF)


def _grouped(pairs: Iterable[tuple[str, str]]) -> dict[str, tuple[str, ...]]:
    groups: dict[str, tuple[str, ...]] = {}
    for key, value in pairs:
        groups[key] = (*groups.get(key, ()), value)
    return groups
