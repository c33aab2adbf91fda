"""
Bandit, without what only its own command line needs.

`import bandit` loads bandit's manager, and with it stevedore, rich and more:
a third of the time that Charter's engine would take to load, in every process,
and 17 MB. No test function uses any of it. So `bandit` and `bandit.core` are put
in place without running their `__init__`; all that is below them is unmodified.
"""

import sys
from collections.abc import Callable
from importlib import import_module
from importlib.util import find_spec, module_from_spec
from types import ModuleType

_PACKAGES = ("bandit", "bandit.core")
# What test functions may take from the package, as `bandit.HIGH`; then what they import from `bandit.core`.
_NAMES = ("bandit.core.constants", "bandit.core.issue", "bandit.core.test_properties")
_PARTS = ("bandit.core.utils", "bandit.core.context", "bandit.core.blacklisting")


def load() -> ModuleType:
    """
    Return the package `bandit`; whoever imports it later gets the same.
    """
    if "bandit" not in sys.modules:
        packages = [_put_in_place(name) for name in _PACKAGES]
        for part in map(import_module, (*_NAMES, *_PARTS)):
            if part.__name__ in _NAMES:
                _export(part, packages)
        for package in packages:
            vars(package)["__getattr__"] = _completing(package)
    return sys.modules["bandit"]


def _put_in_place(name: str) -> ModuleType:
    spec = find_spec(name)
    if spec is None:
        raise ModuleNotFoundError(f"no module named {name!r}", name=name)
    package = sys.modules[name] = module_from_spec(spec)
    parent, _, child = name.rpartition(".")
    if parent:
        setattr(sys.modules[parent], child, package)
    return package


def _export(part: ModuleType, packages: list[ModuleType]) -> None:
    """
    Do what `from part import *` does in both `__init__`.
    """
    public = {name: value for name, value in vars(part).items() if not name.startswith("_")}
    for package in packages:
        vars(package).update(public)


def _completing(package: ModuleType) -> Callable[[str], object]:
    """
    Return a `__getattr__` that runs the package's own `__init__`, for a plugin that asks for more.
    """

    def complete(name: str) -> object:
        del vars(package)["__getattr__"]
        if package.__spec__ is not None and package.__spec__.loader is not None:
            package.__spec__.loader.exec_module(package)
        return getattr(package, name)

    return complete
