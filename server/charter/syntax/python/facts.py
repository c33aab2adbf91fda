"""
What a unit may know of the module before it, and a record of what it asked.

Bandit reads a module from top to bottom and remembers which modules were
imported and what names stand for. A unit that is checked by itself gets these
facts handed in. As each question is recorded with its answer, a remembered
result stays true for as long as the answers stay the same: an import edit
concerns only the units that asked about it.

Source: the verifying trace of "Build systems à la carte" (Mokhov et al. 2018).
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

_EVERYTHING = "*"


@dataclass(slots=True)
class Imports:
    """
    What a module has imported so far.

    Args:
        modules: dotted names, as a set that keeps its order.
        aliases: what a name in the text stands for, such as `run` for `subprocess.run`.
    """

    modules: dict[str, None] = field(default_factory=dict[str, None])
    aliases: dict[str, str] = field(default_factory=dict[str, str])
    _like: dict[str, bool] = field(default_factory=dict[str, bool], compare=False, repr=False)

    def update(self, other: "Imports") -> None:
        self.modules.update(other.modules)
        self.aliases.update(other.aliases)
        self._like.clear()

    def has_like(self, part: str) -> bool:
        """
        Tell whether the name of a module contains *part*; asked again and again.
        """
        if part not in self._like:
            self._like[part] = any(part in module for module in self.modules)
        return self._like[part]

    def __bool__(self) -> bool:
        return bool(self.modules or self.aliases)


class Facts:
    """
    The imports before a unit, followed while the unit is read.

    Args:
        before: what earlier units imported; not changed.
    """

    __slots__ = ("_like", "added", "aliases", "asked", "before", "modules")

    def __init__(self, before: Imports) -> None:
        self.before = before
        self.added = Imports()
        self.asked: dict[tuple[str, str], object] = {}
        self._like: dict[str, bool] = {}
        self.modules = _Modules(before.modules, self)
        self.aliases = _Aliases(before.aliases, self)

    def add(self, module: str, *, alias: str = "", target: str = "") -> None:
        """
        Note that the unit imports *module*, and that *alias* stands for *target* from here on.
        """
        self.modules.put(module)
        self._like.clear()
        self.added.modules[module] = None
        if alias:
            self.aliases[alias] = target
            self.added.aliases[alias] = target

    def imports(self, module: str) -> bool:
        """
        Tell whether exactly *module* was imported.
        """
        self.ask("exact", module)
        return self.modules.has(module)

    def imports_like(self, part: str) -> bool:
        """
        Tell whether a module whose name contains *part* was imported.
        """
        known = self._like.get(part)
        if known is None:
            self.ask("like", part)
            known = self._like[part] = self.modules.has_like(part)
        return known

    def ask(self, kind: str, key: str) -> None:
        question = (kind, key)
        if question not in self.asked:
            self.asked[question] = answer(self.before, kind, key)


def holds(asked: Mapping[tuple[str, str], object], imports: Imports) -> bool:
    """
    Tell whether all questions would get the same answers from *imports*.
    """
    return all(answer(imports, kind, key) == known for (kind, key), known in asked.items())


def answer(imports: Imports, kind: str, key: str) -> object:
    """
    Return what *imports* say about *key*; kinds are `alias`, `exact`, `like` and `all`.
    """
    match kind:
        case "alias":
            return imports.aliases.get(key)
        case "exact":
            return key in imports.modules
        case "like":
            return imports.has_like(key)
        case _:
            return (tuple(imports.modules), tuple(imports.aliases.items()))


class _Aliases(dict[str, str]):
    """
    The dictionary that bandit's helpers look names up in; it tells what they asked.
    """

    __slots__ = ("facts",)

    def __init__(self, aliases: Mapping[str, str], facts: Facts) -> None:
        super().__init__(aliases)
        self.facts = facts

    def __contains__(self, key: object) -> bool:
        self.facts.ask("alias", str(key))
        return super().__contains__(key)

    def get(self, key: str, default: str | None = None) -> str | None:  # pyright: ignore[reportIncompatibleMethodOverride] -- one signature serves bandit
        self.facts.ask("alias", key)
        return super().get(key, default)

    def __iter__(self) -> Iterator[str]:
        self.facts.ask("all", _EVERYTHING)
        return super().__iter__()


class _Modules(set[str]):
    """
    The set of imported modules that plugins may look into; it tells what they asked.
    """

    __slots__ = ("facts",)

    def __init__(self, modules: Mapping[str, None], facts: Facts) -> None:
        super().__init__(modules)
        self.facts = facts

    def put(self, module: str) -> None:
        super().add(module)

    def has(self, module: str) -> bool:
        return super().__contains__(module)

    def has_like(self, part: str) -> bool:
        modules = super().__iter__()
        return any(part in module for module in modules)

    def __contains__(self, module: object) -> bool:
        return self.facts.imports(str(module))

    def __iter__(self) -> Iterator[str]:
        self.facts.ask("all", _EVERYTHING)
        return super().__iter__()
