"""
Telling known names of AI apart from all others: modules, packages, hosts and ids of models.
"""

import re
from collections.abc import Iterable, Iterator
from functools import lru_cache

from msgspec import Struct

from charter.rules.tools.words import Words
from charter.runtime import Host, Runtime, Sdk

# Stands for what an f-string or template fills in.
HOLE = "\0"

_LONGEST = 200
_URL = re.compile(r"(?:(?:https?|wss?)://)?(?:[^/@\s]*@)?(?P<host>[^/:?#@\s\"']+)(?P<port>:\d+)?(?:[/?#]\S*)?")
# Whose it is or through whom it is reached, such as `openai/`, `models/`, `us.anthropic.`, `ft:`.
_PROVIDER = r"(?:[\w.@-]+[/:])*(?:[a-z]{2,6}\.)?(?:[a-z0-9]+\.)?"
_REST = r"[\w.:@+-]*"


class Known(Struct, frozen=True):
    """
    What a name means.

    Args:
        name: what charters call it.
        vendor: whose AI it is; `several` or `none` where no vendor is meant.
    """

    name: str
    vendor: str


class Recogniser:
    """
    Args:
        runtime: all that is known.
    """

    def __init__(self, runtime: Runtime) -> None:
        self._modules = {name: sdk for sdk in _of(runtime, "pypi") for name in sdk.imports if "*" not in name}
        self._packages = {sdk.name: sdk for sdk in _of(runtime, "npm")}
        starred = [(name, sdk) for sdk in runtime.sdks for name in sdk.imports if "*" in name]
        self._starred = [(re.compile(re.escape(name).replace(r"\*", "(.+)")), sdk) for name, sdk in starred]
        self._services = {service: sdk for sdk in runtime.sdks for service in sdk.services}
        self._hosts = [(_as_host(host), host) for host in runtime.hosts]
        self._models = [(_as_id(model.ids), model.vendor) for model in runtime.models]
        self.words = Words(runtime)

    def module(self, dotted: str) -> Known | None:
        """
        Return the SDK that the Python module *dotted* belongs to.
        """
        names = dotted.split(".")
        for n_names in range(1, len(names) + 1):
            if sdk := self._modules.get(".".join(names[:n_names])):
                return Known(sdk.name, sdk.vendor)
        return self._by_star(names[0], "pypi")

    def package(self, specifier: str) -> Known | None:
        """
        Return the SDK that JavaScript imports as *specifier*, such as `openai`, `openai/helpers` or `npm:openai@4`.
        """
        names = specifier.removeprefix("npm:").split("/")
        n_names = 2 if names[0].startswith("@") else 1
        root = "/".join(names[:n_names])
        root = root[:at] if (at := root.find("@", 1)) > 0 else root
        if sdk := self._packages.get(root):
            return Known(sdk.name, sdk.vendor)
        return self._by_star(root, "npm")

    def service(self, name: str) -> Known | None:
        """
        Return the SDK of which the client *name* calls AI.
        """
        sdk = self._services.get(name)
        return sdk and Known(sdk.name, sdk.vendor)

    def host(self, text: str) -> Known | None:
        """
        Return the host that *text* is, or is a URL of; `HOLE` stands in it for what is filled in.
        """
        match = _URL.fullmatch(text[:_LONGEST])
        if match is None:
            return None
        name, port = match["host"].lower(), match["port"] or ""
        for pattern, host in self._hosts:
            if pattern.fullmatch(f"{name}{port}" if ":" in host.host else name):
                return Known(host.host if HOLE in name else f"{name}{port}" if ":" in host.host else name, host.vendor)
        return None

    def model(self, text: str) -> Known | None:
        """
        Return the model that *text* is the id of.
        """
        if len(text) > _LONGEST:
            return None
        vendor = next((vendor for pattern, vendor in self._models if pattern.fullmatch(text)), None)
        return Known(text, vendor) if vendor else None

    def _by_star(self, name: str, registry: str) -> Known | None:
        for pattern, sdk in self._starred:
            match = pattern.fullmatch(name)
            if match and sdk.registry == registry:
                rest = match[1].replace("_", "-") if registry == "pypi" else match[1]
                return Known(sdk.name.replace("*", rest), sdk.vendor)
        return None


@lru_cache(maxsize=4)
def recogniser(runtime: Runtime) -> Recogniser:
    """
    Return what recognises all that *runtime* knows.
    """
    return Recogniser(runtime)


def _of(runtime: Runtime, registry: str) -> Iterator[Sdk]:
    return (sdk for sdk in runtime.sdks if sdk.registry == registry)


def _as_host(host: Host) -> re.Pattern[str]:
    return re.compile(re.escape(host.host).replace(r"\*", r"[^/:?#]+"))


def _as_id(ids: Iterable[str]) -> re.Pattern[str]:
    known = "|".join(re.escape(each).replace(r"\*", _REST) for each in ids)
    return re.compile(f"{_PROVIDER}(?:{known})", re.IGNORECASE)
