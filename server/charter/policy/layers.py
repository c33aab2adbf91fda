"""
One layer: a file and what it extends, made one value for each key.

Inside a layer nothing binds: the more specific key wins, then the nearer file,
in either direction. Lists are replaced by the nearer file's, but for `exclude`,
whose patterns follow one another as the lines of a .gitignore file do, so that
`!` takes back what a pack leaves out.
"""

from collections.abc import Callable, Iterable, Iterator, Sequence
from operator import itemgetter
from typing import TypeVar

from charter.globs import Globs
from charter.model import Level, Rule, RuleBook
from charter.policy import keys
from charter.policy.charter import ONCE_APPROVED, Exclusion, Layer, Role, Stated, StatedLevel
from charter.policy.kinds import Said
from charter.policy.records import Fields, Key
from charter.policy.statement import Statement
from charter.policy.toollists import ToolLists

T = TypeVar("T")
_ROOT_LAYERS = frozenset({"organisation", "team", "repository", "pack"})


def layer(files: Sequence[Statement], lists: ToolLists, book: RuleBook, *, is_read: bool) -> Layer:
    """
    Return what *files* say together; the last is the layer's own.

    Args:
        lists: what they say of tools.
        is_read: whether these are all the files that there should be.
    """
    own = files[-1]
    return Layer(
        label=own.source.layer,
        source=own.source.path,
        files=tuple(file.source.path for file in files),
        is_read=is_read,
        name=nearest_text([file.fields for file in files], keys.NAME),
        revision=nearest_text([file.fields for file in files], keys.REVISION),
        owner=own.holder.owner,
        contact=own.holder.contact,
        levels=_implied(lists, book) | _levels(files),
        limits=_limits(files, book),
        approved=lists.approved,
        approved_clause=lists.approved_clause,
        denied=lists.denied,
        exclude=_exclusion(files),
        size_limit=_nearest(files, keys.SIZE_LIMIT, _top),
        require=_require(files),
        not_waivable=next((file.not_waivable for file in reversed(files) if file.not_waivable), None),
        suppressions=_nearest(files, keys.SUPPRESSIONS, _waivers),
        inline=_nearest(files, keys.INLINE, _waivers),
        roles={role.value.name: role for file in files for role in _roles(file)},
    )


def nearest_text(files: Sequence[Fields], key: Key[str]) -> str:
    """
    Return what the nearest of *files* says under *key*, empty if none does.
    """
    return next((said.value for fields in reversed(files) if (said := fields.get(key))), "")


def _nearest(files: Sequence[Statement], key: Key[T], of: Callable[[Statement], Fields]) -> Stated[T] | None:
    for file in reversed(files):
        said = of(file).get(key)
        if said:
            return Stated(said.value, file.clause(said))
    return None


def _top(file: Statement) -> Fields:
    return file.fields


def _waivers(file: Statement) -> Fields:
    return file.waivers


def _require(files: Sequence[Statement]) -> Stated[tuple[str, ...]] | None:
    said = _nearest(files, keys.REQUIRE, _waivers)
    return said and Stated(keys.in_order(field.value for field in said.value), said.clause)


def _roles(file: Statement) -> Iterator[Stated[Role]]:
    # Of a name that stands twice the first holds, so it comes last here.
    for name, said in reversed(file.fields.value(keys.ROLES, ())):
        members = tuple(member.value for member in said.value.value(keys.MEMBERS, ()))
        yield Stated(Role(name, members, said.value.value(keys.DUTY, "")), file.clause(said))


def _exclusion(files: Sequence[Statement]) -> Exclusion | None:
    said = [(file, file.fields.get(keys.EXCLUDE)) for file in files]
    if not any(exclude for _, exclude in said):
        return None
    patterns = tuple(_patterns(said))
    label = files[-1].source.layer
    folder = "" if label in _ROOT_LAYERS else label.strip("/")
    return Exclusion(patterns, Globs(pattern.value for pattern in patterns), folder)


def _patterns(said: Iterable[tuple[Statement, Said[tuple[Said[str], ...]] | None]]) -> Iterator[Stated[str]]:
    for file, exclude in said:
        for pattern in exclude.value if exclude else ():
            yield Stated(pattern.value, file.clause(pattern))


def _levels(files: Sequence[Statement]) -> dict[str, StatedLevel]:
    said = [
        ((entry.precedence, nearness, entry.level.level), entry.rules, entry.level)
        for nearness, file in enumerate(files)
        for entry in file.entries
        if entry.level
    ]
    # The last one written holds: the most specific, then the nearest, then the strictest.
    said.sort(key=itemgetter(0))
    return {rule: level for _, rules, level in said for rule in rules}


def _implied(lists: ToolLists, book: RuleBook) -> dict[str, StatedLevel]:
    """
    Return the levels that go with the lists of tools; what the layer says of them itself goes before.

    Who denies a tool means it, so that a lower layer cannot switch the rule off.
    """
    implied: dict[str, StatedLevel] = {}
    if lists.denied:
        clause = next(iter(lists.denied.values())).clause
        implied["tools.denied"] = StatedLevel(_default(book, "tools.denied"), clause)
    if lists.approved and lists.approved_clause:
        for rule in ("tools.unapproved", "tools.unnamed", "tools.expired"):
            implied[rule] = StatedLevel(_default(book, rule), lists.approved_clause)
    return implied


def _default(book: RuleBook, rule: str) -> Level:
    default = ONCE_APPROVED.get(rule) or book[rule].default
    return Level.WARN if default is None else default


def _limits(files: Sequence[Statement], book: RuleBook) -> dict[str, Stated[float]]:
    said = [
        ((nearness, _tightness(entry.limit.value, book[rule])), rule, entry.limit)
        for nearness, file in enumerate(files)
        for entry in file.entries
        if entry.limit
        for rule in entry.rules
    ]
    said.sort(key=itemgetter(0))
    return {rule: limit for _, rule, limit in said}


def _tightness(figure: float, rule: Rule) -> float:
    return figure if rule.limit and rule.limit.key == "min" else -figure
