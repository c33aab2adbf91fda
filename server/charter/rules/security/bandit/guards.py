"""
Where bandit's tests cannot report anything, so that they need not be called.

Most of bandit's time goes into asking some forty tests about each call and each
string, of which nearly all look at a name first. A guard is what must be so for
a test to report: a name in the call, an argument, what a string belongs to. It
may let through too much and never too little. It looks at what the test looks
at, values of the tree, so that no escape or alias deceives it.

The guards are written for one release of bandit. With another one, and for
plugins of third parties, every test is called. A test compares the issues with
bandit's own on real code.
"""

import ast
from collections.abc import Callable, Iterable, Mapping
from functools import cache, lru_cache
from typing import Any, TypeVar

from bandit.plugins import general_hardcoded_password, general_hardcoded_tmp, injection_shell, injection_sql
from msgspec import Struct

from charter.rules.security.bandit.installed import version
from charter.rules.security.bandit.plugins import Plugin, blacklist_entries, plugins

_WRITTEN_FOR = "1.9.4"

_STARTERS = frozenset(name for names in injection_shell.gen_config("shell_injection").values() for name in names)
_TMP_FOLDERS = tuple(general_hardcoded_tmp.gen_config("hardcoded_tmp_directory")["tmp_dirs"])
_PASSWORD = general_hardcoded_password.RE_CANDIDATES
_SQL = injection_sql.SIMPLE_SQL_RE
_N_REMEMBERED = 2_048


Kind = TypeVar("Kind")


class Guard(Struct, frozen=True):
    """
    One of these must hold of a call for a test to report it.

    Args:
        names: its whole dotted name, aliases resolved, is one of these.
        words: a word of that name is one of these.
        parts: the last word contains one of these.
        keywords: it has an argument of such a name.
    """

    names: frozenset[str] = frozenset()
    words: frozenset[str] = frozenset()
    parts: tuple[str, ...] = ()
    keywords: Callable[[str], object] = frozenset[str]().__contains__


def _names(*names: str) -> Guard:
    return Guard(names=frozenset(names))


def _words(*words: str) -> Guard:
    return Guard(words=frozenset(words))


# What a blacklist names, by kind of node.
_BLACKLISTED = {
    kind: tuple(name for entry in listed for name in entry["qualnames"]) for kind, listed in blacklist_entries().items()
}
# The calls that import what their argument names.
_IMPORTING = ("__import__", "importlib.import_module", "importlib.__import__")

_OF_CALLS: Mapping[str, Guard] = {
    "B001": _names(*_BLACKLISTED.get("Call", ()), *_IMPORTING),
    "B102": _names("exec"),
    "B103": Guard(parts=("chmod",)),
    "B106": Guard(keywords=_PASSWORD.search),
    "B113": _words("requests", "httpx"),
    "B201": _words("run"),
    "B202": Guard(parts=("extractall",)),
    "B324": _words("hashlib", "crypt"),
    "B501": _words("requests", "httpx"),
    "B502": Guard(names=frozenset({"ssl.wrap_socket"}), keywords=frozenset({"method", "ssl_version"}).__contains__),
    "B504": _names("ssl.wrap_socket"),
    "B505": _words("generate_private_key", "generate"),
    "B506": _words("yaml"),
    "B507": _words("set_missing_host_key_policy"),
    "B508": _names("pysnmp.hlapi.CommunityData"),
    "B509": _names("pysnmp.hlapi.UsmUserData"),
    "B601": _words("exec_command"),
    "B602": Guard(names=_STARTERS),
    "B603": Guard(names=_STARTERS),
    "B604": Guard(keywords=frozenset({"shell"}).__contains__),
    "B605": Guard(names=_STARTERS),
    "B606": Guard(names=_STARTERS),
    "B607": Guard(names=_STARTERS),
    "B609": Guard(names=_STARTERS),
    "B610": _words("extra"),
    "B611": _words("RawSQL"),
    "B612": _names("logging.config.listen"),
    "B614": _words("torch"),
    "B615": _words("from_pretrained", "load_dataset", "hf_hub_download", "snapshot_download", "repository_id"),
    "B701": _words("jinja2"),
    "B702": _words("mako"),
    "B703": _words("mark_safe", "SafeText", "SafeUnicode", "SafeString", "SafeBytes"),
    "B704": _words("Markup"),
}


def _belongs_to_password(node: ast.Constant, parent: ast.AST) -> bool:
    """
    Tell whether the string is given to, or compared with, something that is called like a password.
    """
    match parent:
        case ast.Assign(targets=targets):
            return any(map(_is_called_like_password, targets))
        case ast.Compare(left=left):
            return _is_called_like_password(left)
        case ast.Dict() | ast.Subscript():
            return _PASSWORD.search(str(node.value)) is not None
        case _:
            return False


def _is_called_like_password(node: ast.expr) -> bool:
    match node:
        case ast.Name(id=name) | ast.Attribute(attr=name):
            return _PASSWORD.search(name) is not None
        case _:
            return False


def _belongs_to_sql(_: ast.Constant, parent: ast.AST) -> bool:
    """
    Tell whether the string is put together with something else, as SQL may be.
    """
    match parent:
        case ast.BinOp() | ast.Attribute(attr="format" | "replace"):
            return True
        case ast.JoinedStr(values=values):
            parts = (value.value for value in values if isinstance(value, ast.Constant))
            return _SQL.search("".join(map(str, parts))) is not None
        case _:
            return False


_OF_STRINGS: Mapping[str, Callable[[ast.Constant, ast.AST], bool]] = {
    "B104": lambda node, _: node.value == "0.0.0.0",  # noqa: S104 -- what the test looks for
    "B105": _belongs_to_password,
    "B108": lambda node, _: str(node.value).startswith(_TMP_FOLDERS),
    "B608": _belongs_to_sql,
}


def _is_blacklisted(node: ast.Import | ast.ImportFrom) -> bool:
    """
    Tell whether something that is imported begins like what a blacklist names.
    """
    prefix = f"{node.module}." if isinstance(node, ast.ImportFrom) and node.module is not None else ""
    begins = _BLACKLISTED.get(type(node).__name__, ())
    return any(f"{prefix}{name.name}".startswith(begins) for name in node.names)


_OF_IMPORTS: Mapping[str, Callable[[Any], object]] = {"B001": _is_blacklisted}

_OF_FUNCTIONS: Mapping[str, Callable[[Any], object]] = {
    "B107": lambda node: node.args.defaults,
    "B503": lambda node: node.args.defaults,
}


class Guards:
    """
    Which tests must be called on a node, in bandit's order.

    Args:
        tests: all of them, by node type.
        known: ids of those that the guards are written for.
    """

    def __init__(self, tests: Mapping[str, tuple[Plugin, ...]], known: frozenset[str]) -> None:
        self._calls = _guarded(tests.get("Call", ()), known, _OF_CALLS)
        self._strings = _guarded(tests.get("Str", ()), known, _OF_STRINGS)
        self._functions = _guarded(tests.get("FunctionDef", ()), known, _OF_FUNCTIONS)
        self._imports = {kind: _guarded(tests.get(kind, ()), known, _OF_IMPORTS) for kind in ("Import", "ImportFrom")}
        # One bit for each test: names come again and again, and sets of bits even more so.
        self._always = _bits(guard is None for _, guard in self._calls)
        self._by_name = _by_key((guard and guard.names) for _, guard in self._calls)
        self._by_word = _by_key((guard and guard.words) for _, guard in self._calls)
        self._by_part = _by_key((guard and guard.parts) for _, guard in self._calls)
        self._of_name = lru_cache(_N_REMEMBERED)(self._bits_of_name)
        self._of_keyword = lru_cache(_N_REMEMBERED)(self._bits_of_keyword)
        self._of_bits = lru_cache(_N_REMEMBERED)(self._tests_of_bits)

    def of_call(self, node: ast.Call, name: str) -> tuple[Plugin, ...]:
        """
        Return the tests to call on *node*, which calls what is fully called *name*.
        """
        bits = self._of_name(name)
        if isinstance(node.func, ast.Name) and node.func.id != name:
            # Some tests look at the name as it stands there.
            bits |= self._of_name(node.func.id)
        for keyword in node.keywords:
            bits |= self._of_keyword(keyword.arg)
        return self._of_bits(bits) if bits else ()

    def of_string(self, node: ast.Constant, parent: ast.AST) -> tuple[Plugin, ...]:
        """
        Return the tests to call on *node*, a string.
        """
        return tuple([test for test, guard in self._strings if guard is None or guard(node, parent)])

    def of_function(self, node: ast.FunctionDef) -> tuple[Plugin, ...]:
        return tuple(test for test, guard in self._functions if guard is None or guard(node))

    def of_import(self, node: ast.Import | ast.ImportFrom, kind: str) -> tuple[Plugin, ...]:
        """
        Return the tests to call on *node*, which bandit takes for one of *kind*.
        """
        return tuple(test for test, guard in self._imports[kind] if guard is None or guard(node))

    def _bits_of_name(self, name: str) -> int:
        words = name.split(".")
        bits = self._always | self._by_name.get(name, 0)
        for word in words:
            bits |= self._by_word.get(word, 0)
        for part, of_part in self._by_part.items():
            if part in words[-1]:
                bits |= of_part
        return bits

    def _bits_of_keyword(self, word: str | None) -> int:
        return _bits(guard is not None and guard.keywords(word or "") for _, guard in self._calls)

    def _tests_of_bits(self, bits: int) -> tuple[Plugin, ...]:
        return tuple(test for idx, (test, _) in enumerate(self._calls) if bits >> idx & 1)


@cache
def guards() -> Guards:
    """
    Return the guards of all tests that are installed.
    """
    is_known = version("bandit") == _WRITTEN_FOR
    known = (plugin.test_id for plugin in plugins() if is_known and not plugin.is_foreign)
    return Guards(plugins().by_node, frozenset(known))


def _guarded(
    tests: Iterable[Plugin], known: frozenset[str], listed: Mapping[str, Kind]
) -> tuple[tuple[Plugin, Kind | None], ...]:
    return tuple((test, listed.get(test.test_id) if test.test_id in known else None) for test in tests)


def _by_key(listed: Iterable[Iterable[str] | None]) -> Mapping[str, int]:
    """
    Return for each key the bits of those that list it.
    """
    bits: dict[str, int] = {}
    for idx, keys in enumerate(listed):
        for key in keys or ():
            bits[key] = bits.get(key, 0) | 1 << idx
    return bits


def _bits(truths: Iterable[object]) -> int:
    return sum(1 << idx for idx, is_true in enumerate(truths) if is_true)
