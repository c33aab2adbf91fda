"""
The charter that is in force: what each layer says, and what follows for all.

Only the nouns; `layers` and `binding` make them, `judging` asks them. Each value
that a layer sets carries the clause that set it.
"""

from collections.abc import Iterator, Mapping
from datetime import date
from types import MappingProxyType
from typing import Literal

from msgspec import Struct, field

from charter.catalogue import Catalogue
from charter.globs import Globs
from charter.model import Clause, Level, RuleBook
from charter.policy.model.disclosing import Disclosure
from charter.policy.model.known import KnownFinding
from charter.policy.model.registers import Register
from charter.policy.model.scopes import ClassTerms, Settings, Stage, ToolClass, Zone
from charter.policy.model.stated import Stated, StatedLevel
from charter.policy.model.uses import USE_RULES, UseList, UseOf
from charter.policy.problems import Problem
from charter.syntax.languages import language_of
from charter.syntax.styles import PLAIN

Silencing = Literal["all", "below-block", "none"]

DEFAULT_SIZE_LIMIT = 2_000_000
# Bytes that a file of a charter may have.
MAX_CHARTER = 1 << 20

# Before anything is approved nobody has said what is allowed, and these are only counted.
ONCE_APPROVED: Mapping[str, Level] = MappingProxyType(
    {
        "tools.unapproved": Level.WARN,
        "tools.unnamed": Level.ADVISE,
        **dict.fromkeys(USE_RULES.values(), Level.ADVISE),
    }
)
_USES: Mapping[str, UseOf] = MappingProxyType({rule: use for use, rule in USE_RULES.items()})


class Approval(Struct, frozen=True):
    """
    A tool that may be used.

    Args:
        until: the last day; None if it does not end.
        tasks: what it is meant for, as people are told.
        tool_class: None if the charter does not say.
        models: patterns; None for any.
        zones: names; None for any zone that does not forbid AI.
    """

    tool: str
    clause: Clause
    until: date | None = None
    tasks: tuple[str, ...] = ()
    tool_class: ToolClass | None = None
    models: tuple[str, ...] | None = None
    zones: tuple[str, ...] | None = None


class Denial(Struct, frozen=True):
    """
    A tool that may not be used; *reason* may be empty.
    """

    tool: str
    clause: Clause
    reason: str = ""


class Role(Struct, frozen=True):
    """
    Who answers for something.

    Args:
        members: addresses, `@names` and groups such as `@acme/leads`, as written.
    """

    name: str
    members: tuple[str, ...] = ()
    duty: str = ""


class Exclusion(Struct, frozen=True):
    """
    What a layer leaves unchecked: all patterns in order, the nearer file's last.

    Args:
        folder: where the patterns are anchored, from the root; empty at the root.
    """

    patterns: tuple[Stated[str], ...]
    globs: Globs
    folder: str = ""

    def clause(self, path: str) -> Clause | None:
        """
        Return the pattern that excludes *path*, which ends in a slash if it is a folder.
        """
        within = path.removeprefix(f"{self.folder}/") if self.folder else path
        if (self.folder and within == path) or not _matches(self.globs, within):
            return None
        # Rarely asked: only for files that are excluded.
        matching = (said.clause for said in reversed(self.patterns) if _matches(Globs([said.value]), within))
        return next(matching, self.patterns[-1].clause)


class Languages(Struct, frozen=True):
    """
    Which languages a layer checks; a list is None if it does not say.
    """

    include: Stated[frozenset[str]] | None = None
    exclude: Stated[frozenset[str]] | None = None

    def clause(self, path: str) -> Clause | None:
        """
        Return what leaves the file at *path* unchecked for its language; None for folders and charters' own reasons.

        A name that tells no language, as a script's may, is left out only by `exclude`.
        """
        language = language_of(path)
        if path.endswith("/"):
            return None
        if self.exclude and language in self.exclude.value:
            return self.exclude.clause
        is_told = language != PLAIN or "." in path.rpartition("/")[2]
        if self.include and is_told and language not in self.include.value:
            return self.include.clause
        return None


class Layer(Struct, frozen=True):
    """
    One holder's contribution: a file together with what it extends.

    Args:
        label: `organisation`, `team`, `repository`, `pack`, or a nested folder's path.
        source: the path of its file.
        files: paths of all that was read for it, the nearest last.
        is_read: false if a part of it could not be read.
        levels: by rule id.
        limits: by rule id.
        approved: None if it has no list of its own.
        approved_clause: where that list stands.
        classes: what each class of tools changes, by its name.
        declared: the classes of tools that it declares, by their id.
        uses: what it approves of the AI that is used, by kind; no entry where it has no list.
        stages: the earliest first.
        controls: rules that are evidence, as named, by catalogue and control.
        relaxes: rules, and keys of the language, that it may loosen against those above.
    """

    label: str
    source: str
    files: tuple[str, ...] = ()
    is_read: bool = True
    name: str = ""
    revision: str = ""
    owner: str = ""
    contact: str = ""
    levels: Mapping[str, StatedLevel] = field(default_factory=lambda: MappingProxyType({}))
    limits: Mapping[str, Stated[float]] = field(default_factory=lambda: MappingProxyType({}))
    approved: Mapping[str, Approval] | None = None
    approved_clause: Clause | None = None
    denied: Mapping[str, Denial] = field(default_factory=lambda: MappingProxyType({}))
    classes: Mapping[ToolClass, ClassTerms] = field(default_factory=lambda: MappingProxyType({}))
    declared: Mapping[str, ToolClass] = field(default_factory=lambda: MappingProxyType({}))
    uses: Mapping[UseOf, UseList] = field(default_factory=lambda: MappingProxyType({}))
    zones: tuple[Zone, ...] = ()
    ai_code: Settings = field(default_factory=Settings)
    unknown_is_ai: Stated[bool] | None = None
    stages: tuple[Stage, ...] = ()
    exclude: Exclusion | None = None
    languages: Languages = field(default_factory=Languages)
    size_limit: Stated[int] | None = None
    require: Stated[tuple[str, ...]] | None = None
    not_waivable: Stated[frozenset[str]] | None = None
    suppressions: Stated[Silencing] | None = None
    inline: Stated[Silencing] | None = None
    known: Stated[Silencing] | None = None
    max_days: Stated[int] | None = None
    approvers: Stated[frozenset[str]] | None = None
    registers: tuple[Register, ...] = ()
    disclosure: Disclosure = field(default_factory=Disclosure)
    controls: Mapping[tuple[str, str], Stated[tuple[str, ...]]] = field(default_factory=lambda: MappingProxyType({}))
    roles: Mapping[str, Stated[Role]] = field(default_factory=lambda: MappingProxyType({}))
    may_relax: Stated[frozenset[str]] | None = None
    relaxes: frozenset[str] = frozenset()

    @property
    def settings(self) -> Iterator[Settings]:
        """
        All that it says of rules, everywhere and in its scopes.
        """
        yield Settings(self.levels, self.limits)
        yield self.ai_code
        yield from (each.settings for each in (*self.zones, *self.stages, *self.classes.values()))

    @property
    def speaks(self) -> bool:
        """
        Whether it sets anything that a finding is judged by.
        """
        lists_tools = self.approved is not None or bool(self.denied or self.uses)
        is_scoped = any((self.zones, self.ai_code, self.stages, self.classes, self.unknown_is_ai))
        return bool(self.levels or self.limits or self.exclude) or lists_tools or is_scoped


class WaiverTerms(Struct, frozen=True):
    """
    What a waiver needs to hold, and what it can silence.

    Args:
        require: fields that a waiver must have: `reason`, `expires`, `approver`, …
        not_waivable: ids of rules.
        suppressions: what `# nosec` and `# noqa: S…` silence.
        inline: what inline waivers silence.
        known: what findings that were recorded as known silence.
        max_days: how long a waiver may run; None if as long as it says.
        approvers: roles whose members may approve one; None for anybody.
        clauses: where each of these keys was set, by its name; none for a default.
    """

    require: tuple[str, ...] = ("reason", "expires")
    not_waivable: frozenset[str] = frozenset()
    suppressions: Silencing = "below-block"
    inline: Silencing = "below-block"
    known: Silencing = "all"
    max_days: int | None = None
    approvers: frozenset[str] | None = None
    clauses: Mapping[str, Clause] = field(default_factory=lambda: MappingProxyType({}))


class Charter(Struct, frozen=True, eq=False, weakref=True):
    """
    The policy that results from all layers; compared by identity.

    Args:
        layers: the outermost first.
        problems: of all layers' files, each file's in the order of its text.
        unread: paths of the files of which, or of what they extend, something
            could not be read.
        size_limit: bytes; larger files are not checked, but for the charter's own.
        unknown_is_ai: code of unknown origin is judged as AI's.
        stage_days: the days on which stages begin, in order.
        known: findings that are recorded as known, by path and fingerprint.
        name: fixed by the outermost layer that sets it, as are revision, owner and contact.
    """

    layers: tuple[Layer, ...]
    book: RuleBook
    catalogue: Catalogue
    problems: tuple[Problem, ...] = ()
    unread: tuple[str, ...] = ()
    name: str = ""
    revision: str = ""
    owner: str = ""
    contact: str = ""
    roles: Mapping[str, Role] = field(default_factory=lambda: MappingProxyType({}))
    size_limit: int = DEFAULT_SIZE_LIMIT
    size_clause: Clause | None = None
    unknown_is_ai: bool = False
    stage_days: tuple[date, ...] = ()
    waivers: WaiverTerms = field(default_factory=WaiverTerms)
    known: Mapping[str, Mapping[str, KnownFinding]] = field(default_factory=lambda: MappingProxyType({}))
    disclosure: Disclosure = field(default_factory=Disclosure)

    def size_limit_at(self, path: str) -> int:
        """
        Return the bytes above which the file at *path* is not checked; what the charter is made of is read anyhow.
        """
        registers = (register.source for layer in self.layers for register in layer.registers)
        is_own = any(path in layer.files for layer in self.layers) or path in registers
        return max(self.size_limit, MAX_CHARTER) if is_own else self.size_limit

    def level_once_approved(self, rule_id: str) -> Level | None:
        """
        Return the level of a rule that was only counted until a charter approved something; None if that is not so.
        """
        use = _USES.get(rule_id)
        lists = (layer.uses.get(use) if use else layer.approved for layer in self.layers)
        return ONCE_APPROVED[rule_id] if rule_id in ONCE_APPROVED and any(lists) else None


def _matches(globs: Globs, path: str) -> bool:
    return globs.matches(path.rstrip("/"), is_folder=path.endswith("/"))
