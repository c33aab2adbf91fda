"""
One layer: a file and what it extends, made one value for each key.

Inside a layer nothing binds: the nearer file wins, in either direction. Lists
are replaced by the nearer file's, but for `exclude`, whose patterns follow one
another as the lines of a .gitignore file do, so that `!` takes back what a pack
leaves out, and for zones and stages, which add up.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from typing import TypeVar

from charter.globs import Globs
from charter.model import Level, RuleBook
from charter.policy.language import keys
from charter.policy.language.kinds import Said
from charter.policy.language.records import Fields, Key
from charter.policy.layers import demands, scoping
from charter.policy.layers.settling import settled
from charter.policy.layers.toollists import ToolLists
from charter.policy.layers.uses import use_lists
from charter.policy.model.charter import ONCE_APPROVED, Exclusion, Languages, Layer, Role
from charter.policy.model.registers import Register
from charter.policy.model.scopes import ClassTerms, ToolClass
from charter.policy.model.stated import Stated, StatedLevel
from charter.policy.model.uses import USE_RULES, UseList, UseOf
from charter.policy.reading.statement import Desk, Statement

T = TypeVar("T")
_NO_FIELDS = Fields()
_ROOT_LAYERS = frozenset({"organisation", "team", "repository", "pack"})


def layer(
    files: Sequence[Statement], lists: ToolLists, registers: tuple[Register, ...], book: RuleBook, desk: Desk
) -> Layer:
    """
    Return what *files* say together; the last is the layer's own.

    Args:
        lists: what they say of tools.
        registers: of the waivers that they name.
        desk: where is written down what is wrong between them.
    """
    own, folder = files[-1], folder_of(files[-1])
    everywhere = settled([file.entries for file in files], book)
    classes = scoping.classes(files, book, desk)
    ai_code, unknown_is_ai = scoping.ai_code(files, book, desk)
    disclosure = demands.disclosure(files)
    uses = use_lists(files)
    return Layer(
        label=own.source.layer,
        source=own.source.path,
        files=tuple(file.source.path for file in files),
        is_read=_is_whole(files, desk),
        name=nearest_text([file.fields for file in files], keys.NAME),
        revision=nearest_text([file.fields for file in files], keys.REVISION),
        owner=own.holder.owner,
        contact=own.holder.contact,
        levels={
            **_implied(lists, uses, classes, book),
            **demands.implied_levels(disclosure, book),
            **everywhere.levels,
        },
        limits=everywhere.limits,
        approved=lists.approved,
        approved_clause=lists.approved_clause,
        denied=lists.denied,
        classes=classes,
        declared=lists.declared,
        uses=uses,
        zones=scoping.zones(files, folder, book, desk),
        ai_code=ai_code,
        unknown_is_ai=unknown_is_ai,
        stages=scoping.stages(files, book, desk),
        exclude=_exclusion(files, folder),
        languages=Languages(_languages(files, keys.INCLUDE), _languages(files, keys.LEFT_OUT)),
        size_limit=_nearest(files, keys.SIZE_LIMIT, _top),
        require=_require(files),
        not_waivable=next((file.not_waivable for file in reversed(files) if file.not_waivable), None),
        suppressions=_nearest(files, keys.SUPPRESSIONS, _waivers),
        inline=_nearest(files, keys.INLINE, _waivers),
        known=_nearest(files, keys.KNOWN, _waivers),
        max_days=_nearest(files, keys.MAX_DAYS, _waivers),
        approvers=_names(_nearest(files, keys.APPROVERS, _waivers)),
        registers=registers,
        disclosure=disclosure,
        controls=dict(each for file in files for each in _controls(file)),
        roles={role.value.name: role for file in files for role in _roles(file)},
        may_relax=next((file.may_relax for file in reversed(files) if file.may_relax), None),
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


def _names(said: Stated[tuple[Said[str], ...]] | None) -> Stated[frozenset[str]] | None:
    return said and Stated(frozenset(name.value for name in said.value), said.clause)


def _languages(files: Sequence[Statement], key: Key[tuple[Said[str], ...]]) -> Stated[frozenset[str]] | None:
    return _names(_nearest(files, key, lambda file: file.fields.value(keys.LANGUAGES, _NO_FIELDS)))


def folder_of(file: Statement) -> str:
    """
    Return where the patterns of a layer are anchored, from the root; empty at the root.
    """
    label = file.source.layer
    return "" if label in _ROOT_LAYERS else label.strip("/")


def _is_whole(files: Iterable[Statement], desk: Desk) -> bool:
    mistakes = (mistake for file in files for mistake in (*file.reading.mistakes, *desk.on(file.source).mistakes))
    return not any(mistake.leaves_unread for mistake in mistakes)


def _exclusion(files: Sequence[Statement], folder: str) -> Exclusion | None:
    said = [(file, file.fields.get(keys.EXCLUDE)) for file in files]
    if not any(exclude for _, exclude in said):
        return None
    patterns = tuple(_patterns(said))
    return Exclusion(patterns, Globs(pattern.value for pattern in patterns), folder)


def _patterns(said: Iterable[tuple[Statement, Said[tuple[Said[str], ...]] | None]]) -> Iterator[Stated[str]]:
    for file, exclude in said:
        for pattern in exclude.value if exclude else ():
            yield Stated(pattern.value, file.clause(pattern))


def _controls(file: Statement) -> Iterator[tuple[tuple[str, str], Stated[tuple[str, ...]]]]:
    for catalogue, controls in file.fields.value(keys.CONTROLS, ()):
        for control, rules in controls.value:
            yield (catalogue, control), Stated(tuple(rule.value for rule in rules.value), file.clause(rules))


def _implied(
    lists: ToolLists, uses: Mapping[UseOf, UseList], classes: Mapping[ToolClass, ClassTerms], book: RuleBook
) -> dict[str, StatedLevel]:
    """
    Return the levels that go with what is said of tools; what the layer says of them itself goes before.

    Who denies a tool means it, so that a lower layer cannot switch the rule off.
    """
    implied: dict[str, StatedLevel] = {}
    bounded = next((terms.data for terms in classes.values() if terms.data), None)
    if bounded:
        implied["tools.wrong-class"] = StatedLevel(_default(book, "tools.wrong-class"), bounded.clause)
    if lists.denied:
        clause = next(iter(lists.denied.values())).clause
        implied["tools.denied"] = StatedLevel(_default(book, "tools.denied"), clause)
    if lists.approves and lists.approved_clause:
        for rule in ("tools.unapproved", "tools.unnamed", "tools.expired", "tools.wrong-model"):
            implied[rule] = StatedLevel(_default(book, rule), lists.approved_clause)
    for use, listed in uses.items():
        if listed:
            implied[USE_RULES[use]] = StatedLevel(_default(book, USE_RULES[use]), listed.clause)
    return implied


def _default(book: RuleBook, rule: str) -> Level:
    default = ONCE_APPROVED.get(rule) or book[rule].default
    return Level.WARN if default is None else default
