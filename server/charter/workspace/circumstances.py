"""
What findings depend on beside the text: which Charter, which bandit, which Python.
"""

import os
import sys
from collections.abc import Iterator
from functools import cache
from hashlib import blake2b
from importlib.metadata import distributions
from pathlib import PurePosixPath

import charter
from charter.catalogue import Catalogue
from charter.rules.security.bandit.library import FOLDER
from charter.text import Document

_SIZE = 20
_LIBRARIES = frozenset({"bandit", "radon"})
_PLUGINS = frozenset({"bandit.plugins", "bandit.blacklists"})


def key(document: Document, catalogue: Catalogue, form: str) -> bytes:
    """
    Return a name for what is observed in *document*, other for all that would be observed otherwise.

    Args:
        catalogue: the AI tools that comments are read for.
        form: of the record that is kept under the name.
    """
    suffix = PurePosixPath(document.path).suffix
    said = (form, _circumstances(), _tools(catalogue), document.language, suffix, document.text)
    return blake2b("\0".join(said).encode("utf-8", "surrogatepass"), digest_size=_SIZE).digest()


@cache
def _circumstances() -> str:
    return "\n".join((charter.__version__, sys.version, *sorted(_libraries()), *sorted(_code())))


def _libraries() -> Iterator[str]:
    """
    Yield bandit, its plugins and radon with their versions, from the folder that plugins are loaded from.
    """
    for distribution in distributions(path=[FOLDER]):
        groups = {entry.group for entry in distribution.entry_points}
        if groups & _PLUGINS or distribution.name in _LIBRARIES:
            yield f"{distribution.name} {distribution.version}"


def _code() -> Iterator[str]:
    """
    Yield when each of Charter's own files was written: in a checkout they change without the version.
    """
    for folder, _, names in os.walk(charter.__path__[0]):
        for name in names:
            if name.endswith(".py"):
                yield f"{name} {os.stat(f'{folder}/{name}').st_mtime_ns}"  # noqa: PTH116 -- a path for each costs more


@cache
def _tools(catalogue: Catalogue) -> str:
    return repr(catalogue.tools)
