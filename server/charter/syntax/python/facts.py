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

from msgspec import Struct, field

_EVERYTHING = "*"


class Imports(Struct):  # noqa: PLW1641 -- it changes, so that none is a key
    """
    What a module has imported so far.

    Args:
        modules: dotted names, as a set that keeps its order.
        aliases: what a name in the text stands for, such as `run` for `subprocess.run`.
    """

    modules: dict[str, None] = field(default_factory=dict[str, None])
    aliases: dict[str, str] = field(default_factory=dict[str, str])
    _like: dict[str, bool] = field(default_factory=dict[str, bool])

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

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Imports) and (self.modules, self.aliases) == (other.modules, other.aliases)


class _Trace(Struct, frozen=True):
    """
    What a unit asked of the imports before it.

    Args:
        before: what earlier units imported; not changed.
        asked: kinds and keys of questions, with their answers.
    """

    before: Imports
    asked: dict[tuple[str, str], object] = field(default_factory=dict[tuple[str, str], object])

    def ask(self, kind: str, key: str) -> None:
        question = (kind, key)
        if question not in self.asked:
            self.asked[question] = answer(self.before, kind, key)


class Facts:
    """
    The imports before a unit, followed while the unit is read.

    Args:
        before: what earlier units imported; not changed. None where the unit is the whole
            module, so that nothing comes before and nobody will want to know what was asked.
    """

    __slots__ = ("_like", "_trace", "added", "aliases", "modules")

    def __init__(self, before: Imports | None = None) -> None:
        self.added = Imports()
        self._like: dict[str, bool] = {}
        # All three write into it and none knows another, so that they are gone as soon as nobody needs them.
        self._trace = None if before is None else _Trace(before)
        self.modules = _Modules() if self._trace is None else _AskedModules(self._trace)
        self.aliases: dict[str, str] = {} if self._trace is None else _AskedAliases(self._trace)

    @property
    def asked(self) -> dict[tuple[str, str], object]:
        return self._trace.asked if self._trace else {}

    def add(self, module: str, *, alias: str = "", target: str = "") -> None:
        """
        Note that the unit imports *module*, and that *alias* stands for *target* from here on.
        """
        self.modules.add(module)
        self._like.clear()
        self.added.modules[module] = None
        if alias:
            self.aliases[alias] = target
            self.added.aliases[alias] = target

    def imports(self, module: str) -> bool:
        """
        Tell whether exactly *module* was imported.
        """
        return module in self.modules

    def imports_like(self, part: str) -> bool:
        """
        Tell whether a module whose name contains *part* was imported.
        """
        known = self._like.get(part)
        if known is None:
            if self._trace:
                self._trace.ask("like", part)
            known = self._like[part] = self.modules.has_like(part)
        return known


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


class _AskedAliases(dict[str, str]):
    """
    The dictionary that bandit's helpers look names up in; it tells what they asked.
    """

    __slots__ = ("_trace",)

    def __init__(self, trace: _Trace) -> None:
        super().__init__(trace.before.aliases)
        self._trace = trace

    def __contains__(self, key: object) -> bool:
        self._trace.ask("alias", str(key))
        return super().__contains__(key)

    def get(self, key: str, default: str | None = None) -> str | None:  # pyright: ignore[reportIncompatibleMethodOverride] -- one signature serves bandit
        self._trace.ask("alias", key)
        return super().get(key, default)

    def __iter__(self) -> Iterator[str]:
        self._trace.ask("all", _EVERYTHING)
        return super().__iter__()


class _Modules(set[str]):
    """
    The set of imported modules that plugins may look into.
    """

    __slots__ = ()

    def has_like(self, part: str) -> bool:
        modules = super().__iter__()
        return any(part in module for module in modules)


class _AskedModules(_Modules):
    """
    The same; it tells what they asked.
    """

    __slots__ = ("_trace",)

    def __init__(self, trace: _Trace) -> None:
        super().__init__(trace.before.modules)
        self._trace = trace

    def __contains__(self, module: object) -> bool:
        self._trace.ask("exact", str(module))
        return super().__contains__(module)

    def __iter__(self) -> Iterator[str]:
        self._trace.ask("all", _EVERYTHING)
        return super().__iter__()
