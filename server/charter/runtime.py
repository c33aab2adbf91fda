"""
What is known of AI that products call while they run: SDKs, hosts and models.

The knowledge itself is data, `policies/ai_runtime.yaml`. Nothing here reads code:
how such a use is recognised is the business of `rules.tools`.
"""

from collections.abc import Iterable
from hashlib import blake2b
from typing import Any

import yaml
from msgspec import Struct

from charter.errors import CharterError

_LOADER = getattr(yaml, "CSafeLoader", yaml.SafeLoader)  # libyaml reads the file ten times faster
_DIGEST_SIZE = 8


class Sdk(Struct, frozen=True):
    """
    A library through which AI is called.

    Args:
        package: `pypi:NAME` or `npm:NAME`; charters call it by NAME, in which `*` stands for any letters.
        vendor: whose AI that is; `several` or `none` where no vendor is meant.
        imports: the modules that code imports, dotted; with `*` where the name has one.
        services: the names of its clients that call AI, where others do not.
    """

    package: str
    vendor: str
    imports: tuple[str, ...]
    services: tuple[str, ...] = ()

    @property
    def registry(self) -> str:
        return self.package.partition(":")[0]

    @property
    def name(self) -> str:
        return self.package.partition(":")[2]


class Host(Struct, frozen=True):
    """
    Where an API is reached; in *host*, `*` stands for letters without a slash.
    """

    host: str
    vendor: str


class Model(Struct, frozen=True):
    """
    The models of a vendor.

    Args:
        ids: patterns of what APIs call them, in lower case.
        such_as: examples, for tests; *unlike* likewise.
    """

    vendor: str
    ids: tuple[str, ...]
    such_as: tuple[str, ...] = ()
    unlike: tuple[str, ...] = ()


class Runtime(Struct, frozen=True):
    """
    All that is known; compared by the text that it was read from.
    """

    digest: str = ""
    sdks: tuple[Sdk, ...] = ()
    hosts: tuple[Host, ...] = ()
    models: tuple[Model, ...] = ()

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Runtime) and self.digest == other.digest

    def __hash__(self) -> int:
        return hash(self.digest)


NOTHING = Runtime()


def parse(text: str) -> Runtime:
    """
    Return what the YAML *text* describes.

    Raises:
        CharterError: it is no such text; the file is ours, so this is a mistake of ours.
    """
    digest = blake2b(text.encode(), digest_size=_DIGEST_SIZE).hexdigest()
    try:
        data: Any = yaml.load(text, Loader=_LOADER)  # noqa: S506 - the loader is one of PyYAML's safe ones
        return Runtime(
            digest,
            tuple(_sdk(**entry) for entry in data["sdks"]),
            tuple(Host(**entry) for entry in data["hosts"]),
            tuple(_model(**entry) for entry in data["models"]),
        )
    except (yaml.YAMLError, TypeError, KeyError) as error:
        raise CharterError(f"expected what products call, found {type(error).__name__}", place="ai_runtime") from error


def _sdk(package: str, vendor: str, imports: list[str] | None = None, services: Iterable[str] = ()) -> Sdk:
    registry, _, name = package.partition(":")
    by_default = name.replace("-", "_") if registry == "pypi" else name
    return Sdk(package, vendor, (by_default,) if imports is None else tuple(imports), tuple(services))


def _model(vendor: str, ids: list[str], such_as: list[str], unlike: list[str]) -> Model:
    return Model(vendor, tuple(ids), tuple(such_as), tuple(unlike))
