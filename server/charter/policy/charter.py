"""
The charter that is in force: what each layer says, and what follows for all.

Only the nouns; `layers` and `merge` make them, `judging` asks them. Each value
that a layer sets carries the clause that set it.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from types import MappingProxyType
from typing import Generic, Literal, TypeVar

from charter.catalogue import Catalogue
from charter.globs import Globs
from charter.model import Clause, Level, RuleBook
from charter.policy.problems import Problem

Silencing = Literal["all", "below-block", "none"]

DEFAULT_SIZE_LIMIT = 2_000_000

# Before a tool is approved nobody has said what is allowed, and both are only counted.
ONCE_APPROVED = MappingProxyType({"tools.unapproved": Level.WARN, "tools.unnamed": Level.ADVISE})

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Stated(Generic[T]):
    """
    A value that a charter sets, and where.
    """

    value: T
    clause: Clause


@dataclass(frozen=True, slots=True)
class StatedLevel:
    """
    The level that a layer gives to a rule.

    Args:
        is_broad: said by a family or a CWE, which wakes no rule whose default is
            `off` or `observe`.
    """

    level: Level
    clause: Clause
    is_broad: bool = False

    def against(self, default: Level) -> Level | None:
        """
        Return what is said of a finding whose own level is *default*; None if nothing.
        """
        sleeps = self.is_broad and default <= Level.OBSERVE < self.level
        return None if sleeps else self.level


@dataclass(frozen=True, slots=True)
class Approval:
    """
    A tool that may be used.

    Args:
        until: the last day; None if it does not end.
        tasks: what it is meant for, as people are told.
    """

    tool: str
    clause: Clause
    until: date | None = None
    tasks: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Denial:
    """
    A tool that may not be used; *reason* may be empty.
    """

    tool: str
    clause: Clause
    reason: str = ""


@dataclass(frozen=True, slots=True)
class Role:
    """
    Who answers for something.

    Args:
        members: addresses, `@names` and groups such as `@acme/leads`, as written.
    """

    name: str
    members: tuple[str, ...] = ()
    duty: str = ""


@dataclass(frozen=True)
class Exclusion:
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


@dataclass(frozen=True, slots=True)
class Layer:
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
    exclude: Exclusion | None = None
    size_limit: Stated[int] | None = None
    require: Stated[tuple[str, ...]] | None = None
    not_waivable: Stated[frozenset[str]] | None = None
    suppressions: Stated[Silencing] | None = None
    inline: Stated[Silencing] | None = None
    roles: Mapping[str, Stated[Role]] = field(default_factory=lambda: MappingProxyType({}))

    @property
    def speaks(self) -> bool:
        """
        Whether it sets anything that a finding is judged by.
        """
        return bool(self.levels or self.limits or self.denied or self.exclude) or self.approved is not None


@dataclass(frozen=True, slots=True)
class WaiverTerms:
    """
    What a waiver needs to hold, and what it can silence.

    Args:
        require: fields that a waiver must have: `reason`, `expires`, `approver`, …
        not_waivable: ids of rules.
        suppressions: what `# nosec` and `# noqa: S…` silence.
        inline: what inline waivers silence.
        clauses: where each of these keys was set, by its name; none for a default.
    """

    require: tuple[str, ...] = ("reason", "expires")
    not_waivable: frozenset[str] = frozenset()
    suppressions: Silencing = "below-block"
    inline: Silencing = "below-block"
    clauses: Mapping[str, Clause] = field(default_factory=lambda: MappingProxyType({}))


@dataclass(frozen=True, eq=False)
class Charter:
    """
    The policy that results from all layers; compared by identity.

    Args:
        layers: the outermost first.
        problems: of all layers' files, each file's in the order of its text.
        unread: paths of the files of which, or of what they extend, something
            could not be read.
        size_limit: bytes; larger files are not checked.
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
    waivers: WaiverTerms = field(default_factory=WaiverTerms)

    @property
    def approves_tools(self) -> bool:
        return any(layer.approved for layer in self.layers)


def _matches(globs: Globs, path: str) -> bool:
    return globs.matches(path.rstrip("/"), is_folder=path.endswith("/"))
