"""
Bandit's own test functions, unmodified, and those of third-party plugins.

Plugins are taken from the folder that bandit itself was loaded from, never from
the folder that is being checked. Bandit finds its tests through stevedore,
which looks along all of `sys.path`; this reads the entry points of one folder.
"""

import importlib
import inspect
from collections.abc import Callable, Iterator, Mapping
from functools import cache
from typing import Any, Protocol, cast

from bandit.core import blacklisting
from msgspec import Struct, field

from charter.rules.security.bandit.installed import entries


class Test(Protocol):
    """
    A function with bandit's decorations, which its `vars` hold: `_test_id`, `_checks`, `_takes_config`.
    """

    __name__: str
    __module__: str

    def __call__(self, context: Any, config: Any = ..., /) -> Any: ...  # noqa: ANN401 -- bandit has no types


class Plugin(Struct, frozen=True):
    """
    A test function, ready to be called.

    Args:
        call: takes bandit's context, gives an issue or None.
        name: as bandit names it.
        test_id: such as `B602`.
        doc: the function's docstring; may be empty.
        is_foreign: it does not come with bandit.
    """

    call: Callable[[Any], Any]
    name: str
    test_id: str
    doc: str
    is_foreign: bool


class Plugins(Struct, frozen=True):
    """
    All tests by the node type that they check, in bandit's order, and what could not be loaded.
    """

    by_node: Mapping[str, tuple[Plugin, ...]]
    failures: tuple[str, ...] = ()

    def __iter__(self) -> Iterator[Plugin]:
        return iter({plugin.name: plugin for plugins in self.by_node.values() for plugin in plugins}.values())


class _Collection(Struct):
    by_node: dict[str, tuple[Plugin, ...]] = field(default_factory=dict[str, "tuple[Plugin, ...]"])
    failures: list[str] = field(default_factory=list[str])

    def add(self, test: Test, *, is_foreign: bool) -> None:
        said = vars(test)
        plugin = Plugin(_bound(test), test.__name__, said["_test_id"], inspect.getdoc(test) or "", is_foreign)
        for node in said["_checks"]:
            self.by_node[node] = (*self.by_node.get(node, ()), plugin)


@cache
def plugins() -> Plugins:
    """
    Return every bandit test that is installed beside Charter.
    """
    found = _Collection()
    for entry in entries("bandit.plugins"):
        try:
            test: Test = entry.load()
            if "_test_id" in vars(test):
                found.add(test, is_foreign=entry.is_foreign)
        except Exception as error:  # noqa: BLE001 -- whatever a foreign plugin raises must not stop the others
            found.failures.append(f"{entry.value}: {type(error).__name__}")
    found.add(_blacklist(), is_foreign=False)
    return Plugins(found.by_node, tuple(found.failures))


def blacklist_entries() -> dict[str, list[dict[str, Any]]]:
    """
    Return what bandit's blacklists hold, by node type.
    """
    listed: dict[str, list[dict[str, Any]]] = {}
    for entry in entries("bandit.blacklists"):
        for node, checks in entry.load()().items():
            listed.setdefault(node, []).extend(checks)
    return listed


def _bound(test: Test) -> Callable[[Any], Any]:
    """
    Return the test with its configuration, where it takes one: bandit's defaults.
    """
    name = vars(test).get("_takes_config")
    if name is None:
        return test
    config = importlib.import_module(test.__module__).gen_config(name)
    return lambda context: test(context, config)


def _blacklist() -> Test:
    """
    Dress up the blacklist test as bandit does.

    Source: bandit/core/test_set.py, `_load_builtins`; bandit/core/blacklisting.py.
    """
    listed = blacklist_entries()
    test = cast("Any", blacklisting.blacklist)

    def blacklist(context: Any, _: Any = None) -> Any:  # noqa: ANN401 -- bandit has no types
        return test(context, listed)

    vars(blacklist).update(_test_id="B001", _checks=list(listed))
    return blacklist
